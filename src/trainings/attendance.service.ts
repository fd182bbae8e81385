import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { idSchema } from '../contract/primitives.js';
import { attendanceInputSchema, type Roster, type RosterRow, type SessionView } from '../contract/sessions.js';
import { lockRecord } from '../db/lock-record.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { GroupTraining } from './group-training.entity.js';
import { readRoster } from './roster.queries.js';
import { isCoach, requireMarkable, type SessionAccess } from './session-access.js';
import { holdSession } from './session.queries.js';
import { mayReopen } from './session.rules.js';
import { viewsOf } from './session-views.js';
import type { VisitBook } from './visit-book.js';

const MAX_MARKED_TOGETHER = 500;
const marksSchema = z.object({ clientIds: z.array(idSchema).min(1).max(MAX_MARKED_TOGETHER), came: z.boolean() });
/** What stands against the mark of one client and says nothing of the others. */
const OF_ONE_CLIENT = ['client_not_active', 'client_archived'];

/** `marked`: whose mark has changed, so that it can be taken back; whoever bore it already is in neither list. */
export interface MarkedTogether {
  marked: number[];
  refused: { clientId: number; error: DomainError }[];
}

/** Who came to a session. A coach does this for the sessions that he leads and those of his own groups. */
export class AttendanceService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly access: SessionAccess,
    private readonly visits: VisitBook,
  ) {}

  /** The session with everyone who may come. Throws `not_found`, `forbidden`. */
  async roster(sessionId: number, actor: Actor): Promise<Roster> {
    const { manager } = this.unitOfWork;
    const session = await manager.findOneBy(GroupTraining, { id: sessionId });
    if (!session) throw new DomainError('not_found');
    await this.access.require(actor, session);
    return { session: await this.view(session), people: await readRoster(manager, session) };
  }

  /**
   * `{clientId, came}`: came records the visit, did not come takes it back; twice is the same. Others than the studio mark
   * people of the roster alone. Throws `not_found`, `forbidden`, `session_cancelled`, `session_closed`, `date_in_future`,
   * `client_not_active`, `client_archived`.
   */
  async mark(sessionId: number, input: unknown, actor: Actor): Promise<RosterRow> {
    const { clientId, came } = validate(attendanceInputSchema, input);
    return (await this.markOne(sessionId, clientId, came, actor)).row;
  }

  /**
   * `{clientIds, came}`: a whole group at once. Each client is marked alone, so that one without a membership keeps nobody
   * else from it; who was refused is told. Throws what `mark` throws of the session.
   */
  async markAll(sessionId: number, input: unknown, actor: Actor): Promise<MarkedTogether> {
    const { clientIds, came } = validate(marksSchema, input);
    const outcome: MarkedTogether = { marked: [], refused: [] };
    for (const clientId of new Set(clientIds)) {
      try {
        if ((await this.markOne(sessionId, clientId, came, actor)).hasChanged) outcome.marked.push(clientId);
      } catch (error) {
        if (!(error instanceof DomainError) || !OF_ONE_CLIENT.includes(error.code)) throw error;
        outcome.refused.push({ clientId, error });
      }
    }
    return outcome;
  }

  private async markOne(
    sessionId: number,
    clientId: number,
    came: boolean,
    actor: Actor,
  ): Promise<{ row: RosterRow; hasChanged: boolean }> {
    return this.unitOfWork.run(async (manager) => {
      const session = await holdSession(manager, sessionId);
      await this.access.require(actor, session);
      if (session.cancelledAt !== null) throw new DomainError('session_cancelled');
      requireMarkable(session, came, actor, this.clock.now());
      if (session.date > this.clock.today()) throw DomainError.field('date', 'date_in_future');
      const listed = await findRow(manager, session, clientId);
      if (!listed && isCoach(actor)) throw new DomainError('forbidden');
      await this.setCame(session, clientId, came, actor);
      const row = listed ?? (await findRow(manager, session, clientId));
      if (!row) throw new DomainError('not_found');
      return { row: { ...row, attended: came }, hasChanged: listed?.attended !== came };
    });
  }

  /** Everyone who came is marked; again changes nothing. Throws `not_found`, `forbidden`, `session_cancelled`, `date_in_future`. */
  async close(sessionId: number, actor: Actor): Promise<SessionView> {
    return this.changing(sessionId, actor, 'session.close', (session) => {
      if (session.date > this.clock.today()) throw DomainError.field('date', 'date_in_future');
      return session.closedAt ?? this.clock.now();
    });
  }

  /** For two hours after closing. Throws `not_found`, `forbidden`, `session_cancelled`, `reopen_too_late`. */
  async reopen(sessionId: number, actor: Actor): Promise<SessionView> {
    return this.changing(sessionId, actor, 'session.reopen', ({ closedAt }) => {
      if (closedAt !== null && !mayReopen(closedAt, this.clock.now())) throw new DomainError('reopen_too_late');
      return null;
    });
  }

  private async setCame({ id, date }: GroupTraining, clientId: number, came: boolean, actor: Actor): Promise<void> {
    if (came) {
      await this.visits.record({ clientId, sessionId: id, date, override: false }, actor);
      return;
    }
    await this.visits.hold(clientId);
    const visit = await this.visits.find(clientId, id);
    if (visit) await this.visits.remove(visit, actor);
  }

  private async changing(
    sessionId: number,
    actor: Actor,
    action: 'session.close' | 'session.reopen',
    closedAtOf: (session: GroupTraining) => Date | null,
  ): Promise<SessionView> {
    return this.unitOfWork.run(async (manager) => {
      const session = await lockRecord(this.unitOfWork, GroupTraining, sessionId);
      await this.access.require(actor, session);
      if (session.cancelledAt !== null) throw new DomainError('session_cancelled');
      const before = { closedAt: session.closedAt };
      const closedAt = closedAtOf(session);
      if (closedAt?.getTime() !== before.closedAt?.getTime()) {
        await manager.update(GroupTraining, { id: sessionId }, { closedAt, updatedAt: this.clock.now() });
        await this.audit.record(actor, action, 'GroupTraining', sessionId, before, { closedAt });
      }
      return this.view(Object.assign(session, { closedAt }));
    });
  }

  private async view(session: GroupTraining): Promise<SessionView> {
    const [view] = await viewsOf(this.unitOfWork.manager, [session]);
    if (!view) throw new DomainError('not_found');
    return view;
  }
}

async function findRow(
  manager: EntityManager,
  session: GroupTraining,
  clientId: number,
): Promise<RosterRow | undefined> {
  return (await readRoster(manager, session)).find((row) => row.clientId === clientId);
}
