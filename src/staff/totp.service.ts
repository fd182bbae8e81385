import { IsNull, LessThan } from 'typeorm';
import { requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import type { Clock } from '../lib/clock.js';
import { deriveKey, openSealed, sealText } from '../lib/sealed-text.js';
import { Staff } from './staff.entity.js';
import { StaffTotp, TotpRecoveryCode } from './totp.entity.js';
import {
  hashRecoveryCode,
  newRecoveryCode,
  newTotpSecret,
  RECOVERY_CODES,
  stepOfCode,
  totpAddress,
} from './totp.rules.js';

export interface TotpStatus {
  isOn: boolean;
  /** Recovery codes not used yet. */
  codesLeft: number;
}

/** The second step of a login: six digits from an app, or a recovery code. Who wants it turns it on for themselves. */
export class TotpService {
  private readonly sealKey: Buffer;
  private readonly hashKey: Buffer;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    secret: string,
    private readonly issuer: string,
  ) {
    this.sealKey = deriveKey(secret, 'totp secrets');
    this.hashKey = deriveKey(secret, 'totp recovery codes');
  }

  async status(staffId: number): Promise<TotpStatus> {
    const { manager } = this.unitOfWork;
    const row = await manager.findOneBy(StaffTotp, { staffId });
    const codesLeft = await manager.countBy(TotpRecoveryCode, { staffId, usedAt: IsNull() });
    return { isOn: row !== null && row.confirmedAt !== null, codesLeft };
  }

  /** A new secret for the person's app, in force once `confirm` has seen a code. Throws `nothing_changed` when it is on. */
  async begin(actor: Actor): Promise<{ secret: string; address: string }> {
    const staffId = personOf(actor);
    return this.unitOfWork.run(async (manager) => {
      const { email } = await lockRecord(this.unitOfWork, Staff, staffId);
      if ((await this.status(staffId)).isOn) throw new DomainError('nothing_changed');
      const secret = newTotpSecret();
      await manager.delete(StaffTotp, { staffId });
      await manager.insert(StaffTotp, {
        staffId,
        sealedSecret: sealText(this.sealKey, secret),
        confirmedAt: null,
        lastStep: 0,
        createdAt: this.clock.now(),
      });
      return { secret, address: totpAddress(secret, this.issuer, email) };
    });
  }

  /** Turns it on and gives the recovery codes, this once. Throws `wrong_code`, `not_found` without `begin`. */
  async confirm(code: unknown, actor: Actor): Promise<{ codes: string[] }> {
    const staffId = personOf(actor);
    return this.unitOfWork.run(async (manager) => {
      await lockRecord(this.unitOfWork, Staff, staffId);
      const row = await manager.findOneBy(StaffTotp, { staffId });
      if (!row || row.confirmedAt !== null) throw new DomainError('not_found');
      if (!(await this.takeCode(row, code))) throw DomainError.field('code', 'wrong_code');
      const confirmedAt = this.clock.now();
      await manager.update(StaffTotp, { staffId }, { confirmedAt });
      const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
      await manager.delete(TotpRecoveryCode, { staffId });
      await manager.insert(
        TotpRecoveryCode,
        codes.map((text) => ({ staffId, hash: hashRecoveryCode(this.hashKey, text), usedAt: null })),
      );
      await this.audit.record(actor, 'staff.totp-on', 'Staff', staffId, null, { confirmedAt });
      return { codes };
    });
  }

  /** Whether the code is the person's, now and for the first time. A recovery code is used up. */
  async verify(staffId: number, code: unknown): Promise<boolean> {
    const row = await this.unitOfWork.manager.findOneBy(StaffTotp, { staffId });
    if (!row?.confirmedAt) return false;
    return (await this.takeCode(row, code)) || (await this.takeRecoveryCode(staffId, code));
  }

  /** Throws `wrong_code`: whoever finds an open panel must not take the second step away. */
  async turnOff(code: unknown, actor: Actor): Promise<void> {
    const staffId = personOf(actor);
    if (!(await this.verify(staffId, code))) throw DomainError.field('code', 'wrong_code');
    await this.remove(staffId, 'staff.totp-off', actor);
  }

  /** For a person who has lost phone and codes; ends their sessions. Throws `owner_only`, `not_found`. */
  async reset(staffId: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    if (!(await this.status(staffId)).isOn) throw new DomainError('nothing_changed');
    await this.remove(staffId, 'staff.totp-reset', actor);
  }

  /** Ends every login of a person: their own, or anybody's for the owner. Throws `owner_only`, `not_found`. */
  async endSessions(staffId: number, actor: Actor): Promise<void> {
    if (personOf(actor, false) !== staffId) requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      const staff = await lockRecord(this.unitOfWork, Staff, staffId);
      await manager.update(Staff, { id: staffId }, { sessionEpoch: staff.sessionEpoch + 1 });
      const facts = { sessionsEndedAt: this.clock.now() };
      await this.audit.record(actor, 'staff.end-sessions', 'Staff', staffId, null, facts);
    });
  }

  private async remove(staffId: number, action: string, actor: Actor): Promise<void> {
    await this.unitOfWork.run(async (manager) => {
      const { sessionEpoch } = await lockRecord(this.unitOfWork, Staff, staffId);
      await manager.delete(StaffTotp, { staffId });
      await manager.delete(TotpRecoveryCode, { staffId });
      if (personOf(actor, false) !== staffId)
        await manager.update(Staff, { id: staffId }, { sessionEpoch: sessionEpoch + 1 });
      await this.audit.record(actor, action, 'Staff', staffId, null, { removedAt: this.clock.now() });
    });
  }

  /** Of two that send the same code at once, one is first. */
  private async takeCode({ staffId, sealedSecret }: StaffTotp, code: unknown): Promise<boolean> {
    const secret = openSealed(this.sealKey, sealedSecret);
    if (secret === null || typeof code !== 'string') return false;
    const step = stepOfCode(secret, code.slice(0, 20), this.clock.now());
    if (step === null) return false;
    return this.unitOfWork.run(async (manager) => {
      const unused = { staffId, lastStep: LessThan(step) };
      return (await manager.update(StaffTotp, unused, { lastStep: step })).affected === 1;
    });
  }

  private async takeRecoveryCode(staffId: number, code: unknown): Promise<boolean> {
    if (typeof code !== 'string' || code.length > 40) return false;
    const unused = { staffId, hash: hashRecoveryCode(this.hashKey, code), usedAt: IsNull() };
    return this.unitOfWork.run(
      async (manager) => (await manager.update(TotpRecoveryCode, unused, { usedAt: this.clock.now() })).affected === 1,
    );
  }
}

function personOf(actor: Actor): number;
function personOf(actor: Actor, required: false): number | null;
function personOf(actor: Actor, required = true): number | null {
  if (actor.kind === 'staff' && actor.id !== null) return actor.id;
  if (required) throw new DomainError('forbidden');
  return null;
}
