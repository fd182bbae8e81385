import { describe, expect, it } from '@jest/globals';
import { calendarDate as day } from '../lib/calendar-date.js';
import { freeze, ranges, replay, sale } from '../../tests/factories/chain.js';
import { inChainOrder } from './chain.rules.js';

describe('a single membership', () => {
  it('lasts its days, the first and the last included', () => {
    expect(ranges(replay([sale(1, '2026-03-01')]))).toEqual(['2026-03-01..2026-03-30']);
  });

  it('of one day begins and ends on the same day', () => {
    expect(ranges(replay([sale(1, '2026-03-01', { durationDays: 1 })]))).toEqual(['2026-03-01..2026-03-01']);
  });

  it('counts 29 February of a leap year as a day', () => {
    expect(ranges(replay([sale(1, '2028-02-15')]))).toEqual(['2028-02-15..2028-03-15']);
    expect(ranges(replay([sale(1, '2027-02-15')]))).toEqual(['2027-02-15..2027-03-16']);
  });

  it('starts on the day that was asked for', () => {
    const asked = sale(1, '2026-03-01', { askedStartDate: day('2026-03-10'), durationDays: 3 });
    expect(ranges(replay([asked]))).toEqual(['2026-03-10..2026-03-12']);
  });
});

describe('a freeze', () => {
  it('of seven days gives exactly seven days more', () => {
    const [period] = replay([sale(1, '2026-03-01')], [freeze('2026-03-05', '2026-03-11')]);
    expect(period?.endDate).toBe('2026-04-06');
  });

  it('of one day gives one day more', () => {
    const [period] = replay([sale(1, '2026-03-01')], [freeze('2026-03-05', '2026-03-05')]);
    expect(period?.endDate).toBe('2026-03-31');
  });

  it('on the last paid day saves that day for after the freeze', () => {
    const [period] = replay([sale(1, '2026-03-01')], [freeze('2026-03-30', '2026-04-02')]);
    expect(period?.endDate).toBe('2026-04-03');
  });

  it('after the last paid day changes nothing', () => {
    const [period] = replay([sale(1, '2026-03-01')], [freeze('2026-03-31', '2026-04-02')]);
    expect(period?.endDate).toBe('2026-03-30');
  });

  it('on the first day keeps the start, and the days begin after it', () => {
    const [period] = replay([sale(1, '2026-03-01', { durationDays: 2 })], [freeze('2026-03-01', '2026-03-03')]);
    expect(ranges(period ? [period] : [])).toEqual(['2026-03-01..2026-03-05']);
  });

  it('moves the renewal that waits behind, by the same days', () => {
    const payments = [sale(1, '2026-03-01'), sale(2, '2026-03-10', { startDate: day('2026-03-31') })];
    expect(ranges(replay(payments))).toEqual(['2026-03-01..2026-03-30', '2026-03-31..2026-04-29']);
    expect(ranges(replay(payments, [freeze('2026-03-20', '2026-03-26')]))).toEqual([
      '2026-03-01..2026-04-06',
      '2026-04-07..2026-05-06',
    ]);
  });

  it('does not move a later membership while there is a gap before its asked start', () => {
    const later = sale(2, '2026-03-02', { askedStartDate: day('2026-05-01'), startDate: day('2026-05-01') });
    const [, second] = replay([sale(1, '2026-03-01'), later], [freeze('2026-03-20', '2026-03-26')]);
    expect(second?.startDate).toBe('2026-05-01');
  });

  it('pushes a later membership that it runs into', () => {
    const later = sale(2, '2026-03-02', { askedStartDate: day('2026-04-03'), startDate: day('2026-04-03') });
    const [, second] = replay([sale(1, '2026-03-01'), later], [freeze('2026-03-20', '2026-03-26')]);
    expect(second?.startDate).toBe('2026-04-07');
  });
});

describe('a refund', () => {
  it('ends the period the day before and lets the next one move up', () => {
    const payments = [
      sale(1, '2026-03-01', { refundDate: day('2026-03-11') }),
      sale(2, '2026-03-05', { startDate: day('2026-03-31') }),
    ];
    expect(ranges(replay(payments))).toEqual(['2026-03-01..2026-03-10', '2026-03-11..2026-04-09']);
  });

  it('before the first day leaves no day at all', () => {
    const refunded = sale(1, '2026-03-01', { askedStartDate: day('2026-03-20'), refundDate: day('2026-03-05') });
    expect(ranges(replay([refunded]))).toEqual(['2026-03-20..2026-03-19']);
  });
});

