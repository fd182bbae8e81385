import type { ObjectLiteral } from 'typeorm';
import { closedOn } from '../closures/closure.queries.js';
import { Coach } from '../coaches/coach.entity.js';
import {
  clientFilterSchema,
  clientStatusSchema,
  type ClientDetail,
  type ClientFilter,
  type ClientView,
  type TelegramUser,
} from '../contract/clients.js';
import { query } from '../db/query.js';
import { findEntity, readFields } from '../db/read-entities.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { parseLanguage } from '../lib/wording.js';
import type { SettingsService } from '../settings/settings.service.js';
import { readCard, type TelegramOfClient } from './client-card.queries.js';
import {
  afterCursor,
  candidatesFor,
  cursorOf,
  EVERYONE,
  readListed,
  type Condition,
  type ListedClient,
  type ListSize,
} from './client-list.queries.js';
import { searchCondition } from './client-search.sql.js';
import {
  filterCondition,
  livingCondition,
  NOTHING_CLOSED,
  statusParameters,
  type ClosedOn,
} from './client-status.sql.js';
import { viewsOf } from './client-view.js';
import type { StatusLedger } from './status-ledger.js';
import type { CountedStatus } from './status-timeline.rules.js';
import { Client } from './client.entity.js';

export interface ClientListQuery {
  status?: ClientFilter;
  /** Null = those without a group. */
  groupId?: number | null;
  /** A part of the name in any case and script, or digits of the phone. */
  q?: string;
  limit: number;
  cursor?: string;
}

type Counts = Record<ClientFilter, number>;

/** Every message to the bot asks for these. */
const CLIENT_IN_TELEGRAM = ['id', 'archivedAt', 'language', 'broadcastsStoppedAt'] as const satisfies (keyof Client)[];
const COACH_IN_TELEGRAM = ['id', 'archivedAt'] as const satisfies (keyof Coach)[];
const WITH_TELEGRAM_ID = 'WHERE telegramId = ? LIMIT 1';

const LIVING = clientStatusSchema.options.filter((status) => status !== 'archived');
const INACTIVE = LIVING.filter((status) => status !== 'active');

/** The statuses whose clients add up to a list. */
function statusesOf(filter: Exclude<ClientFilter, 'owing'>): readonly CountedStatus[] {
  return filter === 'all' ? LIVING : filter === 'inactive' ? INACTIVE : [filter];
}

/** How long counts are good enough to choose by, how to look for somebody. */
const ROUGHLY_MS = 60_000;

