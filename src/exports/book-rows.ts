import type { Client } from '../clients/client.entity.js';
import { MEMBERSHIP_METHODS } from './method-words.js';
import type { BookField } from '../imports/columns.js';
import type { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { earlierOf, laterOf, type CalendarDate } from '../lib/calendar-date.js';
import { moneyFromCents, moneyToCents } from '../lib/money.js';
import type { Language } from '../lib/wording.js';
import { breaksOf } from '../payments/chain-breaks.rules.js';
import type { StoredChain } from '../payments/chain.queries.js';
import type { Payment } from '../payments/payment.entity.js';

/** What is written under each column; a column that is left out is empty. */
export type ExportedRow = Partial<Record<BookField, string>>;

/** The names that a client's row speaks of by id. */
export interface CatalogueNames {
  plans: ReadonlyMap<number, string>;
  groups: ReadonlyMap<number, { name: string; coach: string | null }>;
}

interface WrittenFreeze {
  startDate: CalendarDate;
  endDate: CalendarDate;
  counts: boolean;
  reason: string | null;
}

const WORDS = {
  ru: { yes: 'да', no: 'нет', unlimited: 'без лимита', closed: 'Закрытие' },
  en: { yes: 'yes', no: 'no', unlimited: 'unlimited', closed: 'Closure' },
} as const;

/**
 * A client in rows of the book that `npm run import` reads (docs/import.md): a row for each membership with its first
 * freeze, one more for each further freeze, one alone for a client without memberships. They tell what the periods follow
 * from, so that an import into an empty studio replays the same ones.
 */
export function bookRows(client: Client, chain: StoredChain, names: CatalogueNames, language: Language): ExportedRow[] {
  const person = personCells(client, names);
  if (chain.payments.length === 0) return [person];
  return chain.payments.flatMap((payment) => {
    const sale = { ...person, ...saleCells(payment, names, language) };
    const freezes = freezesOf(payment, chain, language);
    if (freezes.length === 0) return [sale];
    return freezes.map((freeze) => ({ ...sale, ...freezeCells(freeze, language) }));
  });
}

function personCells(client: Client, { groups }: CatalogueNames): ExportedRow {
  const group = client.groupId === null ? undefined : groups.get(client.groupId);
  return filled({
    clientNumber: String(client.id),
    lastName: client.lastName,
    firstName: client.firstName,
    phone: client.phone,
    telegram: client.telegramId ?? (client.telegramUsername && `@${client.telegramUsername}`),
    email: client.email,
    birthDate: client.birthDate,
    cardNumber: client.cardNumber,
    region: client.region,
    group: group?.name,
    coach: group?.coach,
    note: client.note,
    archivedDate: client.archivedDate,
  });
}

function saleCells(payment: Payment, { plans }: CatalogueNames, language: Language): ExportedRow {
  const { durationDays, durationMonths, visitLimit, refundDate } = payment;
  const words = WORDS[language];
  const isPack = visitLimit !== null;
  return filled({
    saleNumber: String(payment.id),
    plan: payment.planId === null ? null : plans.get(payment.planId),
    isTrial: payment.isTrial ? words.yes : words.no,
    durationDays: durationMonths === null ? String(durationDays) : null,
    durationMonths: durationMonths === null ? null : String(durationMonths),
    visitLimit: isPack ? String(visitLimit) : words.unlimited,
    visitsUsed: isPack ? String(payment.visitsUsed) : null,
    usedUpDate: payment.usedUpDate,
    amount: payment.amount,
    received: receivedOf(payment),
    method: MEMBERSHIP_METHODS[language][payment.method],
    saleDate: payment.saleDate,
    askedStartDate: payment.askedStartDate,
    startDate: payment.startDate,
    // Of a period without a day there is no last one.
    endDate: payment.endDate < payment.startDate ? null : payment.endDate,
    refundDate,
    refundAmount: refundDate === null ? null : payment.refundAmount,
    transferDate: payment.transferDate,
    saleNote: payment.note,
  });
}

/** All that was received so far; of a refunded one, for which nothing is owed any more, what was paid at the sale. */
function receivedOf({ amount, paidAmount, owedAmount, refundDate, refundAmount }: Payment): string {
  if (refundDate === null) return moneyFromCents(moneyToCents(amount) - moneyToCents(owedAmount));
  const refunded = refundAmount === null ? 0 : moneyToCents(refundAmount);
  return moneyFromCents(Math.max(moneyToCents(paidAmount), refunded));
}

/** Those asked for with this payment, and the days on which it stood still because something was closed. */
function freezesOf(payment: Payment, { freezes, closures }: StoredChain, language: Language): WrittenFreeze[] {
  const own = freezes.filter(({ paymentId }) => paymentId === payment.id).map(writtenFreeze);
  const closed = breaksOf(freezes, closures, payment.planId).flatMap(({ startDate, endDate, reason }) => {
    const days = { startDate: laterOf(startDate, payment.startDate), endDate: earlierOf(endDate, payment.endDate) };
    if (reason === null || days.startDate > days.endDate) return [];
    return [{ ...days, counts: false, reason: `${WORDS[language].closed}: ${reason}` }];
  });
  return [...own, ...closed].sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
}

function writtenFreeze({ startDate, endDate, usesAllowance, reason }: LazyDays): WrittenFreeze {
  return { startDate, endDate, counts: usesAllowance, reason };
}

function freezeCells({ startDate, endDate, counts, reason }: WrittenFreeze, language: Language): ExportedRow {
  const { yes, no } = WORDS[language];
  return filled({
    freezeStart: startDate,
    freezeEnd: endDate,
    freezeCounts: counts ? yes : no,
    freezeReason: reason,
  });
}

function filled(cells: { [Field in BookField]?: string | null | undefined }): ExportedRow {
  return Object.fromEntries(Object.entries(cells).filter(([, text]) => Boolean(text)));
}
