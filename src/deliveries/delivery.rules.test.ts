import { describe, expect, it } from '@jest/globals';
import { backOffMs, decideBegin, settle, type BeginFacts, type LeasedDelivery } from './delivery.rules.js';

const NOW = new Date('2026-03-10T06:00:00Z');
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

const claimed: LeasedDelivery = {
  status: 'claimed',
  leaseToken: 'mine',
  leaseUntil: later(60),
  attempts: 0,
  deliveryClass: 'bulk',
  chatId: '5',
  expiresAt: null,
  resentAt: null,
};
const client = { telegramId: '5', telegramState: 'ok', isArchived: false, hasOptedOut: false } as const;
const facts: BeginFacts = { broadcastStatus: 'running', client, isBulkPaused: false };

describe('whether a message may be begun', () => {
  it.each<[string, Partial<LeasedDelivery>, Partial<BeginFacts>, unknown]>([
    ['claimed by this worker', {}, {}, 'begin'],
    ['to somebody who is no client', { deliveryClass: 'invitation' }, { client: null, broadcastStatus: null }, 'begin'],
    ['being sent already', { status: 'sending' }, {}, 'begun'],
    [
      'being sent already, whatever has happened since',
      { status: 'sending' },
      { broadcastStatus: 'cancelled' },
      'begun',
    ],
    ['claimed by another', { leaseToken: 'other' }, {}, 'drop'],
    ['claimed too long ago', { leaseUntil: NOW }, {}, 'drop'],
    ['begun too long ago', { status: 'sending', leaseUntil: NOW }, {}, 'drop'],
    ['sent', { status: 'sent' }, {}, 'drop'],
    ['in its last second', { expiresAt: later(1) }, {}, 'begin'],
    ['over', { expiresAt: NOW }, {}, 'expire'],
    ['of a paused broadcast', {}, { broadcastStatus: 'paused' }, 'wait'],
    ['of a cancelled broadcast', {}, { broadcastStatus: 'cancelled' }, { cancel: 'broadcast_cancelled' }],
    ['bulk while Telegram asks to wait', {}, { isBulkPaused: true }, 'wait'],
    ['urgent while Telegram asks to wait', { deliveryClass: 'invitation' }, { isBulkPaused: true }, 'begin'],
    ['to an archived client', {}, { client: { ...client, isArchived: true } }, { cancel: 'client_archived' }],
    ['to who blocked the bot', {}, { client: { ...client, telegramState: 'blocked' } }, { cancel: 'client_blocked' }],
    ['to who is gone', {}, { client: { ...client, telegramState: 'gone' } }, { cancel: 'client_gone' }],
    ['to a chat that is another’s now', {}, { client: { ...client, telegramId: '6' } }, { cancel: 'chat_changed' }],
    ['to who wants no more of them', {}, { client: { ...client, hasOptedOut: true } }, { cancel: 'opted_out' }],
    ['a reminder to them', { deliveryClass: 'reminder' }, { client: { ...client, hasOptedOut: true } }, 'begin'],
  ])('%s', (_, row, more, expected) => {
    expect(decideBegin({ ...claimed, ...row }, 'mine', NOW, { ...facts, ...more })).toEqual(expected);
  });
});

describe('a report', () => {
  const sending: LeasedDelivery = { ...claimed, status: 'sending', attempts: 1 };
  const report = { id: 1, leaseToken: 'mine' };

  it.each(['pending', 'claimed', 'sent', 'blocked', 'gone', 'failed', 'cancelled', 'expired'] as const)(
    'changes nothing of a message that is %s',
    (status) => {
      expect(settle({ ...sending, status }, { ...report, outcome: 'failed' }, NOW)).toBeNull();
    },
  );

  it('says when an invitation of unknown outcome is sent once more, and that a broadcast is not', () => {
    const unknown = { ...report, outcome: 'unknown' } as const;
    expect(settle({ ...sending, deliveryClass: 'invitation' }, unknown, NOW)?.leaseUntil).toEqual(later(600));
    expect(settle(sending, unknown, NOW)?.leaseUntil).toBeNull();
    const again = { ...sending, deliveryClass: 'invitation', resentAt: NOW } as const;
    expect(settle(again, unknown, NOW)?.leaseUntil).toBeNull();
  });

  it('of a wait is no attempt and takes the lease away', () => {
    expect(settle(sending, { ...report, outcome: 'flood', retryAfter: 7 }, NOW)).toMatchObject({
      status: 'pending',
      dueAt: later(8),
      attemptsTaken: -1,
      keepsLease: false,
    });
  });

  it('of nothing sent is tried again later and later, at most a minute', () => {
    expect([1, 2, 3, 6, 7, 50].map((attempts) => backOffMs(attempts) / 1000)).toEqual([1, 2, 4, 32, 60, 60]);
  });
});
