import { refuseCoachRole, type Actor } from '../audit/actor.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { AuditService } from '../audit/audit.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { Delivery } from './delivery.entity.js';
import { FAILURES } from './failed-messages.queries.js';

/** Messages that did not arrive and that somebody has to deal with: by a call, or by a new Telegram. */
export class FailedMessagesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  /**
   * The desk has dealt with it: it is no longer listed among the unread; again changes nothing. Who did and when stays in
   * the audit log. Throws `forbidden` for a coach, `not_found`, and `nothing_changed` for a message that has not failed.
   */
  async resolve(id: number, actor: Actor): Promise<void> {
    refuseCoachRole(actor);
    await this.unitOfWork.run(async (manager) => {
      const message = await this.unitOfWork.lockAndRead(Delivery, id);
      if (!message) throw new DomainError('not_found');
      if (!FAILURES.some((failure) => failure === message.status)) throw new DomainError('nothing_changed');
      const entry = { entity: 'Delivery', entityId: String(id), action: 'delivery.resolve' };
      if (await manager.existsBy(AuditEntry, entry)) return;
      await this.audit.record(actor, entry.action, entry.entity, id, null, null);
    });
  }
}
