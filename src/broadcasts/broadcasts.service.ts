import { z } from 'zod';
import type { EntityManager } from 'typeorm';
import { isClientInTelegram, refuseCoachRole, staffIdOf, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { processPhoto } from '../clients/photo-processing.js';
import { broadcastInputSchema } from '../contract/broadcasts.js';
import { findEntity } from '../db/read-entities.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { insertEntity, updateEntity } from '../db/write-entities.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import { Group } from '../groups/group.entity.js';
import type { Clock } from '../lib/clock.js';
import type { AudienceQueries } from './audience.queries.js';
import type { BroadcastDriver } from './broadcast-driver.js';
import { BroadcastPhoto } from './broadcast-photo.entity.js';
import { Broadcast } from './broadcast.entity.js';
import { chooseAudience, readScheduledAt, readText, requireEditable, type AudienceChoice } from './broadcast.rules.js';

const newBroadcastSchema = broadcastInputSchema.extend({ idempotencyKey: z.string().min(1).max(120).nullish() });
const changesSchema = broadcastInputSchema.omit({ draft: true }).partial();

/** Broadcasts until they are on their way: writing, changing, starting (docs/rules.md, "Broadcasts"). */
export class BroadcastsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly audiences: AudienceQueries,
    private readonly driver: BroadcastDriver,
  ) {}

  /**
   * `{text, audience: {kind, groupId?, activeOnly?}, scheduledAt?, draft?, idempotencyKey?}`. Begins at once, unless it is
   * a draft or its time (ISO 8601 with an offset) is still to come; the same `idempotencyKey` gives the first one again.
   * Throws `invalid_input` naming each field (`required`, `too_long`, `bad_markup`, `date_too_far`), `not_found` and
   * `group_archived` naming `audience.groupId`, `nobody_reachable` for one that would begin and reach nobody.
   */
  async create(input: unknown, actor: Actor): Promise<{ id: number }> {
    requireStudio(actor);
    const { idempotencyKey = null, draft = false, ...fields } = validate(newBroadcastSchema, input);
    const choice = chooseAudience(fields.audience);
    const text = readText(fields.text, false);
    const scheduledAt = readScheduledAt(fields.scheduledAt, this.clock.now());
    return this.unitOfWork.run(async (manager) => {
      const known = idempotencyKey && (await findEntity(manager, Broadcast, { idempotencyKey }));
      if (known) return { id: known.id };
      await requireLivingGroup(manager, choice);
      const broadcast = await insertEntity(manager, Broadcast, {
        ...choice,
        text,
        scheduledAt,
        status: 'draft',
        adminTelegramId: actor.telegram?.id ?? null,
        staffId: staffIdOf(actor),
        idempotencyKey,
        createdAt: this.clock.now(),
        updatedAt: this.clock.now(),
      });
      await this.audit.record(actor, 'broadcast.create', 'Broadcast', broadcast.id, null, broadcast);
      if (!draft) await this.begin(manager, broadcast, scheduledAt, actor);
      return { id: broadcast.id };
    });
  }

  /**
   * Changes a draft or a scheduled one; only the given of `{text, audience, scheduledAt}` change. Throws what `create`
   * throws, `not_found`, `broadcast_not_editable`, `changed_meanwhile`.
   */
  async update(id: number, input: unknown, actor: Actor, expectedVersion?: number): Promise<void> {
    requireStudio(actor);
    const fields = validate(changesSchema, input);
    const scheduledAt = readScheduledAt(fields.scheduledAt, this.clock.now());
    await this.unitOfWork.run(async (manager) => {
      const broadcast = await lockRecord(this.unitOfWork, Broadcast, id, expectedVersion);
      requireEditable(broadcast);
      const choice = fields.audience && chooseAudience(fields.audience);
      if (choice) await requireLivingGroup(manager, choice);
      const changes: Partial<Broadcast> = {
        ...choice,
        ...(fields.text !== undefined && { text: readText(fields.text, broadcast.hasPhoto) }),
        ...(fields.scheduledAt !== undefined && { scheduledAt }),
      };
      if (broadcast.status === 'scheduled' && fields.scheduledAt !== undefined && scheduledAt === null) {
        throw DomainError.field('scheduledAt', 'required');
      }
      await this.change(manager, broadcast, changes, 'broadcast.update', actor);
    });
  }

  /**
   * Replaces the photo of a draft or a scheduled one: JPEG, PNG or WebP by content, at most 5 MB, packed
   * anew. Throws `not_found`,
   * `not_an_image`, `payload_too_large`, `broadcast_not_editable`, and `too_long` naming `text` for more than 1024
   * characters.
   */
  async setPhoto(id: number, sent: Buffer, actor: Actor): Promise<void> {
    requireStudio(actor);
    const { mimeType, bytes } = await processPhoto(sent);
    await this.unitOfWork.run(async (manager) => {
      const broadcast = await lockRecord(this.unitOfWork, Broadcast, id);
      requireEditable(broadcast);
      readText(broadcast.text, true);
      const photo = { broadcastId: id, mimeType, bytes, updatedAt: this.clock.now() };
      await manager.save(manager.create(BroadcastPhoto, photo));
      await this.change(manager, broadcast, { hasPhoto: true }, null, actor);
      await this.audit.record(actor, 'broadcast.photo', 'Broadcast', id, null, { mimeType, size: bytes.length });
    });
  }

  /** Throws `not_found`, `broadcast_not_editable`. Without a photo nothing happens. */
  async removePhoto(id: number, actor: Actor): Promise<void> {
    requireStudio(actor);
    await this.unitOfWork.run(async (manager) => {
      const broadcast = await lockRecord(this.unitOfWork, Broadcast, id);
      requireEditable(broadcast);
      await manager.delete(BroadcastPhoto, { broadcastId: id });
      await this.change(manager, broadcast, { hasPhoto: false }, 'broadcast.update', actor);
    });
  }

  /** Throws `not_found`, also for a broadcast without a photo. */
  async getPhoto(id: number): Promise<BroadcastPhoto> {
    const photo = await this.unitOfWork.manager.findOneBy(BroadcastPhoto, { broadcastId: id });
    if (!photo) throw new DomainError('not_found');
    return photo;
  }

  /**
   * Sends a draft or a scheduled one now or at `{scheduledAt?}`; without a time a draft goes at its own, if that is still
   * to come, and a scheduled one at once. Once it is on its way a repeated call changes nothing. Throws `not_found`,
   * `nobody_reachable`, `date_too_far`, `group_archived`, and `broadcast_not_editable` for one that was cancelled or is
   * on its way and is to be given a time.
   */
  async start(id: number, input: { scheduledAt?: string | null }, actor: Actor): Promise<void> {
    requireStudio(actor);
    await this.unitOfWork.run(async (manager) => {
      const broadcast = await lockRecord(this.unitOfWork, Broadcast, id);
      const { status } = broadcast;
      if (status === 'cancelled' || (status !== 'draft' && status !== 'scheduled' && input.scheduledAt)) {
        throw new DomainError('broadcast_not_editable');
      }
      if (status !== 'draft' && status !== 'scheduled') return;
      const now = this.clock.now();
      const kept =
        status === 'draft' && broadcast.scheduledAt && broadcast.scheduledAt > now ? broadcast.scheduledAt : null;
      const scheduledAt = input.scheduledAt ? readScheduledAt(input.scheduledAt, now) : kept;
      await requireLivingGroup(manager, broadcast);
      await this.begin(manager, broadcast, scheduledAt, actor);
    });
  }

  private async begin(
    manager: EntityManager,
    broadcast: Broadcast,
    scheduledAt: Date | null,
    actor: Actor,
  ): Promise<void> {
    if (scheduledAt) {
      await this.change(manager, broadcast, { status: 'scheduled', scheduledAt }, 'broadcast.schedule', actor);
      return;
    }
    if (!(await this.audiences.isAnybodyReachable(broadcast))) throw new DomainError('nobody_reachable');
    const begun = { status: 'preparing', startedAt: this.clock.now() } as const;
    await this.change(manager, broadcast, begun, 'broadcast.start', actor);
    this.unitOfWork.afterCommit(() => this.driver.kick());
  }

  /** `action` null = the caller records it. */
  private async change(
    manager: EntityManager,
    broadcast: Broadcast,
    changes: Partial<Broadcast>,
    action: string | null,
    actor: Actor,
  ): Promise<void> {
    await updateEntity(manager, Broadcast, broadcast.id, { ...changes, updatedAt: this.clock.now() });
    if (action === null) return;
    const after = { ...broadcast, ...changes };
    await this.audit.record(actor, action, 'Broadcast', broadcast.id, broadcast, after);
  }
}

/** Broadcasts are the studio's: owner, manager, admins of the bot. Throws `forbidden`. */
export function requireStudio(actor: Actor): void {
  refuseCoachRole(actor);
  if (isClientInTelegram(actor)) throw new DomainError('forbidden');
}

async function requireLivingGroup(manager: EntityManager, { groupId }: AudienceChoice): Promise<void> {
  if (groupId === null) return;
  const group = await findEntity(manager, Group, { id: groupId });
  if (!group) throw DomainError.field('audience.groupId', 'not_found');
  if (group.archivedAt !== null) throw DomainError.field('audience.groupId', 'group_archived');
}
