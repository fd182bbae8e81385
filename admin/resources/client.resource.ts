import { Client } from '../../src/clients/client.entity.js';
import { clientFilterSchema } from '../../src/contract/clients.js';
import { searchForm, fullName } from '../../src/lib/person-name.js';
import { searchDigits } from '../../src/lib/phone.js';
import { debtsOf } from '../../src/payments/debt.queries.js';
import { seesMoney } from '../access.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { ROW, type ResourceDefinition, type RowQuery } from '../resource-definition.js';
import { escapeLike } from '../resource-filters.js';

/** Any part of the name in any case and order of words, or three digits of the phone. */
export function searchPeople(query: RowQuery, text: string): void {
  const words = searchForm(text).split(' ').filter(Boolean);
  const names = words.map((word, index) => {
    query.setParameter(`person_word_${index}`, `%${escapeLike(word)}%`);
    return `${ROW}.searchName LIKE :person_word_${index} ESCAPE '!'`;
  });
  const conditions = names.length > 0 ? [`(${names.join(' AND ')})`] : ['1 = 1'];
  const digits = searchDigits(text);
  if (digits) {
    query.setParameter('person_digits', `%${digits}%`);
    conditions.push(`${ROW}.phone LIKE :person_digits`);
  }
  query.andWhere(`(${conditions.join(' OR ')})`);
}

export function personName(row: object): string {
  return fullName(row as { firstName: string; lastName: string });
}

export function clientResource({ clients, clientQueries, unitOfWork }: PanelDependencies): ResourceDefinition {
  const lists = clientFilterSchema.options;
  return {
    entity: Client,
    navigation: 'reception',
    title: 'fullName',
    list: ['fullName', 'phone', 'status', 'endDate', 'daysLeft', 'groupId'],
    filter: ['groupId', 'region', 'registeredDate', 'birthDate', 'language'],
    edit: [
      'lastName',
      'firstName',
      'phone',
      'groupId',
      'birthDate',
      'email',
      'region',
      'language',
      'telegramId',
      'note',
    ],
    hidden: ['searchName'],
    enums: { language: ['ru', 'en'], telegramState: ['ok', 'blocked', 'gone'] },
    sort: { sortBy: 'fullName', direction: 'asc' },
    virtual: {
      fullName: { value: personName, sortColumn: 'searchName', filter: searchPeople },
      q: { filter: searchPeople },
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
      daysLeft: {},
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
    enrich: async (rows, user) => {
      const views = await clientQueries.views(rows as unknown as Client[]);
      const ids = seesMoney(user.role) ? views.map(({ id }) => id) : [];
      const debts = await debtsOf(unitOfWork.manager, ids);
      return views.map(({ id, status, endDate, daysLeft }) => ({ status, endDate, daysLeft, owed: debts.get(id) }));
    },
  };
}
