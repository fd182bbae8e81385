import type { EntityManager } from 'typeorm';
import { finishCompleted, pauseRefused, reopen } from '../broadcasts/broadcast-progress.js';
import type { FinishedDelivery } from '../contract/deliveries.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import { storedInstant } from '../db/stored-values.js';
import { changeRows, type DeliveryRow } from './delivery-rows.js';
import { settle, type Settlement } from './delivery.rules.js';

interface Settled {
  row: DeliveryRow;
  report: FinishedDelivery;
  settlement: Settlement;
}

/** Reports that were new, and what else follows from them. */
export interface Reported {
  /** The longest wait that Telegram asked for; null = none. */
  floodedUntil: Date | null;
}

/**
 * Writes what became of messages, one statement for all that ended alike. `rows` are held by the caller's transaction;
 * a report that changes nothing any more has no effect at all.
 */
export async function applyReports(
  manager: EntityManager,
  rows: ReadonlyMap<number, DeliveryRow>,
  reports: readonly FinishedDelivery[],
  now: Date,
): Promise<Reported> {
  const settled = new Map<number, Settled>();
  for (const report of reports) {
    const row = rows.get(report.id);
    const settlement = row && settle(row, report, now);
    if (row && settlement && !settled.has(row.id)) settled.set(row.id, { row, report, settlement });
  }
  const all = [...settled.values()];
  for (const alike of groupAlike(all)) await write(manager, alike, now);
  await markUnreachable(manager, all, now);
  await followBroadcasts(manager, all, now);
  const ends = all.flatMap(({ report, settlement: { dueAt } }) => (report.outcome === 'flood' && dueAt ? dueAt : []));
  return { floodedUntil: ends.length === 0 ? null : new Date(Math.max(...ends.map((end) => end.getTime()))) };
}

function groupAlike(all: readonly Settled[]): Settled[][] {
  const groups = new Map<string, Settled[]>();
  for (const one of all) {
    const key = JSON.stringify([one.settlement, one.report.error]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

async function write(manager: EntityManager, alike: readonly Settled[], now: Date): Promise<void> {
  const [first] = alike;
  if (!first) return;
  const { status, dueAt, leaseUntil, keepsLease, attemptsTaken, isSent } = first.settlement;
  await changeRows(
    manager,
    alike.map(({ row }) => row.id),
    {
      status,
      now,
      changes: {
        error: first.report.error ?? null,
        leaseUntil,
        ...(dueAt && { dueAt }),
        ...(!keepsLease && { leaseToken: null }),
        ...(isSent && { sentAt: now }),
      },
      more: isSent ? messageIds(alike) : { sql: `attempts = attempts + ${attemptsTaken}`, parameters: [] },
    },
  );
}

function messageIds(alike: readonly Settled[]): { sql: string; parameters: unknown[] } {
  const parameters = alike.flatMap(({ row, report }) => [row.id, report.messageId?.toString() ?? null]);
  return { sql: `messageId = CASE id ${'WHEN ? THEN ? '.repeat(alike.length)}END`, parameters };
}

/**
 * Telegram lets the bot write to them no more, until they return. No entry in the audit log: nobody did this, and the
 * message itself, with its outcome, is on the client's card.
 */
async function markUnreachable(manager: EntityManager, all: readonly Settled[], now: Date): Promise<void> {
  for (const state of ['blocked', 'gone'] as const) {
    const chatIds = all.filter(({ settlement }) => settlement.status === state).map(({ row }) => row.chatId);
    if (chatIds.length === 0) continue;
    await query(
      manager,
      `UPDATE clients SET telegramState = ?, updatedAt = ?, version = version + 1
       WHERE telegramId IN (${placesFor(chatIds)}) AND telegramState <> ?`,
      [state, storedInstant(manager.dataSource, now), ...chatIds, state],
    );
  }
}

async function followBroadcasts(manager: EntityManager, all: readonly Settled[], now: Date): Promise<void> {
  const broadcastsOf = (isMeant: (status: string) => boolean): number[] => [
    ...new Set(all.flatMap(({ row, settlement }) => (isMeant(settlement.status) ? (row.broadcastId ?? []) : []))),
  ];
  await reopen(
    manager,
    broadcastsOf((status) => status === 'pending'),
    now,
  );
  await pauseRefused(
    manager,
    broadcastsOf((status) => status === 'failed'),
    now,
  );
  await finishCompleted(
    manager,
    broadcastsOf((status) => status !== 'pending'),
    now,
  );
}
