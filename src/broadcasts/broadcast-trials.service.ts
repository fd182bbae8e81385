import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Client } from '../clients/client.entity.js';
import { findEntity } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Outbox } from '../deliveries/outbox.js';
import { DomainError } from '../errors/domain-error.js';
import type { Clock } from '../lib/clock.js';
import { parseLanguage, type Language } from '../lib/wording.js';
import type { SettingsService } from '../settings/settings.service.js';
import { broadcastMessage, NOBODY, type BroadcastContent } from './broadcast-message.js';
import { Broadcast } from './broadcast.entity.js';
import { readText } from './broadcast.rules.js';
import { requireStudio } from './broadcasts.service.js';

/** After so long nobody waits for it any more. */
const TRIAL_MS = 10 * 60_000;

/** Trying a broadcast out before anybody else gets it. */
export class BroadcastTrialsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
    private readonly settings: SettingsService,
    /** Of people who have chosen none. */
    private readonly defaultLanguage: Language,
  ) {}

  /**
   * "Send it to me first": one message as that person would get it, through the outbox. `source` is a broadcast's id or a
   * text not yet kept; `telegramId` one of the setting `adminTelegramIds`, so that nobody else is written to. Throws
   * `not_found`, `invalid_input` (`text`), `not_an_option` naming `telegramId`.
   */
  async sendTest(source: number | { text: string }, telegramId: string, actor: Actor): Promise<void> {
    requireStudio(actor);
    const admins = await this.settings.get('adminTelegramIds');
    if (!admins.includes(telegramId)) throw DomainError.field('telegramId', 'not_an_option');
    await this.unitOfWork.run(async (manager) => {
      const content = await contentOf(manager, source);
      const client = await findEntity(manager, Client, { telegramId });
      const language = parseLanguage(client?.language) ?? this.defaultLanguage;
      await this.outbox.enqueue([
        {
          dedupeKey: `test:${randomUUID()}`,
          deliveryClass: 'interactive',
          clientId: null,
          chatId: telegramId,
          payload: broadcastMessage(content, client ?? NOBODY, language),
          expiresAt: new Date(this.clock.now().getTime() + TRIAL_MS),
        },
      ]);
      await this.audit.record(actor, 'broadcast.test', 'Broadcast', content.id, null, { telegramId });
    });
  }
}

/** The text alone has no photo and no number. */
async function contentOf(manager: EntityManager, source: number | { text: string }): Promise<BroadcastContent> {
  if (typeof source !== 'number') return { id: 0, text: readText(source.text, false), hasPhoto: false };
  const broadcast = await findEntity(manager, Broadcast, { id: source });
  if (!broadcast) throw new DomainError('not_found');
  return broadcast;
}
