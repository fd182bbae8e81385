import { z } from 'zod';
import { refuseCoachRole, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Client } from '../clients/client.entity.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { cleanText } from '../lib/person-name.js';
import { escapeHtml } from '../lib/telegram-html.js';
import type { Outbox } from './outbox.js';

/** Characters of what people see: https://core.telegram.org/bots/api#sendmessage */
export const MAX_MESSAGE_LENGTH = 4096;
/** After so long a personal word is out of place. */
const VALID_MS = 24 * 3_600_000;

/** How the keys of these messages begin. */
export const PERSONAL = 'personal:';

const messageSchema = z.object({
  text: z.string().transform(cleanText).pipe(z.string().min(1).max(MAX_MESSAGE_LENGTH)),
  /** One per opened form: however often it is sent, one message goes out. */
  idempotencyKey: z.string().min(1).max(80),
});

/** One message of the studio to one client, in the bot. */
export class PersonalMessagesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * `{text, idempotencyKey}`: plain text, its signs are letters. The bot sends it within a day or not at all. Throws
   * `invalid_input`, `forbidden` for a coach, `not_found`, `client_archived`, and `nobody_reachable` when the bot can't write
   * to the client. What was written is not kept in the audit log.
   */
  async send(clientId: number, input: unknown, actor: Actor): Promise<void> {
    refuseCoachRole(actor);
    const { text, idempotencyKey } = validate(messageSchema, input);
    await this.unitOfWork.run(async () => {
      const { telegramId, telegramState, archivedAt } = await lockRecord(this.unitOfWork, Client, clientId);
      if (archivedAt !== null) throw new DomainError('client_archived');
      if (telegramId === null || telegramState !== 'ok') throw new DomainError('nobody_reachable');
      const written = await this.outbox.enqueue([
        {
          dedupeKey: `${PERSONAL}${clientId}:${idempotencyKey}`,
          deliveryClass: 'interactive',
          clientId,
          chatId: telegramId,
          payload: { text: escapeHtml(text), buttons: [] },
          expiresAt: new Date(this.clock.now().getTime() + VALID_MS),
        },
      ]);
      if (written > 0) await this.audit.record(actor, 'client.message', 'Client', clientId, null, null);
    });
  }
}
