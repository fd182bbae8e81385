import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import { TOTP, Secret } from 'otpauth';
import type { Actor } from '../../src/audit/actor.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { StaffTotp, TotpRecoveryCode } from '../../src/staff/totp.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('the second step of a login', (database) => {
  let studio: Studio;
  let person: Actor;
  let id: number;

  beforeAll(() => {
    studio = studioOn(database.dataSource);
  });
  beforeEach(async () => {
    await database.clear();
    const input = { email: 'anna@example.com', name: 'Anna', role: 'owner', password: 'a long enough passphrase' };
    ({ id } = await studio.staff.create(input, OWNER));
    person = { kind: 'staff', id, name: 'Anna', role: 'owner', telegram: null };
  });

  const codeOf = (secret: string, laterMs = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: studio.clock.now().getTime() + laterMs });

  async function turnedOn(): Promise<{ secret: string; codes: string[] }> {
    const { secret } = await studio.totp.begin(person);
    const { codes } = await studio.totp.confirm(codeOf(secret), person);
    return { secret, codes };
  }

  it('is on after the first code, and not before', async () => {
    const { secret } = await studio.totp.begin(person);
    expect(await studio.totp.status(id)).toEqual({ isOn: false, codesLeft: 0 });
    expect(await studio.totp.verify(id, codeOf(secret))).toBe(false);
    expect(await refusal(studio.totp.confirm('000000', person))).toBe('code: wrong_code');
    const { codes } = await studio.totp.confirm(codeOf(secret), person);
    expect(await studio.totp.status(id)).toEqual({ isOn: true, codesLeft: codes.length });
    expect(await refusal(studio.totp.begin(person))).toBe('nothing_changed');
  });

  it('takes a code once, of two at the same moment too', async () => {
    const { secret } = await turnedOn();
    expect(await studio.totp.verify(id, codeOf(secret))).toBe(false);
    const next = codeOf(secret, 30_000);
    const answers = await Promise.all([studio.totp.verify(id, next), studio.totp.verify(id, next)]);
    expect(answers.sort()).toEqual([false, true]);
  });

  it('takes each recovery code once', async () => {
    const { codes } = await turnedOn();
    const [first = ''] = codes;
    expect(await studio.totp.verify(id, first.toUpperCase())).toBe(true);
    expect(await studio.totp.verify(id, first)).toBe(false);
    expect((await studio.totp.status(id)).codesLeft).toBe(codes.length - 1);
  });

  it('keeps neither the secret nor a code readable', async () => {
    const { secret, codes } = await turnedOn();
    const rows = JSON.stringify([
      await database.dataSource.manager.find(StaffTotp),
      await database.dataSource.manager.find(TotpRecoveryCode),
      await database.dataSource.manager.find(AuditEntry),
    ]);
    expect([secret, ...codes].filter((text) => rows.includes(text))).toEqual([]);
  });

  it('is taken away with a code by oneself, and by the owner from another, whose logins end', async () => {
    const { secret } = await turnedOn();
    expect(await refusal(studio.totp.turnOff('000000', person))).toBe('code: wrong_code');
    const manager: Actor = { ...person, id: id + 1, role: 'manager' };
    expect(await refusal(studio.totp.reset(id, manager))).toBe('owner_only');
    const before = await studio.staff.getForSession(id);
    await studio.totp.reset(id, OWNER);
    const after = await studio.staff.getForSession(id);
    expect((await studio.totp.status(id)).isOn).toBe(false);
    expect(after?.sessionEpoch).toBe((before?.sessionEpoch ?? 0) + 1);
    expect(await studio.totp.verify(id, codeOf(secret, 30_000))).toBe(false);
  });

  it('lets a person end their own logins, and the owner everybody’s', async () => {
    const manager: Actor = { ...person, id: id + 1, role: 'manager' };
    expect(await refusal(studio.totp.endSessions(id, manager))).toBe('owner_only');
    const before = await studio.staff.getForSession(id);
    await studio.totp.endSessions(id, { ...person, role: 'manager' });
    await studio.totp.endSessions(id, OWNER);
    expect((await studio.staff.getForSession(id))?.sessionEpoch).toBe((before?.sessionEpoch ?? 0) + 2);
  });
});
