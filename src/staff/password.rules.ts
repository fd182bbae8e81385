import { cleanLine } from '../lib/person-name.js';

export const MIN_PASSWORD_LENGTH = 10;
/** Longer input is refused before it is hashed: hashing is the dearest thing an anonymous request can ask for. */
export const MAX_PASSWORD_LENGTH = 200;

/** The commonest passwords of at least ten characters in published leaks; shorter ones are refused by length. */
const COMMON = new Set([
  '1234567890',
  '12345678910',
  '0123456789',
  '0987654321',
  '9876543210',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'qwertyuiop',
  'qwerty1234',
  'qwerty12345',
  'qwerty123456',
  'asdfghjkl1',
  'zaq12wsxcde3',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'mypassword',
  'letmein123',
  'iloveyou12',
  'welcome123',
  'administrator',
  'admin12345',
  'changeme123',
  'football123',
  'princess12',
  'sunshine12',
  'йцукенгшщз',
  'пароль1234',
  'пароль12345',
]);

/** At least ten characters, not one of the commonest, not one character repeated, not the person's own e-mail. */
export function isStrongPassword(password: string, email: string): boolean {
  const plain = cleanLine(password).toLowerCase();
  if (plain.length < MIN_PASSWORD_LENGTH || password.length > MAX_PASSWORD_LENGTH) return false;
  if (COMMON.has(plain) || new Set(plain).size < 3) return false;
  return plain !== email && plain !== email.split('@')[0];
}
