import { describe, expect, it } from '@jest/globals';
import { calendarDate } from '../lib/calendar-date.js';
import { parseAmountCell, parseMethodCell } from './amount-cell.rules.js';
import { parseEmailCell, parsePhoneCell, parseTelegramCell } from './contact-cells.rules.js';
import { detectDateOrder, parseDateCell } from './date-cell.rules.js';

const LATEST = calendarDate('2028-01-01');

describe('A date in the book', () => {
  it.each([
    ['31.03.2026', '2026-03-31'],
    ['1.3.2026', '2026-03-01'],
    ['31/03/2026', '2026-03-31'],
    ['31-03-26', '2026-03-31'],
    ['29.02.96', '1996-02-29'],
    ['2026-03-31', '2026-03-31'],
    ['2026/3/1', '2026-03-01'],
    ['31.03.2026 0:00:00', '2026-03-31'],
    ['2026-03-31T10:00:00Z', '2026-03-31'],
    ['31.03.2026 г.', '2026-03-31'],
    ['1 мая 2026 г.', '2026-05-01'],
    ['8 марта 2026', '2026-03-08'],
    ['3 Mar 2026', '2026-03-03'],
    ['46112', '2026-03-31'],
  ])('%s is read as %s', (text, date) => {
    expect(parseDateCell(text, 'day-first', LATEST)).toBe(date);
  });

  it.each([
    '31.04.2026',
    '29.02.2026',
    '00.01.2026',
    '31.03',
    '2026',
    'завтра',
    '1.13.2026',
    '31.03.20266',
    '5 брюмера 2026',
  ])('%s is no date', (text) => {
    expect(parseDateCell(text, 'day-first', LATEST)).toBeNull();
  });

  it('is month first only in a file where some slash date can be nothing else', () => {
    expect(detectDateOrder(['03/04/2026', '12/31/2026'])).toBe('month-first');
    expect(detectDateOrder(['03/04/2026', '12/31/2026', '31/12/2026'])).toBe('day-first');
    expect(detectDateOrder(['03/04/2026', '12.31.2026'])).toBe('day-first');
    expect(parseDateCell('03/04/2026', 'month-first', LATEST)).toBe('2026-03-04');
    expect(parseDateCell('03.04.2026', 'month-first', LATEST)).toBe('2026-04-03');
  });
});

describe('An amount in the book', () => {
  it.each([
    ['4500', '4500.00'],
    ['1 600', '1600.00'],
    ['20\u00A0000', '20000.00'],
    ['3200,00', '3200.00'],
    ['11 500,50', '11500.50'],
    ['4500 сом', '4500.00'],
    ['4500с.', '4500.00'],
    ['1,600.00', '1600.00'],
    ['1.600,00', '1600.00'],
    ['1,600', '1600.00'],
    ['12,5', '12.50'],
    ['$12.5', '12.50'],
    ['0', '0.00'],
  ])('%s is read as %s', (text, amount) => {
    expect(parseAmountCell(text)).toEqual({ amount });
  });

  it.each(['четыре тысячи', '4500 за двоих', '1e309', '12,345,6', '', '4 5 0 0', '99999999999'])(
    '%s is refused',
    (text) => {
      expect(parseAmountCell(text)).toEqual({ refused: 'unreadable' });
    },
  );

  it.each(['-4500', '- 4 500 сом', '−10', '(4500)'])('%s is refused as below zero', (text) => {
    expect(parseAmountCell(text)).toEqual({ refused: 'negative' });
  });
});

describe('A method of payment in the book', () => {
  it.each([
    ['нал', 'cash'],
    ['Наличные', 'cash'],
    ['карта', 'card'],
    ['MBank', 'transfer'],
    ['перевод на карту', 'transfer'],
    ['безнал', 'transfer'],
    ['другое', 'other'],
    ['крипта', null],
  ])('%s is %s', (text, method) => {
    expect(parseMethodCell(text)).toBe(method);
  });
});

describe('A contact in the book', () => {
  it.each(['0555 12-34-56', '+996 (555) 12-34-56', '996555123456', '00996555123456', '0(555)123456'])(
    'the phone %s is one and the same',
    (text) => {
      expect(parsePhoneCell(text, 'KG')).toEqual({ phone: '+996555123456', rest: null, issues: [] });
    },
  );

  it('takes the first of several phones and keeps the rest', () => {
    const cell = parsePhoneCell('мама, 0555 12-34-56; 0700 11 22 33', 'KG');
    expect(cell.phone).toBe('+996555123456');
    expect(cell.rest).toBe('мама, 0700 11 22 33');
    expect(cell.issues.map(({ code }) => code)).toEqual(['phone_second']);
  });

  it('refuses a phone that is none', () => {
    expect(parsePhoneCell('+996 (555) 12-34', 'KG').issues.map(({ code }) => code)).toEqual(['phone_unreadable']);
    expect(parsePhoneCell('9,96555E+11', 'KG').issues.map(({ code }) => code)).toEqual(['phone_unreadable']);
  });

  it.each([
    ['@u47987', null, 'u47987'],
    ['https://t.me/anna_ivanova', null, 'anna_ivanova'],
    ['5272205982', '5272205982', null],
  ])('reads the Telegram %s', (text, telegramId, telegramUsername) => {
    expect(parseTelegramCell(text)).toEqual({ telegramId, telegramUsername, issues: [] });
  });

  it.each(['есть', '0555 12-34-56', '@a', '12'])('leaves out the Telegram %s with a warning', (text) => {
    expect(parseTelegramCell(text)).toMatchObject({ telegramId: null, telegramUsername: null });
    expect(parseTelegramCell(text).issues.map(({ code }) => code)).toEqual(['telegram_unreadable']);
  });

  it('leaves out an e-mail that is none with a warning', () => {
    expect(parseEmailCell(' Anna@Example.com ')).toEqual({ email: 'anna@example.com', issues: [] });
    expect(parseEmailCell('не почта').issues.map(({ code }) => code)).toEqual(['email_unreadable']);
  });
});
