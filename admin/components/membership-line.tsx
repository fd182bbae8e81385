import React from 'react';
import { Link } from 'react-router-dom';
import type { PersonRef } from '../../src/contract/memberships.js';
import { explainPeriod } from '../../src/lib/explanation.js';
import { pluralTerm } from '../../src/lib/wording.js';
import type { ClientCardData, ShownMembership } from './client-card-data.js';
import { recordPath } from './links.js';
import { usePanel } from './use-panel.js';

interface MembershipProps {
  membership: ShownMembership;
  card: ClientCardData;
}

function Badges({ membership, card }: MembershipProps) {
  const { t } = usePanel();
  return (
    <>
      {membership.id === card.currentMembershipId ? (
        <span className="studio-badge studio-badge-active">{t('card.current')}</span>
      ) : null}
      {membership.isTrial ? <span className="studio-badge studio-badge-new">{t('card.trial')}</span> : null}
      {membership.refundDate ? <span className="studio-badge studio-badge-expired">{t('card.refunded')}</span> : null}
      {membership.transferDate ? (
        <span className="studio-badge studio-badge-upcoming">{t('card.transferred')}</span>
      ) : null}
    </>
  );
}

/** Where the rest of a membership went, or came from. */
export function Transfer({ person, words }: { person: PersonRef | null | undefined; words: string }) {
  if (!person) return null;
  return (
    <div>
      {words}{' '}
      <Link className="studio-link" to={recordPath('Client', person.id)}>
        {person.name}
      </Link>
    </div>
  );
}

function isOwing({ owed }: ShownMembership): boolean {
  return Number(owed ?? 0) > 0;
}

function Debt({ membership, mayPay }: { membership: ShownMembership; mayPay: boolean }) {
  const { t, money } = usePanel();
  const { id, paid, owed } = membership;
  if (!isOwing(membership)) return null;
  return (
    <div className="studio-line">
      <span className="studio-owing">{t('card.partPaid', { paid: money(paid), owed: money(owed) })}</span>
      {mayPay ? (
        <Link className="studio-button studio-button-small" to={recordPath('Payment', id, 'pay')}>
          {t('card.pay')}
        </Link>
      ) : null}
    </div>
  );
}

/** One membership: its days and why they are these, what it cost, and what is still to be done about it. */
export function MembershipLine({ membership, card }: MembershipProps) {
  const { t, days, money, language } = usePanel();
  const { amount, method, transferredFrom, transferredTo } = membership;
  // What was handed over has been paid for by another client.
  const sum = amount && !transferredFrom ? `${money(amount)}, ${t(`method.${method ?? 'other'}`)}` : null;
  return (
    <li className={membership.endDate < card.today && !isOwing(membership) ? 'is-past' : ''}>
      <div className="studio-line">
        <strong>{days(membership.startDate, membership.endDate)}</strong>
        <Badges membership={membership} card={card} />
      </div>
      <div>{[membership.planName ?? pluralTerm(membership, language), sum].filter(Boolean).join(' · ')}</div>
      <Transfer person={transferredFrom} words={t('card.transferredFrom')} />
      <Transfer person={transferredTo} words={t('card.transferredTo')} />
      <Debt membership={membership} mayPay={card.may.pay} />
      <div className="studio-muted">{explainPeriod(membership.explanation, language)}</div>
      {membership.visitLimit === null ? null : (
        <div className="studio-muted">
          {t('card.visitsUsed', { used: membership.visitsUsed, limit: membership.visitLimit })}
        </div>
      )}
      {card.may.seeMemberships ? (
        <Link className="studio-link" to={recordPath('Payment', membership.id)}>
          {t('card.details')}
        </Link>
      ) : null}
    </li>
  );
}
