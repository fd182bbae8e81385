import { useNotice } from 'adminjs';
import React, { useState, type FormEvent, type ReactNode } from 'react';
import { CSRF_HEADER } from '../csrf-token.js';
import { ROOT_PATH } from '../paths.js';
import type { Answer } from './panel-api.js';
import { Field } from './field.js';
import { ProblemBox, Section } from './page.js';
import { pageToken } from './page-token.js';
import { leaveForLogin } from './use-read.js';
import { usePanel } from './use-panel.js';
import { useSubmit, type Submit } from './use-submit.js';

/** To the addresses of one's own account, which are no resource of AdminJS. */
async function post(name: string, data: object): Promise<Answer<object>> {
  const response = await fetch(`${ROOT_PATH}/profile/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [CSRF_HEADER]: pageToken() },
    body: JSON.stringify(data),
  });
  if (response.status === 401) leaveForLogin();
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Answer<object>;
}

interface FormProps {
  form: Submit;
  button: string;
  canSend: boolean;
  onSend: () => void;
  children?: ReactNode;
}

function Form({ form, button, canSend, onSend, children }: FormProps) {
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSend();
  };
  return (
    <form onSubmit={send}>
      {children}
      <ProblemBox problem={form.problem} />
      <button className="studio-button studio-button-main" type="submit" disabled={form.isBusy || !canSend}>
        {button}
      </button>
    </form>
  );
}

/** Name and login of the person who is logged in. */
export function NameForm() {
  const { t, user } = usePanel();
  const form = useSubmit();
  const [name, setName] = useState(user?.title ?? '');
  // The top bar shows the name as it was when the page was loaded.
  const save = () =>
    form.submit(
      () => post('name', { name }),
      () => window.location.reload(),
    );
  return (
    <Section title={t('profile.account')}>
      <p className="studio-muted">
        {user?.email} · {user ? t(`role.${user.role}`) : ''}
      </p>
      <Form form={form} button={t('profile.saveName')} canSend={name !== user?.title} onSend={() => void save()}>
        <Field id="own-name" label={t('profile.name')} error={form.problem?.fields.name}>
          <input id="own-name" value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        </Field>
      </Form>
    </Section>
  );
}

/** Ends the person's logins everywhere but here. */
export function PasswordForm({ onChanged }: { onChanged?: () => void }) {
  const { t, user } = usePanel();
  const addNotice = useNotice();
  const form = useSubmit();
  const [typed, setTyped] = useState({ oldPassword: '', password: '', again: '' });
  const differs = typed.again !== '' && typed.again !== typed.password;
  const save = () =>
    form.submit(
      () => post('password', { oldPassword: typed.oldPassword, password: typed.password }),
      () => {
        setTyped({ oldPassword: '', password: '', again: '' });
        addNotice({ message: t('profile.passwordChanged'), type: 'success' });
        onChanged?.();
      },
    );
  const input = (name: keyof typeof typed, autoComplete: string, error?: string, hint?: string) => (
    <Field id={name} label={t(`profile.${name}`)} error={error} hint={hint}>
      <input
        id={name}
        type="password"
        autoComplete={autoComplete}
        value={typed[name]}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      />
    </Field>
  );
  const isFilled = typed.oldPassword !== '' && typed.password !== '' && typed.again === typed.password;
  return (
    <Section title={t('profile.passwordTitle')}>
      <Form form={form} button={t('profile.changePassword')} canSend={isFilled} onSend={() => void save()}>
        {/* For password managers, which keep a password by its account. */}
        <input type="email" autoComplete="username" value={user?.email ?? ''} readOnly hidden />
        {input('oldPassword', 'current-password', form.problem?.fields.oldPassword)}
        {input('password', 'new-password', form.problem?.fields.password, t('profile.passwordHint'))}
        {input('again', 'new-password', differs ? t('profile.differs') : undefined)}
      </Form>
    </Section>
  );
}
