import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import { hashToken } from '../api-tokens/api-token.rules.js';
import { refuseCoachRole, staffIdOf, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Coach } from '../coaches/coach.entity.js';
import { linkCodeInputSchema, type LinkCodeInput, type MaskedClient } from '../contract/people.js';
import { isUniqueViolation } from '../db/database-errors.js';
import { lockRecord } from '../db/lock-record.js';
import { insertEntity } from '../db/write-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { Client } from './client.entity.js';
import { LINK_CODE_DAYS, maskName, maskPhone, newLinkCode } from './link-code.rules.js';
import { LinkCode } from './link-code.entity.js';

const DAY_MS = 86_400_000;

/** Links `t.me/<bot>?start=<code>` that join a record made by staff with the person who opens them. */
export class LinkCodesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * A code for the client, to be seen this one time; the client's earlier codes end. Staff only. Throws `forbidden`,
   * `not_found`, `client_archived`, and `already_linked` when the client has a Telegram account.
   */
  async make(clientId: number, actor: Actor): Promise<{ code: string; expiresAt: Date }> {
    refuseCoachRole(actor);
    if (actor.kind !== 'staff') throw new DomainError('forbidden');
    const code = newLinkCode();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + LINK_CODE_DAYS * DAY_MS);
    return this.unitOfWork.run(async (manager) => {
      refuseLinked(await lockRecord(this.unitOfWork, Client, clientId));
      await endLinkCodes(manager, clientId, now);
      const values = { hash: hashToken(code), clientId, staffId: staffIdOf(actor), expiresAt, usedAt: null };
      await insertEntity(manager, LinkCode, values);
      await this.audit.record(actor, 'client.code', 'Client', clientId, null, { expiresAt });
      return { code, expiresAt };
    });
  }

  /** Whose record the code opens, masked. Throws what `use` throws; writes nothing. */
  async check(input: LinkCodeInput): Promise<MaskedClient> {
    const { code, telegramId } = validate(linkCodeInputSchema, input);
    const { manager } = this.unitOfWork;
    const open = await this.getOpen(manager, code);
    await refuseKnownPerson(manager, telegramId);
    const client = await manager.findOneByOrFail(Client, { id: open.clientId });
    refuseLinked(client);
    return { name: maskName(client), phone: maskPhone(client.phone) };
  }

  /**
   * Links the client with this Telegram account; the same person with the same code gets the same answer again. Throws
   * `link_code_expired` for an unknown, used or old code alike, `already_linked`, `client_archived`, `is_coach`, and
   * `telegram_id_taken` when this account belongs to another client.
   */
  async use(input: LinkCodeInput, actor: Actor): Promise<{ clientId: number }> {
    const { code, telegramId } = validate(linkCodeInputSchema, input);
    return this.unitOfWork.run(async (manager) => {
      const repeated = await findUsed(manager, code, telegramId);
      if (repeated !== null) return { clientId: repeated };
      const { id, clientId } = await this.getOpen(manager, code);
      const client = await lockRecord(this.unitOfWork, Client, clientId);
      const now = this.clock.now();
      const open = { id, usedAt: IsNull(), expiresAt: MoreThan(now) };
      const { affected } = await manager.update(LinkCode, open, { usedAt: now, updatedAt: now });
      if (affected !== 1) throw new DomainError('link_code_expired');
      // A refusal from here on takes the mark above back with it.
      await refuseKnownPerson(manager, telegramId);
      refuseLinked(client);
      const before = { telegramId: client.telegramId };
      Object.assign(client, { telegramId, telegramState: 'ok' });
      await saveLinked(manager, client);
      await this.audit.record(actor, 'client.link', 'Client', clientId, before, { telegramId });
      return { clientId };
    });
  }

  private async getOpen(manager: EntityManager, code: string): Promise<LinkCode> {
    const found = await manager.findOneBy(LinkCode, { hash: hashToken(code) });
    const isOpen = found !== null && found.usedAt === null && found.expiresAt > this.clock.now();
    if (!isOpen) throw new DomainError('link_code_expired');
    return found;
  }
}

/** The client's codes that nobody used yet open nothing any more. */
export async function endLinkCodes(manager: EntityManager, clientId: number, now: Date): Promise<void> {
  const open = { clientId, usedAt: IsNull(), expiresAt: MoreThan(now) };
  await manager.update(LinkCode, open, { expiresAt: now, updatedAt: now });
}

/** The client of a code that this very person has used; null otherwise. */
async function findUsed(manager: EntityManager, code: string, telegramId: string): Promise<number | null> {
  const used = await manager.findOneBy(LinkCode, { hash: hashToken(code) });
  if (!used || used.usedAt === null) return null;
  const linked = await manager.existsBy(Client, { id: used.clientId, telegramId, archivedAt: IsNull() });
  return linked ? used.clientId : null;
}

function refuseLinked(client: Client): void {
  if (client.archivedAt !== null) throw new DomainError('client_archived');
  if (client.telegramId !== null) throw new DomainError('already_linked');
}

async function refuseKnownPerson(manager: EntityManager, telegramId: string): Promise<void> {
  if (await manager.existsBy(Coach, { telegramId, archivedAt: IsNull() })) throw new DomainError('is_coach');
  if (await manager.existsBy(Client, { telegramId })) throw new DomainError('telegram_id_taken');
}

/** One person with the codes of two records at the same moment: the unique index decides. */
async function saveLinked(manager: EntityManager, client: Client): Promise<void> {
  try {
    await manager.save(client);
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('telegram_id_taken');
    throw error;
  }
}
