import { createHash } from 'node:crypto';
import { searchForm } from '../lib/person-name.js';
import type { DayRange } from './row-freeze.rules.js';
import type { RowMembership } from './row-membership.rules.js';
import type { RowPerson } from './row-person.rules.js';

/**
 * The idempotency keys by which a row is known again when the book is imported once more. They are made of what a row
 * is: whom it names and what was sold when. The end, the method and the remarks are left out: a correction of them in
 * the book is not another sale.
 */
export function paymentKeyOf(person: RowPerson, membership: RowMembership): string {
  const { number, saleDate, startDate, plan, amount } = membership;
  const sale = [saleDate, startDate, searchForm(plan ?? ''), amount];
  return key(['payment', ...identity(person), ...sale, ...numbered(number)]);
}

export function freezeKeyOf(person: RowPerson, freeze: DayRange): string {
  return key(['freeze', ...identity(person), freeze.startDate, freeze.endDate]);
}

function identity({ number, words, phone, telegramId, telegramUsername, email }: RowPerson): string[] {
  const contact = phone ?? telegramId ?? telegramUsername?.toLowerCase() ?? email ?? '';
  return [words.join(' '), contact, ...numbered(number)];
}

/** Only where there is one: without it the keys are those that books were imported by before. */
function numbered(number: string | null): string[] {
  return number === null ? [] : [`no ${number}`];
}

function key(facts: readonly string[]): string {
  return `import:${createHash('sha256').update(JSON.stringify(facts)).digest('hex')}`;
}
