import { useNotice, type ActionProps } from 'adminjs';
import React from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { Effect } from '../../src/reception/effects.queries.js';
import type { Question } from '../panel-action.js';
import { recordPath } from './links.js';
import { Loading, LoadFailed, Page, ProblemBox } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { offerUndo } from './undo-offer.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useRecordTitle } from './use-record-title.js';
import { useSubmit } from './use-submit.js';

/** What would be touched, one thing a line. */
function Effects({ effects }: { effects: readonly Effect[] }) {
  const { t, day, instant } = usePanel();
  if (effects.length === 0) return null;
  return (
    <ul className="studio-effects">
      {effects.map(({ what, count, day: on, at, names }) => (
        <li key={what} className={what === 'forEver' ? 'is-final' : undefined}>
          {t(`effect.${what}`, {
            ...(count === undefined ? {} : { count }),
            day: day(on),
            at: instant(at),
            names: names?.join(', '),
          })}
        </li>
      ))}
    </ul>
  );
}

/** "Do you really want to …": what will happen, one button, and a way back. */
export default function ConfirmAction({ resource, record, action }: ActionProps) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const asked = `${resource.id}/${record?.id ?? ''}/${action.name}`;
  const { data, hasFailed, reload } = useRead(asked, async () => {
    const read = { resourceId: resource.id, actionName: action.name };
    return record ? (await readAction<Question>({ ...read, recordId: record.id })).result : null;
  });
  const titleOf = useRecordTitle(resource);
  if (!record) return null;
  const name = titleOf(record);
  const words = `confirm.${resource.id}.${action.name}`;
  const { clientId } = record.params as { clientId?: number };
  // What belongs to a client may be gone afterwards; the client's card shows what became of it.
  const home = clientId ? recordPath('Client', String(clientId)) : recordPath(resource.id, record.id);
  const target = { resourceId: resource.id, recordId: record.id, actionName: action.name };
  const confirm = () =>
    submit(
      () => postAction(target),
      () => {
        const message = t(`${words}.done`);
        if (data?.undo) offerUndo({ message, target: { ...target, actionName: data.undo }, home });
        else addNotice({ message, type: 'success' });
        navigate(home);
      },
    );
  return (
    <Page title={t(`${words}.title`)} narrow back={{ to: home, label: name || t('back') }}>
      <section className="studio-section">
        <p className="studio-lead">{t(`${words}.text`, { name })}</p>
        {hasFailed ? <LoadFailed onRetry={reload} /> : null}
        {!data && !hasFailed ? <Loading /> : null}
        {data ? <Effects effects={data.effects} /> : null}
        <ProblemBox problem={problem} />
        <div className="studio-actions">
          <button
            className="studio-button studio-button-main"
            type="button"
            disabled={isBusy || !data}
            onClick={() => void confirm()}
          >
            {t(`${words}.button`)}
          </button>
          <Link className="studio-button" to={home}>
            {t('back')}
          </Link>
        </div>
      </section>
    </Page>
  );
}
