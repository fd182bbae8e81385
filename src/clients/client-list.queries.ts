import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { ClientFilter } from '../contract/clients.js';
import { isSqlite } from '../db/data-source.js';
import { readFields } from '../db/read-entities.js';
import { DomainError } from '../errors/domain-error.js';
import { Client } from './client.entity.js';

/** What lists show of a client. */
export const LISTED = [
  'id',
  'firstName',
  'lastName',
  'searchName',
  'phone',
  'phoneVerifiedAt',
  'email',
  'region',
  'birthDate',
  'cardNumber',
  'telegramId',
  'language',
  'groupId',
  'hasPhoto',
  'archivedDate',
] as const satisfies (keyof Client)[];

export type ListedClient = Pick<Client, (typeof LISTED)[number]>;

/** A part of a WHERE about the client's row `client`. */
export interface Condition {
  sql: string;
  parameters: ObjectLiteral;
}

/** So many clients that meet every condition, by name. `from` is what to look through (`candidatesFor`). */
export async function readListed(
  manager: EntityManager,
  from: string,
  conditions: readonly Condition[],
  limit: number,
): Promise<ListedClient[]> {
  const where = conditions.map(({ sql }) => `(${sql})`).join(' AND ');
  const parameters = Object.assign({}, ...conditions.map((condition) => condition.parameters)) as ObjectLiteral;
  // The names' index alone tells who belongs to the page; only then their rows are read.
  const tail = `JOIN (SELECT client.id FROM ${from} WHERE ${where}
    ORDER BY client.searchName, client.id LIMIT ${limit}) page ON page.id = clients.id
    ORDER BY clients.searchName, clients.id`;
  return readFields(manager, Client, LISTED, ...manager.dataSource.driver.escapeQueryWithParameters(tail, parameters));
}

/** To look through all clients. */
export const EVERYONE = 'clients client';

/** Where the clients of a list are found when they are few. */
interface Mark {
  /** Who bears the mark, from an index of it. */
  bearers: string;
  /** Finding one client of the list and sorting it in takes as long as to pass by so many in the order of names. */
  cost: number;
}

const MARKS: Partial<Record<ClientFilter, Mark>> = {
  // To pass by somebody takes a glance into the index of names.
  archived: { bearers: 'SELECT id AS clientId FROM clients WHERE archivedAt IS NOT NULL', cost: 30 },
  frozen: {
    bearers: 'SELECT clientId FROM lazy_days WHERE endDate >= :statusDay AND startDate <= :statusDay',
    cost: 9,
  },
  active: { bearers: 'SELECT clientId FROM payments WHERE endDate >= :statusDay', cost: 9 },
  expiring: {
    bearers: 'SELECT clientId FROM payments WHERE endDate >= :statusDay AND endDate <= :expiringDay',
    cost: 9,
  },
  // Whoever has renewed early bears the mark too.
  upcoming: { bearers: 'SELECT clientId FROM payments WHERE startDate > :statusDay', cost: 200 },
  owing: { bearers: 'SELECT clientId FROM payments WHERE owedAmount > 0', cost: 9 },
};

/** How many clients are in a list, and in all; a minute old is good enough. */
export interface ListSize {
  listed: number;
  everyone: number;
}

/**
 * What to look through for the clients of a list: all of them by name, until the page is full, or those who bear its
 * mark. By name one passes `everyone / listed` clients for each row of the page: of a list of two the whole studio.
 */
export function candidatesFor(
  manager: EntityManager,
  filter: ClientFilter,
  { listed, everyone }: ListSize,
  limit: number,
): string {
  const mark = MARKS[filter];
  const areFew = mark && listed * mark.cost < (limit * everyone) / listed;
  if (!areFew) return EVERYONE;
  // Neither planner is to begin with the names after all; the + keeps SQLite from reading all rows in the order of clients.
  const join = isSqlite(manager.dataSource) ? 'CROSS JOIN' : 'STRAIGHT_JOIN';
  return `(SELECT DISTINCT +clientId AS clientId FROM (${mark.bearers}) marked) few
    ${join} clients client ON client.id = few.clientId`;
}

/** What follows a page in the order of names. Throws `malformed` for a text that is no cursor. */
export function afterCursor(cursor: string): Condition {
  const [lastName, lastId] = decodeCursor(cursor);
  // Written so that the index of names is entered at the last one; neither database does that for an OR alone.
  const sql = 'client.searchName >= :lastName AND (client.searchName > :lastName OR client.id > :lastId)';
  return { sql, parameters: { lastName, lastId } };
}

export function cursorOf({ searchName, id }: ListedClient): string {
  return Buffer.from(JSON.stringify([searchName, id])).toString('base64url');
}

function decodeCursor(cursor: string): [string, number] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value) && typeof value[0] === 'string' && Number.isSafeInteger(value[1])) {
      return [value[0], value[1] as number];
    }
  } catch {
    // falls through: text that is no cursor
  }
  throw DomainError.field('cursor', 'malformed');
}
