import { z } from 'zod';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import type { Store } from '../lib/store.js';
import type { GroupTraining } from './group-training.entity.js';

/** What is kept under the session's own key. `version`: of the record it was read from. */
const keptSchema = z.object({ version: z.number(), startsAt: z.string(), link: z.string().nullable() });

type LinkedSession = Pick<GroupTraining, 'id' | 'version' | 'startsAt' | 'link'>;

/**
 * The links of sessions that clients may still join, at hand in the store. The session's record has the last word: a store
 * that is empty, away or behind gives the record's own link, and never that of another session.
 */
export class SessionLinks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly store: Store,
    private readonly logger: Logger,
  ) {}

  /** Kept when the running write has committed, until the invitations expire. */
  keep({ id, version, startsAt, link }: LinkedSession, until: Date): void {
    const seconds = Math.ceil((until.getTime() - this.clock.now().getTime()) / 1000);
    if (seconds < 1) return;
    const kept = JSON.stringify({ version, startsAt: startsAt.toISOString(), link });
    this.unitOfWork.afterCommit(() => this.quietly(this.store.set(keyOf(id), kept, seconds)));
  }

  forget({ id }: LinkedSession): void {
    this.unitOfWork.afterCommit(() => this.quietly(this.store.delete(keyOf(id))));
  }

  async find(session: LinkedSession): Promise<string | null> {
    try {
      const text = (await this.store.get(keyOf(session.id))) ?? 'null';
      const kept = keptSchema.nullable().parse(JSON.parse(text));
      const isCurrent = kept?.version === session.version && kept.startsAt === session.startsAt.toISOString();
      return isCurrent ? kept.link : session.link;
    } catch (error) {
      this.logger.warn({ err: error, sessionId: session.id }, 'the store has no link; the record has it');
      return session.link;
    }
  }

  private quietly(work: Promise<void>): void {
    work.catch((error: unknown) => this.logger.warn({ err: error }, 'a session’s link was not put in the store'));
  }
}

function keyOf(sessionId: number): string {
  return `session-link:${sessionId}`;
}
