import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/audit/actor.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Staff } from '../../src/staff/staff.entity.js';
import { OwnAccountService } from '../../src/staff/own-account.service.js';
import { StaffService } from '../../src/staff/staff.service.js';
import type { FixedClock } from '../../src/lib/clock.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, OWNER, studioOn } from '../setup/studio.js';
import { refusal } from './refusal.js';

const PASSWORD = 'three cats drink tea';

describeEachDatabase('staff', (database) => {
  let staff: StaffService;
  let ownAccount: OwnAccountService;
  let studioClock: FixedClock;
  let coach: () => Promise<{ id: number }>;
  let ownerId: number;
  let owner: Actor;

  beforeEach(async () => {
    await database.clear();
    const { unitOfWork, clock, audit, coaches } = studioOn(database.dataSource);
    coach = () => coaches.create({ firstName: 'Олег' }, MANAGER);
    staff = new StaffService(unitOfWork, clock, audit);
    ownAccount = new OwnAccountService(unitOfWork, audit);
    studioClock = clock;
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

  describe('a password that was generated', () => {
    const invited = { email: 'new@example.com', name: 'Новая', role: 'manager' };
    const login = (password: string) => staff.verifyLogin(invited.email, password);

    it('opens the panel once it is handed over, to set one’s own and for nothing else', async () => {
      const { id, password } = await staff.invite(invited, owner);
      expect(password).toMatch(/^[a-z2-9]{4}(?:-[a-z2-9]{4}){3}$/);
      expect(await login(password)).toMatchObject({ id, mustChangePassword: true });
      const self: Actor = { ...MANAGER, id };
      await ownAccount.changePassword({ oldPassword: password, password: PASSWORD }, self);
      expect(await login(password)).toBeNull();
      expect(await login(PASSWORD)).toMatchObject({ mustChangePassword: false });
    });

    it('is worth nothing after a week', async () => {
      const { password } = await staff.invite(invited, owner);
      studioClock.set(new Date(studioClock.now().getTime() + 7 * 86_400_000));
      expect(await login(password)).toBeNull();
    });

    it('takes the place of a forgotten one and ends every login', async () => {
      const { id } = await staff.create({ ...invited, password: PASSWORD }, owner);
      const before = await epoch(id);
      const { password } = await staff.resetPassword(id, owner);
      expect(await login(PASSWORD)).toBeNull();
      expect(await login(password)).toMatchObject({ mustChangePassword: true });
      expect(await epoch(id)).toBeGreaterThan(before);
      expect(await refusal(staff.resetPassword(id, MANAGER))).toBe('owner_only');
      expect(JSON.stringify(await database.dataSource.manager.find(AuditEntry))).not.toContain(password);
    });
  });

  it('changes its own password with the old one only, and ends its other logins', async () => {
    const { id } = await staff.create(person, owner);
    const self: Actor = { ...MANAGER, id };
    const change = (oldPassword: string, password: string) =>
      ownAccount.changePassword({ oldPassword, password }, self);
    expect(await refusal(change('not it at all', PASSWORD))).toBe('oldPassword: wrong_password');
    expect(await refusal(change(person.password, 'short'))).toBe('password: password_too_weak');
    expect(await refusal(change(person.password, person.password))).toBe('password: nothing_changed');
    const before = await epoch(id);
    expect(await change(person.password, PASSWORD)).toEqual({ id, sessionEpoch: before + 1 });
    expect(await epoch(id)).toBe(before + 1);
  });

  it('of the role coach belongs to a coach, and of the others to none', async () => {
    const { id: coachId } = await coach();
    const invited = { email: 'trainer@example.com', name: 'Тренер', role: 'coach' };
    expect(await refusal(staff.invite(invited, owner))).toBe('coachId: required');
    const { id } = await staff.invite({ ...invited, coachId }, owner);
    expect(await refusal(staff.update(id, { coachId: null }, owner))).toBe('coachId: required');
    await staff.update(id, { role: 'manager' }, owner);
    expect(await staff.getForSession(id)).toMatchObject({ role: 'manager', coachId: null });
    expect(await refusal(staff.update(id, { role: 'coach' }, owner))).toBe('coachId: required');
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
    await staff.rememberLogin(id);
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
