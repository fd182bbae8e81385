import { describe, expect, it } from '@jest/globals';
import { readSettingValue, SETTING_KEYS, SETTINGS } from './setting.rules.js';

describe('a setting', () => {
  it.each(SETTING_KEYS)('%s has a default that its own rule accepts', (key) => {
    expect(SETTINGS[key].schema.safeParse(SETTINGS[key].initial).success).toBe(true);
    expect(readSettingValue(key, undefined)).toEqual(SETTINGS[key].initial);
  });

  it('that today’s code does not understand any more is the default', () => {
    expect(readSettingValue('expiringDays', 'soon')).toBe(3);
    expect(readSettingValue('reminderHour', 24)).toBe(10);
    expect(readSettingValue('adminTelegramIds', ['12 34'])).toEqual([]);
  });

  it('is tidied: offsets once and in order, ids once, the country in capitals', () => {
    expect(readSettingValue('reminderOffsets', [0, 3, -1, 3])).toEqual([3, 0, -1]);
    expect(readSettingValue('adminTelegramIds', ['7', '7', '8'])).toEqual(['7', '8']);
    expect(readSettingValue('phoneCountry', ' kz ')).toBe('KZ');
  });
});
