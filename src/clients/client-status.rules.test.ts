import { describe, expect, it } from '@jest/globals';
import { calendarDate as day } from '../lib/calendar-date.js';
import { closure, freeze } from '../../tests/factories/chain.js';
import {
  clientStatusOn,
  isExpiringOn,
  paidDaysLeft,
  type StatusFacts,
  type StatusPeriod,
} from './client-status.rules.js';

const TODAY = day('2026-03-10');

function period(start: string, end: string, usedUpDate: string | null = null): StatusPeriod {
  return { planId: null, ...freeze(start, end), usedUpDate: usedUpDate === null ? null : day(usedUpDate) };
}

const NO_FACTS: StatusFacts = { archivedDate: null, payments: [], freezes: [], closures: [] };

function status(facts: Partial<StatusFacts>): string {
  return clientStatusOn(TODAY, { ...NO_FACTS, ...facts });
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
      status({ payments: [period('2026-03-01', '2026-04-08')], freezes: [freeze('2026-03-10', '2026-03-10')] }),
    ).toBe('frozen'));
  it('not frozen by a freeze on days that are not paid for', () =>
    expect(
      status({ payments: [period('2026-02-01', '2026-03-01')], freezes: [freeze('2026-03-05', '2026-03-15')] }),
    ).toBe('expired'));
  it('expired on the day that used up the visits of the pack', () =>
    expect(status({ payments: [period('2026-03-01', '2026-03-30', '2026-03-10')] })).toBe('expired'));
  it('active the day before it, while a visit is left', () =>
    expect(status({ payments: [period('2026-03-01', '2026-03-30', '2026-03-11')] })).toBe('active'));
  it('expired when the only payment was refunded before its first day', () =>
    expect(status({ payments: [period('2026-03-20', '2026-03-19')] })).toBe('expired'));
  it('archived from the day of archiving on, whatever was paid', () => {
    const payments = [period('2026-03-01', '2026-03-30')];
    expect(status({ archivedDate: TODAY, payments })).toBe('archived');
    expect(status({ archivedDate: day('2026-03-11'), payments })).toBe('active');
  });
  it('frozen on a paid day on which the studio is closed', () => {
    const closures = [closure('2026-03-10', '2026-03-10')];
    expect(status({ payments: [period('2026-03-01', '2026-03-30')], closures })).toBe('frozen');
    expect(status({ payments: [period('2026-02-01', '2026-03-09')], closures })).toBe('expired');
  });
  it('frozen by the closure of the own plan only', () => {
    const payments = [{ ...period('2026-03-01', '2026-03-30'), planId: 7 }];
    expect(status({ payments, closures: [closure('2026-03-10', '2026-03-10', 7)] })).toBe('frozen');
    expect(status({ payments, closures: [closure('2026-03-10', '2026-03-10', 8)] })).toBe('active');
  });
});

describe('expiring', () => {
  const expiring = (end: string, days = 3): boolean =>
    isExpiringOn(TODAY, { ...NO_FACTS, payments: [period('2026-03-01', end)] }, days);

  it('counts the last paid day within the setting, both ends included', () => {
    expect(expiring('2026-03-10')).toBe(true);
    expect(expiring('2026-03-13')).toBe(true);
    expect(expiring('2026-03-14')).toBe(false);
  });

  it('leaves out who has already renewed', () => {
    const payments = [period('2026-02-10', '2026-03-11'), period('2026-03-12', '2026-04-10')];
    expect(isExpiringOn(TODAY, { ...NO_FACTS, payments }, 3)).toBe(false);
  });
});

describe('the days left', () => {
  it('count today and leave the frozen days out', () => {
    const payments = [period('2026-03-01', '2026-03-20')];
    expect(paidDaysLeft(TODAY, { ...NO_FACTS, payments })).toBe(11);
    expect(paidDaysLeft(TODAY, { ...NO_FACTS, payments, freezes: [freeze('2026-03-08', '2026-03-12')] })).toBe(8);
  });

  it('leave closed days out, and those after the last visit of a pack', () => {
    const payments = [period('2026-03-01', '2026-03-20')];
    expect(paidDaysLeft(TODAY, { ...NO_FACTS, payments, closures: [closure('2026-03-12', '2026-03-13')] })).toBe(9);
    expect(paidDaysLeft(TODAY, { ...NO_FACTS, payments: [period('2026-03-01', '2026-03-10', '2026-03-10')] })).toBe(0);
  });

  it('add up over memberships that follow', () => {
    const payments = [period('2026-03-01', '2026-03-12'), period('2026-03-13', '2026-03-15')];
    expect(paidDaysLeft(TODAY, { ...NO_FACTS, payments })).toBe(6);
  });

  it('are none once everything has ended', () => {
    expect(paidDaysLeft(TODAY, { ...NO_FACTS, payments: [period('2026-02-01', '2026-03-09')] })).toBe(0);
  });
});
