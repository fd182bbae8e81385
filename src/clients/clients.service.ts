import { IsNull, type EntityManager } from 'typeorm';
import { refuseCoachRole, requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Coach } from '../coaches/coach.entity.js';
import { isUniqueViolation } from '../db/database-errors.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { GroupsService } from '../groups/groups.service.js';
import type { Clock } from '../lib/clock.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { givenFields } from '../lib/given-fields.js';
import { fullName } from '../lib/person-name.js';
import type { ChainStore } from '../payments/chain-store.js';
import type { SettingsService } from '../settings/settings.service.js';
import { ClientPhoto } from './client-photo.entity.js';
import { Client } from './client.entity.js';
import { cardKeyOf, lookupColumns } from './client-lookup.rules.js';
import { clientFieldsSchema, type ClientFields } from './client.rules.js';
import { processPhoto } from './photo-processing.js';

/** Registering, changing and archiving clients. Memberships are the business of payments and lazy days. */
export class ClientsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly settings: SettingsService,
    private readonly groups: GroupsService,
    private readonly chains: ChainStore,
  ) {}

  /**
   * Needs a phone or a Telegram id. Throws `contact_required`, `client_exists`, `client_archived`, `is_coach`,
   * `card_taken`, `invalid_input`.
   */
  async create(input: unknown, actor: Actor): Promise<Client> {
    refuseCoachRole(actor);
    const { groupId, phoneVerified, broadcastsStopped, ...fields } = await this.parse(input);
    if (!fields.phone && !fields.telegramId) {
      throw DomainError.invalid([{ path: 'phone', code: 'contact_required' }]);
    }
    return this.unitOfWork.run(async (manager) => {
      if (fields.telegramId) await this.refuseKnownTelegramId(manager, fields.telegramId, null);
      await refuseTakenCard(manager, fields.cardNumber, null);
      const client = manager.create(Client, {
        ...fields,
        firstName: fields.firstName ?? fallbackName(fields),
        lastName: fields.lastName ?? '',
        phoneVerifiedAt: phoneVerified && fields.phone ? this.clock.now() : null,
        broadcastsStoppedAt: broadcastsStopped ? this.clock.now() : null,
        registeredDate: this.clock.today(),
        archivedAt: null,
        archivedDate: null,
      });
      Object.assign(client, lookupColumns(client));
      await saveUnique(manager, client);
      await this.audit.record(actor, 'client.create', 'Client', client.id, null, client);
      await this.chains.begin();
      if (groupId) await this.groups.addClient(groupId, client.id, actor);
      return client;
    });
  }

  /** Only the given fields change. Throws `not_found`, `archived`, `changed_meanwhile` and what `create` throws. */
  async update(id: number, input: unknown, actor: Actor, expectedVersion?: number): Promise<Client> {
    refuseCoachRole(actor);
    const { groupId, phoneVerified, broadcastsStopped, ...fields } = await this.parse(input);
    return this.unitOfWork.run(async (manager) => {
      const client = await this.lockLiving(id, expectedVersion);
      if (fields.telegramId && fields.telegramId !== client.telegramId) {
        await this.refuseKnownTelegramId(manager, fields.telegramId, id);
      }
      await refuseTakenCard(manager, fields.cardNumber, id);
      const before = { ...client };
      const phoneChanged = fields.phone !== undefined && fields.phone !== client.phone;
      Object.assign(client, givenFields(fields));
      if (phoneChanged) client.phoneVerifiedAt = null;
      if (phoneVerified && fields.phone) client.phoneVerifiedAt = this.clock.now();
      // Asking again does not make it younger.
      const stoppedAt = client.broadcastsStoppedAt ?? this.clock.now();
      if (broadcastsStopped !== undefined) client.broadcastsStoppedAt = broadcastsStopped ? stoppedAt : null;
      if (!client.phone && !client.telegramId && (before.phone || before.telegramId)) {
        throw DomainError.invalid([{ path: 'phone', code: 'contact_required' }]);
      }
      Object.assign(client, lookupColumns(client));
      await saveUnique(manager, client);
      await this.audit.record(actor, 'client.update', 'Client', id, before, client);
      if (groupId !== undefined && groupId !== before.groupId) await this.moveToGroup(client, groupId, actor);
      return client;
    });
  }

  /** The bot's way to a record: throws `client_archived` for an archived one. */
  async updateByTelegramId(telegramId: string, input: unknown, actor: Actor): Promise<Client> {
    const client = await this.livingByTelegramId(telegramId);
    return this.update(client.id, input, actor);
  }

  /** Replaces the photo; it is packed anew. Throws `not_an_image`, `payload_too_large`. */
  async setPhotoByTelegramId(telegramId: string, sent: Buffer, actor: Actor): Promise<void> {
    const { id } = await this.livingByTelegramId(telegramId);
    await this.setPhoto(id, sent, actor);
  }

  /** The same for a client whom the staff see before them. */
  async setPhoto(id: number, sent: Buffer, actor: Actor): Promise<void> {
    refuseCoachRole(actor);
    const { mimeType, bytes } = await processPhoto(sent);
    await this.unitOfWork.run(async (manager) => {
      const client = await this.lockLiving(id);
      const photo = manager.create(ClientPhoto, { clientId: id, mimeType, bytes, updatedAt: this.clock.now() });
      await manager.save(photo);
      client.hasPhoto = true;
      await manager.save(client);
      await this.audit.record(actor, 'client.photo', 'Client', id, null, { mimeType, size: bytes.length });
    });
  }

  /** Throws `nothing_changed` when there is none. */
  async removePhoto(id: number, actor: Actor): Promise<void> {
    refuseCoachRole(actor);
    await this.unitOfWork.run(async (manager) => {
      const client = await this.lockLiving(id);
      if (!client.hasPhoto) throw new DomainError('nothing_changed');
      await manager.delete(ClientPhoto, { clientId: id });
      client.hasPhoto = false;
      await manager.save(client);
      await this.audit.record(actor, 'client.photo', 'Client', id, { hasPhoto: true }, { hasPhoto: false });
    });
  }

  async findPhoto(clientId: number): Promise<ClientPhoto | null> {
    return this.unitOfWork.manager.findOneBy(ClientPhoto, { clientId });
  }

  /** Takes the client out of every audience and out of the group. Owner only; twice is `archived`. */
  async archive(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const client = await this.lockLiving(id);
      const before = { archivedAt: client.archivedAt };
      if (client.groupId !== null) await this.groups.removeClient(client.groupId, id, actor);
      client.archivedAt = this.clock.now();
      client.groupId = null;
      await this.saveArchived(manager, client, this.clock.today());
      await this.audit.record(actor, 'client.archive', 'Client', id, before, { archivedAt: client.archivedAt });
    });
  }

  /** Owner only. The group is not given back: its place may be taken; nor is a card that another client has now. */
  async restore(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const client = await lockRecord(this.unitOfWork, Client, id);
      if (client.archivedAt === null) throw new DomainError('not_archived');
      const { archivedAt, cardNumber } = client;
      client.archivedAt = null;
      // Meanwhile somebody else may have been given the card.
      if (await ownerOfCard(manager, cardNumber, id)) client.cardNumber = null;
      await this.saveArchived(manager, client, null);
      const after = { archivedAt: null, cardNumber: client.cardNumber };
      await this.audit.record(actor, 'client.restore', 'Client', id, { archivedAt, cardNumber }, after);
    });
  }

  private async saveArchived(manager: EntityManager, client: Client, date: CalendarDate | null): Promise<void> {
    const before = await this.chains.lock(client.id);
    client.archivedDate = date;
    Object.assign(client, lookupColumns(client));
    await manager.save(client);
    await this.chains.countArchived(before, date);
  }

  private async parse(input: unknown): Promise<ClientFields> {
    return validate(clientFieldsSchema(await this.settings.get('phoneCountry'), this.clock.today()), input);
  }

  private async lockLiving(id: number, expectedVersion?: number): Promise<Client> {
    const client = await lockRecord(this.unitOfWork, Client, id, expectedVersion);
    if (client.archivedAt !== null) throw new DomainError('client_archived');
    return client;
  }

  private async livingByTelegramId(telegramId: string): Promise<Client> {
    const client = await this.unitOfWork.manager.findOneBy(Client, { telegramId });
    if (!client) throw new DomainError('not_found');
    if (client.archivedAt !== null) throw new DomainError('client_archived');
    return client;
  }

  private async refuseKnownTelegramId(manager: EntityManager, telegramId: string, ownId: number | null): Promise<void> {
    const known = await manager.findOneBy(Client, { telegramId });
    if (known && known.id !== ownId) {
      throw DomainError.field('telegramId', known.archivedAt ? 'client_archived' : 'client_exists');
    }
    // A former coach may come to train: `CoachesService.restore` then refuses.
    const coaches = { telegramId, archivedAt: IsNull() };
    if (await manager.existsBy(Coach, coaches)) throw DomainError.field('telegramId', 'is_coach');
  }

  private async moveToGroup(client: Client, groupId: number | null, actor: Actor): Promise<void> {
    if (client.groupId !== null) await this.groups.removeClient(client.groupId, client.id, actor);
    if (groupId !== null) await this.groups.addClient(groupId, client.id, actor);
  }
}

