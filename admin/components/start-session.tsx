import type { ActionProps } from 'adminjs';
import React from 'react';
import { useLocation } from 'react-router-dom';
import type { CoachView } from '../../src/contract/groups.js';
import { useDraftState, useFormKey, withDraft } from './draft-form.js';
import { Field } from './field.js';
import { recordPath } from './links.js';
import { LoadFailed, Loading, Page } from './page.js';
import { readAction } from './panel-api.js';
import { PreviewForm } from './preview-form.js';
import { usePanel } from './use-panel.js';
import { usePreviewedAction } from './use-previewed-action.js';
import { useRead } from './use-read.js';

/** The answer of the group's action `startSession` before anything is chosen. */
interface SessionStart {
  today: string;
  date: string;
  time: string;
  usual: CoachView | null;
  others: CoachView[];
}

/** Of the invited, `unreachable` get no message: staff call them. */
interface Invited {
  id?: number;
  invited: number;
  unreachable: number;
}

const nameOf = ({ firstName, lastName }: CoachView): string => [firstName, lastName].filter(Boolean).join(' ');

function StartFields({ start, groupId }: { start: SessionStart; groupId: string }) {
  const { t, language } = usePanel();
  const [coachId, setCoachId] = useDraftState('coachId', String(start.usual?.id ?? ''));
  const asked = new URLSearchParams(useLocation().search);
  const [date, setDate] = useDraftState('date', asked.get('date') ?? start.date);
  const [time, setTime] = useDraftState('time', asked.get('time') ?? start.time);
  const [link, setLink] = useDraftState('link', '');
  const idempotencyKey = useFormKey();
  const action = usePreviewedAction<Invited>({
    resourceId: 'Group',
    recordId: groupId,
    actionName: 'startSession',
    request: { date },
    done: ({ invited }) => t('session.started', { count: invited }),
    home: ({ id }) => (id === undefined ? recordPath('Group', groupId) : recordPath('GroupTraining', id)),
  });
  const isPast = date !== '' && date < start.today;
  const details = {
    coachId: coachId === '' ? null : Number(coachId),
    ...(time === '' ? {} : { time }),
    link: link.trim() === '' ? null : link.trim(),
    idempotencyKey,
  };
  const invited = action.preview.result?.invited ?? 0;
  return (
    <PreviewForm
      action={action}
      button={isPast || invited === 0 ? t('session.buttonNobody') : t('session.button', { count: invited })}
      onSave={() => action.save(details)}
      outcome={(result) => <Audience result={result} isPast={isPast} />}
    >
      <Field id="coachId" label={t('session.coach')} error={action.errors.coachId}>
        <select id="coachId" value={coachId} lang={language} onChange={(event) => setCoachId(event.target.value)}>
          <option value="">{t('select.placeholder')}</option>
          {start.usual ? (
            <option value={start.usual.id}>{t('session.usual', { name: nameOf(start.usual) })}</option>
          ) : null}
          {start.others.map((coach) => (
            <option key={coach.id} value={coach.id}>
              {nameOf(coach)}
            </option>
          ))}
        </select>
      </Field>
      <div className="studio-columns">
        <Field id="date" label={t('session.date')} error={action.errors.date}>
          <input id="date" type="date" value={date} onChange={(event) => setDate(event.target.value)} />
        </Field>
        <Field id="time" label={t('session.time')} error={action.errors.time} hint={t('session.timeHint')}>
          <input id="time" type="time" value={time} onChange={(event) => setTime(event.target.value)} />
        </Field>
      </div>
      <Field id="link" label={t('session.link')} error={action.errors.link} hint={t('session.linkHint')}>
        <input
          id="link"
          type="url"
          inputMode="url"
          placeholder="https://"
          value={link}
          onChange={(event) => setLink(event.target.value)}
        />
      </Field>
    </PreviewForm>
  );
}

function Audience({ result, isPast }: { result: Invited; isPast: boolean }) {
  const { t } = usePanel();
  if (isPast) return <span>{t('session.past')}</span>;
  if (result.invited === 0) return <span>{t('session.nobody')}</span>;
  return (
    <>
      <strong>{t('session.willInvite', { count: result.invited })}</strong>
      {result.unreachable > 0 ? <span>{t('session.unreachable', { count: result.unreachable })}</span> : null}
    </>
  );
}

/** Starts a session of the group and asks its active clients to it. */
function StartSession({ record }: ActionProps) {
  const { t } = usePanel();
  const recordId = record?.id ?? '';
  const { data, hasFailed, reload } = useRead(recordId, async () => {
    const { result } = await readAction<SessionStart>({ resourceId: 'Group', recordId, actionName: 'startSession' });
    return result;
  });
  return (
    <Page title={t('session.title')} narrow back={{ to: recordPath('Group', recordId), label: record?.title ?? '' }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? <StartFields start={data} groupId={recordId} /> : null}
    </Page>
  );
}

export default withDraft(StartSession);
