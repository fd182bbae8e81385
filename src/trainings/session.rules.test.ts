import { describe, expect, it } from '@jest/globals';
import { mayMark, mayReopen, sessionEnd } from './session.rules.js';

const closedAt = new Date('2026-03-10T10:00:00Z');
const later = (minutes: number) => new Date(closedAt.getTime() + minutes * 60_000);

describe('a session', () => {
  it('is over after the minutes of its group', () => {
    expect(sessionEnd({ startsAt: closedAt }, 90)).toEqual(later(90));
  });

  it('can be opened again for two hours, the last moment included', () => {
    expect(mayReopen(closedAt, later(120))).toBe(true);
    expect(mayReopen(closedAt, later(120.001))).toBe(false);
  });
});

describe('a mark', () => {
  const coach = { isStudio: false, closedAt, now: later(1) };
  it('is free while the session is open', () => {
    expect(mayMark({ ...coach, closedAt: null, came: true })).toBe(true);
  });

  it('on a closed session is the studio’s, but a coach may take one back for two hours', () => {
    expect(mayMark({ ...coach, isStudio: true, came: true, now: later(9999) })).toBe(true);
    expect(mayMark({ ...coach, came: true })).toBe(false);
    expect(mayMark({ ...coach, came: false })).toBe(true);
    expect(mayMark({ ...coach, came: false, now: later(121) })).toBe(false);
  });
});
