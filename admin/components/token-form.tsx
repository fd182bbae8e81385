import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { DraftNotice, useDraftState, withDraft } from './draft-form.js';
import { Choice, Field } from './field.js';
import { listPath } from './links.js';
import { Page, ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

const SCOPES = ['read', 'write', 'bot'] as const;

/** Makes a token for another program and shows it this once. */
function TokenForm() {
  const { t } = usePanel();
  const [name, setName] = useDraftState('name', '');
  const [scope, setScope] = useDraftState<(typeof SCOPES)[number]>('scope', 'read');
  const [token, setToken] = useState<string | null>(null);
  const { isBusy, problem, submit } = useSubmit();
  const create = () =>
    submit(
      () => postAction<{ token: string }>({ resourceId: 'ApiToken', actionName: 'new' }, { name, scopes: [scope] }),
      (result) => setToken(result.token),
    );
  return (
    <Page title={t('token.title')} narrow back={{ to: listPath('ApiToken'), label: t('token.list') }}>
      {token ? (
        <section className="studio-section">
          <p className="studio-lead">{t('token.once')}</p>
          <code className="studio-token">{token}</code>
          <div className="studio-actions">
            <Link className="studio-button studio-button-main" to={listPath('ApiToken')}>
              {t('token.copied')}
            </Link>
          </div>
        </section>
      ) : (
        <form
          className="studio-section"
          onSubmit={(event) => {
            event.preventDefault();
            void create();
          }}
        >
          <Field id="name" label={t('token.name')} error={problem?.fields.name}>
            <input id="name" value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Choice
            legend={t('token.scope')}
            name="scope"
            value={scope}
            options={SCOPES.map((value) => ({ value, label: t(`token.scopes.${value}`) }))}
            onChange={setScope}
          />
          <ProblemBox problem={problem} />
          <div className="studio-actions">
            <button className="studio-button studio-button-main" type="submit" disabled={isBusy}>
              {t('token.button')}
            </button>
          </div>
        </form>
      )}
    </Page>
  );
}

export default withDraft(TokenForm);
