import type { EntityManager, ObjectLiteral } from 'typeorm';
import { isSqlite } from '../db/data-source.js';
import { escapeLike } from '../db/like.js';
import { searchForm } from '../lib/person-name.js';
import { phonePatterns } from '../lib/phone.js';
import { cardKeysOf } from './client-lookup.rules.js';
import type { Condition } from './client-list.queries.js';

/** A shorter number is a part of a phone rather than somebody's id. */
const TELEGRAM_ID = /^\d{5,20}$/;
const TELEGRAM_NAME = /^@(\w*)$/;

/** People with `searchName` and `phone`: every word is in the name, in any case and order, or the digits are in the phone. */
export function personCondition(text: string, alias: string): Condition {
  return anyOf([nameHas(text, alias), ...phoneHas(text, alias)]);
}

/** Clients by what is typed at the desk: name, phone, Telegram id, the beginning of a card's number, or that of the Telegram name after an @. */
export function searchCondition(text: string, alias = 'client'): Condition {
  return anyOf(waysToFind(text, alias));
}

/**
 * The same as where to look: by a name alone through the index of names, until the page is full; else each way in the index
 * or the table that tells it fastest. All at once would read every client in the order of names.
 */
export function searchCandidates(manager: EntityManager, text: string): { from: string; condition: Condition } {
  const ways = waysToFind(text, 'one');
  if (ways.length === 1 && !TELEGRAM_NAME.test(text.trim())) {
    return { from: 'clients client', condition: searchCondition(text) };
  }
  const join = isSqlite(manager.dataSource) ? 'CROSS JOIN' : 'STRAIGHT_JOIN';
  const found = ways.map(({ sql }) => `SELECT one.id FROM clients one WHERE ${sql}`).join(' UNION ');
  return {
    from: `(${found}) found ${join} clients client ON client.id = found.id`,
    condition: { sql: '1 = 1', parameters: anyOf(ways).parameters },
  };
}

function waysToFind(text: string, alias: string): Condition[] {
  const typed = text.trim();
  const [, username] = TELEGRAM_NAME.exec(typed) ?? [];
  if (username !== undefined) {
    return [beginsWith(`${alias}.telegramNameKey`, 'username', username.toLowerCase())];
  }
  const byId = { sql: `${alias}.telegramId = :telegramId`, parameters: { telegramId: typed } };
  const ids = TELEGRAM_ID.test(typed) ? [byId] : [];
  return [nameHas(text, alias), ...phoneHas(text, alias), ...ids, ...cardBegins(text, alias)];
}

/** By a range and not by LIKE, for which SQLite enters no index. */
function beginsWith(column: string, name: string, text: string): Condition {
  return {
    sql: `(${column} >= :${name}From AND ${column} < :${name}To)`,
    parameters: { [`${name}From`]: text, [`${name}To`]: `${text}\uffff` },
  };
}

/** What has no digit is no card's beginning: names are looked up in their own index alone. */
function cardBegins(text: string, alias: string): Condition[] {
  if (!/\d/.test(text)) return [];
  return cardKeysOf(text).map((key, index) => beginsWith(`${alias}.cardKey`, `card${index}`, key));
}

/** The client whose card it is. */
export function cardIs(text: string): Condition | null {
  const keys = cardKeysOf(text);
  if (keys.length === 0) return null;
  const parameters = Object.fromEntries(keys.map((key, index) => [`key${index}`, key]));
  return { sql: `client.cardKey IN (${keys.map((_, index) => `:key${index}`).join(', ')})`, parameters };
}

function nameHas(text: string, alias: string): Condition {
  const parameters: Record<string, string> = {};
  const words = searchForm(text).split(' ').filter(Boolean);
  const names = words.map((word, index) => {
    parameters[`word${index}`] = `%${escapeLike(word)}%`;
    return `${alias}.searchName LIKE :word${index} ESCAPE '!'`;
  });
  return { sql: names.length > 0 ? `(${names.join(' AND ')})` : '1 = 1', parameters };
}

function phoneHas(text: string, alias: string): Condition[] {
  return phonePatterns(text).map((pattern, index) => ({
    sql: `${alias}.phone LIKE :phone${index}`,
    parameters: { [`phone${index}`]: pattern },
  }));
}

function anyOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => sql).join(' OR '),
    parameters: Object.assign({}, ...conditions.map(({ parameters }) => parameters)) as ObjectLiteral,
  };
}

/** Clients whose name, last name first, begins with the text; the index of names is entered there. */
export function nameBeginsWith(text: string): Condition {
  const from = searchForm(text);
  return {
    sql: 'client.searchName >= :nameFrom AND client.searchName < :nameTo',
    parameters: { nameFrom: from, nameTo: `${from}\uffff` },
  };
}
