import React from 'react';
import { Link } from 'react-router-dom';
import { pluralDays } from '../../src/lib/wording.js';
import type { ClientCardData } from './client-card-data.js';
import { listPath, recordPath } from './links.js';
import { MembershipLine } from './membership-line.js';
import { Section } from './page.js';
import { usePanel } from './use-panel.js';

/** The chain, newest first, each period with the reason of its last day. */
export function Memberships({ card }: { card: ClientCardData }) {
  const { t } = usePanel();
  return (
    <Section>
      {card.memberships.length === 0 ? (
        <p className="studio-muted">{t('card.noMemberships')}</p>
      ) : (
        <ul className="studio-history">
          {card.memberships.map((membership) => (
            <MembershipLine key={membership.id} membership={membership} card={card} />
          ))}
        </ul>
      )}
    </Section>
  );
}

export function Freezes({ card }: { card: ClientCardData }) {
  const { t, days, language } = usePanel();
  if (card.freezes.length === 0) {
    return (
      <Section>
        <p className="studio-muted">{t('desk.noFreezes')}</p>
      </Section>
    );
  }
  return (
    <Section>
      <ul className="studio-history">
        {card.freezes.map((freeze) => {
          const isPast = freeze.endDate < card.today;
          const isPlanned = freeze.startDate > card.today;
          return (
            <li key={freeze.id} className={isPast ? 'is-past' : ''}>
              <div className="studio-line">
                <strong>{days(freeze.startDate, freeze.endDate)}</strong>
                <span className="studio-muted">{pluralDays(freeze.days, language)}</span>
              </div>
              {freeze.reason ? <div>{freeze.reason}</div> : null}
              {!isPast && !isPlanned && card.may.resume ? (
                <Link className="studio-link" to={recordPath('LazyDays', freeze.id, 'resume')}>
                  {t('card.resume')}
                </Link>
              ) : null}
              {isPlanned && card.may.cancelFreeze ? (
                <Link className="studio-link" to={recordPath('LazyDays', freeze.id, 'cancel')}>
                  {t('card.cancelFreeze')}
                </Link>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

export function Visits({ card }: { card: ClientCardData }) {
  const { t, day } = usePanel();
  const all = (
    <Link className="studio-link" to={listPath('Training', { clientId: String(card.id) })}>
      {t('card.allVisits', { count: card.visitCount })}
    </Link>
  );
  return (
    <Section title={t('card.visits')} aside={card.visitCount > 0 ? all : undefined}>
      {card.visits.length === 0 ? (
        <p className="studio-muted">{t('card.noVisits')}</p>
      ) : (
        <ul className="studio-days">
          {card.visits.map(({ id, date }) => (
            <li key={id}>{day(date)}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}
