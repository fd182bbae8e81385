import type { EntityManager } from 'typeorm';
import type { StatusFacts, StatusPeriod } from '../clients/client-status.rules.js';
import { Client } from '../clients/client.entity.js';
import type { StatusChange, StatusLedger } from '../clients/status-ledger.js';
import { findEntity } from '../db/read-entities.js';
import { updateEntity } from '../db/write-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { Training } from '../trainings/training.entity.js';
import { readChains, readVisits, type StoredChain, type StoredVisit } from './chain.queries.js';
import {
  movedPeriods,
  replayChain,
  requireWithinCalendar,
  type ChainInputs,
  type ChainPayment,
  type ChainPeriod,
  type MovedPeriod,
} from './chain.rules.js';
import { Payment } from './payment.entity.js';

/** A client's chain as it is stored. */
export interface ReadChain extends StoredChain {
  client: Client;
  /** Null = not read: for a change that leaves every visit where it is. */
  visits: StoredVisit[] | null;
}

/** The same with its visits, read under the client's lock. */
export interface ClientChain extends ReadChain {
  visits: StoredVisit[];
}

/** The chain after a change of an input, with the visits as they are stored. */
export interface StoredInputs extends ChainInputs {
  visits: readonly StoredVisit[];
}

/** A chain before and after a change of an input, and the periods that follow from it. */
export interface ReplayedChain {
  before: ReadChain;
  inputs: ChainInputs & { visits: readonly StoredVisit[] | null };
  periods: ChainPeriod[];
}

interface StoreOptions {
  /** The owner's word: a visit may lose the membership it was taken from. */
  mayUncoverVisits?: boolean;
  /** The field of the form to blame when a period would end after the calendar does. */
  path?: string;
}

/**
 * The one way a chain changes (docs/adr/0001): lock, read, change an input, replay, store the result. What follows from
 * the inputs is written here and nowhere else: the periods, the visits each has used, and the counts of clients by status.
 */
