import { FAILURES, failedSince, unreadFailure } from '../../src/deliveries/failed-messages.queries.js';
import type { Clock } from '../../src/lib/clock.js';
import { searchByClient } from '../resources/people-search.js';
import { ROW, type VirtualProperty } from '../resource-definition.js';
import { stateProperty } from './list-parts.js';

const NOT_REFUNDED = `${ROW}.refundDate IS NULL`;

/** Tabs of memberships. Running, upcoming, ended and refunded add up to all; owing is a part of them. */
export function membershipState(clock: Clock): VirtualProperty {
  return stateProperty(
    {
      running: `${NOT_REFUNDED} AND ${ROW}.startDate <= :stateToday AND ${ROW}.endDate >= :stateToday`,
      upcoming: `${NOT_REFUNDED} AND ${ROW}.startDate > :stateToday AND ${ROW}.endDate >= :stateToday`,
      // One that was removed or moved away may have no day left.
      ended: `${NOT_REFUNDED} AND ${ROW}.endDate < :stateToday`,
      owing: `${ROW}.owedAmount > 0`,
      refunded: `${ROW}.refundDate IS NOT NULL`,
    },
    () => ({ stateToday: clock.today() }),
  );
}

export function freezeState(clock: Clock): VirtualProperty {
  return stateProperty(
    {
      running: `${ROW}.startDate <= :stateToday AND ${ROW}.endDate >= :stateToday`,
      upcoming: `${ROW}.startDate > :stateToday`,
      past: `${ROW}.endDate < :stateToday`,
    },
    () => ({ stateToday: clock.today() }),
  );
}

export function sessionState(clock: Clock): VirtualProperty {
  return stateProperty(
    {
      today: `${ROW}.cancelledAt IS NULL AND ${ROW}.date = :stateToday`,
      upcoming: `${ROW}.cancelledAt IS NULL AND ${ROW}.date > :stateToday`,
      past: `${ROW}.cancelledAt IS NULL AND ${ROW}.date < :stateToday`,
      cancelled: `${ROW}.cancelledAt IS NOT NULL`,
    },
    () => ({ stateToday: clock.today() }),
  );
}

/** Waiting, sent, undelivered and dropped add up to all; `attention` is what the first page counts. */
export function messageState(clock: Clock): VirtualProperty {
  const oneOf = (statuses: readonly string[]): string =>
    `${ROW}.status IN (${statuses.map((status) => `'${status}'`).join(', ')})`;
  return stateProperty(
    {
      attention: unreadFailure(ROW),
      waiting: oneOf(['pending', 'claimed', 'sending']),
      sent: oneOf(['sent']),
      undelivered: oneOf(FAILURES),
      dropped: oneOf(['cancelled', 'expired']),
    },
    () => ({ failedSince: failedSince(clock.now()) }),
  );
}

export const STAFF_STATE = stateProperty(
  { working: `${ROW}.disabledAt IS NULL`, disabled: `${ROW}.disabledAt IS NOT NULL` },
  () => ({}),
);

/** An outlived token has ended by itself. The three add up to all. */
export function tokenState(clock: Clock): VirtualProperty {
  const isOver = `${ROW}.expiresAt IS NOT NULL AND ${ROW}.expiresAt <= :stateNow`;
  return stateProperty(
    {
      valid: `${ROW}.revokedAt IS NULL AND (${ROW}.expiresAt IS NULL OR ${ROW}.expiresAt > :stateNow)`,
      outlived: `${ROW}.revokedAt IS NULL AND ${isOver}`,
      revoked: `${ROW}.revokedAt IS NOT NULL`,
    },
    () => ({ stateNow: clock.now() }),
    ({ revokedAt, expiresAt }) => {
      if (revokedAt) return 'revoked';
      return expiresAt instanceof Date && expiresAt <= clock.now() ? 'outlived' : 'valid';
    },
  );
}

/** Records of a client are found by the client's name or phone. */
export const OF_CLIENT: VirtualProperty = { filter: (query, text) => searchByClient(query, text) };
