import { IsNull, Not, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { refuseCoachRole, requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { isActiveOn } from '../clients/active-client.queries.js';
import { Client } from '../clients/client.entity.js';
import type { GroupClosures } from '../closures/group-closures.js';
import { requireLivingCoach } from '../coaches/coach.queries.js';
import { idSchema } from '../contract/primitives.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { givenFields } from '../lib/given-fields.js';
import { Group } from './group.entity.js';
import { groupSchema, MAX_CAPACITY } from './group.rules.js';

const clientsSchema = z.object({ clientIds: z.array(idSchema).min(1).max(MAX_CAPACITY) });

/** Who came into the group, and who did not and why. */
export interface AddedClients {
  added: number[];
  refused: { clientId: number; error: DomainError }[];
}

/** Groups and who is in them (docs/rules.md, "Groups, sessions, invitations, visits"). */
export class GroupsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly closures: GroupClosures,
  ) {}

  /** Throws `invalid_input`, `name_taken`, `coach_archived`. */
  async create(input: unknown, actor: Actor): Promise<{ id: number }> {
    refuseCoachRole(actor);
    const fields = validate(groupSchema, input);
    return this.unitOfWork.run(async (manager) => {
      await refuseTakenName(manager, fields.name, null);
      if (fields.coachId) await requireLivingCoach(manager, fields.coachId);
      const group = manager.create(Group, { ...EMPTY, ...givenFields(fields) });
      await manager.save(group);
      await this.audit.record(actor, 'group.create', 'Group', group.id, null, group);
      return { id: group.id };
    });
  }

  /**
   * Only the given fields change. Throws what `create` throws, `not_found`, `group_archived`, `changed_meanwhile`, and
   * `out_of_range` for a capacity below the number of clients.
   */
  async update(id: number, input: unknown, actor: Actor, expectedVersion?: number): Promise<{ id: number }> {
    refuseCoachRole(actor);
    const fields = validate(groupSchema.partial(), input);
    return this.unitOfWork.run(async (manager) => {
      const group = await lockRecord(this.unitOfWork, Group, id, expectedVersion);
      if (group.archivedAt !== null) throw new DomainError('group_archived');
      if (fields.name !== undefined) await refuseTakenName(manager, fields.name, id);
      if (fields.coachId && fields.coachId !== group.coachId) await requireLivingCoach(manager, fields.coachId);
      const clients = await manager.countBy(Client, { groupId: id });
      if (typeof fields.capacity === 'number' && fields.capacity < clients) {
        throw DomainError.field('capacity', 'out_of_range', { min: clients, max: MAX_CAPACITY });
      }
      const before = { ...group };
      await manager.save(Object.assign(group, givenFields(fields)));
      await this.audit.record(actor, 'group.update', 'Group', id, before, group);
      return { id };
    });
  }

  /** Owner only. Frees the group's clients in the same transaction. Throws `not_found`, `archived`. */
  async archive(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const group = await lockRecord(this.unitOfWork, Group, id);
      if (group.archivedAt !== null) throw new DomainError('archived');
      const clients = await manager.find(Client, { where: { groupId: id }, select: { id: true } });
      for (const client of clients) await this.moveClient(client.id, id, null, actor);
      group.archivedAt = this.clock.now();
      await manager.save(group);
      const after = { archivedAt: group.archivedAt, freedClients: clients.length };
      await this.audit.record(actor, 'group.archive', 'Group', id, { archivedAt: null, freedClients: 0 }, after);
    });
  }

  /** Owner only. The freed clients are not brought back. Throws `not_archived`, `name_taken`, `coach_archived`. */
  async restore(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const group = await lockRecord(this.unitOfWork, Group, id);
      if (group.archivedAt === null) throw new DomainError('not_archived');
      await refuseTakenName(manager, group.name, id);
      if (group.coachId !== null) await requireLivingCoach(manager, group.coachId);
      const before = { archivedAt: group.archivedAt };
      group.archivedAt = null;
      await manager.save(group);
      await this.audit.record(actor, 'group.restore', 'Group', id, before, { archivedAt: null });
    });
  }

  /**
   * Only an active client without a group, while there is a place: the group's row is held, so two people adding to the
   * last place at once cannot both get it. Adding a client who is in this group already changes nothing.
   * Throws `not_found`, `group_archived`, `client_archived`, `client_in_group`, `client_not_active`, `group_full`.
   */
  async addClient(groupId: number, clientId: number, actor: Actor): Promise<void> {
    refuseCoachRole(actor);
    await this.unitOfWork.run(async (manager) => {
      const group = await lockRecord(this.unitOfWork, Group, groupId);
      if (group.archivedAt !== null) throw new DomainError('group_archived');
      const client = await lockRecord(this.unitOfWork, Client, clientId);
      if (client.archivedAt !== null) throw new DomainError('client_archived');
      if (client.groupId === groupId) return;
      if (client.groupId !== null) throw new DomainError('client_in_group');
      if (!(await isActiveOn(manager, clientId, this.clock.today()))) throw new DomainError('client_not_active');
      const { capacity } = group;
      if (capacity !== null && (await manager.countBy(Client, { groupId })) >= capacity) {
        throw new DomainError('group_full', { capacity });
      }
      await this.moveClient(clientId, null, groupId, actor);
    });
  }

  /**
   * `{clientIds}`: several, in the order chosen, so that the last places go to the first. Each for itself: one who may not
   * be added keeps nobody else from it. Throws `not_found`, `group_archived`.
   */
  async addClients(groupId: number, input: unknown, actor: Actor): Promise<AddedClients> {
    const { clientIds } = validate(clientsSchema, input);
    const outcome: AddedClients = { added: [], refused: [] };
    for (const clientId of new Set(clientIds)) {
      try {
        await this.addClient(groupId, clientId, actor);
        outcome.added.push(clientId);
      } catch (error) {
        if (!(error instanceof DomainError) || OF_THE_GROUP.includes(error.code)) throw error;
        outcome.refused.push({ clientId, error });
      }
    }
    return outcome;
  }

  /** Throws `not_found` when the client is not in this group. */
  async removeClient(groupId: number, clientId: number, actor: Actor): Promise<void> {
    refuseCoachRole(actor);
    await this.unitOfWork.run(async () => {
      const client = await lockRecord(this.unitOfWork, Client, clientId);
      if (client.groupId !== groupId) throw new DomainError('not_found');
      await this.moveClient(clientId, groupId, null, actor);
    });
  }

  private async moveClient(clientId: number, from: number | null, to: number | null, actor: Actor): Promise<void> {
    await this.unitOfWork.manager.update(Client, { id: clientId }, { groupId: to, updatedAt: this.clock.now() });
    // Statistics read these entries back to know who was in a group on a past day.
    await this.audit.record(actor, 'client.group', 'Client', clientId, { groupId: from }, { groupId: to });
    if (from !== null) await this.closures.leave(from, clientId, actor);
    if (to !== null) await this.closures.join(to, clientId, actor);
  }
}

/** What would be said of every client. */
const OF_THE_GROUP = ['not_found', 'group_archived', 'forbidden'];
const EMPTY = { coachId: null, weekdays: '', startTime: null, durationMinutes: 60, capacity: null, archivedAt: null };

/** Two living groups of one name would be told apart by nobody; an archived one may share it. */
async function refuseTakenName(manager: EntityManager, name: string, ownId: number | null): Promise<void> {
  const where = { name, archivedAt: IsNull(), ...(ownId === null ? {} : { id: Not(ownId) }) };
  if (await manager.existsBy(Group, where)) throw DomainError.field('name', 'name_taken');
}
