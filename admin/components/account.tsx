import { ApiClient } from 'adminjs';
import React, { useState, type FormEvent } from 'react';
import type { TotpStatus } from '../../src/staff/totp.service.js';
import { ACCOUNT_PAGE, ROOT_PATH } from '../paths.js';
import { Field } from './field.js';
import { NameForm, PasswordForm } from './own-account.js';
import { LoadFailed, Loading, Page, ProblemBox, Section } from './page.js';
import type { Answer } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { leaveForLogin, useRead } from './use-read.js';
import { useSubmit, type Submit } from './use-submit.js';

interface Begun {
  secret: string;
  picture: string;
}

async function ask<T>(data?: object): Promise<Answer<T>> {
  const options = { pageName: ACCOUNT_PAGE, ...(data ? { method: 'POST' as const, data } : {}) };
  const { data: answer } = await new ApiClient().getPage<Answer<T>>(options);
  return answer;
}

interface CodeFormProps {
  submit: Submit;
  button: string;
  onCode: (code: string) => void;
}

function CodeForm({ submit: { isBusy, problem }, button, onCode }: CodeFormProps) {
  const { t } = usePanel();
  const [code, setCode] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    onCode(code);
  };
  return (
    <form onSubmit={send}>
      <Field id="code" label={t('account.code')} error={problem?.fields.code}>
        <input
          id="code"
          value={code}
          maxLength={40}
          autoComplete="one-time-code"
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
      {problem && !problem.fields.code ? <ProblemBox problem={problem} /> : null}
      <div className="studio-actions">
        <button className="studio-button studio-button-main" type="submit" disabled={isBusy || code.trim() === ''}>
          {button}
        </button>
      </div>
    </form>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = usePanel();
  return (
    <>
      <p className="studio-lead">{t('account.codesOnce')}</p>
      <pre className="studio-token">{codes.join('\n')}</pre>
      <div className="studio-actions">
        <button className="studio-button studio-button-main" type="button" onClick={onKept}>
          {t('account.kept')}
        </button>
      </div>
    </>
  );
}

function TurnOn({ onChange }: { onChange: () => void }) {
  const { t } = usePanel();
  const submit = useSubmit();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onKept={onChange} />;
  if (!begun) {
    return (
      <>
        <p className="studio-lead">{t('account.offText')}</p>
        <ProblemBox problem={submit.problem} />
        <div className="studio-actions">
          <button
            className="studio-button studio-button-main"
            type="button"
            disabled={submit.isBusy}
            onClick={() => void submit.submit(() => ask<Begun>({ step: 'begin' }), setBegun)}
          >
            {t('account.turnOn')}
          </button>
        </div>
      </>
    );
  }
  const confirm = (code: string) =>
    void submit.submit(
      () => ask<{ codes: string[] }>({ step: 'confirm', code }),
      (result) => setCodes(result.codes),
    );
  return (
    <>
      <p className="studio-lead">{t('account.scan')}</p>
      <img className="studio-qr" src={begun.picture} alt={t('account.picture')} />
      <code className="studio-token">{begun.secret}</code>
      <CodeForm submit={submit} button={t('account.confirm')} onCode={confirm} />
    </>
  );
}

function TurnOff({ status, onChange }: { status: TotpStatus; onChange: () => void }) {
  const { t } = usePanel();
  const submit = useSubmit();
  const turnOff = (code: string) => void submit.submit(() => ask({ step: 'off', code }), onChange);
  return (
    <>
      <p className="studio-lead">{t('account.onText', { count: status.codesLeft })}</p>
      <CodeForm submit={submit} button={t('account.turnOff')} onCode={turnOff} />
    </>
  );
}

function Sessions() {
  const { t } = usePanel();
  const { isBusy, problem, submit } = useSubmit();
  return (
    <>
      <p className="studio-lead">{t('account.sessionsText')}</p>
      <ProblemBox problem={problem} />
      <div className="studio-actions">
        <button
          className="studio-button"
          type="button"
          disabled={isBusy}
          onClick={() => void submit(() => ask({ step: 'endSessions' }), leaveForLogin)}
        >
          {t('account.endSessions')}
        </button>
      </div>
    </>
  );
}

/** The second step, and the end of all sessions. */
function Logins() {
  const { t } = usePanel();
  const { data, hasFailed, reload } = useRead('account', async () => (await ask<TotpStatus>()).result);
  return (
    <>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? (
        <>
          <Section title={t(data.isOn ? 'account.isOn' : 'account.isOff')}>
            {data.isOn ? <TurnOff status={data} onChange={reload} /> : <TurnOn onChange={reload} />}
          </Section>
          <Section title={t('account.sessions')}>
            <Sessions />
          </Section>
        </>
      ) : null}
    </>
  );
}

/** A person's own account. With a generated password there is nothing else to do but to set one's own. */
export default function Account() {
  const { t, user } = usePanel();
  if (user?.mustChangePassword) {
    return (
      <Page title={t('account.title')} narrow>
        <div className="studio-warning">{t('profile.mustChange')}</div>
        <PasswordForm onChanged={() => window.location.assign(ROOT_PATH)} />
      </Page>
    );
  }
  return (
    <Page title={t('account.title')} narrow>
      <NameForm />
      <PasswordForm />
      <Logins />
    </Page>
  );
}
