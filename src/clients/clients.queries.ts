import type { SelectQueryBuilder } from 'typeorm';
import { Coach } from '../coaches/coach.entity.js';
import {
  clientFilterSchema,
  type ClientDetail,
  type ClientFilter,
  type ClientStatus,
  type ClientView,
  type TelegramUser,
} from '../contract/clients.js';
import type { Freeze, Membership } from '../contract/memberships.js';
import { whereIn } from '../db/columns.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { Group } from '../groups/group.entity.js';
import { daysInclusive, type CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { searchForm } from '../lib/person-name.js';
import { searchDigits } from '../lib/phone.js';
import { parseLanguage } from '../lib/wording.js';
import { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { replayChain } from '../payments/chain.rules.js';
import { Payment } from '../payments/payment.entity.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import type { SettingsService } from '../settings/settings.service.js';
import { Training } from '../trainings/training.entity.js';
import { clientStatusOn, covers, hasVisitsLeft, lastPaidDay, paidDaysLeft } from './client-status.rules.js';
import { filterCondition, STATUS_COUNTS, statusParameters } from './client-status.sql.js';
import { Client } from './client.entity.js';

export interface ClientListQuery {
  status?: ClientFilter;
  groupId?: number;
  /** A part of the name in any case and script, or digits of the phone. */
  q?: string;
  limit: number;
  cursor?: string;
}

type Counts = Record<ClientFilter, number>;

interface Facts {
  payments: Payment[];
  freezes: LazyDays[];
}

/** Reading clients; the status is always that of `client-status.rules`. */
export class ClientQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
  ) {}

  /** Ordered by name; `nextCursor` is null on the last page. A foreign or broken cursor is `malformed`. */
  async list(query: ClientListQuery): Promise<{ items: ClientView[]; nextCursor: string | null }> {
    const builder = await this.filtered(query.status ?? 'all');
    if (query.groupId !== undefined) builder.andWhere('client.groupId = :groupId', { groupId: query.groupId });
    if (query.q !== undefined) applySearch(builder, query.q);
    if (query.cursor !== undefined) {
      const [name, id] = decodeCursor(query.cursor);
      builder.andWhere('(client.searchName > :name OR (client.searchName = :name AND client.id > :id))', { name, id });
    }
    builder
      .orderBy('client.searchName')
      .addOrderBy('client.id')
      .take(query.limit + 1);
    const rows = await builder.getMany();
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: await this.views(page),
      nextCursor: rows.length > query.limit && last ? encodeCursor(last) : null,
    };
  }

  async count(filter: ClientFilter, day: CalendarDate = this.clock.today()): Promise<number> {
    return (await this.filtered(filter, day)).getCount();
  }

  /** How many clients each list has. */
  async counts(): Promise<Counts> {
    const { manager, dataSource } = this.unitOfWork;
    const parameters = { ...(await this.parameters()) };
    const [sql, values] = dataSource.driver.escapeQueryWithParameters(STATUS_COUNTS, parameters);
    const rows = await manager.query<{ status: ClientStatus; expiring: number; clients: number | string }[]>(
      sql,
      values,
    );
    const counts = Object.fromEntries(clientFilterSchema.options.map((filter) => [filter, 0])) as Counts;
    for (const { status, expiring, clients } of rows) {
      counts[status] += Number(clients);
      if (status === 'active' && Number(expiring) === 1) counts.expiring += Number(clients);
      if (status !== 'archived') counts.all += Number(clients);
      if (status !== 'archived' && status !== 'active') counts.inactive += Number(clients);
    }
    return counts;
  }

  /** The ids of a list's clients, for audiences and for "may be added to a group". */
  async ids(filter: ClientFilter, groupId?: number): Promise<number[]> {
    const builder = await this.filtered(filter);
    if (groupId !== undefined) builder.andWhere('client.groupId = :groupId', { groupId });
    const rows = await builder.select('client.id', 'id').getRawMany<{ id: number }>();
    return rows.map(({ id }) => Number(id));
  }

  /** Parameters for `filterCondition` and `statusExpression`, today. */
  async parameters(day: CalendarDate = this.clock.today()) {
    return statusParameters(day, await this.settings.get('expiringDays'));
  }

  /** Throws `not_found`. */
  async getDetail(id: number): Promise<ClientDetail> {
    const { manager } = this.unitOfWork;
    const client = await this.get(id);
    const facts = (await this.factsOf([id])).get(id) ?? { payments: [], freezes: [] };
    const memberships = await this.memberships(facts);
    const today = this.clock.today();
    const current = facts.payments.find((payment) => covers(payment, today));
    const group = client.groupId === null ? null : await manager.findOneBy(Group, { id: client.groupId });
    return {
      ...presentClient(client, facts, today),
      group: group && { id: group.id, name: group.name },
      membership: memberships.find(({ id: paymentId }) => paymentId === current?.id) ?? null,
      memberships: memberships.reverse(),
      freezes: facts.freezes.map(presentFreeze).reverse(),
      visitCount: await manager.countBy(Training, { clientId: id }),
    };
  }

  /** Throws `not_found`. */
  async get(id: number): Promise<Client> {
    const client = await this.unitOfWork.manager.findOneBy(Client, { id });
    if (!client) throw new DomainError('not_found');
    return client;
  }

  async findByTelegramId(telegramId: string): Promise<Client | null> {
    return this.unitOfWork.manager.findOneBy(Client, { telegramId });
  }

  /** Who writes to the bot. A person with a client's record is a client, even when a coach's record was added later. */
  async findTelegramUser(telegramId: string): Promise<TelegramUser> {
    const client = await this.findByTelegramId(telegramId);
    const coach = await this.unitOfWork.manager.findOneBy(Coach, { telegramId });
    const admins = await this.settings.get('adminTelegramIds');
    const living = coach && coach.archivedAt === null ? coach : null;
    return {
      kind: client ? (client.archivedAt ? 'archived' : 'client') : living ? 'coach' : 'unknown',
      isAdmin: admins.includes(telegramId),
      clientId: client?.id ?? null,
      coachId: living?.id ?? null,
      language: parseLanguage(client?.language),
    };
  }

  async views(clients: readonly Client[]): Promise<ClientView[]> {
    const facts = await this.factsOf(clients.map(({ id }) => id));
    const today = this.clock.today();
    return clients.map((client) => presentClient(client, facts.get(client.id) ?? { payments: [], freezes: [] }, today));
  }

  private async filtered(filter: ClientFilter, day?: CalendarDate): Promise<SelectQueryBuilder<Client>> {
    return this.unitOfWork.manager
      .createQueryBuilder(Client, 'client')
      .where(filterCondition(filter, 'client'), await this.parameters(day));
  }

  private async factsOf(clientIds: readonly number[]): Promise<Map<number, Facts>> {
    const facts = new Map<number, Facts>(clientIds.map((id) => [id, { payments: [], freezes: [] }]));
    if (clientIds.length === 0) return facts;
    const { manager } = this.unitOfWork;
    const [where, order] = [{ clientId: whereIn(clientIds) }, { startDate: 'ASC', id: 'ASC' } as const];
    for (const payment of await manager.find(Payment, { where, order }))
      facts.get(payment.clientId)?.payments.push(payment);
    for (const freeze of await manager.find(LazyDays, { where, order }))
      facts.get(freeze.clientId)?.freezes.push(freeze);
    return facts;
  }

  private async memberships({ payments, freezes }: Facts): Promise<Membership[]> {
    const planIds = [...new Set(payments.flatMap(({ planId }) => planId ?? []))];
    const plans = planIds.length ? await this.unitOfWork.manager.findBy(MembershipPlan, { id: whereIn(planIds) }) : [];
    const explained = new Map(replayChain(payments, freezes).map((period) => [period.paymentId, period.explanation]));
    return payments.map((payment) => ({
      id: payment.id,
      planName: plans.find(({ id }) => id === payment.planId)?.name ?? null,
      durationDays: payment.durationDays,
      amount: payment.amount,
      method: payment.method,
      saleDate: payment.saleDate,
      startDate: payment.startDate,
      endDate: payment.endDate,
      refundDate: payment.refundDate,
      visitLimit: payment.visitLimit,
      visitsUsed: payment.visitsUsed,
      explanation: explained.get(payment.id) ?? [],
    }));
  }
}

