import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { BroadcastStatus } from '../contract/broadcasts.js';
import type { StepAnswer, stepInputSchema } from '../contract/deliveries.js';
import type { TelegramState } from '../clients/client.entity.js';
import { finishCompleted } from '../broadcasts/broadcast-progress.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Clock } from '../lib/clock.js';
import { decideBegin, SENDING_LEASE_MS, type BeginDecision, type BeginFacts } from './delivery.rules.js';
import { changeRows, lockRows, NO_LEASE, type DeliveryRow } from './delivery-rows.js';
import { presentPace, type Pace } from './pace.js';
import { applyReports } from './reports.js';

type Step = z.output<typeof stepInputSchema>;
type Ref = Step['begin'][number];

/** What the workers report, and the leave to send what they have claimed. */
export class StepsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly pace: Pace,
  ) {}

  /**
   * Takes the reports of `finished`, then lets begin what may still be sent: the intent is committed before the answer,
   * so that a message is never sent without a trace. `revoked`: drop these. Repeating a step is harmless: what is being
   * sent under the same lease is `begun` again, a report counts once.
   */
  step({ begin, finished }: Step): Promise<StepAnswer> {
    return this.unitOfWork.run(async (manager) => {
      const now = this.clock.now();
      const ids = [...new Set([...begin, ...finished].map(({ id }) => id))];
      const rows = ids.length === 0 ? new Map<number, DeliveryRow>() : await lockRows(manager, ids);
      const { floodedUntil } = await applyReports(manager, rows, finished, now);
      if (floodedUntil) await this.pace.slowDown(floodedUntil);
      const pace = await this.pace.current();
      const reported = new Set(finished.map(({ id }) => id));
      const asked = begin.filter(({ id }) => !reported.has(id));
      const begun = await this.begin(manager, rows, asked, pace.pauseUntil !== null);
      const revoked = begin.map(({ id }) => id).filter((id) => !begun.has(id));
      return { begun: [...begun], revoked: [...new Set(revoked)], ...presentPace(pace) };
    });
  }

  private async begin(
    manager: EntityManager,
    rows: ReadonlyMap<number, DeliveryRow>,
    asked: readonly Ref[],
    isBulkPaused: boolean,
  ): Promise<Set<number>> {
    const now = this.clock.now();
    const factsOf = await readBeginFacts(manager, [...rows.values()], isBulkPaused);
    const decided = new Map<number, BeginDecision>();
    for (const { id, leaseToken } of asked) {
      const row = rows.get(id);
      if (row && !decided.has(id)) decided.set(id, decideBegin(row, leaseToken, now, factsOf(row)));
    }
    const idsOf = (...decisions: BeginDecision[]): number[] =>
      [...decided].filter(([, decision]) => decisions.includes(decision)).map(([id]) => id);
    const leaseUntil = new Date(now.getTime() + SENDING_LEASE_MS);
    const counted = { sql: 'attempts = attempts + 1', parameters: [] };
    await changeRows(manager, idsOf('begin'), { status: 'sending', now, changes: { leaseUntil }, more: counted });
    await changeRows(manager, idsOf('begun'), { status: 'sending', now, changes: { leaseUntil } });
    await changeRows(manager, idsOf('wait'), { status: 'pending', now, changes: NO_LEASE });
    await changeRows(manager, idsOf('expire'), { status: 'expired', now, changes: NO_LEASE });
    await this.cancel(manager, rows, decided, now);
    return new Set(idsOf('begin', 'begun'));
  }

  private async cancel(
    manager: EntityManager,
    rows: ReadonlyMap<number, DeliveryRow>,
    decided: ReadonlyMap<number, BeginDecision>,
    now: Date,
  ): Promise<void> {
    const byReason = new Map<string, number[]>();
    for (const [id, decision] of decided) {
      if (typeof decision !== 'object') continue;
      byReason.set(decision.cancel, [...(byReason.get(decision.cancel) ?? []), id]);
    }
    for (const [error, ids] of byReason) {
      await changeRows(manager, ids, { status: 'cancelled', now, changes: { ...NO_LEASE, error } });
    }
    const broadcastIds = [...byReason.values()].flat().flatMap((id) => rows.get(id)?.broadcastId ?? []);
    await finishCompleted(manager, [...new Set(broadcastIds)], now);
  }
}

interface ClientRow {
  id: number;
  telegramId: string | null;
  telegramState: TelegramState;
  archivedAt: unknown;
  broadcastsStoppedAt: unknown;
}

async function readBeginFacts(
  manager: EntityManager,
  rows: readonly DeliveryRow[],
  isBulkPaused: boolean,
): Promise<(row: DeliveryRow) => BeginFacts> {
  const find = <T>(fields: string, table: string, ids: number[]): Promise<T[]> =>
    ids.length === 0
      ? Promise.resolve([])
      : query<T[]>(manager, `SELECT ${fields} FROM ${table} WHERE id IN (${placesFor(ids)})`, ids);
  const broadcastIds = [...new Set(rows.flatMap(({ broadcastId }) => broadcastId ?? []))];
  const clientIds = [...new Set(rows.flatMap(({ clientId }) => clientId ?? []))];
  const broadcasts = await find<{ id: number; status: BroadcastStatus }>('id, status', 'broadcasts', broadcastIds);
  const fields = 'id, telegramId, telegramState, archivedAt, broadcastsStoppedAt';
  const clients = await find<ClientRow>(fields, 'clients', clientIds);
  const statuses = new Map(broadcasts.map(({ id, status }) => [id, status]));
  const people = new Map(
    clients.map(({ id, telegramId, telegramState, archivedAt, broadcastsStoppedAt }) => [
      id,
      { telegramId, telegramState, isArchived: archivedAt !== null, hasOptedOut: broadcastsStoppedAt !== null },
    ]),
  );
  return ({ broadcastId, clientId }) => ({
    broadcastStatus: statuses.get(broadcastId ?? 0) ?? null,
    client: people.get(clientId ?? 0) ?? null,
    isBulkPaused,
  });
}
