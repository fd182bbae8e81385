import React from 'react';
import { Link } from 'react-router-dom';
import type { Problem } from '../domain-refusal.js';
import { listPath, newPath, recordPath } from './links.js';
import { LoadFailed, ProblemBox } from './page.js';
import { PhoneLink } from './phone-link.js';
import { StatusBadge } from './status-badge.js';
import { ARRIVAL } from './use-arrival-focus.js';
import { usePanel } from './use-panel.js';
import type { FoundAtDesk, Search } from './use-search.js';

interface FoundClientsProps {
  search: Search;
  text: string;
  active: number;
  problem: Problem | null;
  onVisit: (client: FoundAtDesk) => void;
  onLeave: () => void;
}

interface FoundProps {
  client: FoundAtDesk;
  place: number;
  isActive: boolean;
  onVisit: (client: FoundAtDesk) => void;
  onLeave: () => void;
}

/** Until when, in a few words. */
function Until({ client }: { client: FoundAtDesk }) {
  const { t, day } = usePanel();
  const { endDate, daysLeft } = client;
  return (
    <span className="studio-muted">
      {endDate ? t('clients.until', { day: day(endDate) }) : t('clients.neverPaid')}
      {daysLeft > 0 ? ` · ${t('clients.daysLeft', { count: daysLeft })}` : ''}
    </span>
  );
}

function Found({ client, place, isActive, onVisit, onLeave }: FoundProps) {
  const { t } = usePanel();
  return (
    <div role="row" id={`studio-found-${place}`} aria-selected={isActive} className={isActive ? 'is-active' : ''}>
      <div role="gridcell" className="studio-found-who">
        <Link to={recordPath('Client', client.id)} onClick={onLeave}>
          {client.name}
        </Link>
        <StatusBadge status={client.status} />
        <Until client={client} />
        {client.phone ? <PhoneLink phone={client.phone} /> : null}
        {client.cardNumber ? (
          <span className="studio-muted">{t('search.card', { number: client.cardNumber })}</span>
        ) : null}
      </div>
      <div role="gridcell" className="studio-found-deeds">
        {client.may.visit && !client.cameToday ? (
          <button type="button" className="studio-button studio-button-small" onClick={() => onVisit(client)}>
            {t('search.visit')}
          </button>
        ) : null}
        {client.cameToday ? <span className="studio-badge studio-badge-active">{t('search.cameToday')}</span> : null}
        {client.may.renew ? (
          <Link
            className="studio-button studio-button-small"
            to={recordPath('Client', client.id, 'renew')}
            state={ARRIVAL.state}
            onClick={onLeave}
          >
            {t('card.renew')}
          </Link>
        ) : null}
      </div>
    </div>
  );
}

function NobodyFound({ text, onLeave }: { text: string; onLeave: () => void }) {
  const { t, user } = usePanel();
  const isStudio = user?.role !== 'coach';
  return (
    <div className="studio-found-none">
      <p>{t(isStudio ? 'search.nobody' : 'search.nobodyOfYours', { text })}</p>
      {isStudio ? (
        <div className="studio-actions">
          <Link className="studio-button studio-button-small" to={newPath('Client')} onClick={onLeave}>
            {t('search.register')}
          </Link>
          <Link
            className="studio-button studio-button-small"
            to={listPath('Client', { status: 'archived', q: text })}
            onClick={onLeave}
          >
            {t('search.inArchive')}
          </Link>
        </div>
      ) : null}
    </div>
  );
}

/** What is heard when the answer has come. */
function Announcement({ search }: { search: Search }) {
  const { t } = usePanel();
  const count = search.found?.clients.length ?? 0;
  return (
    <p className="studio-unseen" role="status">
      {search.isCurrent ? t('search.found', { count }) : ''}
    </p>
  );
}

/** The list below the search: who was found and what can be done at once; or why there is nobody. */
export function FoundClients({ search, text, active, problem, onVisit, onLeave }: FoundClientsProps) {
  const { t, user } = usePanel();
  const { found, isCurrent, hasFailed, reload } = search;
  const isEmpty = isCurrent && found?.clients.length === 0;
  return (
    // The cursor stays in the field: some browsers would take it away before the click is heard.
    <div className="studio-found" onMouseDown={(event) => event.preventDefault()}>
      <Announcement search={search} />
      <ProblemBox problem={problem} />
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!found && !hasFailed ? <p className="studio-muted">{t('loading')}</p> : null}
      {found && !hasFailed ? (
        <div role="grid" id="studio-found" aria-label={t('search.results')} aria-busy={!isCurrent}>
          {found.clients.map((client, place) => (
            <Found
              key={client.id}
              client={client}
              place={place}
              isActive={place === active}
              onVisit={onVisit}
              onLeave={onLeave}
            />
          ))}
        </div>
      ) : null}
      {isEmpty ? <NobodyFound text={text.trim()} onLeave={onLeave} /> : null}
      {found?.hasMore && isCurrent ? (
        <Link className="studio-link" to={listPath('Client', { q: text.trim() })} onClick={onLeave}>
          {t('search.more')}
        </Link>
      ) : null}
      {found && found.clients.length > 0 ? (
        <p className="studio-found-keys">{t(user?.role === 'coach' ? 'search.keysOfCoach' : 'search.keys')}</p>
      ) : null}
    </div>
  );
}
