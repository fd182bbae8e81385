import type { EntityManager } from 'typeorm';
import { DomainError } from '../errors/domain-error.js';
import { Payment } from './payment.entity.js';

/** Whose payment it is: the client to lock before the payment is read. Throws `not_found`. */
export async function clientIdOf(manager: EntityManager, paymentId: number): Promise<number> {
  const payment = await manager.findOne(Payment, { select: { id: true, clientId: true }, where: { id: paymentId } });
  if (!payment) throw new DomainError('not_found');
  return payment.clientId;
}
