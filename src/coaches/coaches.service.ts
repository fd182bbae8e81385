import { IsNull, type EntityManager } from 'typeorm';
import { refuseCoachRole, requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Client } from '../clients/client.entity.js';
import { searchNameOf } from '../clients/client.rules.js';
import { isUniqueViolation } from '../db/database-errors.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import { Group } from '../groups/group.entity.js';
import type { Clock } from '../lib/clock.js';
import { givenFields } from '../lib/given-fields.js';
import { readSetting } from '../settings/setting.queries.js';
import { Coach } from './coach.entity.js';
import { coachSchema } from './coach.rules.js';

/** Trainers. A Telegram account is either a coach's or a client's, never both. */
export class CoachesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** Throws `invalid_input`, `telegram_id_taken`. */
  async create(input: unknown, actor: Actor): Promise<{ id: number }> {
    refuseCoachRole(actor);
    const fields = validate(await this.schema(), input);
    return this.unitOfWork.run(async (manager) => {
      if (fields.telegramId) await refuseTakenTelegramId(manager, fields.telegramId, null);
      const coach = manager.create(Coach, { ...fields, lastName: fields.lastName ?? '', archivedAt: null });
      await saveCoach(manager, coach);
      await this.audit.record(actor, 'coach.create', 'Coach', coach.id, null, coach);
      return { id: coach.id };
    });
  }

  /** Only the given fields change. Throws what `create` throws, `not_found`, `archived`, `changed_meanwhile`. */
  async update(id: number, input: unknown, actor: Actor, expectedVersion?: number): Promise<{ id: number }> {
    refuseCoachRole(actor);
    const fields = validate((await this.schema()).partial(), input);
    return this.unitOfWork.run(async (manager) => {
      const coach = await lockRecord(this.unitOfWork, Coach, id, expectedVersion);
      if (coach.archivedAt !== null) throw new DomainError('archived');
      if (fields.telegramId) await refuseTakenTelegramId(manager, fields.telegramId, id);
      const before = { ...coach };
      Object.assign(coach, givenFields(fields));
      await saveCoach(manager, coach);
      await this.audit.record(actor, 'coach.update', 'Coach', id, before, coach);
      return { id };
    });
  }

  /** Owner only. Throws `coach_in_use` while the coach is the usual one of a group, `archived`. */
  async archive(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const coach = await lockRecord(this.unitOfWork, Coach, id);
      if (coach.archivedAt !== null) throw new DomainError('archived');
      if (await manager.existsBy(Group, { coachId: id, archivedAt: IsNull() })) throw new DomainError('coach_in_use');
      await this.setArchived(coach, this.clock.now(), 'coach.archive', actor);
    });
  }

  /** Owner only. Throws `not_archived`, `telegram_id_taken` when the person has become a client meanwhile. */
  async restore(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const coach = await lockRecord(this.unitOfWork, Coach, id);
      if (coach.archivedAt === null) throw new DomainError('not_archived');
      if (coach.telegramId) await refuseTakenTelegramId(manager, coach.telegramId, id);
      await this.setArchived(coach, null, 'coach.restore', actor);
    });
  }

  private async schema() {
    return coachSchema(await readSetting(this.unitOfWork.manager, 'phoneCountry'));
  }

  private async setArchived(coach: Coach, archivedAt: Date | null, action: string, actor: Actor): Promise<void> {
    const before = { archivedAt: coach.archivedAt };
    coach.archivedAt = archivedAt;
    await this.unitOfWork.manager.save(coach);
    await this.audit.record(actor, action, 'Coach', coach.id, before, { archivedAt });
  }
}

async function refuseTakenTelegramId(manager: EntityManager, telegramId: string, ownId: number | null): Promise<void> {
  const coach = await manager.findOneBy(Coach, { telegramId });
  const taken = (coach && coach.id !== ownId) || (await manager.existsBy(Client, { telegramId }));
  if (taken) throw DomainError.field('telegramId', 'telegram_id_taken');
}

async function saveCoach(manager: EntityManager, coach: Coach): Promise<void> {
  coach.searchName = searchNameOf(coach);
  try {
    await manager.save(coach);
  } catch (error) {
    if (isUniqueViolation(error)) throw DomainError.field('telegramId', 'telegram_id_taken');
    throw error;
  }
}
