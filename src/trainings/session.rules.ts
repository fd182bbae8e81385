import type { GroupTraining } from './group-training.entity.js';

const HOUR_MS = 3_600_000;
/** How long after closing the coach may still take something back. */
const REOPEN_MS = 2 * HOUR_MS;

/** The instant at which the session is over. */
export function sessionEnd({ startsAt }: Pick<GroupTraining, 'startsAt'>, durationMinutes: number): Date {
  return new Date(startsAt.getTime() + durationMinutes * 60_000);
}

/** A session that was closed just now may be opened again; the last moment counts. */
export function mayReopen(closedAt: Date, now: Date): boolean {
  return now.getTime() - closedAt.getTime() <= REOPEN_MS;
}

/** What is being marked and by whom. `isStudio`: the owner, a manager or an admin of the bot. */
interface Mark {
  closedAt: Date | null;
  came: boolean;
  isStudio: boolean;
  now: Date;
}

/** After closing the studio corrects what it likes; a coach only takes a mark back, for two hours. */
export function mayMark({ closedAt, came, isStudio, now }: Mark): boolean {
  return closedAt === null || isStudio || (!came && mayReopen(closedAt, now));
}
