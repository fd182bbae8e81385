import { describe, expect, it } from '@jest/globals';
import { FULL_SPEED, quietUntil, slowDown, speedUp } from './pace.rules.js';

const at = (time: string): Date => new Date(`2026-03-10T${time}Z`);

describe('the rate of bulk messages', () => {
  it('falls by three tenths each time Telegram asks to wait, and never below one', () => {
    let sending = FULL_SPEED;
    const rates: number[] = [];
    for (let hour = 1; hour <= 9; hour += 1) {
      sending = slowDown(sending, at(`0${hour}:00:00`), at(`0${hour}:00:05`));
      rates.push(sending.bulkPerSecond);
    }
    expect(rates).toEqual([17, 11, 7, 4, 2, 1, 1, 1, 1]);
  });

  it('falls once for all who are told while it stands still; the longest wait counts', () => {
    const first = slowDown(FULL_SPEED, at('01:00:00'), at('01:00:09'));
    const longer = slowDown(first, at('01:00:01'), at('01:00:20'));
    const shorter = slowDown(longer, at('01:00:02'), at('01:00:05'));
    expect(shorter).toEqual({ ...first, bulkPausedUntil: at('01:00:20') });
  });

  it('rises by one for each minute without a complaint, the wait itself not counted, up to the ceiling', () => {
    const slow = slowDown(FULL_SPEED, at('01:00:00'), at('01:10:00'));
    expect(speedUp(slow, at('01:10:59'))).toBe(slow);
    const faster = speedUp(slow, at('01:12:30'));
    expect(faster).toMatchObject({ bulkPerSecond: 19, rateChangedAt: at('01:12:00') });
    expect(speedUp(faster, at('01:12:59'))).toBe(faster);
    expect(speedUp(faster, at('01:13:00')).bulkPerSecond).toBe(20);
    expect(speedUp(faster, at('09:00:00')).bulkPerSecond).toBe(25);
    expect(speedUp(FULL_SPEED, at('09:00:00'))).toBe(FULL_SPEED);
  });
});

describe('quiet hours', () => {
  const night = { from: 22, to: 8 };

  it.each<[string, string, string | null]>([
    ['before them', '2026-03-10T21:59:59+06:00', null],
    ['at their beginning', '2026-03-10T22:00:00+06:00', '2026-03-11T08:00:00+06:00'],
    ['at midnight', '2026-03-11T00:00:00+06:00', '2026-03-11T08:00:00+06:00'],
    ['in their last second', '2026-03-11T07:59:59+06:00', '2026-03-11T08:00:00+06:00'],
    ['at their end', '2026-03-11T08:00:00+06:00', null],
  ])('over midnight: %s', (_, now, until) => {
    expect(quietUntil(new Date(now), 'Asia/Bishkek', night)).toEqual(until && new Date(until));
  });

  it('within a day', () => {
    const noon = { from: 12, to: 14 };
    expect(quietUntil(at('12:00:00'), 'UTC', noon)).toEqual(at('14:00:00'));
    expect(quietUntil(at('14:00:00'), 'UTC', noon)).toBeNull();
    expect(quietUntil(at('11:59:00'), 'UTC', noon)).toBeNull();
  });

  it('until midnight end with the day', () => {
    expect(quietUntil(at('23:30:00'), 'UTC', { from: 20, to: 0 })).toEqual(new Date('2026-03-11T00:00:00Z'));
  });

  it('are off without a beginning, without an end, and when both are one hour', () => {
    for (const hours of [
      { ...night, from: null },
      { ...night, to: null },
      { from: 3, to: 3 },
    ]) {
      expect(quietUntil(at('03:00:00'), 'UTC', hours)).toBeNull();
    }
  });

  it('end by the wall clock on the days on which the clocks are changed', () => {
    // Berlin, 29 March 2026: one hour of this night is missing; 25 October: one comes twice.
    const spring = quietUntil(new Date('2026-03-28T22:00:00Z'), 'Europe/Berlin', night);
    expect(spring).toEqual(new Date('2026-03-29T06:00:00Z'));
    const autumn = quietUntil(new Date('2026-10-24T22:00:00Z'), 'Europe/Berlin', night);
    expect(autumn).toEqual(new Date('2026-10-25T07:00:00Z'));
    const repeated = quietUntil(new Date('2026-10-25T01:30:00Z'), 'Europe/Berlin', { from: 22, to: 2 });
    expect(repeated).toBeNull();
  });
});
