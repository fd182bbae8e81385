import { describe, expect, it } from '@jest/globals';
import type { SessionView } from '../contract/sessions.js';
import { calendarDate } from '../lib/calendar-date.js';
import { plannedDays, stateOfSession, weekOf } from './timetable.rules.js';

const day = calendarDate;
const week = weekOf(day('2026-03-11'));
const group = { id: 1, weekdays: '2,4', since: day('2026-01-01') };
const known = { sessions: [], closures: [], today: day('2026-03-11') };
const closed = (groupId: number | null) => ({
  groupId,
  startDate: day('2026-03-12'),
  endDate: day('2026-03-20'),
  reason: 'Ремонт',
});
const planned = (given: Partial<Parameters<typeof plannedDays>[2]> = {}, ofGroup = group) =>
  plannedDays([ofGroup], week, { ...known, ...given }).map(({ date, state }) => `${date} ${state}`);

describe('a week of the timetable', () => {
  it.each(['2026-03-09', '2026-03-11', '2026-03-15'])('goes from Monday to Sunday around %s', (around) => {
    expect([weekOf(day(around))[0], weekOf(day(around))[6]]).toEqual(['2026-03-09', '2026-03-15']);
  });

  it('crosses the end of a year', () => {
    expect(weekOf(day('2027-01-01'))[0]).toBe('2026-12-28');
  });
});

describe('a usual day of a group', () => {
  it('is planned from today on, and missed when its day has passed', () => {
    expect(planned()).toEqual(['2026-03-10 missed', '2026-03-12 planned']);
  });

  it('is planned no more when the group has any session on that day', () => {
    expect(planned({ sessions: [{ groupId: 1, date: day('2026-03-12') }] })).toEqual(['2026-03-10 missed']);
    expect(planned({ sessions: [{ groupId: 2, date: day('2026-03-12') }] })).toHaveLength(2);
  });

  it('is off while the studio or the group is closed, not while another group is', () => {
    expect(planned({ closures: [closed(null)] })[1]).toBe('2026-03-12 off');
    expect(planned({ closures: [closed(1)] })[1]).toBe('2026-03-12 off');
    expect(planned({ closures: [closed(2)] })[1]).toBe('2026-03-12 planned');
  });

  it('was not planned before the group was there', () => {
    expect(planned({}, { ...group, since: day('2026-03-11') })).toEqual(['2026-03-12 planned']);
  });
});

describe('a session in the timetable', () => {
  const now = new Date('2026-03-11T06:00:00Z');
  const state = (given: Partial<SessionView>): string =>
    stateOfSession(
      {
        startsAt: '2026-03-11T05:30:00Z',
        durationMinutes: 60,
        cancelled: false,
        closedAt: null,
        ...given,
      } as SessionView,
      now,
    );

  it('is ahead, runs, and is over by its time', () => {
    expect(state({ startsAt: '2026-03-11T06:00:01Z' })).toBe('ahead');
    expect(state({ startsAt: '2026-03-11T06:00:00Z' })).toBe('running');
    expect(state({ startsAt: '2026-03-11T05:00:00Z' })).toBe('over');
  });

  it('is closed or cancelled whatever the time', () => {
    expect(state({ closedAt: '2026-03-11T05:45:00Z' })).toBe('closed');
    expect(state({ cancelled: true, closedAt: '2026-03-11T05:45:00Z' })).toBe('cancelled');
  });
});
