import { createHash } from 'node:crypto';
import { cleanLine } from '../lib/person-name.js';
import { LEAKED_PASSWORDS } from './leaked-passwords.js';

export const MIN_PASSWORD_LENGTH = 10;
/** Longer input is refused before it is hashed: hashing is the dearest thing an anonymous request can ask for. */
export const MAX_PASSWORD_LENGTH = 200;

/** What the list of leaks, which is English, lacks. */
const COMMON_HERE = new Set([
  'йцукенгшщз',
  'йцукенгшщзх',
  'пароль1234',
  'пароль12345',
  'пароль123456',
  'администратор',
]);

/** Common passwords lengthened until a rule lets them through: `password2026!`, `Qwerty!!!!!`. */
const LENGTHENED =
  /^(?:password|passw0rd|qwerty|admin|administrator|welcome|letmein|changeme|iloveyou|studio|fitness|пароль|админ|йцукен|студия|фитнес)[\W\d_]*$/u;

let leaked: ReadonlySet<number> | null = null;

function isLeaked(password: string): boolean {
  leaked ??= readHashes(LEAKED_PASSWORDS);
  return leaked.has(createHash('sha256').update(password).digest().readUInt32BE(0));
}

function readHashes(base64: string): ReadonlySet<number> {
  const bytes = Buffer.from(base64, 'base64');
  return new Set(Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32BE(index * 4)));
}

/** At least ten characters, in no list of leaked ones, not one character repeated, not the person's own e-mail. */
export function isStrongPassword(password: string, email: string): boolean {
  const plain = cleanLine(password).toLowerCase();
  if (plain.length < MIN_PASSWORD_LENGTH || password.length > MAX_PASSWORD_LENGTH) return false;
  if (isLeaked(plain) || COMMON_HERE.has(plain) || LENGTHENED.test(plain) || new Set(plain).size < 3) return false;
  return plain !== email && plain !== email.split('@')[0];
}
