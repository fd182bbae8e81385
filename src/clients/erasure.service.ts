import { Like, type EntityManager } from 'typeorm';
import { requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { eraseAccountFromLog, eraseFromLog } from '../audit/erased-values.js';
import { whereIn } from '../db/columns.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { Delivery } from '../deliveries/delivery.entity.js';
import type { Outbox } from '../deliveries/outbox.js';
import { DomainError } from '../errors/domain-error.js';
import { IdempotentAnswer } from '../http/idempotent-answer.entity.js';
import { ImportChange } from '../imports/import-change.entity.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import type { Clock } from '../lib/clock.js';
import { parseLanguage, type Language } from '../lib/wording.js';
import { Instalment } from '../payments/instalment.entity.js';
import { Payment } from '../payments/payment.entity.js';
import { ClientPhoto } from './client-photo.entity.js';
import { Client } from './client.entity.js';
import { lookupColumns } from './client-lookup.rules.js';
import type { ClientsService } from './clients.service.js';
import { declinedText, erasedName, LOGGED_PERSONAL_FIELDS, LOGGED_REMARKS, NOTHING_PERSONAL } from './erasure.rules.js';
import { endLinkCodes } from './link-codes.service.js';

/** What the owner decides about a client who wants to be forgotten. */
export class ErasureService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly clients: ClientsService,
    private readonly outbox: Outbox,
    private readonly language: Language,
  ) {}

  /**
   * The record stays as it is, the request is over, and the client is told so. Owner only; without a request
   * `nothing_changed`.
   */
  async decline(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const client = await lockRecord(this.unitOfWork, Client, id);
      const { erasureRequestedAt } = client;
      if (erasureRequestedAt === null) throw new DomainError('nothing_changed');
      client.erasureRequestedAt = null;
      await manager.save(client);
      await this.tellDeclined(client, erasureRequestedAt);
      await this.audit.record(actor, 'client.keep', 'Client', id, { erasureRequestedAt }, { erasureRequestedAt: null });
    });
  }

  private async tellDeclined(client: Client, requestedAt: Date): Promise<void> {
    const { id: clientId, telegramId, telegramState, archivedAt } = client;
    if (telegramId === null || telegramState !== 'ok' || archivedAt !== null) return;
    const text = declinedText(parseLanguage(client.language) ?? this.language);
    await this.outbox.enqueue([
      {
        dedupeKey: `erasure-declined:${clientId}:${requestedAt.getTime()}`,
        deliveryClass: 'interactive',
        clientId,
        chatId: telegramId,
        payload: { text, buttons: [] },
      },
    ]);
  }

  /**
   * Takes everything personal away for good, in the log as well, and archives what is left: memberships and money stay
   * as history under a name without a person. What waits to be sent is not sent. Owner only. Throws `not_found`.
   */
  async erase(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const { archivedAt } = await lockRecord(this.unitOfWork, Client, id);
      if (archivedAt === null) await this.clients.archive(id, actor);
      const client = await lockRecord(this.unitOfWork, Client, id);
      const { telegramId, phone } = client;
      Object.assign(client, NOTHING_PERSONAL, erasedName(id, this.language));
      Object.assign(client, lookupColumns(client));
      await manager.save(client);
      await manager.delete(ClientPhoto, { clientId: id });
      await manager.delete(ImportChange, { clientId: id });
      await endLinkCodes(manager, id, this.clock.now());
      await eraseAnswers(manager, { telegramId, phone });
      await this.eraseMessages(manager, id);
      await eraseRemarks(manager, id);
      await eraseFromLog(manager, 'Client', [id], LOGGED_PERSONAL_FIELDS);
      if (telegramId !== null) await eraseAccountFromLog(manager, telegramId);
      await this.audit.record(actor, 'client.erase', 'Client', id, null, { erasedAt: this.clock.now() });
    });
  }

  /** That a message went out stays; to whom and with which words does not. What is being sent now was read before. */
  private async eraseMessages(manager: EntityManager, clientId: number): Promise<void> {
    const updatedAt = this.clock.now();
    const waiting = { clientId, status: whereIn(['pending', 'claimed'] as const) };
    await manager.update(Delivery, waiting, { status: 'cancelled', leaseUntil: null, updatedAt });
    const nothing = { chatId: '0', messageId: null, error: null, payload: { text: '', buttons: [] } };
    await manager.update(Delivery, { clientId }, { ...nothing, updatedAt });
  }
}

/** What was answered to programs in the last days, kept for their repeats. */
async function eraseAnswers(manager: EntityManager, known: Pick<Client, 'telegramId' | 'phone'>): Promise<void> {
  for (const [field, value] of Object.entries(known)) {
    if (value !== null) await manager.delete(IdempotentAnswer, { body: Like(`%"${field}":"${value}"%`) });
  }
}

/** What staff wrote beside money and freezes is about the person too: "after the operation". */
async function eraseRemarks(manager: EntityManager, clientId: number): Promise<void> {
  const payments = await manager.find(Payment, { where: { clientId }, select: { id: true } });
  const freezes = await manager.find(LazyDays, { where: { clientId }, select: { id: true } });
  const paymentIds = payments.map(({ id }) => id);
  await manager.update(Payment, { clientId }, { note: null });
  await manager.update(LazyDays, { clientId }, { reason: null });
  if (paymentIds.length > 0) await manager.update(Instalment, { paymentId: whereIn(paymentIds) }, { note: null });
  await eraseFromLog(manager, 'Payment', paymentIds, LOGGED_REMARKS);
  await eraseFromLog(
    manager,
    'LazyDays',
    freezes.map(({ id }) => id),
    LOGGED_REMARKS,
  );
}
