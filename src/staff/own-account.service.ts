import { staffIdOf, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import { hashPassword, verifyPassword } from './password-hash.js';
import { MAX_PASSWORD_LENGTH } from './password.rules.js';
import { Staff } from './staff.entity.js';
import { ownNameSchema, ownPasswordSchema } from './staff.rules.js';
import { requireStrong } from './staff.service.js';

/** What a session has to be begun with again. */
export interface OwnSession {
  id: number;
  sessionEpoch: number;
}

/** What every person of the staff may change: of their own account, and of no other. */
export class OwnAccountService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
  ) {}

  /** `{name}`. Throws `invalid_input`. */
  async rename(input: unknown, actor: Actor): Promise<{ name: string }> {
    const { name } = validate(ownNameSchema, input);
    return this.unitOfWork.run(async (manager) => {
      const staff = await lockRecord(this.unitOfWork, Staff, ownId(actor));
      const before = { name: staff.name };
      await manager.save(Object.assign(staff, { name }));
      await this.audit.record(actor, 'staff.update', 'Staff', staff.id, before, { name });
      return { name };
    });
  }

  /**
   * `{oldPassword, password}`; ends every session, so the one that asks is begun anew with the answer. Throws
   * `wrong_password`, `password_too_weak`, `nothing_changed` at their fields.
   */
  async changePassword(input: unknown, actor: Actor): Promise<OwnSession> {
    const { oldPassword, password } = validate(ownPasswordSchema, input);
    return this.unitOfWork.run(async (manager) => {
      const staff = await lockRecord(this.unitOfWork, Staff, ownId(actor));
      if (!(await this.isPassword(staff.id, oldPassword))) throw DomainError.field('oldPassword', 'wrong_password');
      requireStrong(password, staff.email);
      if (password === oldPassword) throw DomainError.field('password', 'nothing_changed');
      const passwordHash = await hashPassword(password);
      const sessionEpoch = staff.sessionEpoch + 1;
      await manager.save(Object.assign(staff, { passwordHash, sessionEpoch, oneTimeUntil: null }));
      await this.audit.record(actor, 'staff.password', 'Staff', staff.id, null, { passwordChanged: true });
      return { id: staff.id, sessionEpoch };
    });
  }

  private async isPassword(id: number, typed: string): Promise<boolean> {
    const account = await this.unitOfWork.manager
      .createQueryBuilder(Staff, 'staff')
      .addSelect('staff.passwordHash')
      .where('staff.id = :id', { id })
      .getOneOrFail();
    return verifyPassword(account.passwordHash, typed.slice(0, MAX_PASSWORD_LENGTH + 1));
  }
}

function ownId(actor: Actor): number {
  const id = staffIdOf(actor);
  if (id === null) throw new DomainError('forbidden');
  return id;
}
