import type { z } from 'zod';
import type { coachSchema } from '../contract/groups.js';
import type { Coach } from './coach.entity.js';

/** An allow-list: the bot shows a coach's name, never the phone. */
export function presentCoach({ id, firstName, lastName }: Coach): z.infer<typeof coachSchema> {
  return { id, firstName, lastName };
}
