import { personCondition } from '../../src/clients/client-search.sql.js';
import { ROW, type RowQuery } from '../resource-definition.js';

/** Any part of the name in any case and order of words, or three digits of the phone. */
export function searchPeople(query: RowQuery, text: string): void {
  const { sql, parameters } = personCondition(text, ROW);
  query.andWhere(`(${sql})`, parameters);
}

/** What belongs to such clients. */
export function searchByClient(query: RowQuery, text: string): void {
  const { sql, parameters } = personCondition(text, 'person');
  query.andWhere(`${ROW}.clientId IN (SELECT person.id FROM clients person WHERE (${sql}))`, parameters);
}
