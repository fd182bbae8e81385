import { DomainError } from '../errors/domain-error.js';
import type { UnitOfWork } from './unit-of-work.js';

/**
 * The record as it is now, held until the running write ends. Throws `not_found`, and `changed_meanwhile` when the
 * caller's form was filled in on another version of it.
 */
export async function lockRecord<T extends { id: number; version: number }>(
  unitOfWork: UnitOfWork,
  entity: new () => T,
  id: number,
  expectedVersion?: number,
): Promise<T> {
  const record = await unitOfWork.lockAndRead(entity, id);
  if (!record) throw new DomainError('not_found');
  if (expectedVersion !== undefined && record.version !== expectedVersion) throw new DomainError('changed_meanwhile');
  return record;
}
