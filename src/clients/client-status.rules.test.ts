import { describe, expect, it } from '@jest/globals';
import { calendarDate as day } from '../lib/calendar-date.js';
import { clientStatusOn, isExpiringOn, paidDaysLeft, type StatusFacts } from './client-status.rules.js';

const TODAY = day('2026-03-10');

function period(start: string, end: string, visitLimit: number | null = null, visitsUsed = 0) {
  return { startDate: day(start), endDate: day(end), visitLimit, visitsUsed };
}

function status(facts: Partial<StatusFacts>): string {
  return clientStatusOn(TODAY, { archivedAt: null, payments: [], freezes: [], ...facts });
}

describe('a client is', () => {
  it('new without any payment', () => expect(status({})).toBe('new'));
  it('active on the first paid day', () =>
    expect(status({ payments: [period('2026-03-10', '2026-04-08')] })).toBe('active'));
  it('active on the last paid day', () =>
    expect(status({ payments: [period('2026-02-09', '2026-03-10')] })).toBe('active'));
  it('expired the day after it', () =>
    expect(status({ payments: [period('2026-02-08', '2026-03-09')] })).toBe('expired'));
  it('upcoming when the only membership starts tomorrow', () =>
    expect(status({ payments: [period('2026-03-11', '2026-04-09')] })).toBe('upcoming'));
  it('frozen when a freeze covers a paid day', () =>
    expect(
      status({ payments: [period('2026-03-01', '2026-04-08')], freezes: [period('2026-03-10', '2026-03-10')] }),
    ).toBe('frozen'));
  it('not frozen by a freeze on days that are not paid for', () =>
    expect(
      status({ payments: [period('2026-02-01', '2026-03-01')], freezes: [period('2026-03-05', '2026-03-15')] }),
    ).toBe('expired'));
  it('expired when the visits of the pack are used up', () =>
    expect(status({ payments: [period('2026-03-01', '2026-03-30', 8, 8)] })).toBe('expired'));
  it('active while one visit is left', () =>
    expect(status({ payments: [period('2026-03-01', '2026-03-30', 8, 7)] })).toBe('active'));
  it('expired when the only payment was refunded before its first day', () =>
    expect(status({ payments: [period('2026-03-20', '2026-03-19')] })).toBe('expired'));
  it('archived whatever was paid', () =>
    expect(status({ archivedAt: new Date(), payments: [period('2026-03-01', '2026-03-30')] })).toBe('archived'));
});

describe('expiring', () => {
  const expiring = (end: string, days = 3): boolean =>
    isExpiringOn(TODAY, { archivedAt: null, payments: [period('2026-03-01', end)], freezes: [] }, days);

  it('counts the last paid day within the setting, both ends included', () => {
    expect(expiring('2026-03-10')).toBe(true);
    expect(expiring('2026-03-13')).toBe(true);
    expect(expiring('2026-03-14')).toBe(false);
  });

  it('leaves out who has already renewed', () => {
    const payments = [period('2026-02-10', '2026-03-11'), period('2026-03-12', '2026-04-10')];
    expect(isExpiringOn(TODAY, { archivedAt: null, payments, freezes: [] }, 3)).toBe(false);
  });
});

describe('the days left', () => {
  it('count today and leave the frozen days out', () => {
    const payments = [period('2026-03-01', '2026-03-20')];
    expect(paidDaysLeft(TODAY, payments, [])).toBe(11);
    expect(paidDaysLeft(TODAY, payments, [period('2026-03-08', '2026-03-12')])).toBe(8);
  });

  it('add up over memberships that follow', () => {
    const payments = [period('2026-03-01', '2026-03-12'), period('2026-03-13', '2026-03-15')];
    expect(paidDaysLeft(TODAY, payments, [])).toBe(6);
  });

  it('are none once everything has ended', () => {
    expect(paidDaysLeft(TODAY, [period('2026-02-01', '2026-03-09')], [])).toBe(0);
  });
});
