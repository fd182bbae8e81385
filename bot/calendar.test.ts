import { describe, expect, it } from '@jest/globals';
import { calendarDate } from '../src/lib/calendar-date.js';
import { LANGUAGES } from '../src/lib/wording.js';
import { firstWeekday, monthGrid, readCalendarChoice, type Cell } from './calendar.js';
import { MAX_CALLBACK_BYTES, newNonce, writePress } from './callback-data.js';
import { hourGrid, minuteGrid, readTimeChoice, readTypedTime } from './time-picker.js';

const YEARS = { min: calendarDate('2024-01-01'), max: calendarDate('2028-12-31') };
const texts = (rows: Cell[][]) => rows.map((row) => row.map(({ text }) => text).join(' '));
const days = (rows: Cell[][]) =>
  rows
    .slice(2)
    .flat()
    .filter(({ choice }) => choice !== null);

describe('the calendar', () => {
  it('names the month and the weekdays in Russian and begins the week on Monday', () => {
    const [heading, weekdays, firstWeek] = texts(monthGrid('2026-03', YEARS, 'ru'));
    expect(heading).toBe('« Март 2026 »');
    expect(weekdays).toBe('пн вт ср чт пт сб вс');
    expect(firstWeek?.trim().endsWith('1')).toBe(true);
    expect(firstWeekday('ru')).toBe(1);
  });

  it('names them in English and begins the week on Sunday', () => {
    const [heading, weekdays, firstWeek] = texts(monthGrid('2026-03', YEARS, 'en'));
    expect(heading).toBe('« March 2026 »');
    expect(weekdays).toBe('Su Mo Tu We Th Fr Sa');
    expect(firstWeek).toBe('1 2 3 4 5 6 7');
  });

  it.each([
    ['2024-02', 29],
    ['2026-02', 28],
    ['2026-04', 30],
    ['2028-02', 29],
    ['2026-12', 31],
  ])('has all days of %s: %i', (month, count) => {
    for (const language of LANGUAGES) expect(days(monthGrid(month, YEARS, language))).toHaveLength(count);
  });

  it('is a grid of whole weeks, whatever the month', () => {
    for (const language of LANGUAGES) {
      for (let month = 1; month <= 12; month++) {
        const rows = monthGrid(`2026-${String(month).padStart(2, '0')}`, YEARS, language).slice(1);
        expect(rows.every((row) => row.length === 7)).toBe(true);
      }
    }
  });

  it('offers no day before the first or after the last that may be chosen, and no month without one', () => {
    const bounds = { min: calendarDate('2026-03-10'), max: calendarDate('2026-03-20') };
    const rows = monthGrid('2026-03', bounds, 'ru');
    expect(days(rows).map(({ text }) => Number(text))).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(rows[0]?.filter(({ choice }) => choice !== null)).toEqual([]);
    expect(monthGrid('2031-01', bounds, 'ru')).toEqual(rows);
    expect(monthGrid('1999-01', bounds, 'ru')).toEqual(rows);
  });

  it('leads over the turn of the year', () => {
    expect(monthGrid('2025-12', YEARS, 'ru')[0]?.map(({ choice }) => choice)).toEqual(['m202511', null, 'm202601']);
  });

  it('labels every place and fits into Telegram’s 64 bytes', () => {
    for (const { text, choice } of [...monthGrid('2026-03', YEARS, 'ru'), ...hourGrid('00:00')].flat()) {
      expect(text.trim()).not.toBe('');
      const data = choice === null ? 'blank' : writePress({ kind: 'pick', nonce: newNonce(), choice });
      // 20 bytes are added where a press is signed.
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(MAX_CALLBACK_BYTES - 20);
    }
  });

  it('reads its own choices and nothing else', () => {
    expect(readCalendarChoice('d20240229')).toEqual({ kind: 'day', date: '2024-02-29' });
    expect(readCalendarChoice('m202604')).toEqual({ kind: 'month', month: '2026-04' });
    for (const other of ['d20230229', 'd20261301', 'm2026', 'x', 'd', '']) expect(readCalendarChoice(other)).toBeNull();
  });
});

describe('the time picker', () => {
  it('offers no hour and no minute that has passed', () => {
    const hours = hourGrid('18:31')
      .flat()
      .filter(({ choice }) => choice !== null);
    expect(hours.map(({ choice }) => choice)).toEqual(['h18', 'h19', 'h20', 'h21', 'h22', 'h23']);
    const minutes = minuteGrid(18, '18:31')
      .flat()
      .filter(({ choice }) => choice !== null);
    expect(minutes[0]).toEqual({ text: '18:35', choice: 't1835' });
    expect(hourGrid('18:56').flat()[18]?.choice).toBeNull();
    expect(hourGrid('00:00').flat()[0]?.choice).toBe('h00');
  });

  it('reads its own choices and nothing else', () => {
    expect(readTimeChoice('h07')).toEqual({ kind: 'hour', hour: 7 });
    expect(readTimeChoice('t2359')).toEqual({ kind: 'time', time: '23:59' });
    for (const other of ['h24', 't2460', 't2', 'now']) expect(readTimeChoice(other)).toBeNull();
  });

  it.each([
    ['18:30', '18:30'],
    ['8.05', '08:05'],
    ['1830', '18:30'],
    [' 7 45 ', '07:45'],
    ['24:00', null],
    ['18:60', null],
    ['soon', null],
  ])('reads %j as %s', (text, time) => {
    expect(readTypedTime(text)).toBe(time);
  });
});
