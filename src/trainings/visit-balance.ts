import type { EntityManager } from 'typeorm';
import { DomainError } from '../errors/domain-error.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { Payment } from '../payments/payment.entity.js';

const VISITS_LEFT = '(payments.visitLimit IS NULL OR payments.visitsUsed < payments.visitLimit)';

/**
 * Takes one visit from the membership that covers the day and gives that payment's id. The condition is tested by the
 * write itself: the last visit of a pack is sold once, whoever else records one. Throws `client_not_active`.
 */
export async function takeVisit(manager: EntityManager, clientId: number, date: CalendarDate): Promise<number> {
  const payment = await manager
    .createQueryBuilder(Payment, 'payments')
    .where('payments.clientId = :clientId AND payments.startDate <= :date AND payments.endDate >= :date', {
      clientId,
      date,
    })
    .andWhere(VISITS_LEFT)
    .orderBy('payments.startDate')
    .addOrderBy('payments.id')
    .getOne();
  if (!payment) throw new DomainError('client_not_active');
  const affected = await changeVisitsUsed(manager, payment.id, 'visitsUsed + 1', VISITS_LEFT);
  if (affected !== 1) throw new DomainError('client_not_active');
  return payment.id;
}

/** The inverse of `takeVisit`. */
export async function giveVisitBack(manager: EntityManager, paymentId: number): Promise<void> {
  await changeVisitsUsed(manager, paymentId, 'visitsUsed - 1', 'payments.visitsUsed > 0');
}

/** Leaves the version alone: a visit is no change that a colleague's open payment form could overwrite. */
async function changeVisitsUsed(
  manager: EntityManager,
  paymentId: number,
  expression: string,
  condition: string,
): Promise<number> {
  const { affected } = await manager
    .createQueryBuilder()
    .update(Payment)
    .set({ visitsUsed: () => expression, version: () => 'version' })
    .where('id = :paymentId', { paymentId })
    .andWhere(condition.replaceAll('payments.', ''))
    .execute();
  return affected ?? 0;
}
