import { describe, expect, it } from '@jest/globals';
import { linkCodeInputSchema } from '../contract/people.js';
import { maskName, maskPhone, newLinkCode } from './link-code.rules.js';

describe('a link to Telegram', () => {
  it('has a code that the API takes, and each time another one', () => {
    const codes = Array.from({ length: 50 }, newLinkCode);
    expect(new Set(codes).size).toBe(50);
    for (const code of codes) {
      expect(code).toMatch(/^[\w-]{22}$/);
      expect(linkCodeInputSchema.safeParse({ code, telegramId: '5' }).success).toBe(true);
    }
  });

  it('shows the first letters of a name and the last two digits of a phone', () => {
    expect(maskName({ firstName: 'Анна', lastName: 'Петрова' })).toBe('А… П…');
    expect(maskName({ firstName: 'Анна', lastName: '' })).toBe('А…');
    expect(maskName({ firstName: '😀нна', lastName: '' })).toBe('😀…');
    expect(maskPhone('+996555123412')).toBe('•• 12');
    expect(maskPhone(null)).toBeNull();
  });
});
