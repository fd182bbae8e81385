import { useNotice } from 'adminjs';
import React, { useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { AudienceSize } from '../../src/contract/broadcasts.js';
import { Reach } from './broadcast-audience.js';
import type { BroadcastCardData } from './broadcast-data.js';
import { TrySend } from './broadcast-test.js';
import { Choice, Field } from './field.js';
import { listPath, recordPath } from './links.js';
import { ProblemBox } from './page.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

interface SendProps {
  data: BroadcastCardData;
  size: AudienceSize;
  onChanged: () => void;
}

/** Before it has begun: a try, then now or later, and one question with the number of people. */
export function BroadcastSend({ data, size, onChanged }: SendProps) {
  const { t, day } = usePanel();
  const addNotice = useNotice();
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [date, setDate] = useState(data.today);
  const [time, setTime] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const { isBusy, problem, submit } = useSubmit();
  const isLater = when === 'later';
  const send = () =>
    submit(
      () =>
        postAction({ resourceId: 'Broadcast', recordId: data.id, actionName: 'start' }, isLater ? { date, time } : {}),
      () => {
        addNotice({ message: t(isLater ? 'broadcast.planned' : 'broadcast.begun'), type: 'success' });
        setIsAsked(false);
        onChanged();
      },
    );
  const count = size.reachable;
  return (
    <>
      <Reach size={size} />
      {data.may.test ? <TrySend data={data} /> : null}
      {data.may.start ? (
        <>
          <NowOrLater
            when={when}
            onChange={(chosen) => {
              setWhen(chosen);
              setIsAsked(false);
            }}
          />
          {isLater ? (
            <When
              date={date}
              time={time}
              errors={problem?.fields ?? {}}
              now={data.now}
              onDate={setDate}
              onTime={setTime}
            />
          ) : null}
          <ProblemBox problem={problem && !problem.fields.time && !problem.fields.date ? problem : null} />
          {isAsked ? (
            <Sure question={t(isLater ? 'broadcast.sureLater' : 'broadcast.sure', { count, day: day(date), time })}>
              <button
                className="studio-button studio-button-main"
                type="button"
                disabled={isBusy}
                onClick={() => void send()}
              >
                {t(isLater ? 'broadcast.yesPlan' : 'broadcast.yesSend')}
              </button>
              <button className="studio-button" type="button" onClick={() => setIsAsked(false)}>
                {t('back')}
              </button>
            </Sure>
          ) : (
            <div className="studio-actions">
              <button
                className="studio-button studio-button-main"
                type="button"
                disabled={isLater ? time === '' : count === 0}
                onClick={() => setIsAsked(true)}
              >
                {t(isLater ? 'broadcast.plan' : 'broadcast.send', { count })}
              </button>
              <Others data={data} />
            </div>
          )}
        </>
      ) : null}
    </>
  );
}

function NowOrLater({ when, onChange }: { when: 'now' | 'later'; onChange: (when: 'now' | 'later') => void }) {
  const { t } = usePanel();
  const options = [
    { value: 'now', label: t('broadcast.now') },
    { value: 'later', label: t('broadcast.later') },
  ] as const;
  return <Choice legend={t('broadcast.when')} name="when" value={when} options={options} onChange={onChange} />;
}

function Sure({ question, children }: { question: string; children: ReactNode }) {
  const { t } = usePanel();
  return (
    <div className="studio-warning" role="alertdialog" aria-label={question}>
      <strong>{question}</strong>
      <span>{t('broadcast.sureText')}</span>
      <div className="studio-actions">{children}</div>
    </div>
  );
}

function Others({ data }: { data: BroadcastCardData }) {
  const { t } = usePanel();
  return (
    <>
      {data.may.edit ? (
        <Link className="studio-button" to={recordPath('Broadcast', data.id, 'edit')}>
          {t('broadcast.edit')}
        </Link>
      ) : null}
      {data.may.cancel ? (
        <Link className="studio-button" to={recordPath('Broadcast', data.id, 'cancel')}>
          {t('broadcast.cancel')}
        </Link>
      ) : null}
      <Link className="studio-button" to={listPath('Broadcast')}>
        {t('broadcast.keep')}
      </Link>
    </>
  );
}

interface WhenProps {
  date: string;
  time: string;
  now: string;
  errors: Record<string, string>;
  onDate: (date: string) => void;
  onTime: (time: string) => void;
}

function When({ date, time, now, errors, onDate, onTime }: WhenProps) {
  const { t, user } = usePanel();
  return (
    <div className="studio-columns">
      <Field id="date" label={t('broadcast.date')} error={errors.date ?? errors.scheduledAt}>
        <input id="date" type="date" value={date} onChange={(event) => onDate(event.target.value)} />
      </Field>
      <Field
        id="time"
        label={t('broadcast.time')}
        error={errors.time}
        hint={t('broadcast.zone', { zone: user?.timeZone ?? '', now })}
      >
        <input id="time" type="time" value={time} onChange={(event) => onTime(event.target.value)} />
      </Field>
    </div>
  );
}
