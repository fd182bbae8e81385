import { useNotice } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import type { BroadcastCardData } from './broadcast-data.js';
import { recordPath } from './links.js';
import { ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRate } from './use-rate.js';
import { useSubmit } from './use-submit.js';

const SECONDS = 60;

/** How far it is, how fast it goes and how long it still takes. */
function Bar({ data }: { data: BroadcastCardData }) {
  const { t } = usePanel();
  const done = data.total - data.pending;
  const rate = useRate(done);
  const percent = data.total === 0 ? 0 : Math.floor((done / data.total) * 100);
  const seconds = rate === null ? null : Math.ceil(data.pending / rate);
  const left =
    seconds === null
      ? null
      : seconds < SECONDS
        ? t('broadcast.secondsLeft', { count: seconds })
        : t('broadcast.minutesLeft', { count: Math.ceil(seconds / SECONDS) });
  return (
    <>
      <progress
        className="studio-progress"
        max={Math.max(1, data.total)}
        value={done}
        aria-label={t('broadcast.progress')}
      />
      <p>
        <strong>{t('broadcast.doneOf', { done, total: data.total, percent })}</strong>{' '}
        {data.status === 'running' && rate !== null && left !== null ? (
          <span className="studio-muted">{t('broadcast.pace', { rate: Math.max(1, Math.round(rate)), left })}</span>
        ) : null}
      </p>
    </>
  );
}

/** Once it has begun: the bar, the figures, and the brakes. */
export function BroadcastProgress({ data, onChanged }: { data: BroadcastCardData; onChanged: () => void }) {
  const { t, instant } = usePanel();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const act = (actionName: 'pause' | 'resume') =>
    submit(
      () => postAction({ resourceId: 'Broadcast', recordId: data.id, actionName }),
      () => {
        addNotice({ message: t(`broadcast.${actionName}Done`), type: 'success' });
        onChanged();
      },
    );
  const isOnItsWay = data.status === 'preparing' || data.status === 'running';
  return (
    <>
      {data.startedAt ? <Bar data={data} /> : null}
      {data.status === 'preparing' ? <p className="studio-muted">{t('broadcast.preparing')}</p> : null}
      {data.heldUntil ? <p className="studio-hint">{t('broadcast.held', { at: instant(data.heldUntil) })}</p> : null}
      {data.reason ? <p className="studio-problem">{t(`broadcast.reason.${data.reason}`)}</p> : null}
      <ul className="studio-counts">
        {(['sent', 'unknown', 'blocked', 'gone', 'skipped', 'pending'] as const).map((name) => (
          <li key={name}>{t(`broadcast.counts.${name}`, { count: data[name] })}</li>
        ))}
        <li>{t('broadcast.counts.failed', { count: data.failed - data.blocked - data.gone })}</li>
      </ul>
      {data.startedAt ? (
        <p className="studio-hint">{t('broadcast.startedAt', { at: instant(data.startedAt) })}</p>
      ) : null}
      {data.finishedAt ? (
        <p className="studio-hint">{t('broadcast.finishedAt', { at: instant(data.finishedAt) })}</p>
      ) : null}
      <ProblemBox problem={problem} />
      <div className="studio-actions">
        {isOnItsWay && data.may.pause ? (
          <button className="studio-button" type="button" disabled={isBusy} onClick={() => void act('pause')}>
            {t('broadcast.pause')}
          </button>
        ) : null}
        {data.status === 'paused' && data.may.resume ? (
          <button
            className="studio-button studio-button-main"
            type="button"
            disabled={isBusy}
            onClick={() => void act('resume')}
          >
            {t('broadcast.resume')}
          </button>
        ) : null}
        {(isOnItsWay || data.status === 'paused') && data.may.cancel ? (
          <Link className="studio-button" to={recordPath('Broadcast', data.id, 'cancel')}>
            {t('broadcast.cancel')}
          </Link>
        ) : null}
      </div>
    </>
  );
}
