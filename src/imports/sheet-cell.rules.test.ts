import { describe, expect, it } from '@jest/globals';
import { cellText, numberText } from './sheet-cell.rules.js';

describe('A number of a spreadsheet', () => {
  it.each([
    ['996555123456', '996555123456', 'a phone is never shortened to 9.96e11'],
    ['9.96555123456E11', '996555123456', 'however the program wrote it'],
    ['5272205982', '5272205982', 'so is a Telegram id'],
    ['9007199254740991', '9007199254740991', 'of up to sixteen digits'],
    ['4500', '4500', 'an amount keeps its digits'],
    ['1950.05', '1950.05', 'and its decimals'],
    ['1950.0500000000002', '1950.05', 'without the noise of binary arithmetic'],
    ['0.30000000000000004', '0.3', 'also below one'],
    ['-4500', '-4500', 'and its sign'],
    ['578.125', '578.1250', 'and is not mistaken for 578 thousand'],
    ['1E-7', '1e-7', 'and if it is no amount, it does not become one'],
    ['garbage', 'garbage', 'what is no number is shown as it is'],
  ])('%s is read as %s: %s', (stored, text) => {
    expect(numberText(stored)).toBe(text);
  });
});

describe('A cell of a spreadsheet', () => {
  it.each([
    ['a day', '2026-03-31T00:00:00Z', '2026-03-31'],
    ['New Year', '2026-01-01T00:00:00Z', '2026-01-01'],
    ['a leap day', '2024-02-29T00:00:00Z', '2024-02-29'],
    ['a day with a time', '2026-03-31T18:30:00Z', '2026-03-31'],
    ['a calculated day a hair before midnight', '2026-03-30T23:59:59.999Z', '2026-03-31'],
    ['a time alone', '1899-12-30T18:30:00Z', '18:30'],
    ['a phone in a column of dates', '+099999-01-01T00:00:00Z', '########'],
    ['a number beyond all dates', 'never', '########'],
  ])('with %s', (_, instant, text) => {
    expect(cellText(new Date(instant))).toBe(text);
  });

  it.each([
    ['text', ' Иванова ', ' Иванова '],
    ['a tick', true, 'TRUE'],
    ['no tick', false, 'FALSE'],
    ['nothing', null, ''],
  ])('with %s', (_, value, text) => {
    expect(cellText(value)).toBe(text);
  });
});
