import { DomainError } from '../errors/domain-error.js';

/** Opaque to callers: what it holds may change. */
export function encodeIdCursor(lastId: number): string {
  return Buffer.from(`after:${lastId}`).toString('base64url');
}

/** The id after which the page begins. Throws `malformed` for text that is no cursor of ours. */
export function decodeIdCursor(cursor: string): number {
  const match = /^after:(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw DomainError.field('cursor', 'malformed');
  return Number(match[1]);
}
