import { mayTake } from '../access.js';
import { confirmedAction, recordAction, resourceAction, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { redirectTo } from './client.actions.js';

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

function archiving(service: Archivable): Actions {
  return {
    archive: confirmedAction(
      ({ id, actor }) => service.archive(id, actor),
      'Archive',
      (record) => !isArchived(record),
    ),
    restore: confirmedAction(({ id, actor }) => service.restore(id, actor), 'RotateCcw', isArchived),
  };
}

const toShow: Actions = { new: { after: redirectTo('show') }, edit: { after: redirectTo('show') } };

export function groupActions({ groups }: PanelDependencies): Actions {
  return { ...toShow, ...archiving(groups) };
}

export function coachActions({ coaches }: PanelDependencies): Actions {
  return { ...toShow, ...archiving(coaches) };
}

export function planActions({ plans }: PanelDependencies): Actions {
  return { ...toShow, ...archiving(plans) };
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
      read: ({ id }) => lazyDays.previewResume(id),
      write: ({ id, actor }) => lazyDays.resume(id, actor),
    }),
    cancel: confirmedAction(
      ({ id, actor }) => lazyDays.cancel(id, actor),
      'XCircle',
      (record) => !hasBegun(record),
    ),
  };
}

export function sessionActions({ trainings }: PanelDependencies): Actions {
  const isPlanned = (record: Readable): boolean => !record?.get('cancelledAt');
  return {
    ...toShow,
    cancel: confirmedAction(({ id, actor }) => trainings.cancelSession(id, actor), 'XCircle', isPlanned),
  };
}

export function visitActions({ trainings }: PanelDependencies): Actions {
  return { undo: confirmedAction(({ id, actor }) => trainings.removeVisit(id, actor), 'RotateCcw') };
}

export function staffActions({ staff }: PanelDependencies): Actions {
  const isDisabled = (record: Readable): boolean => Boolean(record?.get('disabledAt'));
  return {
    ...toShow,
    disable: confirmedAction(
      ({ id, actor }) => staff.disable(id, actor),
      'Lock',
      (record) => !isDisabled(record),
    ),
    enable: confirmedAction(({ id, actor }) => staff.enable(id, actor), 'Unlock', isDisabled),
  };
}

export function settingActions({ settings }: PanelDependencies): Actions {
  return {
    list: {
      component: 'SettingsForm',
      hideActionHeader: true,
      showFilter: false,
      handler: async () => ({ records: [], meta: { total: 0, perPage: 1, page: 1 } }),
    },
    values: resourceAction({ read: () => settings.all() }),
    save: resourceAction({
      write: async ({ input, actor }) => {
        await settings.set(String(input.key), input.value, actor);
        return settings.all();
      },
    }),
  };
}

export function tokenActions({ apiTokens }: PanelDependencies): Actions {
  return {
    new: {
      ...resourceAction({
        component: 'TokenForm',
        icon: 'Plus',
        write: ({ input, actor }) => apiTokens.create(input, actor),
      }),
      isVisible: ({ currentAdmin }) => mayTake(currentAdmin, 'ApiToken', 'new'),
    },
    revoke: confirmedAction(
      ({ id, actor }) => apiTokens.revoke(id, actor),
      'Slash',
      (record) => !record?.get('revokedAt'),
    ),
  };
}
