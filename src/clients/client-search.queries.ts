import type { EntityManager } from 'typeorm';
import type { ClientStatus } from '../contract/clients.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { fullName } from '../lib/person-name.js';
import { readListed, type Condition, type ListedClient } from './client-list.queries.js';
import { cardIs, nameBeginsWith, searchCandidates } from './client-search.sql.js';
import { viewsOf } from './client-view.js';

/** A client as the search of the desk tells of them. */
export interface FoundClient {
  id: number;
  name: string;
  phone: string | null;
  cardNumber: string | null;
  groupId: number | null;
  status: ClientStatus;
  /** The last paid day; null when there never was one. */
  endDate: CalendarDate | null;
  daysLeft: number;
  hasPhoto: boolean;
  /** A visit of today is recorded already. */
  cameToday: boolean;
}

export interface DeskSearch {
  text: string;
  today: CalendarDate;
  /** Only clients of this coach's groups; null = everyone. */
  coachId: number | null;
  limit: number;
}

const LIVING: Condition = { sql: 'client.archivedAt IS NULL', parameters: {} };

/**
 * Living clients by name, phone, Telegram or card: first the one whose card it is, then those whose last name begins with
 * the text, then the others, each in the order of names. `hasMore`: there are others than these.
 */
export async function findClients(
  manager: EntityManager,
  { text, today, coachId, limit }: DeskSearch,
): Promise<{ clients: FoundClient[]; hasMore: boolean; cardOf: number | null }> {
  if (text.trim() === '') return { clients: [], hasMore: false, cardOf: null };
  const scope = coachId === null ? [LIVING] : [LIVING, inGroupsOf(coachId)];
  const read = (from: string, conditions: Condition[], count: number) =>
    readListed(manager, from, [...scope, ...conditions], count);
  const card = cardIs(text);
  const owners = card ? await read('clients client', [card], 1) : [];
  const named = await read('clients client', [nameBeginsWith(text), except(owners)], limit + 1 - owners.length);
  const first = [...owners, ...named];
  const { from, condition } = searchCandidates(manager, text);
  const missing = limit + 1 - first.length;
  const others = missing > 0 ? await read(from, [condition, except(first)], missing) : [];
  const rows = [...first, ...others];
  const clients = await present(manager, rows.slice(0, limit), today);
  return { clients, hasMore: rows.length > limit, cardOf: owners[0]?.id ?? null };
}

function inGroupsOf(coachId: number): Condition {
  return {
    sql: 'client.groupId IN (SELECT own.id FROM `groups` own WHERE own.coachId = :coachId)',
    parameters: { coachId },
  };
}

function except(clients: readonly ListedClient[]): Condition {
  const ids = clients.map(({ id }) => id).join(', ');
  return { sql: ids === '' ? '1 = 1' : `client.id NOT IN (${ids})`, parameters: {} };
}

async function present(
  manager: EntityManager,
  rows: readonly ListedClient[],
  today: CalendarDate,
): Promise<FoundClient[]> {
  const came = await cameOn(manager, today, rows);
  const views = await viewsOf(manager, rows, today);
  return views.map(({ id, firstName, lastName, phone, cardNumber, groupId, status, endDate, daysLeft, hasPhoto }) => ({
    id,
    name: fullName({ firstName, lastName }),
    phone,
    cardNumber,
    groupId,
    status,
    endDate: endDate as CalendarDate | null,
    daysLeft,
    hasPhoto,
    cameToday: came.has(id),
  }));
}

async function cameOn(
  manager: EntityManager,
  day: CalendarDate,
  clients: readonly ListedClient[],
): Promise<Set<number>> {
  const ids = clients.map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const visits = await query<{ clientId: number }[]>(
    manager,
    `SELECT clientId FROM trainings WHERE clientId IN (${placesFor(ids)}) AND date = ?`,
    [...ids, day],
  );
  return new Set(visits.map(({ clientId }) => clientId));
}
