import { Client } from '../clients/client.entity.js';
import { whereIn } from '../db/columns.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { fullName } from '../lib/person-name.js';
import { Payment } from './payment.entity.js';

/**
 * A trial is sold once per person: known by the phone or the Telegram id, also under another record, living or archived.
 * Sales of trials wait for each other: two desks may sell to two records of one person. Throws `trial_already_used`.
 */
export async function refuseSecondTrial(unitOfWork: UnitOfWork, { id, phone, telegramId }: Client): Promise<void> {
  await unitOfWork.exclude('trials');
  const { manager } = unitOfWork;
  const same = [{ id }, ...(phone ? [{ phone }] : []), ...(telegramId ? [{ telegramId }] : [])];
  const records = await manager.findBy(Client, same);
  const trial = await manager.findOne(Payment, {
    where: { clientId: whereIn(records.map((record) => record.id)), isTrial: true },
    order: { saleDate: 'DESC' },
  });
  if (!trial) return;
  const owner = records.find((record) => record.id === trial.clientId);
  throw DomainError.field('planId', 'trial_already_used', { date: trial.saleDate, name: owner ? fullName(owner) : '' });
}
