import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { ImportBatch } from '../../src/imports/import-batch.entity.js';
import { Invitation } from '../../src/invitations/invitation.entity.js';
import { LazyDays } from '../../src/lazy-days/lazy-days.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { Training } from '../../src/trainings/training.entity.js';
import { nextTelegramId } from '../setup/group-at-work.js';
import { PNG } from '../setup/photo.js';
import { MANAGER, nextPhone, OWNER } from '../setup/studio.js';
import { PASSWORD, type PanelServer } from './panel-server.js';

/** One record of every resource, by the resource's name. */
export type Records = Record<string, number | string>;

/** Stands in every name of what belongs to another coach's group. */
export const FOREIGN = 'Zzforeign';
/** A sum that stands in no other number. */
export const SUM = '98765.43';

let worlds = 0;

/** A coach's group at work, with one record of everything that the panel has; all named by `mark`. */
export async function recordsOf({ studio }: PanelServer, coachId: number, mark: string): Promise<Records> {
  worlds += 1;
  const name = `${mark} ${worlds}`;
  const { manager } = studio.unitOfWork;
  const group = await studio.groups.create({ name, startTime: '10:00', coachId }, MANAGER);
  const plan = await studio.plans.create({ name, durationDays: 30, price: SUM }, OWNER);
  const telegramId = nextTelegramId();
  const client = await studio.clients.create({ firstName: mark, phone: nextPhone(), telegramId, note: name }, MANAGER);
  await studio.clients.setPhotoByTelegramId(telegramId, PNG, OWNER);
  const sale = { clientId: client.id, planId: plan.id, amount: SUM, paid: '1', note: name };
  await studio.payments.renew(sale, MANAGER);
  await studio.groups.addClient(group.id, client.id, MANAGER);
  const session = await studio.invitations.startSession({ groupId: group.id, coachId, time: '12:00' }, MANAGER);
  const visit = await studio.trainings.recordVisit({ clientId: client.id, groupTrainingId: session.id }, MANAGER);
  const days = { startDate: '2026-03-20', endDate: '2026-03-22', reason: name };
  await studio.lazyDays.freeze({ clientId: client.id, ...days }, MANAGER);
  const closed = { scope: 'group', groupId: group.id, startDate: '2026-04-20', endDate: '2026-04-20', reason: name };
  await studio.closures.close(closed, OWNER);
  const broadcast = await studio.broadcasts.create({ text: name, audience: { kind: 'all' }, draft: true }, MANAGER);
  await studio.personalMessages.send(client.id, { text: name, idempotencyKey: name }, MANAGER);
  const person = { email: `${worlds}@rights.example`, name, role: 'manager', password: PASSWORD };
  const { id: tokenId } = await studio.apiTokens.create({ name, scopes: ['read'] }, OWNER);
  const batch = manager.create(ImportBatch, { fileName: name, at: studio.clock.now(), actorName: name });
  await manager.save(Object.assign(batch, { addedClients: 0, addedPayments: 0, addedFreezes: 0, undoneAt: null }));
  const own = { where: { clientId: client.id } };
  return {
    Client: client.id,
    Payment: (await manager.findOneOrFail(Payment, own)).id,
    LazyDays: (await manager.findOneOrFail(LazyDays, own)).id,
    Closure: (await studio.dataSource.query<{ id: number }[]>('SELECT MAX(id) AS id FROM closures'))[0]?.id ?? 0,
    Training: (await manager.findOneOrFail(Training, { where: { id: visit.id } })).id,
    Group: group.id,
    GroupTraining: session.id,
    Coach: coachId,
    Invitation: (await manager.findOneOrFail(Invitation, own)).id,
    Broadcast: broadcast.id,
    Delivery: (await manager.findOneOrFail(Delivery, own)).id,
    MembershipPlan: plan.id,
    Staff: (await studio.staff.create(person, OWNER)).id,
    Setting: 'expiringDays',
    AuditEntry: (await manager.findOneOrFail(AuditEntry, { where: { entity: 'Client' }, order: { id: 'DESC' } })).id,
    ApiToken: tokenId,
    ImportBatch: batch.id,
  };
}
