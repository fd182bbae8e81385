import { numberFormat } from './formats.js';

/**
 * An exact amount in the studio's currency, written with two decimals: `"1200.00"`.
 * Arithmetic runs on whole hundredths, never on binary fractions.
 */
export type Money = string & { readonly __brand: 'Money' };

/** The largest amount a `decimal(12,2)` column keeps. */
const MAX_CENTS = 999_999_999_999;
const SHAPE = /^\d{1,10}(\.\d{1,2})?$/;

export const ZERO_MONEY = '0.00' as Money;

/** Parses `1200`, `1200.5`, `"1200.00"`; null for negative, exponent, more than two decimals or too large. */
export function parseMoney(value: unknown): Money | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !SHAPE.test(text.trim())) return null;
  return moneyFromCents(textToCents(text.trim()));
}

function textToCents(text: string): number {
  const [whole = '0', fraction = ''] = text.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

/** Whole hundredths of an amount: `"12.50"` → 1250. */
export function moneyToCents(money: Money): number {
  return textToCents(money);
}

/** The amount of so many hundredths. Throws `RangeError` when negative, fractional or above `decimal(12,2)`. */
export function moneyFromCents(cents: number): Money {
  if (!Number.isSafeInteger(cents) || cents < 0 || cents > MAX_CENTS) throw new RangeError(`not an amount: ${cents}`);
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}` as Money;
}

export function sumOf(amounts: readonly Money[]): Money {
  return moneyFromCents(amounts.reduce((sum, amount) => sum + moneyToCents(amount), 0));
}

/** `1 200,00 сом` or `KGS 1,200.00`, by locale. */
export function formatMoney(money: Money, currency: string, locale: string): string {
  const text = numberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    moneyToCents(money) / 100,
  );
  // The som's own sign is too young for most fonts, which show an empty box for it.
  return text.replace('\u20C0', locale.startsWith('ru') ? 'сом' : 'KGS\u00A0');
}
