import { describe, expect, it } from '@jest/globals';
import { isStrongPassword } from './password.rules.js';

describe('a password', () => {
  it.each([
    ['nine characters', 'kf83-snd7'],
    ['one of the commonest, in any case', 'PassWord123'],
    ['the keyboard’s top row in Russian', 'йцукенгшщз'],
    ['in a list of leaks', 'usuckballz1'],
    ['in a list of leaks, with other letters large', '1Q2W3E4R5T6Y'],
    ['a common one made longer', 'Qwerty!2026!'],
    ['a common Russian one made longer', 'Пароль2026!!'],
    ['one character repeated', 'aaaaaaaaaaaa'],
    ['spaces only', '            '],
    ['the person’s own e-mail', 'owner@example.com'],
    ['longer than is worth hashing', 'x1'.repeat(101)],
  ])('is refused when it is %s', (_, password) => {
    expect(isStrongPassword(password, 'owner@example.com')).toBe(false);
  });

  it.each(['kf83-snd7x', 'три кота пьют чай', 'correct horse battery'])('is accepted: %s', (password) => {
    expect(isStrongPassword(password, 'owner@example.com')).toBe(true);
  });
});
