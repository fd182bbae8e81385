import type { ActionProps } from 'adminjs';
import React, { useEffect } from 'react';
import { closureOn, explainPeriod } from '../../src/lib/explanation.js';
import { CardActions } from './card-actions.js';
import { ChangeHistory } from './change-history.js';
import { ClientPhoto } from './client-photo.js';
import type { ClientCardData } from './client-card-data.js';
import { ErasureBanner, TelegramSection } from './client-telegram.js';
import { Freezes, Memberships, Visits } from './client-history.js';
import { listPath } from './links.js';
import { LoadFailed, Loading, Page, Section } from './page.js';
import { readAction } from './panel-api.js';
import { PhoneLink } from './phone-link.js';
import { RemovedMembership } from './removed-membership.js';
import { OwedBadge, StatusBadge } from './status-badge.js';
import { Tabs, type Tab } from './tabs.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { onVisitMarked } from './visit-news.js';

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

/** How the last paid day follows from what was sold, frozen and closed. */
function Why({ card }: { card: ClientCardData }) {
  const { t, language } = usePanel();
  const last = card.memberships.find(({ startDate, endDate }) => endDate === card.endDate && startDate <= endDate);
  if (!last || last.explanation.length === 0) return null;
  return <p className="studio-muted">{t('desk.why', { steps: explainPeriod(last.explanation, language) })}</p>;
}

/** Why no day is used up today: a freeze, or a closure, which nobody has frozen. */
function StandStill({ card }: { card: ClientCardData }) {
  const { t, day } = usePanel();
  if (card.status !== 'frozen') return null;
  const freeze = card.freezes.find(({ startDate, endDate }) => startDate <= card.today && card.today <= endDate);
  const current = card.memberships.find(({ id }) => id === card.currentMembershipId);
  const closure = current && closureOn(current.explanation, card.today);
  if (freeze) return <p className="studio-muted">{t('card.frozenUntil', { day: day(freeze.endDate) })}</p>;
  if (!closure) return null;
  const { endDate, reason } = closure;
  return <p className="studio-muted">{t('card.closedUntil', { day: day(endDate), reason })}</p>;
}

function Contacts({ card, note }: { card: ClientCardData; note: string | null }) {
  const { t, day } = usePanel();
  const rows: [string, React.ReactNode][] = [
    ['phone', card.phone ? <PhoneLink phone={card.phone} /> : null],
    ['email', card.email ? <a href={`mailto:${card.email}`}>{card.email}</a> : null],
    ['group', card.group?.name],
    ['cardNumber', card.cardNumber],
    ['birthDate', card.birthDate ? day(card.birthDate) : null],
    ['region', card.region],
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

/** Everything about the client, one part at a time. */
function CardTabs({ card }: { card: ClientCardData }) {
  const { t } = usePanel();
  const { memberships, freezes, visitCount, telegram } = card;
  const tab = (id: string, content: React.ReactNode, count?: number): Tab => ({
    id,
    label: t(`tabs.${id}`),
    count,
    content,
  });
  const tabs = [
    tab('memberships', <Memberships card={card} />, memberships.length),
    tab('freezes', <Freezes card={card} />, freezes.length),
    tab('visits', <Visits card={card} />, visitCount),
    ...(telegram ? [tab('messages', <TelegramSection card={card} telegram={telegram} />)] : []),
    ...(card.may.seeHistory ? [tab('history', <ChangeHistory clientId={card.id} />)] : []),
  ];
  return <Tabs label={t('tabs.label')} tabs={tabs} />;
}

/** The client's card: who, until when and why, and what can be done now. */
export default function ClientCard({ record }: ActionProps) {
  const { t } = usePanel();
  const recordId = record?.id ?? '';
  const read = useRead(recordId, async () => {
    const { result } = await readAction<ClientCardData>({ resourceId: 'Client', recordId, actionName: 'card' });
    return result;
  });
  const { hasFailed, reload } = read;
  // Under another client's name nothing of the former one is shown, however slow the answer is.
  const data = String(read.data?.id) === String(recordId) ? read.data : null;
  useEffect(
    () =>
      onVisitMarked((clientId) => {
        if (String(clientId) === String(recordId)) reload();
      }),
    [recordId, reload],
  );
  const title = (
    <>
      {record?.title} {data ? <StatusBadge status={data.status} /> : null} <OwedBadge owed={data?.owed} />
    </>
  );
  return (
    <Page title={title} back={{ to: listPath('Client'), label: t('clients.title') }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? (
        <>
          {data.telegram ? <ErasureBanner card={data} telegram={data.telegram} /> : null}
          <Section>
            <div className="studio-card-head">
              <ClientPhoto card={data} onChanged={reload} />
              <div>
                <Summary card={data} />
                <Why card={data} />
                <StandStill card={data} />
                <Contacts card={data} note={(record?.params.note as string | undefined) ?? null} />
              </div>
            </div>
            <CardActions card={data} onChanged={reload} />
          </Section>
          <RemovedMembership onRestored={reload} />
          <CardTabs card={data} />
        </>
      ) : null}
    </Page>
  );
}
