import { createHmac, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;
/** A phone's clock may be half a minute off, either way. */
const WINDOW_STEPS = 1;
export const RECOVERY_CODES = 10;

/** 160 random bits, as apps take them: base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the app reads from the picture. */
export function totpAddress(secret: string, issuer: string, email: string): string {
  return new TOTP({ issuer, label: email, secret: Secret.fromBase32(secret) }).toString();
}

/** The half-minute whose code this is, of those around `at`; null for a wrong code. */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token, timestamp: at.getTime(), window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / STEP_SECONDS) + delta;
}

/** No two that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** `xxxx-xxxx-xxxx-xxxx`: 79 random bits. */
export function newRecoveryCode(): string {
  const four = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [four(), four(), four(), four()].join('-');
}

/** Looked up by its hash; the key makes a stolen table worth nothing. */
export function hashRecoveryCode(key: Buffer, code: string): string {
  const plain = code.toLowerCase().replace(/[^a-z\d]/g, '');
  return createHmac('sha256', key).update(plain).digest('hex');
}