/** Reading clients; the status is always that of `client-status.rules`. */
export class ClientQueries {
  private rough: { counts: Counts; readAt: number } | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly ledger: StatusLedger,
  ) {}

  /** Ordered by name; `nextCursor` is null on the last page. A foreign or broken cursor is `malformed`. */
  async list(query: ClientListQuery): Promise<{ items: ClientView[]; nextCursor: string | null }> {
    const { status: filter = 'all', groupId, q, limit, cursor } = query;
    const { manager } = this.unitOfWork;
    const today = this.clock.today();
    const closed = await closedOn(manager, today);
    // Of the frozen on a closed day only some bear the mark of a freeze.
    const isMarked = filter !== 'frozen' || closed === NOTHING_CLOSED;
    const from = isMarked ? candidatesFor(manager, filter, await this.sizeOf(filter), limit) : EVERYONE;
    // Whoever bears the mark of a debt owes: to ask again would read a payment of each from anywhere on the disk.
    const isKnown = filter === 'owing' && from !== EVERYONE;
    const conditions = [await this.listedToday(isKnown ? 'all' : filter, today, closed)];
    if (groupId === null) conditions.push({ sql: 'client.groupId IS NULL', parameters: {} });
    else if (groupId !== undefined) conditions.push({ sql: 'client.groupId = :groupId', parameters: { groupId } });
    if (q !== undefined) conditions.push(searchCondition(q));
    if (cursor !== undefined) conditions.push(afterCursor(cursor));
    const rows = await readListed(manager, from, conditions, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await viewsOf(manager, page, today),
      nextCursor: rows.length > limit && last ? cursorOf(last) : null,
    };
  }

  private async sizeOf(filter: ClientFilter): Promise<ListSize> {
    const { all, archived, [filter]: listed } = await this.roughCounts();
    return { listed, everyone: all + archived };
  }

  private async roughCounts(): Promise<Counts> {
    const now = this.clock.now().getTime();
    if (!this.rough || Math.abs(now - this.rough.readAt) > ROUGHLY_MS) {
      this.rough = { counts: await this.counts(), readAt: now };
    }
    return this.rough.counts;
  }

  /** The mark of the archive is an instant until now, and the index of names has it: no client's row is looked at. */
  private async listedToday(filter: ClientFilter, today: CalendarDate, closed: ClosedOn): Promise<Condition> {
    const parameters = { ...statusParameters(today, await this.settings.get('expiringDays')) };
    if (filter === 'archived') {
      const now = storedInstant(this.unitOfWork.dataSource, this.clock.now());
      return { sql: 'client.archivedAt <= :now', parameters: { now } };
    }
    return { sql: `client.archivedAt IS NULL AND ${livingCondition(filter, 'client', closed)}`, parameters };
  }

  /** The number of clients in a list. */
  async count(filter: ClientFilter, day: CalendarDate = this.clock.today()): Promise<number> {
    return filter === 'owing' ? this.countOwing() : this.ledger.countOn(statusesOf(filter), day);
  }

  /** How many clients each list has, as it is kept: all but who owes, which has to be counted. */
  async livingCounts(): Promise<Omit<Counts, 'owing'>> {
    const { owing: _owing, ...counts } = await this.keptCounts(this.clock.today());
    return counts;
  }

  /** How many clients each list has. */
  async counts(day: CalendarDate = this.clock.today()): Promise<Counts> {
    return { ...(await this.keptCounts(day)), owing: await this.countOwing() };
  }

  private async keptCounts(day: CalendarDate): Promise<Counts> {
    const kept = await this.ledger.countsOn(day);
    const sum = (statuses: readonly CountedStatus[]): number =>
      statuses.reduce((clients, status) => clients + (kept.get(status) ?? 0), 0);
    return Object.fromEntries(
      clientFilterSchema.options.map((filter) => [filter, filter === 'owing' ? 0 : sum(statusesOf(filter))]),
    ) as Counts;
  }

  /** Begins with the debts, which are few; the + keeps SQLite from reading all payments in the order of clients. */
  private async countOwing(): Promise<number> {
    const [row] = await query<{ clients: number | string }[]>(
      this.unitOfWork.manager,
      `SELECT COUNT(DISTINCT +p.clientId) AS clients FROM payments p
       WHERE p.owedAmount > 0 AND (SELECT c.archivedAt FROM clients c WHERE c.id = p.clientId) IS NULL`,
    );
    return Number(row?.clients);
  }

  /** The ids of a list's clients, for audiences and for "may be added to a group". */
  async ids(filter: ClientFilter, groupId?: number): Promise<number[]> {
    const { sql, parameters } = await this.condition(filter, 'client');
    const builder = this.unitOfWork.manager.createQueryBuilder(Client, 'client').where(sql, parameters);
    if (groupId !== undefined) builder.andWhere('client.groupId = :groupId', { groupId });
    const rows = await builder.select('client.id', 'id').getRawMany<{ id: number }>();
    return rows.map(({ id }) => Number(id));
  }

  /** The SQL that keeps the clients of one list on a day; `alias` is the client's row. */
  async condition(
    filter: ClientFilter,
    alias: string,
    day: CalendarDate = this.clock.today(),
  ): Promise<{ sql: string; parameters: ObjectLiteral }> {
    const closed = await closedOn(this.unitOfWork.manager, day);
    const parameters = { ...statusParameters(day, await this.settings.get('expiringDays')) };
    return { sql: filterCondition(filter, alias, closed), parameters };
  }

  /** Throws `not_found`. */
  async getDetail(id: number): Promise<ClientDetail> {
    return (await this.getCard(id)).detail;
  }

  /** The same with what staff alone see. Throws `not_found`. */
  getCard(id: number): Promise<{ detail: ClientDetail; telegram: TelegramOfClient }> {
    return readCard(this.unitOfWork.manager, id, this.clock.today());
  }

  /** Throws `not_found`. */
  async get(id: number): Promise<Client> {
    const client = await findEntity(this.unitOfWork.manager, Client, { id });
    if (!client) throw new DomainError('not_found');
    return client;
  }

  async findByTelegramId(telegramId: string): Promise<Client | null> {
    return this.unitOfWork.manager.findOneBy(Client, { telegramId });
  }

  /** Who writes to the bot. A person with a client's record is a client, even when a coach's record was added later. */
  async findTelegramUser(telegramId: string): Promise<TelegramUser> {
    const { manager } = this.unitOfWork;
    const [client] = await readFields(manager, Client, CLIENT_IN_TELEGRAM, WITH_TELEGRAM_ID, [telegramId]);
    const [coach] = await readFields(manager, Coach, COACH_IN_TELEGRAM, WITH_TELEGRAM_ID, [telegramId]);
    const admins = await this.settings.get('adminTelegramIds');
    const living = coach && coach.archivedAt === null ? coach : null;
    return {
      kind: client ? (client.archivedAt ? 'archived' : 'client') : living ? 'coach' : 'unknown',
      isAdmin: admins.includes(telegramId),
      clientId: client?.id ?? null,
      coachId: living?.id ?? null,
      language: parseLanguage(client?.language),
      broadcastsStopped: Boolean(client?.broadcastsStoppedAt),
    };
  }

  views(clients: readonly ListedClient[]): Promise<ClientView[]> {
    return viewsOf(this.unitOfWork.manager, clients, this.clock.today());
  }
}
