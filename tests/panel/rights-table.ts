import type { StaffRole } from '../../src/staff/staff.entity.js';

/**
 * Who may do what, written down from the rules of the studio (docs/rules.md, "People and rights") and from nothing of the
 * code: the reception (`desk`: owner and managers) works with clients, money, groups and messages; a coach sees what
 * belongs to the own groups and marks who came; only the owner archives, refunds, corrects, and sees staff, settings,
 * tokens, the audit log and the system. Nobody deletes.
 */
export type Allowed = 'everyone' | 'desk' | 'owner' | 'nobody';

type Rows = Partial<Record<Allowed, string>>;

/** A list, its tabs and sums, one's own views of it, its records. */
const SEE = 'list show search summary views saveView removeView';
const NEVER = 'delete bulkDelete';

/** Each action of AdminJS and of ours, by resource; `everyone` is narrowed to a coach's own groups. */
const ACTIONS: Readonly<Record<string, Rows>> = {
  Client: {
    everyone: `${SEE} find card visit`,
    desk: 'bulk new edit changes history renew freeze message linkTelegram removePhoto',
    owner: 'archive restore erase declineErasure exportData',
    nobody: NEVER,
  },
  Payment: {
    desk: `${SEE} bulk details pay`,
    owner: 'change undoChange remove undoRemoval transfer undoTransfer refund undoRefund removeInstalment',
    nobody: `new edit ${NEVER}`,
  },
  LazyDays: { desk: `${SEE} bulk resume cancel`, nobody: `new edit ${NEVER}` },
  Closure: { desk: `${SEE} bulk new undo`, nobody: `edit ${NEVER}` },
  Training: { everyone: `${SEE} new undo`, desk: 'bulk', nobody: `edit ${NEVER}` },
  Group: {
    everyone: SEE,
    desk: 'bulk new edit changes startSession addClients',
    owner: 'archive restore',
    nobody: NEVER,
  },
  GroupTraining: {
    everyone: `${SEE} week roster mark markAll close reopen`,
    desk: 'bulk new edit changes invite substitute cancel',
    nobody: NEVER,
  },
  Coach: { desk: `${SEE} bulk new edit changes`, owner: 'archive restore', nobody: NEVER },
  Invitation: { desk: `${SEE} bulk`, nobody: `new edit ${NEVER}` },
  Broadcast: {
    desk: `${SEE} bulk new edit form draft progress recipients start test pause resume resend cancel`,
    nobody: NEVER,
  },
  Delivery: { desk: `${SEE} bulk resolve`, nobody: `new edit ${NEVER}` },
  // A sale names its plan, so the reception finds plans; what they cost and allow is the owner's to set.
  MembershipPlan: {
    desk: 'search show',
    owner: 'list summary views saveView removeView bulk new edit changes archive restore',
    nobody: NEVER,
  },
  // "Sold by" is a filter of the reception's lists: it finds staff by name, and sees nothing of their accounts.
  Staff: {
    desk: 'search',
    owner:
      'list show summary views saveView removeView bulk new edit changes disable enable reset endSessions resetTotp',
    nobody: NEVER,
  },
  Setting: {
    owner: 'list values text check save',
    nobody: `show search summary views saveView removeView bulk new edit ${NEVER}`,
  },
  AuditEntry: { owner: `${SEE} bulk undoRemoval`, nobody: `new edit ${NEVER}` },
  ApiToken: { owner: `${SEE} bulk new rotate revoke`, nobody: `edit ${NEVER}` },
  ImportBatch: { owner: `${SEE} bulk new undo`, nobody: `edit ${NEVER}` },
};

/** Whose lists may leave the panel as a file. */
export const EXPORTS: Readonly<Record<string, Allowed>> = {
  ...Object.fromEntries(Object.keys(ACTIONS).map((resource) => [resource, 'desk'] as const)),
  ...{ MembershipPlan: 'owner', Staff: 'owner', Setting: 'nobody' },
  ...{ AuditEntry: 'owner', ApiToken: 'owner', ImportBatch: 'owner' },
};

/** What AdminJS serves besides resources. */
export const PAGES: Readonly<Record<string, Allowed>> = { dashboard: 'desk', system: 'owner', account: 'everyone' };

/** Addresses of our own behind the login. */
export const ROUTES: Readonly<Record<string, Allowed>> = {
  // Of a client whom the person may see.
  'GET /photos/:clientId': 'everyone',
  'POST /photos/:clientId': 'desk',
  'GET /api/session': 'everyone',
  'POST /clients/:id/personal-data': 'owner',
  'POST /broadcasts/:id/photo': 'desk',
  'GET /broadcasts/:id/photo': 'desk',
  'GET /broadcasts/:id/call-list.csv': 'desk',
  // Of one's own account, and of no other.
  'POST /profile/name': 'everyone',
  'POST /profile/password': 'everyone',
  // Of clients here; each list by itself is in `EXPORTS`.
  'POST /lists/:resource/export': 'desk',
  'POST /imports/preview': 'owner',
  'POST /imports/issues': 'owner',
  'POST /imports/commit': 'owner',
};

/** Open to people without a login. */
export const OPEN_ROUTES: readonly string[] = [
  ...['GET /login', 'POST /login', 'GET /login/code', 'POST /login/code'],
  ...['POST /logout', 'GET /logout'],
];

const ROLES: Readonly<Record<Allowed, readonly StaffRole[]>> = {
  everyone: ['owner', 'manager', 'coach'],
  desk: ['owner', 'manager'],
  owner: ['owner'],
  nobody: [],
};

export function isAllowedTo(role: StaffRole, allowed: Allowed): boolean {
  return ROLES[allowed].includes(role);
}

/** `[resource, action, who]` of the whole table. */
export const RIGHTS: readonly (readonly [resource: string, action: string, allowed: Allowed])[] = Object.entries(
  ACTIONS,
).flatMap(([resource, rows]) =>
  Object.entries(rows).flatMap(([allowed, actions]) =>
    actions.split(' ').map((action) => [resource, action, allowed as Allowed] as const),
  ),
);
