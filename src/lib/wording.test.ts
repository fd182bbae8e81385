import { describe, expect, it } from '@jest/globals';
import { calendarDate as day } from './calendar-date.js';
import { cleanLine, fullName, searchForm } from './person-name.js';
import { formatDay, formatDayRange, parseLanguage, pluralDays } from './wording.js';

describe('words', () => {
  it('count days as each language does', () => {
    expect([1, 2, 5, 11, 21, 22].map((count) => pluralDays(count, 'ru'))).toEqual([
      '1 день',
      '2 дня',
      '5 дней',
      '11 дней',
      '21 день',
      '22 дня',
    ]);
    expect([0, 1, 2].map((count) => pluralDays(count, 'en'))).toEqual(['0 days', '1 day', '2 days']);
  });

  it('name a day, with the year only when it is another one', () => {
    expect(formatDay(day('2026-03-05'), 'ru', '2026')).toBe('5 марта');
    expect(formatDay(day('2026-03-05'), 'ru')).toBe('5 марта 2026');
    expect(formatDay(day('2026-03-05'), 'en', '2026')).toBe('5 March');
  });

  it('name a range as briefly as it can be', () => {
    expect(formatDayRange(day('2026-03-05'), day('2026-03-11'), 'ru', '2026')).toBe('5–11 марта');
    expect(formatDayRange(day('2026-03-28'), day('2026-04-03'), 'ru', '2026')).toBe('28 марта – 3 апреля');
    expect(formatDayRange(day('2026-03-05'), day('2026-03-05'), 'en', '2026')).toBe('5 March');
    expect(formatDayRange(day('2026-12-30'), day('2027-01-02'), 'en', '2026')).toBe(
      '30 December 2026 – 2 January 2027',
    );
  });

  it('know the languages by any code of Telegram or a browser', () => {
    expect(['ru-KG', 'EN_us', 'kk', '', undefined].map(parseLanguage)).toEqual(['ru', 'en', null, null, null]);
  });
});

describe('a typed name', () => {
  it('loses invisible and control characters and double spaces, and nothing else', () => {
    expect(cleanLine(' \u202EАн\u200Bна\u0000  Мария\n')).toBe('Анна Мария');
    expect(cleanLine('<b>"О’Коннор"</b> 🏋️‍♀️')).toBe('<b>"О’Коннор"</b> 🏋️‍♀️');
    expect(cleanLine('Ан\u200Dна')).toBe('Анна');
    expect(cleanLine('\u200D\u200C')).toBe('');
  });

  it('is searched without letter case and with ё as е', () => expect(searchForm(' ЁЛКИНА  Анна')).toBe('елкина анна'));

  it('is shown last name first', () => {
    expect(fullName({ firstName: 'Анна', lastName: 'Ким' })).toBe('Ким Анна');
    expect(fullName({ firstName: 'Анна', lastName: '' })).toBe('Анна');
  });
});
