import { describe, expect, it } from '@jest/globals';
import { isAllowed, mayTake } from './access.js';

describe('rights in the panel', () => {
  const matrix: [resource: string, action: string, roles: string][] = [
    ['Client', 'list', 'owner manager coach'],
    ['Client', 'new', 'owner manager'],
    ['Client', 'edit', 'owner manager'],
    ['Client', 'renew', 'owner manager'],
    ['Client', 'freeze', 'owner manager'],
    ['Client', 'visit', 'owner manager coach'],
    ['Client', 'find', 'owner manager coach'],
    ['Client', 'message', 'owner manager'],
    ['Client', 'history', 'owner manager'],
    ['Delivery', 'resolve', 'owner manager'],
    ['Client', 'archive', 'owner'],
    ['Client', 'restore', 'owner'],
    ['Payment', 'list', 'owner manager'],
    ['Payment', 'pay', 'owner manager'],
    ['Payment', 'details', 'owner manager'],
    ['Payment', 'edit', ''],
    ...['change', 'undoChange', 'remove', 'undoRemoval', 'transfer', 'undoTransfer', 'refund', 'removeInstalment'].map(
      (action): [string, string, string] => ['Payment', action, 'owner'],
    ),
    ['AuditEntry', 'undoRemoval', 'owner'],
    ['LazyDays', 'resume', 'owner manager'],
    ['LazyDays', 'cancel', 'owner manager'],
    ['Closure', 'new', 'owner manager'],
    ['Closure', 'undo', 'owner manager'],
    ['Client', 'linkTelegram', 'owner manager'],
    ['Client', 'erase', 'owner'],
    ['Client', 'declineErasure', 'owner'],
    ['Group', 'startSession', 'owner manager'],
    ['Group', 'addClients', 'owner manager'],
    ...['list', 'new', 'undo'].map((action): [string, string, string] => ['ImportBatch', action, 'owner']),
    ['ImportBatch', 'edit', ''],
    ...['week', 'roster', 'mark', 'markAll', 'close', 'reopen'].map((action): [string, string, string] => [
      'GroupTraining',
      action,
      'owner manager coach',
    ]),
    ...['invite', 'cancel', 'edit', 'substitute'].map((action): [string, string, string] => [
      'GroupTraining',
      action,
      'owner manager',
    ]),
    ...['list', 'new', 'edit', 'start', 'test', 'pause', 'resume', 'resend', 'cancel', 'recipients'].map(
      (action): [string, string, string] => ['Broadcast', action, 'owner manager'],
    ),
    ['Delivery', 'list', 'owner manager'],
    ['Setting', 'text', 'owner'],
    ['Group', 'edit', 'owner manager'],
    ['Group', 'archive', 'owner'],
    ['Staff', 'list', 'owner'],
    ['Staff', 'edit', 'owner'],
    ['Setting', 'save', 'owner'],
    ['AuditEntry', 'list', 'owner'],
    ['ApiToken', 'new', 'owner'],
    ['MembershipPlan', 'edit', 'owner'],
  ];

  it.each(matrix)('%s: %s is for %s', (resource, action, roles) => {
    const allowed = (['owner', 'manager', 'coach'] as const).filter((role) => isAllowed(role, resource, action));
    expect(allowed.join(' ')).toBe(roles);
  });

  it('opens no delete, no unknown action and no unknown resource to anyone', () => {
    for (const role of ['owner', 'manager', 'coach'] as const) {
      for (const action of ['delete', 'bulkDelete', 'toString', '']) {
        expect(isAllowed(role, 'Client', action)).toBe(false);
      }
      expect(isAllowed(role, 'constructor', 'list')).toBe(false);
    }
  });

  it('opens nothing to a visitor without a login', () => {
    expect(mayTake(undefined, 'Client', 'list')).toBe(false);
    expect(mayTake({ email: 'x@example.com' }, 'Client', 'list')).toBe(false);
  });
});
