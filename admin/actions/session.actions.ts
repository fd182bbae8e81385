import type { BaseRecord } from 'adminjs';
import { calendarDateSchema } from '../../src/clients/client.rules.js';
import { presentCoach } from '../../src/coaches/coach.presenter.js';
import { validate } from '../../src/errors/validate.js';
import { parseWeekdays } from '../../src/groups/group.rules.js';
import { addDays, isoWeekday, timeInZone, type CalendarDate } from '../../src/lib/calendar-date.js';
import type { Clock } from '../../src/lib/clock.js';
import { effectsOfSession } from '../../src/reception/effects.queries.js';
import { isAllowed } from '../access.js';
import { once } from '../once.js';
import { confirmedAction, recordAction, resourceAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { addToGroup, markAll, readGroupPlaces, readSubstitutes, readWeek, substitute } from '../timetable.js';
import { redirectTo } from './client.actions.js';

type Actions = Record<string, PanelAction>;

/** The group's next usual day; today while its hour has not come, or when it has no usual days. */
function nextDate(clock: Clock, weekdays: readonly number[], startTime: string | null): CalendarDate {
  const today = clock.today();
  const isLate = startTime !== null && startTime <= timeInZone(clock.now(), clock.timeZone);
  for (let days = isLate ? 1 : 0; days <= 7; days += 1) {
    if (weekdays.includes(isoWeekday(addDays(today, days)))) return addDays(today, days);
  }
  return today;
}

async function readStartForm({ groupQueries, clock }: PanelDependencies, { id }: ActionCall) {
  const group = await groupQueries.get(id);
  const { usual, others } = await groupQueries.coachesFor(id);
  return {
    today: clock.today(),
    date: nextDate(clock, parseWeekdays(group.weekdays), group.startTime),
    time: group.startTime ?? '',
    usual: usual && presentCoach(usual),
    others: others.map(presentCoach),
  };
}

async function startSession({ invitations, store }: PanelDependencies, { id, input, actor, user }: ActionCall) {
  const { mode, idempotencyKey, ...fields } = input;
  if (mode !== 'save') return invitations.preview(id, validate(calendarDateSchema, fields.date));
  const form = `session:${user.staffId}`;
  return once(store, form, idempotencyKey, () => invitations.startSession({ ...fields, groupId: id }, actor));
}

/** For a group: to its session of today or of another day, everyone active is asked. */
export function startSessionAction(dependencies: PanelDependencies): PanelAction {
  return recordAction({
    icon: 'Play',
    component: 'StartSession',
    isVisible: (record) => !record?.get('archivedAt'),
    read: (call) => readStartForm(dependencies, call),
    write: (call) => startSession(dependencies, call),
  });
}

/** Several clients come into the group at once; only those are offered who may. */
export function addClientsAction(dependencies: PanelDependencies): PanelAction {
  return recordAction({
    icon: 'UserPlus',
    component: 'GroupClients',
    isVisible: (record) => !record?.get('archivedAt'),
    read: (call) => readGroupPlaces(dependencies, call),
    write: (call) => addToGroup(dependencies, call),
  });
}

const ROSTER_ACTIONS = ['mark', 'markAll', 'close', 'reopen', 'invite', 'edit', 'substitute', 'cancel'];

async function readRoster({ attendance, clock }: PanelDependencies, { id, actor, user }: ActionCall) {
  const roster = await attendance.roster(id, actor);
  const may = ROSTER_ACTIONS.map((name) => [name, isAllowed(user.role, 'GroupTraining', name)] as const);
  return { ...roster, today: clock.today(), may: Object.fromEntries(may) };
}

export function sessionActions(dependencies: PanelDependencies): Actions {
  const { trainings, attendance, invitations, unitOfWork } = dependencies;
  const isPlanned = (record: BaseRecord | undefined): boolean => !record?.get('cancelledAt');
  return {
    new: { after: redirectTo('show') },
    edit: { after: redirectTo('show'), isVisible: ({ record }) => isPlanned(record) },
    show: { component: 'SessionCard', hideActionHeader: true },
    roster: recordAction({ read: (call) => readRoster(dependencies, call) }),
    week: resourceAction({
      component: 'WeekTimetable',
      icon: 'Calendar',
      write: (call) => readWeek(dependencies, call),
    }),
    substitute: recordAction({
      icon: 'Repeat',
      component: 'SubstituteCoach',
      isVisible: isPlanned,
      read: (call) => readSubstitutes(dependencies, call),
      write: (call) => substitute(dependencies, call),
    }),
    markAll: recordAction({ write: (call) => markAll(dependencies, call) }),
    mark: recordAction({ write: ({ id, input, actor }) => attendance.mark(id, input, actor) }),
    close: recordAction({ write: ({ id, actor }) => attendance.close(id, actor) }),
    reopen: recordAction({ write: ({ id, actor }) => attendance.reopen(id, actor) }),
    invite: recordAction({ write: ({ id, actor }) => invitations.inviteToSession(id, actor) }),
    cancel: confirmedAction(({ id, actor }) => trainings.cancelSession(id, actor), 'XCircle', {
      isVisible: isPlanned,
      effects: (id) => effectsOfSession(unitOfWork.manager, id),
    }),
  };
}
