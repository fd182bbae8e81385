import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { placesFor, readEntities } from '../db/read-entities.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { GroupTraining } from '../trainings/group-training.entity.js';
import { readLastMemberships, withIds, type LastMembership } from './membership-reminders.queries.js';
import { parseReminderKey, type ReminderSubject } from './reminder.rules.js';

const CHUNK = 500;

interface Waiting {
  id: number;
  dedupeKey: string;
}

/** Takes back reminders that still wait to be sent when what they tell is no longer so: renewed, frozen, called off. */
export class StaleReminders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** May be repeated at any moment. Answers how many were taken back. */
  async takeBack(): Promise<number> {
    let total = 0;
    for (let after: number | undefined = 0; after !== undefined;) {
      const from = after;
      const done = await this.unitOfWork.run(async (manager) => {
        const waiting = await readWaiting(manager, from);
        const stale = await this.staleOf(manager, waiting);
        await this.cancel(manager, stale);
        return { taken: stale.length, next: waiting.length === CHUNK ? waiting.at(-1)?.id : undefined };
      });
      total += done.taken;
      after = done.next;
    }
    return total;
  }

  private async staleOf(manager: EntityManager, waiting: readonly Waiting[]): Promise<Waiting[]> {
    const subjects = waiting.flatMap((row) => {
      const subject = parseReminderKey(row.dedupeKey);
      return subject ? [{ row, subject }] : [];
    });
    const paymentIds = subjects.flatMap(({ subject }) => ('paymentId' in subject ? subject.paymentId : []));
    const sessionIds = subjects.flatMap(({ subject }) => ('sessionId' in subject ? subject.sessionId : []));
    const memberships = await this.readMemberships(manager, paymentIds);
    const starts = await readStarts(manager, sessionIds);
    return subjects.filter(({ subject }) => !holds(subject, memberships, starts)).map(({ row }) => row);
  }

  private async readMemberships(
    manager: EntityManager,
    paymentIds: readonly number[],
  ): Promise<Map<number, LastMembership>> {
    if (paymentIds.length === 0) return new Map();
    const page = { after: 0, limit: paymentIds.length };
    const rows = await readLastMemberships(manager, this.clock.today(), withIds(paymentIds), page);
    return new Map(rows.map((row) => [row.paymentId, row]));
  }

  private async cancel(manager: EntityManager, rows: readonly Waiting[]): Promise<void> {
    if (rows.length === 0) return;
    await query(
      manager,
      `UPDATE deliveries SET status = 'cancelled', updatedAt = ?
       WHERE status = 'pending' AND id IN (${placesFor(rows)})`,
      [storedInstant(manager.dataSource, this.clock.now()), ...rows.map(({ id }) => id)],
    );
  }
}

function readWaiting(manager: EntityManager, after: number): Promise<Waiting[]> {
  return query<Waiting[]>(
    manager,
    `SELECT id, dedupeKey FROM deliveries WHERE status = 'pending' AND class = 'reminder' AND id > ?
     ORDER BY id LIMIT ${CHUNK}`,
    [after],
  );
}

/** When each of the sessions begins that take place. */
async function readStarts(manager: EntityManager, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const where = `WHERE cancelledAt IS NULL AND id IN (${placesFor(ids)})`;
  const sessions = await readEntities(manager, GroupTraining, where, ids);
  return new Map(sessions.map(({ id, startsAt }) => [id, startsAt.getTime()]));
}

function holds(
  subject: ReminderSubject,
  memberships: ReadonlyMap<number, LastMembership>,
  starts: ReadonlyMap<number, number>,
): boolean {
  if ('sessionId' in subject) return starts.get(subject.sessionId) === subject.startsAt;
  const membership = memberships.get(subject.paymentId);
  if (!membership) return false;
  if ('visitsLeft' in subject) return Number(membership.visitsLeft) === subject.visitsLeft;
  return membership.endDate === (subject.lastDay as CalendarDate);
}