function presentFreeze(freeze: LazyDays): Freeze {
  const { id, startDate, endDate, reason } = freeze;
  return { id, startDate, endDate, days: daysInclusive(startDate, endDate), reason };
}

/** An allow-list: what leaves the server about a client. */
function presentClient(client: Client, facts: Facts, today: CalendarDate): ClientView {
  return {
    id: client.id,
    firstName: client.firstName,
    lastName: client.lastName,
    phone: client.phone,
    phoneVerified: client.phoneVerifiedAt !== null,
    email: client.email,
    region: client.region,
    birthDate: client.birthDate,
    telegramId: client.telegramId,
    language: parseLanguage(client.language),
    groupId: client.groupId,
    hasPhoto: client.hasPhoto,
    status: clientStatusOn(today, { archivedAt: client.archivedAt, ...facts }),
    endDate: lastPaidDay(facts.payments),
    // Nobody can train on the days of a used-up visit pack.
    daysLeft: paidDaysLeft(today, facts.payments.filter(hasVisitsLeft), facts.freezes),
  };
}

/** Every word must be found in the name, or the digits in the phone. `%` and `_` are letters here, not wildcards. */
export function applySearch(builder: SelectQueryBuilder<Client>, text: string): void {
  const words = searchForm(text).split(' ').filter(Boolean);
  const digits = searchDigits(text);
  const names = words.map((word, index) => {
    builder.setParameter(`word${index}`, `%${escapeLike(word)}%`);
    return `client.searchName LIKE :word${index} ESCAPE '!'`;
  });
  const conditions = [names.length ? `(${names.join(' AND ')})` : '1 = 1'];
  if (digits) {
    builder.setParameter('digits', `%${digits}%`);
    conditions.push('client.phone LIKE :digits');
  }
  builder.andWhere(`(${conditions.join(' OR ')})`);
}

export function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, '!$&');
}

function encodeCursor(client: Client): string {
  return Buffer.from(JSON.stringify([client.searchName, client.id])).toString('base64url');
}

function decodeCursor(cursor: string): [string, number] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value) && typeof value[0] === 'string' && Number.isSafeInteger(value[1])) {
      return [value[0], value[1] as number];
    }
  } catch {
    // falls through: text that is no cursor
  }
  throw DomainError.field('cursor', 'malformed');
}
