import type { DataSource } from 'typeorm';
import type { LedgerEntry } from '../../playground/index.js';
import { Delivery, type DeliveryStatus } from '../../src/deliveries/delivery.entity.js';
import { SendingState } from '../../src/deliveries/sending-state.entity.js';

type Counts = Record<DeliveryStatus | 'total', number>;

/** The broadcast's messages by status. */
export async function deliveryCounts(
  dataSource: DataSource,
  broadcastId: number,
): Promise<Partial<Counts> & Pick<Counts, 'total' | 'sent' | 'blocked' | 'unknown'>> {
  const rows = await dataSource
    .createQueryBuilder(Delivery, 'delivery')
    .select('delivery.status', 'status')
    .addSelect('COUNT(*)', 'count')
    .where({ broadcastId })
    .groupBy('delivery.status')
    .getRawMany<{ status: DeliveryStatus; count: string | number }>();
  const counts = { total: 0, sent: 0, blocked: 0, unknown: 0 };
  for (const { status, count } of rows)
    Object.assign(counts, { [status]: Number(count), total: counts.total + Number(count) });
  return counts;
}

/** The chats that got the message more than once. */
export function doubled(arrived: readonly LedgerEntry[]): number[] {
  const seen = new Set<number>();
  return arrived.flatMap(({ chatId }) => {
    if (seen.has(chatId)) return [chatId];
    seen.add(chatId);
    return [];
  });
}

/** Who is said to have the message and does not. */
export async function sentButNotArrived(
  dataSource: DataSource,
  broadcastId: number,
  arrived: readonly LedgerEntry[],
): Promise<string[]> {
  const chats = new Set(arrived.map(({ chatId }) => String(chatId)));
  const sent = await dataSource.manager.find(Delivery, {
    where: { broadcastId, status: 'sent' },
    select: { chatId: true },
  });
  return sent.map(({ chatId }) => chatId).filter((chatId) => !chats.has(chatId));
}

/** How many of them arrived within the busiest second. */
export function busiestSecond(arrived: readonly LedgerEntry[]): number {
  const times = arrived.map(({ elapsed }) => elapsed).sort((a, b) => a - b);
  let first = 0;
  return times.reduce((most, time, last) => {
    while (time - (times[first] ?? time) >= 1000) first += 1;
    return Math.max(most, last - first + 1);
  }, 0);
}

/** As if the time of the leases had passed. */
export async function endLeases(dataSource: DataSource, broadcastId: number): Promise<void> {
  const past = new Date(Date.now() - 60_000);
  for (const status of ['claimed', 'sending'] as const) {
    await dataSource.manager.update(Delivery, { broadcastId, status }, { leaseUntil: past });
  }
}

/** As if an hour that Telegram asked for had passed; short waits are really waited for. */
export async function endLongPauses(dataSource: DataSource): Promise<void> {
  const soon = new Date(Date.now() + 60_000);
  const { manager } = dataSource;
  const [state] = await manager.find(SendingState);
  if (!state?.bulkPausedUntil || state.bulkPausedUntil < soon) return;
  await manager.update(SendingState, { name: state.name }, { bulkPausedUntil: null });
  await manager
    .createQueryBuilder()
    .update(Delivery)
    .set({ dueAt: new Date() })
    .where("status = 'pending' AND dueAt > :soon", { soon })
    .execute();
}
