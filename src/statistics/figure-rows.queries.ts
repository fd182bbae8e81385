import type { EntityManager } from 'typeorm';
import { filterCondition, statusParameters } from '../clients/client-status.sql.js';
import { closedOn } from '../closures/closure.queries.js';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import type { Clock } from '../lib/clock.js';
import { fullName } from '../lib/person-name.js';
import type { PaymentMethod } from '../payments/payment.entity.js';
import { readDebtors, readExpiring } from './as-of.queries.js';
import { listCohort } from './cohort.queries.js';
import { readAttendance, type Miss } from './misses.queries.js';
import { listRenewals, type EndedMembership, type Period } from './renewal.queries.js';
import { listMovements } from './revenue.queries.js';
import { pageOf, readPage, type Page, type PageRequest } from './row-page.js';
import { monthOf } from './range.rules.js';
import { DaySpan, formatCents, requireRange } from './statistics.rules.js';

export const ROW_KINDS = [
  'active',
  'frozen',
  'expiring',
  'owing',
  'misses',
  'newClients',
  'revenue',
  'renewed',
  'notRenewed',
  'lost',
  'cohort',
] as const;
export type RowKind = (typeof ROW_KINDS)[number];

export interface RowsRequest extends Period {
  of: RowKind;
  asOf: CalendarDate;
  /** Of renewals: days after the last paid one. */
  days?: number | undefined;
  planId?: number | null | undefined;
  method?: PaymentMethod | undefined;
  /** Of a cohort: a day of its month, and a day of the month asked about. */
  month?: CalendarDate | undefined;
  later?: CalendarDate | undefined;
}

/** One row behind a number; what does not concern the number is null. */
export interface FigureRow {
  clientId: number;
  name: string;
  phone: string | null;
  date: CalendarDate | null;
  /** When the client bought the next membership. */
  nextDate: CalendarDate | null;
  amount: string | null;
  /** Of money: `sale`, `instalment`, `refund`. */
  kind: string | null;
  method: string | null;
  sessionId: number | null;
}

type Facts = { clientId: number } & Partial<Omit<FigureRow, 'clientId' | 'name' | 'phone'>>;

/** The rows behind the dashboard's numbers: as many as the number says, from the same definitions. */
export class FigureRowsQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws what `requireRange` throws. */
  async list(request: RowsRequest, page: PageRequest): Promise<Page<FigureRow>> {
    requireRange(request.from, request.to);
    const { total, items } = await this.factsOf(request, page);
    return { total, items: await this.withPeople(items) };
  }

  private async factsOf(request: RowsRequest, page: PageRequest): Promise<Page<Facts>> {
    const { manager } = this.unitOfWork;
    const { of, from, to, asOf } = request;
    switch (of) {
      case 'active':
      case 'frozen':
        return listWithStatus(manager, of, to, page);
      case 'expiring':
        return mapped(pageOf(await readExpiring(manager, this.clock, to), page), ({ clientId, endDate }) => {
          return { clientId, date: endDate };
        });
      case 'owing':
        return mapped(pageOf(await readDebtors(manager, to), page), ({ clientId, since, cents }) => {
          return { clientId, date: since, amount: formatCents(cents) };
        });
      case 'misses':
        return pageOf(await this.misses(request), page);
      case 'newClients':
        return listRegistered(manager, { from, to }, page);
      case 'revenue':
        return mapped(await listMovements(manager, { from, to }, request, page), ({ cents, ...movement }) => {
          const { clientId, date, kind, method } = movement;
          return { clientId, date, kind, method, amount: formatCents(cents) };
        });
      case 'cohort': {
        const month = monthOf(request.month ?? asOf);
        return mapped(
          await listCohort(manager, month, monthOf(request.later ?? month.firstDay), asOf, page),
          ({ clientId, saleDate }) => ({ clientId, date: saleDate }),
        );
      }
      default: {
        const days = request.days ?? 0;
        return mapped(await listRenewals(manager, of, { from, to, asOf, days }, page), endedFacts);
      }
    }
  }

  /** The latest first. */
  private async misses({ from, to }: Period): Promise<Miss[]> {
    const misses: Miss[] = [];
    await readAttendance(this.unitOfWork.manager, this.clock, new DaySpan(from, to), (miss) => misses.push(miss));
    return misses.sort((a, b) => (a.date === b.date ? a.clientId - b.clientId : a.date < b.date ? 1 : -1));
  }

  private async withPeople(rows: readonly Facts[]): Promise<FigureRow[]> {
    const ids = [...new Set(rows.map(({ clientId }) => clientId))];
    const people = await query<{ id: number; firstName: string; lastName: string; phone: string | null }[]>(
      this.unitOfWork.manager,
      `SELECT id, firstName, lastName, phone FROM clients WHERE id IN (${placesFor(ids)})`,
      ids,
    );
    const known = new Map(people.map((person) => [person.id, person]));
    return rows.map(({ clientId, date, nextDate, amount, kind, method, sessionId }) => {
      const person = known.get(clientId);
      return {
        clientId,
        name: person ? fullName(person) : '',
        phone: person?.phone ?? null,
        date: date ?? null,
        nextDate: nextDate ?? null,
        amount: amount ?? null,
        kind: kind ?? null,
        method: method ?? null,
        sessionId: sessionId ?? null,
      };
    });
  }
}

function mapped<R>({ total, items }: Page<R>, factsOf: (row: R) => Facts): Page<Facts> {
  return { total, items: items.map(factsOf) };
}

function endedFacts({ clientId, endDate, nextSaleDate }: EndedMembership): Facts {
  return { clientId, date: endDate, nextDate: nextSaleDate };
}

async function listWithStatus(
  manager: EntityManager,
  status: 'active' | 'frozen',
  day: CalendarDate,
  page: PageRequest,
): Promise<Page<Facts>> {
  const condition = filterCondition(status, 'c', await closedOn(manager, day));
  const [sql, parameters] = manager.dataSource.driver.escapeQueryWithParameters(
    `SELECT c.id AS clientId, c.searchName FROM clients c WHERE ${condition}`,
    { ...statusParameters(day, 0) },
  );
  const { total, items } = await readPage<{ clientId: number }>(
    manager,
    sql,
    'searchName, clientId',
    parameters as unknown[],
    page,
  );
  return { total, items: items.map(({ clientId }) => ({ clientId })) };
}

function listRegistered(manager: EntityManager, { from, to }: Period, page: PageRequest): Promise<Page<Facts>> {
  const sql = 'SELECT id AS clientId, registeredDate AS date FROM clients WHERE registeredDate BETWEEN ? AND ?';
  return readPage(manager, sql, 'date DESC, clientId DESC', [from, to], page);
}
