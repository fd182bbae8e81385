import { describe, expect, it } from '@jest/globals';
import { freeze, sale } from '../../tests/factories/chain.js';
import { calendarDate } from '../lib/calendar-date.js';
import { factsKnownOn } from './known-facts.rules.js';

const day = (number: string) => calendarDate(`2026-03-${number}`);
const NOTHING = { payments: [], freezes: [], closures: [] };

describe('what was known of a client on a day', () => {
  it('is a freeze from the day it was written down, or from its first day where that was late', () => {
    const asked = { ...freeze('2026-03-10', '2026-03-12'), askedEndDate: day('12') };
    const known = (on: string, recorded: string) =>
      factsKnownOn(day(on), { ...NOTHING, freezes: [{ ...asked, recordedDate: day(recorded) }] }).freezes.length;
    expect([known('04', '05'), known('05', '05'), known('09', '20'), known('10', '20')]).toEqual([0, 1, 0, 1]);
  });

  it('is the end that was asked for until the day of an early return', () => {
    const returned = { ...freeze('2026-03-10', '2026-03-12'), askedEndDate: day('20'), recordedDate: day('01') };
    const endOn = (on: string) => factsKnownOn(day(on), { ...NOTHING, freezes: [returned] }).freezes[0]?.endDate;
    expect([endOn('05'), endOn('12'), endOn('13')]).toEqual(['2026-03-20', '2026-03-20', '2026-03-12']);
  });

  it('is nothing of a sale, a refund or a last visit that was still to come', () => {
    const sold = sale(1, '2026-03-05', { refundDate: day('20'), usedUpDate: day('15'), visitsUsed: 8, visitLimit: 8 });
    const known = (on: string) => factsKnownOn(day(on), { ...NOTHING, payments: [sold] }).payments[0];
    expect(known('04')).toBeUndefined();
    expect(known('14')).toMatchObject({ refundDate: null, usedUpDate: null, visitsUsed: 0 });
    expect(known('20')).toMatchObject({ refundDate: '2026-03-20', usedUpDate: '2026-03-15', visitsUsed: 8 });
  });
});
