import type { RecordJSON } from 'adminjs';
import type { Method } from './method-choice.js';

/** A payment's terms as they are typed; empty = none. */
export interface TypedTerms {
  startDate: string;
  unit: 'days' | 'months';
  duration: string;
  visitLimit: string;
  amount: string;
  paid: string;
  method: Method;
  note: string;
}

export function termsOf(record: RecordJSON | undefined): TypedTerms {
  const text = (name: string): string => String(record?.params[name] ?? '');
  const months = text('durationMonths');
  return {
    startDate: text('askedStartDate'),
    unit: months ? 'months' : 'days',
    duration: months || text('durationDays'),
    visitLimit: text('visitLimit'),
    amount: text('amount'),
    paid: text('paidAmount'),
    method: text('method') as Method,
    note: text('note'),
  };
}

const amountOf = (text: string): string => text.trim().replace(',', '.');
/** What is no whole number is sent as typed, and the service says so for that field. */
const numberOf = (text: string): unknown => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : text.trim());

/** As the service takes it: only what differs from the stored terms. */
export function changesOf(stored: TypedTerms, typed: TypedTerms): object {
  const differs = (...terms: (keyof TypedTerms)[]): boolean => terms.some((term) => typed[term] !== stored[term]);
  const duration = numberOf(typed.duration);
  return {
    ...(differs('startDate') && { startDate: typed.startDate }),
    ...(differs('unit', 'duration') &&
      (typed.unit === 'months' ? { durationMonths: duration } : { durationDays: duration })),
    ...(differs('visitLimit') && { visitLimit: numberOf(typed.visitLimit) }),
    ...(differs('amount') && { amount: amountOf(typed.amount) }),
    ...(differs('paid') && { paid: amountOf(typed.paid) }),
    ...(differs('method') && { method: typed.method }),
    ...(differs('note') && { note: typed.note }),
  };
}
