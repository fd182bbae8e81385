import type { ActionProps } from 'adminjs';
import React from 'react';
import { ROOT_PATH } from '../paths.js';
import { CardActions } from './card-actions.js';
import type { ClientCardData } from './client-card-data.js';
import { Freezes, Memberships, Visits } from './client-history.js';
import { listPath } from './links.js';
import { LoadFailed, Loading, Page, Section } from './page.js';
import { readAction } from './panel-api.js';
import { PhoneLink } from './phone-link.js';
import { StatusBadge } from './status-badge.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';

function initials(card: ClientCardData): string {
  return `${card.lastName.slice(0, 1)}${card.firstName.slice(0, 1)}`.toUpperCase();
}

function Photo({ card }: { card: ClientCardData }) {
  if (!card.hasPhoto) {
    return (
      <span className="studio-photo" aria-hidden="true">
        {initials(card)}
      </span>
    );
  }
  return <img className="studio-photo" src={`${ROOT_PATH}/photos/${card.id}`} alt="" />;
}

/** The one sentence that the reception reads aloud: until when, how many days, why. */
function Summary({ card }: { card: ClientCardData }) {
  const { t, day } = usePanel();
  if (!card.endDate) return <p className="studio-lead">{t('card.neverPaid')}</p>;
  return (
    <p className="studio-lead">
      {t(card.endDate >= card.today ? 'card.paidUntil' : 'card.wasPaidUntil', { day: day(card.endDate) })}
      {card.daysLeft > 0 ? `, ${t('clients.daysLeft', { count: card.daysLeft })}` : ''}
    </p>
  );
}

function Contacts({ card, note }: { card: ClientCardData; note: string | null }) {
  const { t, day } = usePanel();
  const rows: [string, React.ReactNode][] = [
    ['phone', card.phone ? <PhoneLink phone={card.phone} /> : null],
    ['email', card.email ? <a href={`mailto:${card.email}`}>{card.email}</a> : null],
    ['group', card.group?.name],
    ['birthDate', card.birthDate ? day(card.birthDate) : null],
    ['region', card.region],
    ['telegram', card.telegramId],
    ['note', note],
  ];
  const filled = rows.filter(([, value]) => Boolean(value));
  if (filled.length === 0) return null;
  return (
    <dl className="studio-facts">
      {filled.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`card.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The client's card: who, until when and why, and what can be done now. */
export default function ClientCard({ record }: ActionProps) {
  const { t } = usePanel();
  const recordId = record?.id ?? '';
  const { data, hasFailed, reload } = useRead(recordId, async () => {
    const { result } = await readAction<ClientCardData>({ resourceId: 'Client', recordId, actionName: 'card' });
    return result;
  });
  const title = (
    <>
      {record?.title} {data ? <StatusBadge status={data.status} /> : null}
    </>
  );
  return (
    <Page title={title} back={{ to: listPath('Client'), label: t('clients.title') }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? (
        <>
          <Section>
            <div className="studio-card-head">
              <Photo card={data} />
              <div>
                <Summary card={data} />
                <Contacts card={data} note={(record?.params.note as string | undefined) ?? null} />
              </div>
            </div>
            <CardActions card={data} onChanged={reload} />
          </Section>
          <Memberships card={data} />
          <Freezes card={data} />
          <Visits card={data} />
        </>
      ) : null}
    </Page>
  );
}
