import type { Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { lockRecord } from '../db/lock-record.js';
import { query } from '../db/query.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import type { Clock } from '../lib/clock.js';
import { Client, type TelegramState } from './client.entity.js';

/** What people do to the bot in Telegram: they block it and come back, and ask to be forgotten. */
export class TelegramPeopleService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** Telegram told that the person blocked the bot, or came back. Of a stranger there is nothing to keep. */
  async setReachable(telegramId: string, reachable: boolean, actor: Actor): Promise<void> {
    await this.unitOfWork.run(async (manager) => {
      const known = await manager.findOneBy(Client, { telegramId });
      if (!known) return;
      const client = await lockRecord(this.unitOfWork, Client, known.id);
      const telegramState: TelegramState = reachable ? 'ok' : 'blocked';
      if (client.telegramState === telegramState) return;
      const before = { telegramState: client.telegramState };
      client.telegramState = telegramState;
      await manager.save(client);
      await this.audit.record(actor, 'client.reach', 'Client', client.id, before, { telegramState });
    });
  }

  /**
   * The person acts in the bot at this moment, so it may write to them, whatever was known before: of a first start, and
   * of a return while the bot was away for long, Telegram tells nothing else. As a rule only looks.
   */
  async noteActing(telegramId: string, actor: Actor): Promise<void> {
    const [unreachable] = await query<{ id: number }[]>(
      this.unitOfWork.manager,
      "SELECT id FROM clients WHERE telegramId = ? AND telegramState <> 'ok'",
      [telegramId],
    );
    if (unreachable) await this.setReachable(telegramId, true, actor);
  }

  /** When the person asked to be erased; null = not asked. Throws `not_found`. */
  async erasureRequest(telegramId: string): Promise<Date | null> {
    return (await this.getByTelegramId(telegramId)).erasureRequestedAt;
  }

  /** Asking twice keeps the first asking. Throws `not_found`, `client_archived`. */
  async requestErasure(telegramId: string, actor: Actor): Promise<Date> {
    const asked = await this.setErasureRequest(telegramId, this.clock.now(), actor);
    return asked ?? this.clock.now();
  }

  /** The person has thought better of it. Throws `not_found`, `client_archived`. */
  async withdrawErasure(telegramId: string, actor: Actor): Promise<void> {
    await this.setErasureRequest(telegramId, null, actor);
  }

  private async setErasureRequest(telegramId: string, at: Date | null, actor: Actor): Promise<Date | null> {
    const { id } = await this.getByTelegramId(telegramId);
    return this.unitOfWork.run(async (manager) => {
      const client = await lockRecord(this.unitOfWork, Client, id);
      if (client.archivedAt !== null) throw new DomainError('client_archived');
      const before = { erasureRequestedAt: client.erasureRequestedAt };
      const erasureRequestedAt = at && (client.erasureRequestedAt ?? at);
      client.erasureRequestedAt = erasureRequestedAt;
      await manager.save(client);
      await this.audit.record(actor, 'client.forget', 'Client', id, before, { erasureRequestedAt });
      return erasureRequestedAt;
    });
  }

  private async getByTelegramId(telegramId: string): Promise<Client> {
    const client = await this.unitOfWork.manager.findOneBy(Client, { telegramId });
    if (!client) throw new DomainError('not_found');
    return client;
  }
}
