import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { requireOwner, SYSTEM_ACTOR, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { requireLivingCoach } from '../coaches/coach.queries.js';
import { isUniqueViolation } from '../db/database-errors.js';
import { lockRecord } from '../db/lock-record.js';
import { readFields } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { givenFields } from '../lib/given-fields.js';
import { hashPassword, verifyPassword } from './password-hash.js';
import { generatePassword, ONE_TIME_DAYS } from './one-time-password.rules.js';
import { isStrongPassword, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password.rules.js';
import { Staff, type StaffRole } from './staff.entity.js';
import { invitedStaffSchema, newStaffSchema, staffPatchSchema } from './staff.rules.js';

const DAY_MS = 86_400_000;

const OF_SESSION = [
  'id',
  'name',
  'email',
  'role',
  'coachId',
  'sessionEpoch',
  'disabledAt',
  'oneTimeUntil',
] as const satisfies (keyof Staff)[];

/** What a panel session is checked against at every request. */
export interface StaffSession {
  id: number;
  name: string;
  email: string;
  role: StaffRole;
  coachId: number | null;
  sessionEpoch: number;
  disabled: boolean;
  /** The password was generated: nothing else is done before it is changed. */
  mustChangePassword: boolean;
}

/** People who log into the panel. Only the owner manages them. */
export class StaffService {
  /** Checked against when there is no such account, so that both answers take the same time. */
  private dummyHash: Promise<string> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** Throws `owner_only`, `invalid_input`, `email_taken`, `password_too_weak`, `coach_archived`. */
  async create(input: unknown, actor: Actor): Promise<{ id: number }> {
    requireOwner(actor);
    const { password, ...fields } = validate(newStaffSchema, input);
    requireStrong(password, fields.email);
    const passwordHash = await hashPassword(password);
    return this.unitOfWork.run(async (manager) => {
      if (fields.coachId) await requireLivingCoach(manager, fields.coachId);
      const staff = manager.create(Staff, { ...fields, coachId: fields.coachId ?? null, passwordHash });
      await saveUnique(manager, staff);
      await this.audit.record(actor, 'staff.create', 'Staff', staff.id, null, staff);
      return { id: staff.id };
    });
  }

  /**
   * As `create`, with a password of our own for the first login. Throws `owner_only`, `invalid_input`, `email_taken`,
   * `coach_archived`.
   */
  async invite(input: unknown, actor: Actor): Promise<{ id: number; password: string }> {
    requireOwner(actor);
    const fields = validate(invitedStaffSchema, input);
    const password = generatePassword(randomInt);
    return this.unitOfWork.run(async (manager) => {
      const { id } = await this.create({ ...fields, password }, actor);
      await manager.update(Staff, { id }, { oneTimeUntil: this.oneTimeEnd() });
      return { id, password };
    });
  }

  /** Only the given fields change. Throws what `create` throws, `not_found`, `changed_meanwhile`, `last_owner`. */
  async update(id: number, input: unknown, actor: Actor, expectedVersion?: number): Promise<{ id: number }> {
    requireOwner(actor);
    const { password, ...fields } = validate(staffPatchSchema, input);
    return this.unitOfWork.run(async (manager) => {
      const owners = await this.lockOwners();
      const staff = await lockRecord(this.unitOfWork, Staff, id, expectedVersion);
      const before = { ...staff };
      if (fields.role && fields.role !== 'owner') refuseLastOwner(staff, owners);
      if (fields.coachId) await requireLivingCoach(manager, fields.coachId);
      Object.assign(staff, givenFields(fields));
      if (staff.role === 'coach' && !staff.coachId && (fields.role || fields.coachId !== undefined)) {
        throw DomainError.field('coachId', 'required');
      }
      if (staff.role !== 'coach') staff.coachId = null;
      if (staff.role !== before.role || staff.coachId !== before.coachId) staff.sessionEpoch += 1;
      await saveUnique(manager, staff);
      await this.audit.record(actor, 'staff.update', 'Staff', id, before, staff);
      if (password) await this.setPassword(id, password, actor);
      return { id };
    });
  }

  /** Ends the person's sessions. Throws `cannot_disable_self`, `last_owner`, `archived` when it is disabled already. */
  async disable(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    if (actor.kind === 'staff' && actor.id === id) throw new DomainError('cannot_disable_self');
    await this.unitOfWork.run(async () => {
      const owners = await this.lockOwners();
      const staff = await lockRecord(this.unitOfWork, Staff, id);
      if (staff.disabledAt !== null) throw new DomainError('archived');
      refuseLastOwner(staff, owners);
      await this.change(staff, { disabledAt: this.clock.now() }, 'staff.disable', actor);
    });
  }

  /** Throws `not_archived` when the person is not disabled. */
  async enable(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async () => {
      const staff = await lockRecord(this.unitOfWork, Staff, id);
      if (staff.disabledAt === null) throw new DomainError('not_archived');
      await this.change(staff, { disabledAt: null }, 'staff.enable', actor);
    });
  }

  /** A new password, given this once; the old one and every session end. Throws `owner_only`, `not_found`. */
  async resetPassword(id: number, actor: Actor): Promise<{ password: string }> {
    requireOwner(actor);
    const password = generatePassword(randomInt);
    await this.unitOfWork.run(async (manager) => {
      await this.setPassword(id, password, actor);
      await manager.update(Staff, { id }, { oneTimeUntil: this.oneTimeEnd() });
    });
    return { password };
  }

  /** Ends the person's sessions. Throws `owner_only`, `not_found`, `password_too_weak`. */
  async setPassword(id: number, password: string, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const staff = await lockRecord(this.unitOfWork, Staff, id);
      requireStrong(password, staff.email);
      staff.passwordHash = await hashPassword(password);
      staff.oneTimeUntil = null;
      staff.sessionEpoch += 1;
      await manager.save(staff);
      await this.audit.record(actor, 'staff.password', 'Staff', id, null, { passwordChanged: true });
    });
  }

  /**
   * The account of these credentials, or null: unknown e-mail, wrong password and disabled account look the same and
   * take the same time.
   */
  async verifyLogin(email: unknown, password: unknown): Promise<StaffSession | null> {
    if (typeof email !== 'string' || typeof password !== 'string') return null;
    const account = await this.findAccount(email);
    this.dummyHash ??= hashPassword('nobody has this password');
    const passwordHash = account?.passwordHash ?? (await this.dummyHash);
    const matches = await verifyPassword(passwordHash, password.slice(0, MAX_PASSWORD_LENGTH + 1));
    if (!account || !matches || account.disabledAt !== null) return null;
    if (account.oneTimeUntil !== null && account.oneTimeUntil <= this.clock.now()) return null;
    return presentSession(account);
  }

  /** For the panel's guard, at every request; null when there is no such person any more. */
  async getForSession(id: number): Promise<StaffSession | null> {
    const [staff] = await readFields(this.unitOfWork.manager, Staff, OF_SESSION, 'WHERE id = ?', [id]);
    return staff ? presentSession(staff) : null;
  }

  /** Creates the first owner when nobody can log in as one; true when it did. Throws `invalid_input`, `password_too_weak`. */
  async ensureOwner(email: string, password: string): Promise<boolean> {
    const { email: clean } = validate(newStaffSchema.pick({ email: true }), { email });
    requireStrong(password, clean);
    const passwordHash = await hashPassword(password);
    return this.unitOfWork.run(async (manager) => {
      if ((await this.lockOwners()).length > 0) return false;
      const known = await manager.findOneBy(Staff, { email: clean });
      const owner = known ?? manager.create(Staff, { email: clean, name: clean, coachId: null, sessionEpoch: 0 });
      Object.assign(owner, { role: 'owner', passwordHash, disabledAt: null, sessionEpoch: owner.sessionEpoch + 1 });
      try {
        await manager.save(owner);
      } catch (error) {
        // Another process created the same owner at the same moment.
        if (isUniqueViolation(error)) return false;
        throw error;
      }
      await this.audit.record(SYSTEM_ACTOR, 'staff.create', 'Staff', owner.id, null, owner);
      return true;
    });
  }

  private oneTimeEnd(): Date {
    return new Date(this.clock.now().getTime() + ONE_TIME_DAYS * DAY_MS);
  }

  private async change(staff: Staff, fields: Pick<Staff, 'disabledAt'>, action: string, actor: Actor): Promise<void> {
    const before = { disabledAt: staff.disabledAt };
    Object.assign(staff, fields);
    staff.sessionEpoch += 1;
    await this.unitOfWork.manager.save(staff);
    await this.audit.record(actor, action, 'Staff', staff.id, before, fields);
  }

  /** The last login is now. The version stays: that is no change that a colleague's open form could overwrite. */
  async rememberLogin(id: number): Promise<void> {
    const lastLoginAt = this.clock.now();
    await this.unitOfWork.run(async (manager) => {
      await manager
        .createQueryBuilder()
        .update(Staff)
        .set({ lastLoginAt, version: () => 'version' })
        .where('id = :id', { id })
        .execute();
    });
  }

  /** The ids of those who are owners now, held still: two owners must not demote each other at the same moment. */
  private async lockOwners(): Promise<number[]> {
    const where = { role: 'owner' as const };
    const candidates = await this.unitOfWork.manager.find(Staff, { where, order: { id: 'ASC' } });
    for (const { id } of candidates) await this.unitOfWork.lock(Staff, id);
    const owners = await this.unitOfWork.manager.find(Staff, { where });
    return owners.filter(({ disabledAt }) => disabledAt === null).map(({ id }) => id);
  }

  private findAccount(email: string): Promise<Staff | null> {
    return this.unitOfWork.manager
      .createQueryBuilder(Staff, 'staff')
      .addSelect('staff.passwordHash')
      .where('staff.email = :email', { email: email.trim().toLowerCase().slice(0, 200) })
      .getOne();
  }
}

function presentSession(staff: Pick<Staff, (typeof OF_SESSION)[number]>): StaffSession {
  const { id, name, email, role, coachId, sessionEpoch, disabledAt, oneTimeUntil } = staff;
  return {
    id,
    name,
    email,
    role,
    coachId,
    sessionEpoch,
    disabled: disabledAt !== null,
    mustChangePassword: oneTimeUntil !== null,
  };
}

export function requireStrong(password: string, email: string): void {
  if (!isStrongPassword(password, email)) {
    throw DomainError.field('password', 'password_too_weak', { min: MIN_PASSWORD_LENGTH });
  }
}

function refuseLastOwner(staff: Staff, owners: readonly number[]): void {
  if (owners.length === 1 && owners[0] === staff.id) throw new DomainError('last_owner');
}

async function saveUnique(manager: EntityManager, staff: Staff): Promise<void> {
  try {
    await manager.save(staff);
  } catch (error) {
    if (isUniqueViolation(error)) throw DomainError.field('email', 'email_taken');
    throw error;
  }
}