/** Two registrations at the same moment: the unique index decides, and the second one hears the same as later ones. */
async function saveUnique(manager: EntityManager, client: Client): Promise<void> {
  try {
    await manager.save(client);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await refuseTakenCard(manager, client.cardNumber, client.id ?? null);
    throw DomainError.field('telegramId', 'client_exists');
  }
}

/** The living client who has the card, unless it is the one with `ownId`. */
async function ownerOfCard(
  manager: EntityManager,
  cardNumber: string | null | undefined,
  ownId: number | null,
): Promise<Client | null> {
  if (!cardNumber) return null;
  const owner = await manager.findOneBy(Client, { cardKey: cardKeyOf(cardNumber) });
  return owner?.id === ownId ? null : owner;
}

async function refuseTakenCard(
  manager: EntityManager,
  cardNumber: string | null | undefined,
  ownId: number | null,
): Promise<void> {
  const owner = await ownerOfCard(manager, cardNumber, ownId);
  if (owner) throw DomainError.field('cardNumber', 'card_taken', { name: fullName(owner) });
}

/** A person who registered with nothing but Telegram still needs a line in the list. */
function fallbackName(fields: ClientFields): string {
  return fields.telegramUsername ?? fields.phone ?? `Telegram ${fields.telegramId}`;
}
