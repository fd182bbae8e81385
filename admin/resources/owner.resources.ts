import { ApiToken } from '../../src/api-tokens/api-token.entity.js';
import { MembershipPlan } from '../../src/plans/membership-plan.entity.js';
import { typedTerm } from '../../src/plans/plan.rules.js';
import { Setting } from '../../src/settings/setting.entity.js';
import { Staff, STAFF_ROLES } from '../../src/staff/staff.entity.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import type { ResourceDefinition } from '../resource-definition.js';
import { archivingAtOnce } from '../lists/bulk-actions.js';
import { ALL_TAB } from '../lists/list-shape.js';
import { STAFF_STATE, tokenState } from '../lists/list-states.js';
import { ARCHIVED_FILTER, ARCHIVED_TABS } from './group.resources.js';

const FREEZE_LIMITS = ['freezeTotalDays', 'freezeMinDays', 'freezeMaxDays', 'freezeMaxCount', 'freezeNoticeDays'];

/** A line below the field says what it means: the resource's word `<name>Hint`. */
function hinted(name: string): { description: string } {
  return { description: `${name}Hint` };
}

export function planResource({ plans }: PanelDependencies): ResourceDefinition {
  const numbers = ['durationDays', 'durationMonths', 'visitLimit', ...FREEZE_LIMITS];
  return {
    entity: MembershipPlan,
    navigation: 'owner',
    title: 'name',
    list: ['name', 'terms', 'price', 'freezes'],
    show: ['name', 'terms', 'price', 'freezes', 'archivedAt'],
    filter: ['name', 'price', 'durationMonths', 'visitLimit', 'isTrial', 'freezeAllowed'],
    lists: {
      tabs: ARCHIVED_TABS,
      search: 'name',
      exported: ['name', 'price', 'durationMonths', 'durationDays', 'visitLimit', 'isTrial', 'freezeAllowed'],
      bulk: archivingAtOnce('MembershipPlan', plans),
    },
    edit: [
      'name',
      'price',
      'durationMonths',
      'durationDays',
      'visitLimit',
      'isTrial',
      'freezeAllowed',
      ...FREEZE_LIMITS,
    ],
    hidden: ['durationDays'],
    sort: { sortBy: 'name', direction: 'asc' },
    virtual: {
      archived: ARCHIVED_FILTER,
      // As it is typed: of a plan sold by months the column holds only an approximate length.
      durationDays: { value: (row) => typedTerm(row as unknown as MembershipPlan).durationDays },
      terms: { sortColumn: 'durationDays' },
      freezes: {},
    },
    properties: {
      name: { isRequired: true },
      price: { isRequired: true },
      terms: { components: { list: 'PlanTerms', show: 'PlanTerms' } },
      freezes: { components: { list: 'PlanFreezes', show: 'PlanFreezes' } },
      ...Object.fromEntries(['isTrial', ...numbers].map((name) => [name, hinted(name)])),
      freezeAllowed: { ...hinted('freezeAllowed'), components: { edit: 'CheckedAtFirst' } },
      durationDays: { ...hinted('durationDays'), props: { type: 'number', step: 1 } },
    },
    gateway: {
      fields: {
        name: 'keep',
        price: 'keep',
        isTrial: 'boolean',
        freezeAllowed: 'boolean',
        ...Object.fromEntries(numbers.map((name) => [name, 'number' as const])),
      },
      create: (input, actor) => plans.create(input, actor),
      update: (id, input, actor, version) => plans.update(id, input, actor, version),
    },
  };
}

/** A person is invited by an action of its own, which shows the first password once. */
export function staffResource({ staff }: PanelDependencies): ResourceDefinition {
  return {
    entity: Staff,
    navigation: 'owner',
    title: 'name',
    list: ['name', 'email', 'role', 'coachId', 'lastLoginAt', 'disabledAt'],
    show: ['name', 'email', 'role', 'coachId', 'disabledAt', 'oneTimeUntil', 'lastLoginAt', 'createdAt'],
    filter: ['email', 'role', 'coachId', 'lastLoginAt'],
    lists: {
      tabs: { path: 'state', values: ['working', 'disabled'] },
      search: 'name',
      bulk: [
        {
          name: 'disable',
          right: { resource: 'Staff', action: 'disable' },
          onTabs: [ALL_TAB, 'working'],
          run: (id, { actor }) => staff.disable(id, actor),
        },
      ],
    },
    edit: ['name', 'email', 'role', 'coachId'],
    hidden: ['passwordHash', 'sessionEpoch'],
    enums: { role: STAFF_ROLES },
    sort: { sortBy: 'name', direction: 'asc' },
    virtual: { state: STAFF_STATE },
    properties: {
      name: { isRequired: true },
      email: { isRequired: true, props: { type: 'email', autoComplete: 'off' } },
      role: { isRequired: true, ...hinted('role') },
      coachId: hinted('coachId'),
    },
    gateway: {
      fields: { name: 'keep', email: 'keep', role: 'keep', coachId: 'number' },
      update: (id, input, actor, version) => staff.update(id, input, actor, version),
    },
  };
}

/** The rows keep only what differs from a default, so the page lists the settings themselves. */
export function settingResource(): ResourceDefinition {
  return { entity: Setting, navigation: 'owner', title: 'key', list: ['key'], hidden: ['value'] };
}

/** Made by an action of its own, which shows the token once; nothing else of it can be changed but its end. */
export function tokenResource({ clock }: PanelDependencies): ResourceDefinition {
  const list = ['name', 'scopes', 'last4', 'state', 'lastUsedAt', 'expiresAt', 'createdAt'];
  return {
    entity: ApiToken,
    navigation: 'owner',
    title: 'name',
    sort: { sortBy: 'id', direction: 'desc' },
    list,
    show: [...list, 'revokedAt'],
    filter: ['last4', 'lastUsedAt', 'expiresAt', 'createdAt'],
    lists: { tabs: { path: 'state', values: ['valid', 'outlived', 'revoked'] }, search: 'name' },
    virtual: { state: tokenState(clock) },
    exact: ['last4'],
    hidden: ['hash'],
    properties: {
      scopes: { components: { list: 'TokenScopes', show: 'TokenScopes' } },
    },
  };
}
