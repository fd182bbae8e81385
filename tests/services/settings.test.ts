import { beforeEach, expect, it } from '@jest/globals';
import { SettingsService } from '../../src/settings/settings.service.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, OWNER, studioOn, type Studio } from '../setup/studio.js';
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
