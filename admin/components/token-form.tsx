import type { ActionProps, RecordJSON } from 'adminjs';
import React, { useState } from 'react';
import { DraftNotice, useDraftState, withDraft } from './draft-form.js';
import { ExplainedOptions } from './explained-options.js';
import { Field } from './field.js';
import { listPath } from './links.js';
import { OneTimeSecret } from './one-time-secret.js';
import { Page, ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

const SCOPES = ['read', 'write', 'bot'] as const;
type Scope = (typeof SCOPES)[number];
const DAYS = ['', '90', '365', '30'] as const;

interface Made {
  token: string;
}

type OnMade = (made: Made) => void;

function NewToken({ onMade }: { onMade: OnMade }) {
  const { t } = usePanel();
  const [fields, setFields] = useDraftState('fields', { name: '', scope: 'read' as Scope, validDays: '' });
  const { isBusy, problem, submit } = useSubmit();
  const set = (name: 'name' | 'validDays') => (event: { target: { value: string } }) =>
    setFields({ ...fields, [name]: event.target.value });
  const { name, scope, validDays } = fields;
  const input = { name, scopes: [scope], validDays: validDays === '' ? null : Number(validDays) };
  const create = () => submit(() => postAction<Made>({ resourceId: 'ApiToken', actionName: 'new' }, input), onMade);
  return (
    <form
      className="studio-section"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <DraftNotice />
      <Field id="name" label={t('token.name')} hint={t('token.nameHint')} error={problem?.fields.name}>
        <input id="name" value={name} maxLength={100} onChange={set('name')} />
      </Field>
      <ExplainedOptions
        legend={t('token.scope')}
        name="scope"
        value={scope}
        options={SCOPES.map((value) => ({
          value,
          label: t(`token.scopes.${value}`),
          hint: t(`token.scopeHints.${value}`),
        }))}
        onChange={(chosen) => setFields({ ...fields, scope: chosen })}
      />
      <Field id="validDays" label={t('token.valid')} hint={t('token.validHint')} error={problem?.fields.validDays}>
        <select id="validDays" value={validDays} onChange={set('validDays')}>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {days === '' ? t('token.forEver') : t('token.days', { count: Number(days) })}
            </option>
          ))}
        </select>
      </Field>
      <ProblemBox problem={problem} />
      <div className="studio-actions">
        <button className="studio-button studio-button-main" type="submit" disabled={isBusy}>
          {t('token.button')}
        </button>
      </div>
    </form>
  );
}

function Rotation({ record, onMade }: { record: RecordJSON; onMade: OnMade }) {
  const { t } = usePanel();
  const { isBusy, problem, submit } = useSubmit();
  const target = { resourceId: 'ApiToken', recordId: record.id, actionName: 'rotate' };
  const rotate = () => submit(() => postAction<Made>(target), onMade);
  return (
    <section className="studio-section">
      <p className="studio-lead">{t('token.rotateText', { name: record.title })}</p>
      <ol className="studio-numbered">
        {['make', 'replace', 'watch', 'revoke'].map((step) => (
          <li key={step}>{t(`token.rotateSteps.${step}`)}</li>
        ))}
      </ol>
      <ProblemBox problem={problem} />
      <button
        className="studio-button studio-button-main"
        type="button"
        disabled={isBusy}
        onClick={() => void rotate()}
      >
        {t('token.rotateButton')}
      </button>
    </section>
  );
}

/** Makes a token for another program, or a second one beside an old, and shows it this once. */
function TokenForm({ record }: ActionProps) {
  const { t } = usePanel();
  const [made, setMade] = useState<Made | null>(null);
  const list = { to: listPath('ApiToken'), label: t('token.list') };
  return (
    <Page title={t(record ? 'token.rotateTitle' : 'token.title')} narrow back={list}>
      {made ? (
        <OneTimeSecret
          secret={made.token}
          text={t(record ? 'token.rotated' : 'token.once')}
          done={{ to: list.to, label: t('token.copied') }}
        />
      ) : record ? (
        <Rotation record={record} onMade={setMade} />
      ) : (
        <NewToken onMade={setMade} />
      )}
    </Page>
  );
}

export default withDraft(TokenForm);
