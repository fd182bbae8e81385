import type { EntityManager } from 'typeorm';
import { DomainError } from '../errors/domain-error.js';
import { Coach } from './coach.entity.js';

/** The coach chosen in a form's field `coachId`. Throws, naming that field, `not_an_option` or `coach_archived`. */
export async function requireLivingCoach(manager: EntityManager, coachId: number): Promise<Coach> {
  const coach = await manager.findOneBy(Coach, { id: coachId });
  if (!coach) throw DomainError.field('coachId', 'not_an_option');
  if (coach.archivedAt !== null) throw DomainError.field('coachId', 'coach_archived');
  return coach;
}
