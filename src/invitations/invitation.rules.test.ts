import { describe, expect, it } from '@jest/globals';
import { invitationExpiry, isOpen } from './invitation.rules.js';

const at = (time: string) => new Date(`2026-03-10T${time}Z`);

describe('an invitation', () => {
  it.each([
    ['to a session that begins now works an hour', '10:00:00', '10:00:00', '11:00:00'],
    ['to a session that begins within the hour works the whole hour', '10:00:00', '10:30:00', '11:00:00'],
    ['sent in the morning for the evening works until the session begins', '10:00:00', '18:00:00', '18:00:00'],
    ['to a session that has begun works an hour from when it was sent', '10:00:00', '09:00:00', '11:00:00'],
  ])('%s', (_, sent, starts, expires) => {
    expect(invitationExpiry(at(sent), at(starts), 60)).toEqual(at(expires));
  });

  it('is open until the very moment it expires, and may be answered anew as long', () => {
    const expiresAt = at('11:00:00');
    for (const status of ['sent', 'accepted', 'declined'] as const) {
      expect(isOpen({ status, expiresAt }, at('10:59:59.999'))).toBe(true);
      expect(isOpen({ status, expiresAt }, expiresAt)).toBe(false);
    }
    expect(isOpen({ status: 'expired', expiresAt }, at('10:00:00'))).toBe(false);
  });
});
