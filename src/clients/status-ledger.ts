import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { readSetting } from '../settings/setting.queries.js';
import type { StatusFacts } from './client-status.rules.js';
import { Client } from './client.entity.js';
import { StatusDay } from './status-day.entity.js';
import { readStatusFacts } from './status-facts.queries.js';
import { statusTimeline, type CountedStatus } from './status-timeline.rules.js';

const CLIENTS_AT_ONCE = 500;
const ROWS_AT_ONCE = 200;

/** A client's facts before and after a change; null = no such client then. */
export interface StatusChange {
  before: StatusFacts | null;
  after: StatusFacts | null;
}

/**
 * How many clients have which status on which day, kept with every change (docs/adr/0009): counting a list costs the same
 * for a hundred clients and for a million.
 */
export class StatusLedger {
  private readonly additions: (string | undefined)[] = [];

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The number of clients per status on `day`. A status that nobody has is left out. */
  async countsOn(day: CalendarDate): Promise<Map<CountedStatus, number>> {
    const rows = await query<{ status: CountedStatus; clients: number | string }[]>(
      this.unitOfWork.manager,
      'SELECT status, SUM(clients) AS clients FROM status_days WHERE day <= ? GROUP BY status',
      [day],
    );
    return new Map(rows.map(({ status, clients }) => [status, Number(clients)]));
  }

  /** The number of clients who have one of the statuses on `day`: the days of these are read and no others. */
  async countOn(statuses: readonly CountedStatus[], day: CalendarDate): Promise<number> {
    const [row] = await query<{ clients: number | string | null }[]>(
      this.unitOfWork.manager,
      `SELECT SUM(clients) AS clients FROM status_days WHERE status IN (${placesFor(statuses)}) AND day <= ?`,
      [...statuses, day],
    );
    return Number(row?.clients ?? 0);
  }

  /** Inside the transaction that makes the changes, as late as possible: other writers wait for these rows. */
  async apply(changes: Iterable<StatusChange> | AsyncIterable<StatusChange>): Promise<void> {
    const { manager } = this.unitOfWork;
    const expiringDays = await readSetting(manager, 'expiringDays');
    const sums = new StatusSums();
    for await (const change of changes) sums.change(change, expiringDays);
    await this.write(manager, sums);
  }

  /** Counts everyone anew: after a bulk load, or a change of what `expiring` means. Inside the caller's transaction. */
  async rebuild(): Promise<void> {
    const { manager } = this.unitOfWork;
    await this.unitOfWork.exclude('chains');
    const expiringDays = await readSetting(manager, 'expiringDays');
    const sums = new StatusSums();
    let lastId = 0;
    for (;;) {
      const clients = await manager
        .createQueryBuilder(Client, 'client')
        .select('client.id', 'id')
        .addSelect('client.archivedDate', 'archivedDate')
        .where('client.id > :lastId', { lastId })
        .orderBy('client.id')
        .limit(CLIENTS_AT_ONCE)
        .getRawMany<{ id: number; archivedDate: CalendarDate | null }>();
      const facts = await readStatusFacts(
        manager,
        clients.map(({ id }) => id),
      );
      for (const { id, archivedDate } of clients) {
        const ofClient = facts.get(id);
        if (ofClient) sums.add({ archivedDate, ...ofClient }, expiringDays, 1);
      }
      if (clients.length < CLIENTS_AT_ONCE) break;
      lastId = clients.at(-1)?.id ?? lastId;
    }
    await manager.createQueryBuilder().delete().from(StatusDay).execute();
    await this.write(manager, sums);
  }

  /** Builds what an older database does not have yet. True when it did. */
  async buildIfMissing(): Promise<boolean> {
    return this.unitOfWork.run(async (manager) => {
      if ((await manager.existsBy(StatusDay, {})) || !(await manager.existsBy(Client, {}))) return false;
      await this.rebuild();
      return true;
    });
  }

  /** One order for all writers, so that two of them never wait for each other. */
  private async write(manager: EntityManager, sums: StatusSums): Promise<void> {
    const rows = sums.rows();
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const some = rows.slice(from, from + ROWS_AT_ONCE);
      await query(manager, this.addition(some.length), some.flat());
    }
  }

  /** One text for the same number of rows, so that it is found at once among those prepared. */
  private addition(rows: number): string {
    const onConflict =
      this.unitOfWork.dataSource.options.type === 'better-sqlite3'
        ? 'ON CONFLICT (status, day) DO UPDATE SET clients = clients + excluded.clients'
        : 'ON DUPLICATE KEY UPDATE clients = clients + VALUES(clients)';
    const places = (): string => Array.from({ length: rows }, () => '(?, ?, ?)').join(', ');
    this.additions[rows] ??= `INSERT INTO status_days (status, day, clients) VALUES ${places()} ${onConflict}`;
    return this.additions[rows];
  }
}

/** Changes of many clients added up, so that each row is written once. */
class StatusSums {
  private readonly sums = new Map<CountedStatus, Map<CalendarDate, number>>();

  change({ before, after }: StatusChange, expiringDays: number): void {
    if (before) this.add(before, expiringDays, -1);
    if (after) this.add(after, expiringDays, 1);
  }

  add(facts: StatusFacts, expiringDays: number, sign: 1 | -1): void {
    for (const { day, status, change } of statusTimeline(facts, expiringDays)) {
      const ofStatus = this.sums.get(status) ?? new Map<CalendarDate, number>();
      this.sums.set(status, ofStatus.set(day, (ofStatus.get(day) ?? 0) + sign * change));
    }
  }

  rows(): [status: CountedStatus, day: CalendarDate, clients: number][] {
    const rows: [CountedStatus, CalendarDate, number][] = [];
    for (const status of [...this.sums.keys()].sort()) {
      const days = this.sums.get(status);
      for (const day of [...(days?.keys() ?? [])].sort()) {
        const clients = days?.get(day) ?? 0;
        if (clients !== 0) rows.push([status, day, clients]);
      }
    }
    return rows;
  }
}
