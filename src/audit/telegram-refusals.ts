import { MoreThan } from 'typeorm';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Clock } from '../lib/clock.js';
import type { Actor } from './actor.js';
import { AuditEntry } from './audit-entry.entity.js';
import type { AuditService } from './audit.service.js';

/** Enough to see what somebody tries; the log is not theirs to fill. */
const MOST_AN_HOUR = 20;
const HOUR_MS = 3_600_000;
const ENTITY = 'TelegramUser';

/** What people in Telegram tried and may not: kept in the audit log, at most 20 entries a person and hour. */
export class TelegramRefusals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** `facts` tell what was tried, without anything personal. */
  async record(telegramId: string, action: string, facts: Record<string, string>, actor: Actor): Promise<void> {
    await this.unitOfWork.run(async (manager) => {
      const since = new Date(this.clock.now().getTime() - HOUR_MS);
      const recent = { entity: ENTITY, entityId: telegramId, at: MoreThan(since) };
      if ((await manager.countBy(AuditEntry, recent)) >= MOST_AN_HOUR) return;
      await this.audit.record(actor, action, ENTITY, telegramId, null, facts);
    });
  }
}
