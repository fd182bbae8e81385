import { describe, expect, it } from '@jest/globals';
import { formatPhone, normalizePhone, phonePatterns, searchDigits } from './phone.js';

describe('a phone', () => {
  it.each(['0555 12-34-56', '+996 (555) 12-34-56', '996555123456', '00996555123456', '0(555)123456', '555123456'])(
    'typed as %s is one number',
    (typed) => expect(normalizePhone(typed, 'KG')).toBe('+996555123456'),
  );

  it('of another country keeps its code', () => {
    expect(normalizePhone('+7 912 345-67-89', 'KG')).toBe('+79123456789');
    expect(normalizePhone('8 (912) 345-67-89', 'RU')).toBe('+79123456789');
  });

  it.each(['', '12', '0555', 'позвоните', '@username', '0555 12-34-56 доб. 5', '1'.repeat(41), '+996 000'])(
    'is not %s',
    (typed) => expect(normalizePhone(typed, 'KG')).toBeNull(),
  );

  it('is written for people with spaces', () => expect(formatPhone('+996555123456')).toBe('+996 555 123 456'));

  it('is searched by its digits without the leading zero', () => {
    expect(searchDigits('0555-12')).toBe('55512');
    expect(searchDigits('Анна')).toBeNull();
    expect(searchDigits('12')).toBeNull();
  });

  it('is searched by the trunk 8 of Russia and Kazakhstan as by +7', () => {
    expect(phonePatterns('8 (999) 12')).toEqual(['%899912%', '+799912%']);
    expect(phonePatterns('+7 (999) 12')).toEqual(['%799912%']);
    expect(phonePatterns('Анна')).toEqual([]);
  });
});
