import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';

/** Whom to write to, and by which name. */
export interface Person {
  clientId: number;
  chatId: string;
  language: string | null;
  firstName: string;
  lastName: string;
}

/** The columns of a `Person`, from the row `client`. */
export const PERSON =
  'client.id AS clientId, client.telegramId AS chatId, client.language, client.firstName, client.lastName';

/** Living, in Telegram, and not out of reach. */
export const REACHABLE = `client.archivedAt IS NULL AND client.telegramId IS NOT NULL AND client.telegramState = 'ok'`;

/** A statement with parameters by name: the conditions of a client's status have theirs. */
export function queryNamed<T>(manager: EntityManager, sql: string, parameters: Record<string, unknown>): Promise<T[]> {
  const [text, values] = manager.dataSource.driver.escapeQueryWithParameters(sql, parameters);
  return query<T[]>(manager, text, values as unknown[]);
}
