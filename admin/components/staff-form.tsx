import React, { useState } from 'react';
import { DraftNotice, useDraftState, withDraft } from './draft-form.js';
import { ExplainedOptions } from './explained-options.js';
import { Field } from './field.js';
import { listPath, recordPath } from './links.js';
import { OneTimeSecret } from './one-time-secret.js';
import { LoadFailed, Page, ProblemBox } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

const ROLES = ['manager', 'coach', 'owner'] as const;
type Role = (typeof ROLES)[number];

interface FormData {
  coaches: { id: number; name: string }[];
}

interface Invited {
  id: number;
  password: string;
}

/** A new person of the staff: who, with which rights; the password for the first login is shown once. */
function StaffForm() {
  const { t } = usePanel();
  const [fields, setFields] = useDraftState('fields', { name: '', email: '', role: 'manager' as Role, coachId: '' });
  const [invited, setInvited] = useState<Invited | null>(null);
  const { isBusy, problem, submit } = useSubmit();
  const target = { resourceId: 'Staff', actionName: 'new' };
  const { data, hasFailed, reload } = useRead('staff form', async () => (await readAction<FormData>(target)).result);
  const back = { to: listPath('Staff'), label: t('staff.list') };
  const set = (name: 'name' | 'email' | 'coachId') => (event: { target: { value: string } }) =>
    setFields({ ...fields, [name]: event.target.value });
  const create = () =>
    submit(
      () => postAction<Invited>(target, { ...fields, coachId: fields.role === 'coach' ? fields.coachId : '' }),
      setInvited,
    );
  if (invited) {
    const done = { to: recordPath('Staff', invited.id), label: t('staff.handedOver') };
    return (
      <Page title={t('staff.invited', { name: fields.name })} narrow back={back}>
        <OneTimeSecret secret={invited.password} text={t('staff.once', { email: fields.email })} done={done} />
      </Page>
    );
  }
  return (
    <Page title={t('staff.title')} narrow back={back}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      <form
        className="studio-section"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <DraftNotice />
        <Field id="name" label={t('staff.name')} error={problem?.fields.name}>
          <input id="name" autoComplete="off" maxLength={100} value={fields.name} onChange={set('name')} />
        </Field>
        <Field id="email" label={t('staff.email')} hint={t('staff.emailHint')} error={problem?.fields.email}>
          <input id="email" type="email" autoComplete="off" value={fields.email} onChange={set('email')} />
        </Field>
        <ExplainedOptions
          legend={t('staff.role')}
          name="role"
          value={fields.role}
          options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`), hint: t(`staff.rights.${role}`) }))}
          onChange={(role) => setFields({ ...fields, role })}
        />
        {fields.role === 'coach' ? (
          <Field id="coachId" label={t('staff.coach')} hint={t('staff.coachHint')} error={problem?.fields.coachId}>
            <select id="coachId" value={fields.coachId} onChange={set('coachId')}>
              <option value="">{t('select.placeholder')}</option>
              {data?.coaches.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        ) : null}
        <ProblemBox problem={problem} />
        <div className="studio-actions">
          <button className="studio-button studio-button-main" type="submit" disabled={isBusy}>
            {t('staff.button')}
          </button>
        </div>
      </form>
    </Page>
  );
}

export default withDraft(StaffForm);
