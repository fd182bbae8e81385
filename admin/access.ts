import type { CurrentAdmin } from 'adminjs';
import type { StaffRole } from '../src/staff/staff.entity.js';
import { isPanelUser } from './panel-user.js';

/** Every action that some role may take; an action or a resource that is not here is closed to everyone. */
const SEE = ['list', 'show', 'search', 'summary', 'views', 'saveView', 'removeView'] as const;
/** What is in a list may leave it as a file, and be changed at once with what each of its records allows. */
const READ = [...SEE, 'export', 'bulk'] as const;
/** Whoever edits is told who else did. */
const WRITE = [...READ, 'new', 'edit', 'changes'] as const;
const ARCHIVE = ['archive', 'restore'] as const;

/** Who came: also a coach's work, in the sessions that are theirs. */
const ATTENDANCE = ['week', 'roster', 'mark', 'markAll', 'close', 'reopen'] as const;

/** What becomes of a broadcast. */
const SENDING = [
  ...['form', 'draft', 'progress', 'recipients'],
  ...['start', 'test', 'pause', 'resume', 'resend', 'cancel'],
] as const;

/** What only the owner does with a sale. */
const CORRECT = [
  ...['change', 'undoChange', 'remove', 'undoRemoval'],
  ...['transfer', 'undoTransfer', 'refund', 'undoRefund', 'removeInstalment'],
] as const;

type Rights = Readonly<Record<string, readonly string[]>>;

const MANAGER: Rights = {
  Client: [...WRITE, 'find', 'card', 'history', 'renew', 'freeze', 'visit', 'message', 'linkTelegram', 'removePhoto'],
  Payment: [...READ, 'details', 'pay'],
  LazyDays: [...READ, 'resume', 'cancel'],
  Closure: [...READ, 'new', 'undo'],
  Training: [...READ, 'new', 'undo'],
  Group: [...WRITE, 'startSession', 'addClients'],
  GroupTraining: [...WRITE, ...ATTENDANCE, 'invite', 'substitute', 'cancel'],
  Coach: WRITE,
  Invitation: READ,
  Broadcast: [...WRITE, ...SENDING],
  Delivery: [...READ, 'resolve'],
  MembershipPlan: ['search', 'show'],
  Staff: ['search'],
};

const OWNER: Rights = {
  ...MANAGER,
  Client: [...(MANAGER.Client ?? []), ...ARCHIVE, 'erase', 'declineErasure', 'exportData'],
  Payment: [...READ, 'details', 'pay', ...CORRECT],
  Group: [...(MANAGER.Group ?? []), ...ARCHIVE],
  Coach: [...WRITE, ...ARCHIVE],
  MembershipPlan: [...WRITE, ...ARCHIVE],
  Staff: [...WRITE, 'disable', 'enable', 'reset', 'endSessions', 'resetTotp'],
  Setting: ['list', 'values', 'text', 'check', 'save'],
  AuditEntry: [...READ, 'undoRemoval'],
  ApiToken: [...READ, 'new', 'rotate', 'revoke'],
  ImportBatch: [...READ, 'new', 'undo'],
};

/** Of their own groups only: the rows are narrowed by `coachScope` of each resource. */
const COACH: Rights = {
  Client: [...SEE, 'find', 'card', 'visit'],
  Group: SEE,
  GroupTraining: [...SEE, ...ATTENDANCE],
  Training: [...SEE, 'new', 'undo'],
};

const RIGHTS: Record<StaffRole, Rights> = { owner: OWNER, manager: MANAGER, coach: COACH };

/**
 * Whether a role may take an action. Synchronous on purpose: AdminJS takes a promise for "yes".
 * Rules that depend on the record or the amount are the services' own.
 */
export function isAllowed(role: StaffRole, resourceId: string, action: string): boolean {
  const rights = RIGHTS[role];
  return Object.hasOwn(rights, resourceId) && (rights[resourceId]?.includes(action) ?? false);
}

export function mayTake(admin: CurrentAdmin | undefined, resourceId: string, action: string): boolean {
  return isPanelUser(admin) && isAllowed(admin.role, resourceId, action);
}

/** Coaches see what belongs to their own groups; the others see the studio. */
export function seesAll(role: StaffRole): boolean {
  return role !== 'coach';
}

/** Versions, jobs and failures are for whoever runs the studio. */
export function seesSystem(role: StaffRole): boolean {
  return role === 'owner';
}

/** Sums of money and the studio's figures are the business of owner and managers. */
export function seesMoney(role: StaffRole): boolean {
  return role !== 'coach';
}
