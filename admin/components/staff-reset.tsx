import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { recordPath } from './links.js';
import { OneTimeSecret } from './one-time-secret.js';
import { Page, ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

/** A forgotten password: a new one for one login, told to the owner this once. */
export default function StaffReset({ record }: ActionProps) {
  const { t } = usePanel();
  const [password, setPassword] = useState<string | null>(null);
  const { isBusy, problem, submit } = useSubmit();
  if (!record) return null;
  const { name, email } = record.params as { name: string; email: string };
  const back = { to: recordPath('Staff', record.id), label: name };
  const reset = () =>
    submit(
      () => postAction<{ password: string }>({ resourceId: 'Staff', recordId: record.id, actionName: 'reset' }),
      (result) => setPassword(result.password),
    );
  return (
    <Page title={t('staff.resetTitle')} narrow back={back}>
      {password ? (
        <OneTimeSecret
          secret={password}
          text={t('staff.once', { email })}
          done={{ to: back.to, label: t('staff.handedOver') }}
        />
      ) : (
        <section className="studio-section">
          <p className="studio-lead">{t('staff.resetText', { name })}</p>
          <ProblemBox problem={problem} />
          <div className="studio-actions">
            <button
              className="studio-button studio-button-main"
              type="button"
              disabled={isBusy}
              onClick={() => void reset()}
            >
              {t('staff.resetButton')}
            </button>
            <Link className="studio-button" to={back.to}>
              {t('back')}
            </Link>
          </div>
        </section>
      )}
    </Page>
  );
}
