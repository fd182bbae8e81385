import { beforeEach, expect, it } from '@jest/globals';
import { Client } from '../../src/clients/client.entity.js';
import { noteSetting } from '../../src/settings/setting-checks.queries.js';
import { Setting } from '../../src/settings/setting.entity.js';
import { readSettingChanges } from '../../src/settings/setting.queries.js';
import type { SettingKey } from '../../src/settings/setting.rules.js';
import { SettingsService } from '../../src/settings/settings.service.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('settings', (database) => {
  let studio: Studio;
  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
  });

  it('are the defaults until the owner changes them, and only the owner may', async () => {
    expect(await studio.settings.get('expiringDays')).toBe(3);
    expect(await refusal(studio.settings.set('expiringDays', 5, MANAGER))).toBe('owner_only');
    await studio.settings.set('expiringDays', 5, OWNER);
    expect(await studio.settings.get('expiringDays')).toBe(5);
  });

  it('say what is wrong with a value', async () => {
    expect(await refusal(studio.settings.set('reminderHour', 24, OWNER))).toBe('value: out_of_range');
    expect(await refusal(studio.settings.set('reminderHour', null, OWNER))).toBe('value: required');
    expect(await refusal(studio.settings.set('reminderOffsets', [1, 99], OWNER))).toBe('value.1: out_of_range');
    expect(await refusal(studio.settings.set('adminTelegramIds', ['me'], OWNER))).toBe('value.0: not_a_telegram_id');
    expect(await refusal(studio.settings.set('phoneCountry', 'Mars', OWNER))).toBe('value: not_an_option');
    expect(await refusal(studio.settings.set('__proto__', 1, OWNER))).toBe('not_found');
  });

  it('saved by two owners at once keep the first, and the second is told', async () => {
    const save = (value: number) => refusal(studio.settings.set('expiringDays', value, OWNER, { value: 3 }));
    expect((await Promise.all([save(5), save(6)])).sort()).toEqual(['changed_meanwhile', 'not refused']);
    expect([5, 6]).toContain(await studio.settings.get('expiringDays'));
  });

  it('go back to what they were at first, and tell who changed them last', async () => {
    await studio.settings.set('expiringDays', 5, OWNER);
    await studio.settings.set('expiringDays', 3, { ...OWNER, name: 'Вторая' });
    expect(await database.dataSource.manager.count(Setting)).toBe(0);
    const changes = await readSettingChanges(database.dataSource.manager);
    expect(changes).toEqual({ expiringDays: { actorName: 'Вторая', at: studio.clock.now().toISOString() } });
  });

  it('are explained by what they come to in this studio', async () => {
    const { manager } = database.dataSource;
    const notes = async (key: SettingKey, value: unknown) =>
      (await noteSetting(manager, key, value)).map(({ code, isWarning }) => (isWarning ? `${code}!` : code));
    const register = (firstName: string, telegramId: string) =>
      studio.clients.create({ firstName, phone: nextPhone(), telegramId }, MANAGER);
    await register('Анна', '7000000001');
    const { id } = await register('Глухой', '7000000002');
    await manager.update(Client, { id }, { telegramState: 'blocked' });
    await studio.coaches.create({ firstName: 'Олег', telegramId: '7000000003' }, MANAGER);
    const ids = ['7000000001', '7000000002', '7000000003', '7000000004'];
    expect(await notes('adminTelegramIds', ids)).toEqual([
      'adminClient',
      'adminUnreachable!',
      'adminCoach',
      'adminUnknown!',
    ]);
    expect(await notes('reminderOffsets', [3, 0, -1])).toEqual(['offsetBefore', 'offsetToday', 'offsetAfter']);
    await studio.plans.create({ name: 'Месяц', durationDays: 30, price: '1' }, OWNER);
    expect(await notes('defaultDurationDays', 30)).toEqual(['planSame']);
    expect(await notes('defaultDurationDays', 33)).toEqual(['planNone!']);
    expect(await notes('quietHoursFrom', 22)).toEqual(['quietHalf!']);
    await studio.settings.set('quietHoursTo', 9, OWNER);
    expect(await noteSetting(manager, 'quietHoursFrom', 22)).toEqual([
      { code: 'quietHours', isWarning: false, params: { from: '22:00', to: '09:00', hours: 11 } },
    ]);
  });

  it('changed by another process are seen within two seconds', async () => {
    const { unitOfWork, clock, audit, settings, statusLedger } = studio;
    const elsewhere = new SettingsService(unitOfWork, clock, audit, statusLedger);
    expect(await elsewhere.get('adminTelegramIds')).toEqual([]);
    await settings.set('adminTelegramIds', ['7000000001'], OWNER);
    expect(await settings.get('adminTelegramIds')).toEqual(['7000000001']);
    expect(await elsewhere.get('adminTelegramIds')).toEqual([]);
    clock.set(new Date(clock.now().getTime() + 2001));
    expect(await elsewhere.get('adminTelegramIds')).toEqual(['7000000001']);
  });
});
