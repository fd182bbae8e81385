import { ApiToken } from '../../src/api-tokens/api-token.entity.js';
import { ACTOR_KINDS, AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { MembershipPlan } from '../../src/plans/membership-plan.entity.js';
import { Setting } from '../../src/settings/setting.entity.js';
import { Staff, STAFF_ROLES } from '../../src/staff/staff.entity.js';
import { AUDIT_ACTIONS, AUDIT_ENTITIES } from '../audit-codes.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import type { ResourceDefinition } from '../resource-definition.js';
import { ARCHIVED_FILTER } from './group.resources.js';

export function planResource({ plans }: PanelDependencies): ResourceDefinition {
  const freezeLimits = ['freezeTotalDays', 'freezeMinDays', 'freezeMaxDays', 'freezeMaxCount', 'freezeNoticeDays'];
  return {
    entity: MembershipPlan,
    navigation: 'owner',
    title: 'name',
    list: ['name', 'durationDays', 'price', 'visitLimit', 'freezeAllowed'],
    show: ['name', 'durationDays', 'price', 'visitLimit', 'freezeAllowed', ...freezeLimits, 'archivedAt'],
    filter: ['name', 'archived'],
    edit: ['name', 'durationDays', 'price', 'visitLimit', 'freezeAllowed', ...freezeLimits],
    sort: { sortBy: 'name', direction: 'asc' },
    virtual: { archived: ARCHIVED_FILTER },
    properties: { name: { isRequired: true }, durationDays: { isRequired: true }, price: { isRequired: true } },
    gateway: {
      fields: {
        name: 'keep',
        durationDays: 'number',
        price: 'keep',
        visitLimit: 'number',
        freezeAllowed: 'boolean',
        ...Object.fromEntries(freezeLimits.map((name) => [name, 'number' as const])),
      },
      create: (input, actor) => plans.create(input, actor),
      update: (id, input, actor, version) => plans.update(id, input, actor, version),
    },
  };
}

export function staffResource({ staff }: PanelDependencies): ResourceDefinition {
  return {
    entity: Staff,
    navigation: 'owner',
    title: 'name',
    list: ['name', 'email', 'role', 'disabledAt', 'lastLoginAt'],
    show: ['name', 'email', 'role', 'coachId', 'disabledAt', 'lastLoginAt', 'createdAt'],
    filter: ['name', 'email', 'role'],
    edit: ['name', 'email', 'role', 'coachId', 'password'],
    hidden: ['passwordHash', 'sessionEpoch'],
    enums: { role: STAFF_ROLES },
    sort: { sortBy: 'name', direction: 'asc' },
    virtual: { password: {} },
    properties: {
      name: { isRequired: true },
      email: { isRequired: true, props: { type: 'email', autoComplete: 'off' } },
      role: { isRequired: true },
      password: {
        type: 'password',
        isVisible: { edit: true, list: false, show: false, filter: false },
        props: { autoComplete: 'new-password' },
      },
    },
    gateway: {
      fields: { name: 'keep', email: 'keep', role: 'keep', coachId: 'number', password: 'keep' },
      create: (input, actor) => staff.create(input, actor),
      update: (id, input, actor, version) => staff.update(id, input, actor, version),
    },
  };
}

/** The rows keep only what differs from a default, so the page lists the settings themselves. */
export function settingResource(): ResourceDefinition {
  return { entity: Setting, navigation: 'owner', title: 'key', list: ['key'], hidden: ['value'] };
}

/** Made by an action of its own, which shows the token once; nothing else of it can be changed but its end. */
export function tokenResource(): ResourceDefinition {
  return {
    entity: ApiToken,
    navigation: 'owner',
    title: 'name',
    sort: { sortBy: 'id', direction: 'desc' },
    list: ['name', 'scopes', 'last4', 'lastUsedAt', 'revokedAt', 'createdAt'],
    filter: ['name'],
    hidden: ['hash'],
  };
}

export function auditResource(): ResourceDefinition {
  return {
    entity: AuditEntry,
    navigation: 'owner',
    title: 'action',
    sort: { sortBy: 'id', direction: 'desc' },
    list: ['at', 'actorName', 'action', 'entity', 'entityId'],
    show: ['at', 'actorKind', 'actorName', 'action', 'entity', 'entityId', 'before', 'after'],
    filter: ['at', 'actorKind', 'actorName', 'action', 'entity', 'entityId'],
    enums: { actorKind: ACTOR_KINDS, action: AUDIT_ACTIONS, entity: AUDIT_ENTITIES },
    properties: {
      before: { components: { show: 'ChangedFields' } },
      after: { components: { show: 'ChangedFields' } },
    },
  };
}
