import { RecordsTable, useQueryParams, useRecords, type ActionProps, type RecordJSON } from 'adminjs';
import { Pagination } from '@adminjs/design-system';
import React, { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import type { ClientFilter } from '../../src/contract/clients.js';
import { recordPath } from './links.js';
import { PhoneLink } from './phone-link.js';
import { readAction } from './panel-api.js';
import { OwedBadge, StatusBadge } from './status-badge.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';

/** Active, frozen, upcoming, expired and new add up to all; expiring is a part of active, owing of all. */
const TABS: readonly ClientFilter[] = [
  'all',
  'active',
  'frozen',
  'expiring',
  'owing',
  'upcoming',
  'expired',
  'new',
  'archived',
];
const TYPING_PAUSE_MS = 300;

type Filters = Record<string, string>;

/** Counts of every list; loaded again whenever the list is. A coach sees own groups only and gets no studio's counts. */
function useCounts(key: string): Partial<Record<ClientFilter, number>> {
  const { user } = usePanel();
  const { data } = useRead(key, async () => {
    if (user?.role === 'coach') return null;
    const answer = await readAction<Record<ClientFilter, number>>({ resourceId: 'Client', actionName: 'counts' });
    return answer.result;
  });
  return data ?? {};
}

interface TabsProps {
  current: string;
  counts: Partial<Record<ClientFilter, number>>;
  onChange: (tab: ClientFilter) => void;
}

function Tabs({ current, counts, onChange }: TabsProps) {
  const { t, user } = usePanel();
  const tabs = user?.role === 'coach' ? TABS.filter((tab) => tab !== 'owing') : TABS;
  const bar = useRef<HTMLElement>(null);
  // On a phone the tabs stand in one long line.
  useEffect(() => {
    bar.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  return (
    <nav className="studio-tabs" aria-label={t('clients.lists')} ref={bar}>
      {tabs.map((tab) => (
        <button key={tab} type="button" aria-pressed={tab === current} onClick={() => onChange(tab)}>
          {t(`list.${tab}`)} <span>{counts[tab] ?? ''}</span>
        </button>
      ))}
    </nav>
  );
}

function SearchBox({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = usePanel();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = window.setTimeout(() => onChange(text), TYPING_PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return (
    <input
      className="studio-search"
      type="search"
      aria-label={t('clients.search')}
      placeholder={t('clients.search')}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

/** What the first page has narrowed the list to, in words, and the way back to all. */
function Narrowed({ filters, onReset }: { filters: Filters; onReset: (name: string) => void }) {
  const { t, day } = usePanel();
  const names = ['endsBy', 'birthdayBy'].filter((name) => filters[name]);
  return names.map((name) => (
    <p key={name} className="studio-narrowed">
      {t(`filter.${name}`, { day: day(filters[name]) })}{' '}
      <button type="button" className="studio-link" onClick={() => onReset(name)}>
        {t('filter.reset')}
      </button>
    </p>
  ));
}

/** A client on a phone's screen. */
function ClientRow({ record }: { record: RecordJSON }) {
  const { t, day } = usePanel();
  const { status, endDate, daysLeft, phone, owed } = record.params as Record<string, string | undefined>;
  return (
    <li>
      <Link to={recordPath('Client', record.id)}>
        <strong>{record.title}</strong>
        <StatusBadge status={status ?? ''} />
        <OwedBadge owed={owed} />
        <span className="studio-muted">
          {endDate ? t('clients.until', { day: day(endDate) }) : t('clients.neverPaid')}
          {Number(daysLeft) > 0 ? ` · ${t('clients.daysLeft', { count: Number(daysLeft) })}` : ''}
        </span>
      </Link>
      {phone ? <PhoneLink phone={phone} /> : null}
    </li>
  );
}

/** Clients: tabs with counts, one search box, a table on a desk and cards on a phone. */
export default function ClientList({ resource, setTag }: ActionProps) {
  const { records, loading, page, perPage, total, direction, sortBy, fetchData } = useRecords(resource.id);
  const { filters, storeParams } = useQueryParams();
  const current = (filters ?? {}) as Filters;
  const counts = useCounts(JSON.stringify([current.status, total]));
  useEffect(() => setTag?.(String(total)), [total]);
  const change = (part: Filters) => {
    const kept = Object.entries({ ...current, ...part }).filter(([, value]) => value !== '');
    storeParams({ filters: Object.fromEntries(kept), page: '1' });
  };
  return (
    <div className="studio-client-list">
      <SearchBox value={current.q ?? ''} onChange={(q) => change({ q })} />
      <Tabs
        current={current.status ?? 'all'}
        counts={counts}
        onChange={(tab) => change({ status: tab === 'all' ? '' : tab })}
      />
      <Narrowed filters={current} onReset={(name) => change({ [name]: '' })} />
      <div className="studio-desk">
        <RecordsTable
          resource={resource}
          records={records}
          actionPerformed={() => void fetchData()}
          direction={direction}
          sortBy={sortBy}
          isLoading={loading}
        />
      </div>
      {records.length > 0 ? (
        <ul className="studio-cards">
          {records.map((record) => (
            <ClientRow key={record.id} record={record} />
          ))}
        </ul>
      ) : null}
      {total > perPage ? (
        <div className="studio-pages">
          <Pagination
            page={page}
            perPage={perPage}
            total={total}
            onChange={(next) => storeParams({ page: String(next) })}
          />
        </div>
      ) : null}
    </div>
  );
}
