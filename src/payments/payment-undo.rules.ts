import type { MovedPeriod } from './chain.rules.js';
import type { Payment } from './payment.entity.js';

/** The last change of a payment, as the audit log keeps it. */
export interface LastChange {
  action: 'payment.change' | 'payment.remove';
  /** What was changed, as it was before; of a removed payment the whole row. */
  before: Partial<Payment>;
  after: Partial<Payment>;
  /** Every other period that moved, and the payment's own. */
  moved: readonly MovedPeriod[];
}

/** Whether the payment and every period that its change moved are still as the change left them. */
export function isAsLeft(payments: readonly Payment[], id: number, { action, after, moved }: LastChange): boolean {
  const payment = payments.find((one) => one.id === id);
  if ((payment === undefined) !== (action === 'payment.remove')) return false;
  const terms = Object.entries(after) as [keyof Payment, unknown][];
  if (payment && terms.some(([term, value]) => payment[term] !== value)) return false;
  return moved.every((period) => {
    const stored = payments.find((one) => one.id === period.id);
    return stored?.startDate === period.startDate && stored.endDate === period.endDate;
  });
}

/** The payments with every period that moved where it was before: the order that the replay goes by. */
export function atFormerPlaces(payments: readonly Payment[], moved: readonly MovedPeriod[]): Payment[] {
  return payments.map((payment) => {
    const before = moved.find(({ id }) => id === payment.id)?.before;
    return { ...payment, ...before } as Payment;
  });
}
