import { createHash } from 'node:crypto';
import { isUniqueViolation } from '../db/database-errors.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import type { Clock } from '../lib/clock.js';
import { IdempotentAnswer } from './idempotent-answer.entity.js';

export interface KeyedRequest {
  /** Whose key it is: two programs may use the same one. */
  scope: string;
  key: string;
  /** Everything that makes it this request: method, path and body. */
  fingerprint: string;
}

export interface Answer {
  status: number;
  body: unknown;
}

const KEY = /^[\x21-\x7e]{1,120}$/;

/** The header's key; undefined without one. Throws `malformed`, naming the header. */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header !== undefined && !KEY.test(header)) throw DomainError.field('Idempotency-Key', 'malformed');
  return header;
}

/**
 * Does the work once per key and gives its first answer again after that. Key, effect and answer are one transaction:
 * a crash or a refusal leaves none of them, and a second request at the same moment waits for the first to end.
 * Throws `idempotency_key_reused` when the key was used for another request.
 */
export async function answerOnce(
  unitOfWork: UnitOfWork,
  clock: Clock,
  request: KeyedRequest,
  work: () => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  const bodyHash = createHash('sha256').update(request.fingerprint).digest('hex');
  const { scope, key } = request;
  try {
    return await unitOfWork.run(async (manager) => {
      const known = await manager.findOneBy(IdempotentAnswer, { scope, key });
      if (known) return replay(known, bodyHash);
      const row = manager.create(IdempotentAnswer, { scope, key, bodyHash, createdAt: clock.now() });
      await saveKey(() => manager.save(row));
      const { status, body } = await work();
      await manager.update(IdempotentAnswer, { id: row.id }, { status, body: JSON.stringify(body) });
      return { status, body, replayed: false };
    });
  } catch (error) {
    if (!(error instanceof KeyTaken)) throw error;
    const known = await unitOfWork.manager.findOneBy(IdempotentAnswer, { scope, key });
    if (!known) throw new DomainError('unavailable');
    return replay(known, bodyHash);
  }
}

/** Told apart from a unique violation inside the work itself. */
class KeyTaken extends Error {}

async function saveKey(save: () => Promise<unknown>): Promise<void> {
  try {
    await save();
  } catch (error) {
    throw isUniqueViolation(error) ? new KeyTaken() : error;
  }
}

function replay(known: IdempotentAnswer, bodyHash: string): Answer & { replayed: boolean } {
  if (known.bodyHash !== bodyHash) throw new DomainError('idempotency_key_reused');
  if (known.status === null || known.body === null) throw new DomainError('unavailable');
  return { status: known.status, body: JSON.parse(known.body) as unknown, replayed: true };
}