export class ChainStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: StatusLedger,
  ) {}

  /** Inside a transaction: the chain does not change until it ends but by this caller. Throws `not_found` for `path`. */
  async lock(clientId: number, path?: string): Promise<ClientChain> {
    const client = await this.unitOfWork.lockAndRead(Client, clientId);
    await this.unitOfWork.share('chains');
    return this.chainOf(client, path);
  }

  /** Without a lock, for previews. Throws `not_found` for `path`. */
  async read(clientId: number, path?: string): Promise<ClientChain> {
    const client = await findEntity(this.unitOfWork.manager, Client, { id: clientId });
    return this.chainOf(client, path);
  }

  private async chainOf(client: Client | null, path?: string): Promise<ClientChain> {
    const { manager } = this.unitOfWork;
    if (!client) throw path ? DomainError.field(path, 'not_found') : new DomainError('not_found');
    const chain = (await readChains(manager, [client.id])).get(client.id);
    const visits = (await readVisits(manager, [client.id])).get(client.id);
    return { client, payments: [], freezes: [], closures: [], ...chain, visits: visits ?? [] };
  }

  /**
   * Replays `inputs`, the chain after the change, and stores what differs from `before`. Rows that the change itself
   * adds or removes are the caller's. Gives every period that moved.
   * Throws `visit_not_covered` when a visit would lose the membership it was taken from, and `date_too_far` for `path`.
   */
  async store(before: ClientChain, inputs: StoredInputs, options: StoreOptions = {}): Promise<MovedPeriod[]> {
    const periods = replayChain(inputs);
    if (options.path !== undefined) requireWithinCalendar(periods, options.path);
    if (!options.mayUncoverVisits) requireVisitsCovered(before, inputs, periods);
    await this.ledger.apply([await this.storeChain({ before, inputs, periods })]);
    return movedPeriods(before.payments, periods);
  }

  /** A client who has just been registered counts from now on. */
  async begin(): Promise<void> {
    await this.unitOfWork.share('chains');
    await this.ledger.apply([{ before: null, after: NO_FACTS }]);
  }

  /** The counts of a client who is archived from that day on; null = living again. The row is the caller's. */
  async countArchived(before: ReadChain, archivedDate: CalendarDate | null): Promise<void> {
    const facts = factsOf(before);
    await this.ledger.apply([{ before: facts, after: { ...facts, archivedDate } }]);
  }

  /** What has been replayed, of any number of clients; who stores more than one has excluded all other writers. */
  async storeAll(chains: Iterable<ReplayedChain> | AsyncIterable<ReplayedChain>): Promise<void> {
    await this.ledger.apply(this.storing(chains));
  }

  private async *storing(chains: Iterable<ReplayedChain> | AsyncIterable<ReplayedChain>): AsyncGenerator<StatusChange> {
    for await (const chain of chains) yield await this.storeChain(chain);
  }

  private async storeChain({ before, inputs, periods }: ReplayedChain): Promise<StatusChange> {
    const { manager } = this.unitOfWork;
    const payments = await this.storePeriods(manager, before, inputs.payments, periods);
    await this.storeVisits(manager, inputs.visits ?? [], periods);
    const facts = factsOf(before);
    const { archivedDate } = facts;
    return { before: facts, after: { archivedDate, payments, freezes: inputs.freezes, closures: inputs.closures } };
  }

  private async storePeriods(
    manager: EntityManager,
    before: ReadChain,
    payments: readonly ChainPayment[],
    periods: readonly ChainPeriod[],
  ): Promise<StatusPeriod[]> {
    const results = new Map(periods.map((period) => [period.paymentId, resultOf(period)]));
    const stored = new Map<number, ChainPayment>(before.payments.map((payment) => [payment.id, payment]));
    for (const payment of payments) {
      const result = results.get(payment.id);
      // Only these columns: a whole row would undo what the owner corrects in this payment at the same moment.
      if (result && differs(stored.get(payment.id) ?? payment, result)) {
        await updateEntity(manager, Payment, payment.id, { updatedAt: this.clock.now(), ...result });
      }
    }
    return payments.map(({ id, planId, startDate, endDate, usedUpDate }) => {
      return { planId, startDate, endDate, usedUpDate, ...results.get(id) };
    });
  }

  private async storeVisits(
    manager: EntityManager,
    visits: readonly StoredVisit[],
    periods: readonly ChainPeriod[],
  ): Promise<void> {
    if (visits.length === 0) return;
    const paymentOf = new Map(periods.flatMap(({ paymentId, visitIds }) => visitIds.map((id) => [id, paymentId])));
    for (const { id, paymentId: former } of visits) {
      const paymentId = paymentOf.get(id) ?? null;
      if (paymentId !== former) await updateEntity(manager, Training, id, { paymentId, updatedAt: this.clock.now() });
    }
  }
}

const NO_FACTS: StatusFacts = { archivedDate: null, payments: [], freezes: [], closures: [] };

/** What the client's status follows from. */
function factsOf({ client, payments, freezes, closures }: Omit<ReadChain, 'visits'>): StatusFacts {
  return { archivedDate: client.archivedDate, payments, freezes, closures };
}

/** Throws `not_found`. */
export function paymentOf({ payments }: StoredChain, id: number): Payment {
  const payment = payments.find((one) => one.id === id);
  if (!payment) throw new DomainError('not_found');
  return payment;
}

/** The inputs of the chain with one payment changed. */
export function withPayment(chain: ClientChain, id: number, news: Partial<ChainPayment>): StoredInputs {
  return {
    ...chain,
    payments: chain.payments.map((payment) => (payment.id === id ? { ...payment, ...news } : payment)),
  };
}

function resultOf({ startDate, endDate, durationDays, visitsUsed, usedUpDate }: ChainPeriod) {
  return { startDate, endDate, durationDays, visitsUsed, usedUpDate };
}

function differs<T extends object>(stored: T, result: Partial<T>): boolean {
  return (Object.keys(result) as (keyof T)[]).some((key) => stored[key] !== result[key]);
}

/** No visit loses the membership it was taken from, unless it is removed itself. Throws `visit_not_covered`. */
export function requireVisitsCovered(
  before: ReadChain,
  { visits }: ReplayedChain['inputs'],
  periods: readonly ChainPeriod[],
): void {
  if (!before.visits?.length) return;
  const kept = new Set(visits?.map(({ id }) => id));
  const covered = new Set(periods.flatMap(({ visitIds }) => visitIds));
  const lost = before.visits.find(({ id, paymentId }) => paymentId !== null && kept.has(id) && !covered.has(id));
  if (lost) throw new DomainError('visit_not_covered', { date: lost.date satisfies CalendarDate });
}
