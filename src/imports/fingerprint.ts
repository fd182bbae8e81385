import { createHash } from 'node:crypto';
import { searchForm } from '../lib/person-name.js';
import type { DayRange, RowMembership, RowPerson } from './row.rules.js';

/**
 * The idempotency keys by which a row is known again when the book is imported once more. They are made of what a row
 * is: whom it names and what was sold when. The end, the method and the remarks are left out: a correction of them in
 * the book is not another sale.
 */
export function paymentKeyOf(person: RowPerson, membership: RowMembership): string {
  const { saleDate, startDate, plan, amount } = membership;
  return key(['payment', ...identity(person), saleDate, startDate, searchForm(plan ?? ''), amount]);
}

export function freezeKeyOf(person: RowPerson, freeze: DayRange): string {
  return key(['freeze', ...identity(person), freeze.startDate, freeze.endDate]);
}

function identity({ words, phone, telegramId, telegramUsername, email }: RowPerson): string[] {
  const contact = phone ?? telegramId ?? telegramUsername?.toLowerCase() ?? email ?? '';
  return [words.join(' '), contact];
}

function key(facts: readonly string[]): string {
  return `import:${createHash('sha256').update(JSON.stringify(facts)).digest('hex')}`;
}
