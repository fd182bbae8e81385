import { useNotice, type ActionProps } from 'adminjs';
import React from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { DraftNotice, useDraftState, useFormKey, withDraft } from './draft-form.js';
import { Field } from './field.js';
import { recordPath } from './links.js';
import { LoadFailed, Loading, Page, ProblemBox } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

const LONGEST = 4096;

interface Addressee {
  isReachable: boolean;
  firstName: string;
}

interface MessageFieldsProps {
  clientId: string;
  clientName: string;
  addressee: Addressee;
}

function MessageFields({ clientId, clientName, addressee }: MessageFieldsProps) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const isBirthday = new URLSearchParams(useLocation().search).get('about') === 'birthday';
  const [text, setText] = useDraftState('text', isBirthday ? t('message.birthday', { name: addressee.firstName }) : '');
  // One key per opened form: however often it is sent, one message goes out.
  const idempotencyKey = useFormKey();
  const { isBusy, problem, submit } = useSubmit();
  const send = (): Promise<void> =>
    submit(
      () => postAction({ resourceId: 'Client', recordId: clientId, actionName: 'message' }, { text, idempotencyKey }),
      () => {
        addNotice({ message: t('message.done', { name: clientName }), type: 'success' });
        navigate(`${recordPath('Client', clientId)}#messages`);
      },
    );
  return (
    <form
      className="studio-section"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <DraftNotice />
      <Field id="text" label={t('message.text')} error={problem?.fields.text} hint={t('message.hint')}>
        <textarea
          id="text"
          rows={6}
          autoFocus
          required
          maxLength={LONGEST}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <ProblemBox problem={problem && !problem.fields.text ? problem : null} />
      <div className="studio-actions">
        <button className="studio-button studio-button-main" type="submit" disabled={isBusy || text.trim() === ''}>
          {t('message.button')}
        </button>
      </div>
    </form>
  );
}

/** One message of the studio to one client. */
function MessageForm({ record }: ActionProps) {
  const { t } = usePanel();
  const recordId = record?.id ?? '';
  const { data, hasFailed, reload } = useRead(recordId, async () => {
    const { result } = await readAction<Addressee>({ resourceId: 'Client', recordId, actionName: 'message' });
    return result;
  });
  const name = record?.title ?? '';
  return (
    <Page title={t('message.title')} narrow back={{ to: recordPath('Client', recordId), label: name }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data?.isReachable ? <MessageFields clientId={recordId} clientName={name} addressee={data} /> : null}
      {data && !data.isReachable ? <p className="studio-lead">{t('message.unreachable')}</p> : null}
    </Page>
  );
}

export default withDraft(MessageForm);
