import { Client } from '../../src/clients/client.entity.js';
import { clientFilterSchema } from '../../src/contract/clients.js';
import type { Condition } from '../../src/clients/client-list.queries.js';
import { searchCondition } from '../../src/clients/client-search.sql.js';
import { addDays, parseCalendarDate } from '../../src/lib/calendar-date.js';
import type { Clock } from '../../src/lib/clock.js';
import { fullName } from '../../src/lib/person-name.js';
import type { ResourceLists } from '../lists/list-parts.js';
import type { AskedFilter } from '../lists/list-query.js';
import { clientsAtOnce } from '../lists/bulk-actions.js';
import { debtsOf } from '../../src/payments/debt.queries.js';
import { birthdayBetween, endingBy } from '../../src/reception/reception.queries.js';
import { seesAll, seesMoney } from '../access.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import type { PanelUser } from '../panel-user.js';
import { ROW, type ResourceDefinition, type RowQuery } from '../resource-definition.js';

const FARTHEST_BIRTHDAY_DAYS = 31;
/** A mistyped filter shows nothing, never everything. */
const NOBODY: Condition = { sql: '1 = 0', parameters: {} };

/** By name, phone, Telegram or card. */
function searchClients(query: RowQuery, text: string): void {
  narrow(query, searchCondition(text, ROW));
}

function narrow(query: RowQuery, { sql, parameters }: Condition): void {
  query.andWhere(`(${sql})`, parameters);
}

export const NAME_COLUMNS = ['firstName', 'lastName'] as const;

export function personName(row: object): string {
  return fullName(row as { firstName: string; lastName: string });
}

/** The lists that the first page counts: from today until a day, which is included. */
function deskFilters(clock: Clock): NonNullable<ResourceDefinition['virtual']> {
  return {
    endsBy: {
      filter: (query, value) => {
        const day = parseCalendarDate(value);
        narrow(query, day === null ? NOBODY : endingBy(ROW, clock.today(), day));
      },
    },
    birthdayBy: {
      filter: (query, value) => {
        const [today, day] = [clock.today(), parseCalendarDate(value)];
        const isSoon = day !== null && day <= addDays(today, FARTHEST_BIRTHDAY_DAYS);
        narrow(query, isSoon ? { sql: birthdayBetween(ROW, today, day), parameters: {} } : NOBODY);
      },
    },
  };
}

/** Active, frozen, upcoming, expired and new add up to all; expiring is a part of active, owing of all. */
const TABS = ['active', 'frozen', 'expiring', 'owing', 'upcoming', 'expired', 'new', 'archived'] as const;

/** Where the size of a list is kept, it is not counted: the whole list or one of the tabs, of the whole studio. */
async function keptTotal(
  { clientQueries }: PanelDependencies,
  filters: readonly AskedFilter[],
  user: PanelUser,
): Promise<number | null> {
  const [only] = filters;
  if (!seesAll(user.role) || filters.length > 1 || (only && only.path !== 'status')) return null;
  const list = clientFilterSchema.safeParse(only?.value ?? 'all');
  return list.success ? clientQueries.count(list.data) : null;
}

function clientLists(dependencies: PanelDependencies): ResourceLists {
  return {
    tabs: { path: 'status', values: TABS, counts: async () => dependencies.clientQueries.counts() },
    search: 'q',
    card: ['status', 'phone', 'endDate', 'daysLeft', 'groupId'],
    exported: [
      ...['fullName', 'phone', 'status', 'endDate', 'daysLeft', 'owed', 'groupId'],
      ...['email', 'birthDate', 'region', 'telegramId', 'registeredDate'],
    ],
    bulk: clientsAtOnce(dependencies),
    keptTotal: (filters, user) => keptTotal(dependencies, filters, user),
  };
}

export function clientResource(dependencies: PanelDependencies): ResourceDefinition {
  const { clients, clientQueries, unitOfWork, clock } = dependencies;
  const lists = clientFilterSchema.options;
  return {
    entity: Client,
    navigation: 'reception',
    title: 'fullName',
    list: ['fullName', 'phone', 'status', 'endDate', 'daysLeft', 'groupId'],
    filter: ['phone', 'groupId', 'region', 'registeredDate', 'birthDate', 'language', 'telegramState'],
    lists: clientLists(dependencies),
    edit: [
      ...['lastName', 'firstName', 'phone', 'cardNumber', 'groupId', 'birthDate'],
      ...['email', 'region', 'language', 'telegramId', 'note'],
    ],
    hidden: ['searchName', 'cardKey', 'birthMonthDay', 'telegramNameKey'],
    enums: { language: ['ru', 'en'], telegramState: ['ok', 'blocked', 'gone'] },
    sort: { sortBy: 'fullName', direction: 'asc' },
    virtual: {
      fullName: { value: personName, from: NAME_COLUMNS, sortColumn: 'searchName', filter: searchClients },
      q: { filter: searchClients },
      status: {
        options: lists,
        filter: async (query, value, user) => {
          const list = clientFilterSchema.parse(value);
          if (list === 'owing' && !seesMoney(user.role)) query.andWhere('1 = 0');
          const { sql, parameters } = await clientQueries.condition(list, ROW);
          query.andWhere(`(${sql})`, parameters);
        },
      },
      endDate: {},
      ...deskFilters(clock),
      daysLeft: {},
      owed: {},
    },
    properties: {
      status: { components: { list: 'ClientStatus', show: 'ClientStatus' } },
      endDate: { components: { list: 'DayValue', show: 'DayValue' } },
      phone: { components: { list: 'PhoneValue', show: 'PhoneValue' }, props: { type: 'tel' } },
      email: { props: { type: 'email' } },
      firstName: { isRequired: true },
      note: { type: 'textarea', props: { rows: 3 } },
    },
    gateway: {
      fields: {
        firstName: 'keep',
        lastName: 'keep',
        phone: 'keep',
        email: 'keep',
        birthDate: 'keep',
        cardNumber: 'keep',
        region: 'keep',
        groupId: 'number',
        language: 'keep',
        note: 'keep',
        telegramId: 'keep',
      },
      create: (input, actor) => clients.create(input, actor),
      update: (id, input, actor, version) => clients.update(id, input, actor, version),
    },
    coachScope: (query, coachId) => {
      query.andWhere(`${ROW}.groupId IN (SELECT own.id FROM \`groups\` own WHERE own.coachId = :scopeCoachId)`, {
        scopeCoachId: coachId,
      });
    },
    // The card reads all of it by itself.
    isEnrichedInListsOnly: true,
    enrich: async (rows, user) => {
      const clients = rows as unknown as Client[];
      const ids = seesMoney(user.role) ? clients.map(({ id }) => id) : [];
      const [views, debts] = await Promise.all([clientQueries.views(clients), debtsOf(unitOfWork.manager, ids)]);
      return views.map(({ id, status, endDate, daysLeft }) => ({ status, endDate, daysLeft, owed: debts.get(id) }));
    },
  };
}
