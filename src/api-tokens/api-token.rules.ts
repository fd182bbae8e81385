import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { nameSchema } from '../clients/client.rules.js';
import { API_SCOPES, type ApiScope } from './api-token.entity.js';

/** After how many days a token may end by itself. */
export const TOKEN_DAYS = [30, 90, 365] as const;

export const tokenSchema = z.object({
  name: nameSchema,
  scopes: z
    .array(z.enum(API_SCOPES))
    .min(1)
    .transform((scopes) => API_SCOPES.filter((scope) => scopes.includes(scope))),
  /** Null = until it is revoked. */
  validDays: z.literal(TOKEN_DAYS, 'not_an_option').nullish(),
});

/** 256 random bits behind a prefix that secret scanners and people recognise. */
export function newToken(): string {
  return `crm_${randomBytes(32).toString('base64url')}`;
}

/** SHA-256, hex. A fast hash is enough: nobody guesses 256 random bits. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** Compares two hashes in a time that does not depend on where they differ. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** `bot` may do everything; the others only what they say. */
export function hasScope(scopes: readonly ApiScope[], needed: ApiScope): boolean {
  return scopes.includes('bot') || scopes.includes(needed);
}
