import { useNotice } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import type { ClientCardData } from './client-card-data.js';
import { recordPath } from './links.js';
import { ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

function ActionLink({ to, label, isMain }: { to: string; label: string; isMain?: boolean }) {
  return (
    <Link className={isMain ? 'studio-button studio-button-main' : 'studio-button'} to={to}>
      {label}
    </Link>
  );
}

/** The big buttons: only what this person may do with a client in this state. */
export function CardActions({ card, onChanged }: { card: ClientCardData; onChanged: () => void }) {
  const { t } = usePanel();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const to = (action: string) => recordPath('Client', card.id, action);
  const running = card.freezes.find(({ startDate, endDate }) => startDate <= card.today && card.today <= endDate);
  const markVisit = () =>
    submit(
      () => postAction({ resourceId: 'Client', recordId: card.id, actionName: 'visit' }),
      () => {
        addNotice({ message: t('card.visitMarked'), type: 'success' });
        onChanged();
      },
    );
  if (card.status === 'archived') {
    return card.may.restore ? (
      <div className="studio-actions">
        <ActionLink to={to('restore')} label={t('card.restore')} isMain />
      </div>
    ) : (
      <p className="studio-muted">{t('card.archivedHint')}</p>
    );
  }
  return (
    <>
      <div className="studio-actions">
        {card.may.renew ? <ActionLink to={to('renew')} label={t('card.renew')} isMain /> : null}
        {card.may.resume && running ? (
          <ActionLink to={recordPath('LazyDays', running.id, 'resume')} label={t('card.resume')} />
        ) : null}
        {card.may.freeze && card.status === 'active' ? <ActionLink to={to('freeze')} label={t('card.freeze')} /> : null}
        {card.may.visit && card.status === 'active' ? (
          <button className="studio-button" type="button" disabled={isBusy} onClick={() => void markVisit()}>
            {t('card.visit')}
          </button>
        ) : null}
        {card.may.edit ? <ActionLink to={to('edit')} label={t('card.edit')} /> : null}
        {card.may.archive ? <ActionLink to={to('archive')} label={t('card.archive')} /> : null}
      </div>
      <ProblemBox problem={problem} />
    </>
  );
}
