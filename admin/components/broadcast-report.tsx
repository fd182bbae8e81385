import { useNotice } from 'adminjs';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { ROOT_PATH } from '../paths.js';
import type { BroadcastCardData, ShownRecipient } from './broadcast-data.js';
import { DeliveryReason } from './delivery-reason.js';
import { Choice } from './field.js';
import { recordPath } from './links.js';
import { LoadFailed, ProblemBox, Section } from './page.js';
import { PhoneLink } from './phone-link.js';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';
import { useValueWords } from './use-value-words.js';

const OUTCOMES = ['all', 'waiting', 'sent', 'unknown', 'blocked', 'gone', 'failed', 'cancelled'] as const;
type Outcome = (typeof OUTCOMES)[number];

interface RecipientsPage {
  items: ShownRecipient[];
  nextId: number | null;
}

function Recipient({ person }: { person: ShownRecipient }) {
  const { instant } = usePanel();
  const words = useValueWords();
  return (
    <li>
      <div className="studio-line">
        <Link to={recordPath('Client', person.clientId)}>{person.name}</Link>
        <span className={`studio-badge studio-badge-${person.status}`}>
          {words('Delivery', 'status', person.status)}
        </span>
        {person.phone ? <PhoneLink phone={person.phone} /> : null}
        {person.sentAt ? <span className="studio-muted">{instant(person.sentAt)}</span> : null}
      </div>
      <DeliveryReason status={person.status} error={person.error} />
    </li>
  );
}

/** Whom it reached and whom not, page by page. */
function Recipients({ data, outcome }: { data: BroadcastCardData; outcome: Outcome }) {
  const { t } = usePanel();
  const [pages, setPages] = useState<RecipientsPage[]>([]);
  const load = async (after: number): Promise<RecipientsPage | null> => {
    const filter = outcome === 'all' ? { after } : { after, outcome };
    const target = { resourceId: 'Broadcast', recordId: data.id, actionName: 'recipients' };
    return (await postAction<RecipientsPage>(target, filter)).result ?? null;
  };
  // Anew when something has become of more people; what was opened below stays until then.
  const first = useRead(`${outcome}:${data.pending}:${data.unknown}`, async () => {
    setPages([]);
    return load(0);
  });
  const shown = first.data ? [first.data, ...pages] : [];
  const next = shown.at(-1)?.nextId ?? null;
  const people = shown.flatMap(({ items }) => items);
  if (first.hasFailed) return <LoadFailed onRetry={first.reload} />;
  if (first.data && people.length === 0) return <p className="studio-muted">{t('broadcast.nobodyHere')}</p>;
  return (
    <>
      <ul className="studio-history">
        {people.map((person) => (
          <Recipient key={person.id} person={person} />
        ))}
      </ul>
      {next !== null ? (
        <button
          className="studio-button"
          type="button"
          onClick={() => void load(next).then((page) => page && setPages([...pages, page]))}
        >
          {t('broadcast.more')}
        </button>
      ) : null}
    </>
  );
}

/** Nobody knows whether these arrived: sent again only when staff say so, knowing what it may do. */
function Resend({ data, onChanged }: { data: BroadcastCardData; onChanged: () => void }) {
  const { t } = usePanel();
  const addNotice = useNotice();
  const [isAsked, setIsAsked] = useState(false);
  const { isBusy, problem, submit } = useSubmit();
  const count = data.unknown;
  if (count === 0 || !data.may.resend || data.status === 'cancelled') return null;
  const resend = () =>
    submit(
      () => postAction<{ messages: number }>({ resourceId: 'Broadcast', recordId: data.id, actionName: 'resend' }),
      ({ messages }) => {
        addNotice({ message: t('broadcast.resent', { count: messages }), type: 'success' });
        setIsAsked(false);
        onChanged();
      },
    );
  return (
    <div className="studio-warning">
      <strong>{t('broadcast.unknownTitle', { count })}</strong>
      <span>{t('broadcast.unknownText')}</span>
      <ProblemBox problem={problem} />
      <div className="studio-actions">
        {isAsked ? (
          <>
            <button
              className="studio-button studio-button-main"
              type="button"
              disabled={isBusy}
              onClick={() => void resend()}
            >
              {t('broadcast.yesResend')}
            </button>
            <button className="studio-button" type="button" onClick={() => setIsAsked(false)}>
              {t('back')}
            </button>
          </>
        ) : (
          <button className="studio-button" type="button" onClick={() => setIsAsked(true)}>
            {t('broadcast.resend', { count })}
          </button>
        )}
      </div>
    </div>
  );
}

export function BroadcastReport({ data, onChanged }: { data: BroadcastCardData; onChanged: () => void }) {
  const { t } = usePanel();
  const [outcome, setOutcome] = useState<Outcome>('all');
  const file = (
    <a className="studio-link" href={`${ROOT_PATH}/broadcasts/${data.id}/call-list.csv`} download>
      {t('broadcast.callList')}
    </a>
  );
  return (
    <Section title={t('broadcast.report')} aside={file}>
      <Resend data={data} onChanged={onChanged} />
      <Choice
        legend={t('broadcast.show')}
        name="outcome"
        value={outcome}
        options={OUTCOMES.map((value) => ({ value, label: t(`broadcast.outcomes.${value}`) }))}
        onChange={setOutcome}
      />
      <Recipients key={outcome} data={data} outcome={outcome} />
    </Section>
  );
}
