import { IsNull } from 'typeorm';
import { z } from 'zod';
import { Coach } from '../../src/coaches/coach.entity.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { validate } from '../../src/errors/validate.js';
import {
  effectsOfCoach,
  effectsOfGroup,
  effectsOfPlan,
  effectsOfStaff,
  effectsOfToken,
  effectsOfVisit,
  type Effect,
} from '../../src/reception/effects.queries.js';
import {
  previewReminder,
  REMINDER_TEXTS,
  reminderTextSchema,
  type ReminderTextKey,
} from '../../src/reminders/reminder-texts.js';
import { fullName } from '../../src/lib/person-name.js';
import { noteSetting } from '../../src/settings/setting-checks.queries.js';
import { readSettingChanges } from '../../src/settings/setting.queries.js';
import { isSettingKey, SETTING_KEYS, SETTINGS } from '../../src/settings/setting.rules.js';
import { checkSetting } from '../../src/settings/settings.service.js';
import { mayTake } from '../access.js';
import { confirmedAction, recordAction, resourceAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { parseId } from '../resource-filters.js';
import { redirectTo } from './client.actions.js';
import { addClientsAction, startSessionAction } from './session.actions.js';

type Actions = Record<string, PanelAction>;
type Readable = { get(path: string): unknown } | undefined;

function dayOf(record: Readable, path: string): string {
  const day = record?.get(path);
  return typeof day === 'string' ? day : '';
}

const isArchived = (record: Readable): boolean => Boolean(record?.get('archivedAt'));

interface Archivable {
  archive(id: number, actor: Parameters<PanelDependencies['clients']['archive']>[1]): Promise<void>;
  restore(id: number, actor: Parameters<PanelDependencies['clients']['archive']>[1]): Promise<void>;
}

function archiving(service: Archivable, effects: (id: number) => Promise<Effect[]>): Actions {
  return {
    archive: confirmedAction(({ id, actor }) => service.archive(id, actor), 'Archive', {
      isVisible: (record) => !isArchived(record),
      effects,
      undo: 'restore',
    }),
    restore: confirmedAction(({ id, actor }) => service.restore(id, actor), 'RotateCcw', {
      isVisible: isArchived,
      undo: 'archive',
    }),
  };
}

const toShow: Actions = { new: { after: redirectTo('show') }, edit: { after: redirectTo('show') } };

export function groupActions(dependencies: PanelDependencies): Actions {
  const { groups, unitOfWork, clock } = dependencies;
  return {
    ...toShow,
    startSession: startSessionAction(dependencies),
    addClients: addClientsAction(dependencies),
    ...archiving(groups, (id) => effectsOfGroup(unitOfWork.manager, id, clock.today())),
  };
}

export function coachActions({ coaches, unitOfWork, clock }: PanelDependencies): Actions {
  const effects = (id: number) => effectsOfCoach(unitOfWork.manager, id, clock.today());
  return { ...toShow, ...archiving(coaches, effects) };
}

export function planActions({ plans, unitOfWork, clock }: PanelDependencies): Actions {
  const effects = (id: number) => effectsOfPlan(unitOfWork.manager, id, clock.today());
  return { ...toShow, ...archiving(plans, effects) };
}

/** Ending a running freeze early shows what moves before it is done; one that has not begun can be cancelled. */
export function freezeActions({ lazyDays, clock }: PanelDependencies): Actions {
  const endsLater = (record: Readable): boolean => dayOf(record, 'endDate') >= clock.today();
  const hasBegun = (record: Readable): boolean => dayOf(record, 'startDate') <= clock.today();
  return {
    resume: recordAction({
      icon: 'PlayCircle',
      component: 'ResumeForm',
      isVisible: (record) => endsLater(record) && hasBegun(record),
      read: ({ id, actor }) => lazyDays.previewResume(id, actor),
      write: ({ id, actor }) => lazyDays.resume(id, actor),
    }),
    cancel: recordAction({
      icon: 'XCircle',
      component: 'ResumeForm',
      isVisible: (record) => !hasBegun(record),
      read: ({ id, actor }) => lazyDays.previewCancel(id, actor),
      write: ({ id, actor }) => lazyDays.cancel(id, actor),
    }),
  };
}

export function visitActions({ trainings, unitOfWork }: PanelDependencies): Actions {
  const effects = (id: number) => effectsOfVisit(unitOfWork.manager, id);
  return { undo: confirmedAction(({ id, actor }) => trainings.removeVisit(id, actor), 'RotateCcw', { effects }) };
}

async function readStaffForm({ unitOfWork }: PanelDependencies) {
  const order = { lastName: 'ASC', firstName: 'ASC' } as const;
  const coaches = await unitOfWork.manager.find(Coach, { where: { archivedAt: IsNull() }, order });
  return { coaches: coaches.map((coach) => ({ id: coach.id, name: fullName(coach) })) };
}

export function staffActions(dependencies: PanelDependencies): Actions {
  const { staff, unitOfWork } = dependencies;
  const isDisabled = (record: Readable): boolean => Boolean(record?.get('disabledAt'));
  return {
    new: {
      ...resourceAction({
        component: 'StaffForm',
        icon: 'Plus',
        read: () => readStaffForm(dependencies),
        write: ({ input: { coachId, ...input }, actor }) =>
          staff.invite({ ...input, coachId: parseId(coachId) }, actor),
      }),
      isVisible: ({ currentAdmin }) => mayTake(currentAdmin, 'Staff', 'new'),
    },
    edit: toShow.edit ?? {},
    reset: recordAction({
      icon: 'Key',
      component: 'StaffReset',
      isVisible: (record) => !isDisabled(record),
      write: ({ id, actor }) => staff.resetPassword(id, actor),
    }),
    disable: confirmedAction(({ id, actor }) => staff.disable(id, actor), 'Lock', {
      isVisible: (record) => !isDisabled(record),
      effects: (id) => effectsOfStaff(unitOfWork.manager, id),
      undo: 'enable',
    }),
    enable: confirmedAction(({ id, actor }) => staff.enable(id, actor), 'Unlock', {
      isVisible: isDisabled,
      undo: 'disable',
    }),
  };
}

const LANGUAGE_KEYS = ['ru', 'en'] as const;

/** A text of a reminder as it is typed: what may stand in it and how clients would see it. */
function readText({ config }: PanelDependencies, { input }: ActionCall) {
  const { key, texts } = input as { key: unknown; texts: unknown };
  if (typeof key !== 'string' || !isReminderText(key)) throw new DomainError('not_found');
  const { value } = validate(z.object({ value: reminderTextSchema(key) }), { value: texts });
  const { placeholders } = REMINDER_TEXTS[key];
  const shown = LANGUAGE_KEYS.map((language) => [
    language,
    previewReminder(key, language, config.studioName, value[language]),
  ]);
  return { placeholders, shown: Object.fromEntries(shown) as Record<string, string> };
}

function isReminderText(key: string): key is ReminderTextKey {
  return Object.hasOwn(REMINDER_TEXTS, key);
}

async function readSettings({ settings, unitOfWork }: PanelDependencies) {
  const defaults = Object.fromEntries(SETTING_KEYS.map((key) => [key, SETTINGS[key].initial]));
  return { values: await settings.all(), defaults, changes: await readSettingChanges(unitOfWork.manager) };
}

/** A value while it is typed: refused as it would be when saved, or what it comes to. */
async function checkValue({ unitOfWork }: PanelDependencies, { key, value }: ActionCall['input']) {
  const name = String(key);
  const checked = checkSetting(name, value);
  return { notes: isSettingKey(name) ? await noteSetting(unitOfWork.manager, name, checked) : [] };
}

export function settingActions(dependencies: PanelDependencies): Actions {
  const { settings } = dependencies;
  return {
    list: {
      component: 'SettingsForm',
      hideActionHeader: true,
      showFilter: false,
      handler: async () => ({ records: [], meta: { total: 0, perPage: 1, page: 1 } }),
    },
    values: resourceAction({ read: () => readSettings(dependencies) }),
    check: resourceAction({ write: ({ input }) => checkValue(dependencies, input) }),
    text: resourceAction({ write: (call) => Promise.resolve().then(() => readText(dependencies, call)) }),
    save: resourceAction({
      write: async ({ input, actor }) => {
        // What the form was filled in on; a program that only writes leaves it out.
        const seen = Object.hasOwn(input, 'seen') ? { value: input.seen } : undefined;
        await settings.set(String(input.key), input.value, actor, seen);
        return readSettings(dependencies);
      },
    }),
  };
}

export function tokenActions({ apiTokens, unitOfWork }: PanelDependencies): Actions {
  return {
    new: {
      ...resourceAction({
        component: 'TokenForm',
        icon: 'Plus',
        write: ({ input, actor }) => apiTokens.create(input, actor),
      }),
      isVisible: ({ currentAdmin }) => mayTake(currentAdmin, 'ApiToken', 'new'),
    },
    rotate: recordAction({
      icon: 'RefreshCw',
      component: 'TokenForm',
      isVisible: (record) => !record?.get('revokedAt'),
      write: ({ id, actor }) => apiTokens.rotate(id, actor),
    }),
    revoke: confirmedAction(({ id, actor }) => apiTokens.revoke(id, actor), 'Slash', {
      isVisible: (record) => !record?.get('revokedAt'),
      effects: (id) => effectsOfToken(unitOfWork.manager, id),
    }),
  };
}
