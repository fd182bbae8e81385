import { describe, expect, it } from '@jest/globals';
import { formatMoney, moneyFromCents, moneyToCents, parseMoney } from './money.js';

describe('an amount', () => {
  it.each([
    ['1200', '1200.00'],
    ['1200.5', '1200.50'],
    [0, '0.00'],
    [0.29, '0.29'],
    ['9999999999.99', '9999999999.99'],
  ])('%s is %s', (typed, money) => expect(parseMoney(typed)).toBe(money));

  it.each(['-1', '1.001', '1e5', 'NaN', 'Infinity', '12,50', '', '99999999999', 1e309, null, {}])(
    'is not %s',
    (typed) => expect(parseMoney(typed)).toBeNull(),
  );

  it('is summed in whole hundredths', () => {
    const cents = ['0.10', '0.20'].reduce((sum, text) => sum + moneyToCents(parseMoney(text) ?? moneyFromCents(0)), 0);
    expect(moneyFromCents(cents)).toBe('0.30');
  });

  it('is never negative or fractional', () => {
    expect(() => moneyFromCents(-1)).toThrow(RangeError);
    expect(() => moneyFromCents(0.5)).toThrow(RangeError);
  });

  it('is written for people by their language', () => {
    expect(formatMoney(moneyFromCents(120_050), 'EUR', 'en')).toBe('€1,200.50');
    expect(formatMoney(moneyFromCents(120_050), 'EUR', 'ru').replace(/\s/g, ' ')).toBe('1 200,50 €');
  });
});
