import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/audit/actor.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Staff } from '../../src/staff/staff.entity.js';
import { StaffService } from '../../src/staff/staff.service.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, OWNER, studioOn } from '../setup/studio.js';
import { refusal } from './refusal.js';

const PASSWORD = 'three cats drink tea';

describeEachDatabase('staff', (database) => {
  let staff: StaffService;
  let ownerId: number;
  let owner: Actor;

  beforeEach(async () => {
    await database.clear();
    const { unitOfWork, clock, audit } = studioOn(database.dataSource);
    staff = new StaffService(unitOfWork, clock, audit);
    expect(await staff.ensureOwner('Owner@Example.com ', PASSWORD)).toBe(true);
    ownerId = (await staff.verifyLogin('owner@example.com', PASSWORD))?.id ?? 0;
    owner = { ...OWNER, id: ownerId };
  });

  const person = { email: 'Asel@example.com', name: 'Асель', role: 'manager', password: 'long enough 1' };
  const epoch = async (id: number) => (await staff.getForSession(id))?.sessionEpoch ?? -1;

  it('gets its first owner once', async () => {
    expect(await staff.ensureOwner('second@example.com', PASSWORD)).toBe(false);
    expect(await database.dataSource.manager.count(Staff)).toBe(1);
  });

  it('logs in with the right password in any case of the e-mail, and with nothing else', async () => {
    const { id } = await staff.create(person, owner);
    expect(await staff.verifyLogin(' ASEL@example.com', 'long enough 1')).toMatchObject({ id, role: 'manager' });
    expect(await staff.verifyLogin('asel@example.com', 'long enough 2')).toBeNull();
    expect(await staff.verifyLogin('nobody@example.com', 'long enough 1')).toBeNull();
    expect(await staff.verifyLogin('asel@example.com', '')).toBeNull();
    expect(await staff.verifyLogin({ $ne: 1 }, ['long enough 1'])).toBeNull();
    await staff.disable(id, owner);
    expect(await staff.verifyLogin('asel@example.com', 'long enough 1')).toBeNull();
    await staff.enable(id, owner);
    expect(await staff.verifyLogin('asel@example.com', 'long enough 1')).not.toBeNull();
  });

  it('is managed by the owner only, with clear refusals', async () => {
    expect(await refusal(staff.create(person, MANAGER))).toBe('owner_only');
    expect(await refusal(staff.create({ ...person, password: 'short' }, owner))).toBe('password: password_too_weak');
    expect(await refusal(staff.create({ ...person, email: 'x' }, owner))).toBe('email: not_an_email');
    expect(await refusal(staff.create({ ...person, role: 'admin' }, owner))).toBe('role: not_an_option');
    expect(await refusal(staff.create({ ...person, coachId: 404 }, owner))).toBe('coachId: not_an_option');
    await staff.create(person, owner);
    expect(await refusal(staff.create({ ...person, email: 'ASEL@example.com' }, owner))).toBe('email: email_taken');
    expect(await refusal(staff.update(999, { name: 'x' }, owner))).toBe('not_found');
  });

  describe('sessions', () => {
    it('end with a new password, another role and disabling, and not with another name', async () => {
      const { id } = await staff.create(person, owner);
      const start = await epoch(id);
      await staff.update(id, { name: 'Асель К.' }, owner);
      expect(await epoch(id)).toBe(start);
      await staff.update(id, { role: 'owner' }, owner);
      await staff.setPassword(id, 'another long one', owner);
      await staff.disable(id, owner);
      expect(await epoch(id)).toBe(start + 3);
      expect((await staff.getForSession(id))?.disabled).toBe(true);
    });
  });

  it('always has an owner who can log in', async () => {
    expect(await refusal(staff.disable(ownerId, owner))).toBe('cannot_disable_self');
    expect(await refusal(staff.update(ownerId, { role: 'manager' }, owner))).toBe('last_owner');
    const second = await staff.create({ ...person, role: 'owner' }, owner);
    await staff.disable(second.id, owner);
    expect(await refusal(staff.update(ownerId, { role: 'manager' }, owner))).toBe('last_owner');
    await staff.enable(second.id, owner);
    const demotions = [ownerId, second.id].map((id) => refusal(staff.update(id, { role: 'manager' }, owner)));
    expect((await Promise.all(demotions)).sort()).toEqual(['last_owner', 'not refused']);
  });

  it('edited by two at once keeps the first change', async () => {
    const { id } = await staff.create(person, owner);
    const { version } = await database.dataSource.manager.findOneByOrFail(Staff, { id });
    await staff.verifyLogin(person.email, person.password);
    await staff.update(id, { name: 'First' }, owner, version);
    expect(await refusal(staff.update(id, { name: 'Second' }, owner, version))).toBe('changed_meanwhile');
    expect((await staff.getForSession(id))?.name).toBe('First');
  });

  it('leaves no password or hash in the audit log', async () => {
    const { id } = await staff.create(person, owner);
    await staff.setPassword(id, 'another long one', owner);
    const entries = JSON.stringify(await database.dataSource.manager.find(AuditEntry));
    expect(entries).toContain('staff.password');
    expect(entries).not.toMatch(/argon2|long enough|another long/);
  });
});
