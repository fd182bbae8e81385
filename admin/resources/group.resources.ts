import { Coach } from '../../src/coaches/coach.entity.js';
import { Group } from '../../src/groups/group.entity.js';
import { Invitation, INVITATION_STATUSES } from '../../src/invitations/invitation.entity.js';
import { timeInZone } from '../../src/lib/calendar-date.js';
import { GroupTraining } from '../../src/trainings/group-training.entity.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { dayName, ROW, type ResourceDefinition, type VirtualProperty } from '../resource-definition.js';
import { archivingAtOnce } from '../lists/bulk-actions.js';
import { OF_CLIENT, sessionState } from '../lists/list-states.js';
import { NAME_COLUMNS, personName } from './client.resource.js';
import { searchPeople } from './people-search.js';

/** Shown only in the filter: lists leave archived records out unless they are asked for. */
export const ARCHIVED_FILTER: VirtualProperty = {
  options: ['true', 'false'],
  filter: (query, value) => {
    query.andWhere(`${ROW}.archivedAt IS ${value === 'true' ? 'NOT NULL' : 'NULL'}`);
  },
};

export const ARCHIVED_TABS = { path: 'archived', values: ['true'] } as const;

export function groupResource({ groups }: PanelDependencies): ResourceDefinition {
  return {
    entity: Group,
    navigation: 'groups',
    title: 'name',
    list: ['name', 'coachId', 'weekdays', 'startTime', 'capacity'],
    show: ['name', 'coachId', 'weekdays', 'startTime', 'durationMinutes', 'capacity', 'archivedAt', 'createdAt'],
    filter: ['name', 'coachId', 'startTime', 'capacity'],
    lists: { tabs: ARCHIVED_TABS, search: 'name', bulk: archivingAtOnce('Group', groups) },
    edit: ['name', 'coachId', 'weekdays', 'startTime', 'durationMinutes', 'capacity'],
    sort: { sortBy: 'name', direction: 'asc' },
    virtual: { archived: ARCHIVED_FILTER },
    properties: {
      name: { isRequired: true },
      weekdays: { components: { edit: 'WeekdaysEdit', list: 'WeekdaysValue', show: 'WeekdaysValue' } },
      startTime: { props: { type: 'time' } },
      durationMinutes: { props: { type: 'number', min: 5, max: 600, placeholder: '60' } },
    },
    gateway: {
      fields: {
        name: 'keep',
        coachId: 'number',
        weekdays: 'numbers',
        startTime: 'text',
        durationMinutes: 'number',
        capacity: 'number',
      },
      // An empty duration means the usual one, which the service knows.
      create: ({ durationMinutes, ...input }, actor) =>
        groups.create({ ...input, durationMinutes: durationMinutes ?? undefined }, actor),
      update: (id, input, actor, version) => groups.update(id, input, actor, version),
    },
    coachScope: (query, coachId) => {
      query.andWhere(`${ROW}.coachId = :scopeCoachId`, { scopeCoachId: coachId });
    },
  };
}

/** "29.11", "29.11.2026" and "2026-11" as what the stored days are like. */
function daysLike(text: string): string {
  const [, day = '', month = '', year = '%'] = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?\b/.exec(text.trim()) ?? [];
  if (day) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return `${text.replace(/[^\d-]/g, '')}%`;
}

export function sessionResource({ trainings, clock }: PanelDependencies): ResourceDefinition {
  const timeOf = (startsAt: unknown) => timeInZone(startsAt as Date, clock.timeZone);
  return {
    entity: GroupTraining,
    navigation: 'groups',
    title: 'when',
    list: ['date', 'time', 'groupId', 'coachId', 'link', 'cancelledAt'],
    show: ['date', 'time', 'groupId', 'coachId', 'link', 'cancelledAt', 'createdAt'],
    filter: ['groupId', 'coachId', 'date', 'cancelledAt'],
    lists: { tabs: { path: 'state', values: ['today', 'upcoming', 'past', 'cancelled'] } },
    edit: ['groupId', 'coachId', 'date', 'time', 'link'],
    sort: { sortBy: 'date', direction: 'desc' },
    virtual: {
      state: sessionState(clock),
      time: { value: ({ startsAt }) => timeOf(startsAt), sortColumn: 'startsAt' },
      when: {
        value: ({ date, startsAt }) => `${dayName(date)} ${timeOf(startsAt)}`,
        sortColumn: 'startsAt',
        filter: (query, text) => {
          query.andWhere(`${ROW}.date LIKE :sessionDay`, { sessionDay: daysLike(text) });
        },
      },
    },
    properties: {
      groupId: { isRequired: true },
      coachId: { isRequired: true },
      time: { props: { type: 'time' } },
      link: { props: { type: 'url', placeholder: 'https://' } },
    },
    gateway: {
      fields: { groupId: 'number', coachId: 'number', date: 'text', time: 'text', link: 'keep' },
      create: (input, actor) => trainings.createSession(withoutNulls(input), actor),
      update: (id, { groupId: _groupStays, ...input }, actor, version) =>
        trainings.updateSession(id, withoutNulls(input), actor, version),
    },
    coachScope: (query, coachId) => {
      query.andWhere(
        `(${ROW}.coachId = :scopeCoachId
          OR ${ROW}.groupId IN (SELECT own.id FROM \`groups\` own WHERE own.coachId = :scopeCoachId))`,
        { scopeCoachId: coachId },
      );
    },
  };
}

/** An empty day or time means "the usual one", which the service knows. */
function withoutNulls(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

export function coachResource({ coaches }: PanelDependencies): ResourceDefinition {
  return {
    entity: Coach,
    navigation: 'groups',
    title: 'fullName',
    list: ['fullName', 'phone', 'telegramId'],
    show: ['fullName', 'phone', 'telegramId', 'archivedAt', 'createdAt'],
    filter: ['phone', 'telegramId'],
    lists: { tabs: ARCHIVED_TABS, search: 'fullName', bulk: archivingAtOnce('Coach', coaches) },
    edit: ['firstName', 'lastName', 'phone', 'telegramId'],
    hidden: ['searchName'],
    sort: { sortBy: 'fullName', direction: 'asc' },
    virtual: {
      fullName: { value: personName, from: NAME_COLUMNS, sortColumn: 'searchName', filter: searchPeople },
      archived: ARCHIVED_FILTER,
    },
    properties: {
      firstName: { isRequired: true },
      phone: { components: { list: 'PhoneValue', show: 'PhoneValue' }, props: { type: 'tel' } },
    },
    gateway: {
      fields: { firstName: 'keep', lastName: 'keep', phone: 'keep', telegramId: 'keep' },
      create: (input, actor) => coaches.create(input, actor),
      update: (id, input, actor, version) => coaches.update(id, input, actor, version),
    },
    // A group or a session says by name who leads it. The list and the records of coaches are not for them.
    coachScope: () => undefined,
  };
}

export function invitationResource(): ResourceDefinition {
  return {
    entity: Invitation,
    navigation: 'groups',
    title: 'id',
    sort: { sortBy: 'id', direction: 'desc' },
    list: ['clientId', 'groupTrainingId', 'status', 'expiresAt', 'answeredAt'],
    filter: ['clientId', 'groupTrainingId', 'expiresAt', 'answeredAt'],
    lists: { tabs: { path: 'status', values: INVITATION_STATUSES }, search: 'q' },
    virtual: { q: OF_CLIENT },
    enums: { status: INVITATION_STATUSES },
  };
}