describe('a transfer', () => {
  const queued = sale(2, '2026-03-05', { startDate: day('2026-03-31') });

  it('ends the period the day before, like a refund, and lets the next one move up', () => {
    const given = sale(1, '2026-03-01', { transferDate: day('2026-03-11') });
    expect(ranges(replay([given, queued]))).toEqual(['2026-03-01..2026-03-10', '2026-03-11..2026-04-09']);
  });

  it('before the first day leaves no day at all', () => {
    const given = sale(1, '2026-03-01', { askedStartDate: day('2026-03-20'), transferDate: day('2026-03-05') });
    expect(ranges(replay([given]))).toEqual(['2026-03-20..2026-03-19']);
  });

  it('after the last paid day changes nothing', () => {
    const given = sale(1, '2026-03-01', { transferDate: day('2026-03-31') });
    expect(ranges(replay([given]))).toEqual(['2026-03-01..2026-03-30']);
  });

  it('and a refund: the earlier one counts', () => {
    const [first, second] = [day('2026-03-11'), day('2026-03-21')];
    const transferredFirst = sale(1, '2026-03-01', { transferDate: first, refundDate: second });
    const refundedFirst = sale(1, '2026-03-01', { transferDate: second, refundDate: first });
    for (const [payment, kind] of [
      [transferredFirst, 'transferred'],
      [refundedFirst, 'refunded'],
    ] as const) {
      const [period] = replay([payment]);
      expect(period?.endDate).toBe('2026-03-10');
      expect(period?.explanation).toContainEqual({ kind, date: first });
    }
  });
});

describe('a membership of calendar months', () => {
  const months = (durationMonths: number, start: string): string[] =>
    ranges(replay([sale(1, start, { durationMonths })]));

  it.each([
    [1, '2026-03-01', '2026-03-31'],
    [1, '2026-03-15', '2026-04-14'],
    [1, '2026-12-15', '2027-01-14'],
    [1, '2026-01-31', '2026-02-28'],
    [1, '2028-01-31', '2028-02-29'],
    [1, '2028-02-29', '2028-03-28'],
    [12, '2028-02-29', '2029-02-28'],
  ])('of %i from %s ends on %s', (durationMonths, start, end) => {
    expect(months(durationMonths, start)).toEqual([`${start}..${end}`]);
  });

  it('is as many days long as its months are, and a freeze adds its days', () => {
    const month = sale(1, '2026-02-10', { durationMonths: 1, durationDays: 999 });
    expect(replay([month])[0]).toMatchObject({ durationDays: 28, endDate: '2026-03-09' });
    const [frozen] = replay([month], [freeze('2026-02-20', '2026-02-22')]);
    expect(frozen).toMatchObject({ durationDays: 28, endDate: '2026-03-12' });
  });

  it('that waits behind another is measured from the day on which it begins', () => {
    const waiting = sale(2, '2026-01-31', { durationMonths: 1, startDate: day('2026-02-28') });
    const first = sale(1, '2026-01-31', { durationDays: 28 });
    expect(replay([first, waiting])[1]).toMatchObject({
      durationDays: 28,
      startDate: '2026-02-28',
      endDate: '2026-03-27',
    });
    const moved = replay([first, waiting], [freeze('2026-02-05', '2026-02-05')])[1];
    expect(moved).toMatchObject({ durationDays: 31, startDate: '2026-03-01', endDate: '2026-03-31' });
  });
});

describe('the order of the chain', () => {
  const idsOf = (payments: ReturnType<typeof sale>[]): number[] => inChainOrder(payments).map(({ id }) => id);

  it('is that of the starts, whatever was sold first', () => {
    const later = sale(1, '2026-03-01', { askedStartDate: day('2026-05-01') });
    expect(idsOf([later, sale(2, '2026-03-10')])).toEqual([2, 1]);
  });

  it('puts a period without a day before the one that begins where it left off', () => {
    const empty = sale(2, '2026-03-01', { refundDate: day('2026-03-01'), endDate: day('2026-02-28') });
    expect(idsOf([sale(1, '2026-03-01'), empty])).toEqual([2, 1]);
  });

  it('is that of the asked starts where two periods have no day', () => {
    const empty = (id: number, askedStart: string) =>
      sale(id, '2026-03-01', {
        askedStartDate: day(askedStart),
        refundDate: day('2026-03-01'),
        startDate: day('2026-04-01'),
        endDate: day('2026-03-31'),
      });
    expect(idsOf([empty(1, '2026-03-20'), empty(2, '2026-03-10')])).toEqual([2, 1]);
  });

  it('is that of the sales where two begin on one day', () => {
    expect(idsOf([sale(3, '2026-03-01'), sale(2, '2026-03-01')])).toEqual([2, 3]);
    expect(ranges(replay([sale(3, '2026-03-01', { durationDays: 2 }), sale(2, '2026-03-01')]))).toEqual([
      '2026-03-01..2026-03-30',
      '2026-03-31..2026-04-01',
    ]);
  });
});
