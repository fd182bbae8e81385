import type { EntityTarget, FindOptionsWhere } from 'typeorm';
import { DomainError } from '../errors/domain-error.js';
import type { UnitOfWork } from './unit-of-work.js';

/**
 * The record as it is now, held until the running write ends. Throws `not_found`, and `changed_meanwhile` when the
 * caller's form was filled in on another version of it.
 */
export async function lockRecord<T extends { id: number; version: number }>(
  unitOfWork: UnitOfWork,
  entity: EntityTarget<T>,
  id: number,
  expectedVersion?: number,
): Promise<T> {
  if (!(await unitOfWork.lock(entity, id))) throw new DomainError('not_found');
  const record = await unitOfWork.manager.findOneByOrFail(entity, { id } as FindOptionsWhere<T>);
  if (expectedVersion !== undefined && record.version !== expectedVersion) throw new DomainError('changed_meanwhile');
  return record;
}
