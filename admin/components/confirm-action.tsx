import { useNotice, type ActionProps } from 'adminjs';
import React from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { recordPath } from './links.js';
import { Page, ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

/** "Do you really want to …": what will happen, one button, and a way back. */
export default function ConfirmAction({ resource, record, action }: ActionProps) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  if (!record) return null;
  const words = `confirm.${resource.id}.${action.name}`;
  const { clientId } = record.params as { clientId?: number };
  // What belongs to a client may be gone afterwards; the client's card shows what became of it.
  const home = clientId ? recordPath('Client', String(clientId)) : recordPath(resource.id, record.id);
  const target = { resourceId: resource.id, recordId: record.id, actionName: action.name };
  const confirm = () =>
    submit(
      () => postAction(target),
      () => {
        addNotice({ message: t(`${words}.done`), type: 'success' });
        navigate(home);
      },
    );
  return (
    <Page title={t(`${words}.title`)} narrow back={{ to: home, label: record.title || t('back') }}>
      <section className="studio-section">
        <p className="studio-lead">{t(`${words}.text`, { name: record.title })}</p>
        <ProblemBox problem={problem} />
        <div className="studio-actions">
          <button
            className="studio-button studio-button-main"
            type="button"
            disabled={isBusy}
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
