import type { Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { Client } from '../clients/client.entity.js';
import { findEntity } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { insertEntity } from '../db/write-entities.js';
import { DomainError } from '../errors/domain-error.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { ChainStore, ClientChain } from '../payments/chain-store.js';
import { replayChain } from '../payments/chain.rules.js';
import { PLANNED_ID } from '../payments/renewal.rules.js';
import { Training, type VisitSource } from './training.entity.js';
import { visitSlot } from './training.rules.js';

const SOURCES: Record<Actor['kind'], VisitSource> = {
  staff: 'panel',
  bot: 'bot',
  api: 'api',
  import: 'import',
  system: 'panel',
};

/** A visit to be written: of a session, or of the day without one. */
interface Attendance {
  clientId: number;
  sessionId: number | null;
  date: CalendarDate;
  /** The owner's word for a client without an active membership. */
  override: boolean;
}

/**
 * Who came when, together with the membership that each visit is taken from. Who may say so, callers have checked. Whoever
 * holds a session does so before the client is locked: everyone in one order.
 */
export class VisitBook {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditService,
    private readonly chains: ChainStore,
  ) {}

  /**
   * Once per client and slot: again is the same visit. Throws `not_found`, `client_archived`, and `client_not_active` when
   * no membership pays for it.
   */
  async record({ clientId, sessionId, date, override }: Attendance, actor: Actor): Promise<Training> {
    return this.unitOfWork.run(async (manager) => {
      const chain = await this.chains.lock(clientId);
      const slot = visitSlot(sessionId, date);
      const known = await findEntity(manager, Training, { clientId, slot });
      if (known) return known;
      if (chain.client.archivedAt !== null) throw new DomainError('client_archived');
      const paymentId = membershipFor(chain, date, override);
      const visit = await insertEntity(manager, Training, {
        clientId,
        groupTrainingId: sessionId,
        paymentId,
        date,
        slot,
        source: SOURCES[actor.kind],
      });
      const visits = [...chain.visits, { id: visit.id, date, paymentId }];
      await this.chains.store(chain, { ...chain, visits }, { mayUncoverVisits: override });
      await this.audit.record(actor, 'visit.record', 'Training', visit.id, null, visit);
      return visit;
    });
  }

  /** Gives the visit back to the membership it was taken from. Throws `not_found` when somebody else already has. */
  async remove(visit: Training, actor: Actor): Promise<void> {
    await this.unitOfWork.run(async (manager) => {
      const chain = await this.chains.lock(visit.clientId);
      const { affected } = await manager.delete(Training, { id: visit.id });
      // Two people removing the same visit: the second finds it gone.
      if (affected !== 1) throw new DomainError('not_found');
      await this.chains.store(chain, { ...chain, visits: chain.visits.filter(({ id }) => id !== visit.id) });
      await this.audit.record(actor, 'visit.remove', 'Training', visit.id, visit, null);
    });
  }

  /** Nobody else changes the client's visits until the transaction ends. Throws `not_found`. */
  async hold(clientId: number): Promise<void> {
    if (!(await this.unitOfWork.lock(Client, clientId))) throw new DomainError('not_found');
  }

  async find(clientId: number, sessionId: number): Promise<Training | null> {
    return this.unitOfWork.manager.findOneBy(Training, { clientId, groupTrainingId: sessionId });
  }
}

/**
 * The membership that a visit on `date` is taken from: found by the replay, in which it may be that of a pack that begins
 * the day after. Throws `client_not_active` when there is none, or another visit would lose its own, unless overridden.
 */
function membershipFor(chain: ClientChain, date: CalendarDate, override: boolean): number | null {
  const visits = [...chain.visits, { id: PLANNED_ID, date }];
  const periods = replayChain({ ...chain, visits });
  const isCovered = (id: number): boolean => periods.some(({ visitIds }) => visitIds.includes(id));
  const losesNone = chain.visits.every(({ id, paymentId }) => paymentId === null || isCovered(id));
  if (!override && !(isCovered(PLANNED_ID) && losesNone)) throw new DomainError('client_not_active');
  return periods.find(({ visitIds }) => visitIds.includes(PLANNED_ID))?.paymentId ?? null;
}
