import { beforeEach, expect, it } from '@jest/globals';
import type { Actor, TelegramPerson } from '../../src/audit/actor.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('a freeze asked for in Telegram', (database) => {
  let studio: Studio;
  let clientId: number;
  let otherId: number;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    const register = async () => (await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER)).id;
    [clientId, otherId] = [await register(), await register()];
    const limits = { freezeTotalDays: 14, freezeMinDays: 3, freezeMaxDays: 7, freezeMaxCount: 2 };
    const plan = await studio.plans.create({ name: 'Месяц', durationDays: 30, price: '1', ...limits }, OWNER);
    await studio.payments.renew({ clientId, planId: plan.id }, MANAGER);
  });

  const acting = (fields: Partial<TelegramPerson>): Actor => ({
    kind: 'bot',
    id: null,
    name: 'bot',
    role: null,
    telegram: { id: '5', clientId: null, coachId: null, isAdmin: false, ...fields },
  });
  const client = () => acting({ clientId });
  const range = { startDate: '2026-03-12', endDate: '2026-03-14' };
  const freezeAs = (actor: Actor) => studio.lazyDays.freeze({ clientId, ...range }, actor);

  it('has the plan’s bounds, less what was used', async () => {
    const terms = await studio.lazyDays.terms(clientId, client());
    const bounds = { minDays: 3, maxDays: 7, daysLeft: 14, timesLeft: 2, current: null };
    expect(terms).toMatchObject({ allowed: true, reason: null, firstDate: '2026-03-10', ...bounds });
    const { id } = await freezeAs(client());
    const after = await studio.lazyDays.terms(clientId, client());
    expect(after).toMatchObject({ daysLeft: 11, timesLeft: 1, current: { id, ...range } });
  });

  it('is one’s own alone, to ask for, to look at and to end', async () => {
    const other = acting({ clientId: otherId });
    const { id } = await freezeAs(client());
    if (id === null) throw new Error('no freeze');
    const attempts = [
      studio.lazyDays.terms(clientId, other),
      studio.lazyDays.previewFreeze({ clientId, ...range }, other),
      freezeAs(other),
      studio.lazyDays.previewResume(id, other),
      studio.lazyDays.resume(id, other),
      studio.lazyDays.cancel(id, other),
      studio.lazyDays.cancel(id, acting({ coachId: 1 })),
    ];
    expect(await Promise.all(attempts.map(refusal))).toEqual(attempts.map(() => 'forbidden'));
    expect(await refusal(studio.lazyDays.cancel(id, client()))).toBe('not refused');
  });

  it('is the studio’s to allow: switched off it is refused to clients, not to an admin of the bot', async () => {
    await studio.settings.set('freezeFromBot', false, OWNER);
    const off = { allowed: false, reason: 'freeze_from_bot_off' };
    expect(await studio.lazyDays.terms(clientId, client())).toMatchObject(off);
    expect(await refusal(freezeAs(client()))).toBe('freeze_from_bot_off');
    const admin = acting({ isAdmin: true });
    expect(await studio.lazyDays.terms(clientId, admin)).toMatchObject({ allowed: true });
    expect(await refusal(freezeAs(admin))).toBe('not refused');
  });

  it('begins today at the earliest', async () => {
    studio.passDays(1);
    const yesterday = { clientId, startDate: '2026-03-10', endDate: '2026-03-14', reason: 'болел' };
    expect(await refusal(studio.lazyDays.freeze(yesterday, client()))).toBe('startDate: freeze_in_past');
  });

  it('is none for an archived client', async () => {
    await studio.clients.archive(clientId, OWNER);
    expect((await studio.lazyDays.terms(clientId, MANAGER)).reason).toBe('client_archived');
  });
});
