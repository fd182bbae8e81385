import { usePanel, type Panel } from './use-panel.js';
import { LOCALES } from './use-panel.js';

/** Whole hundredths of an amount, which may be negative. */
export function centsOf(amount: string): number {
  return Number(amount.replace('.', ''));
}

function amountOf(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

export interface FigureFormats extends Panel {
  number: (value: number) => string;
  /** Whole hundredths as money, with a minus sign where more was given back than received. */
  cents: (value: number) => string;
  percent: (share: number | null) => string;
  month: (date: string) => string;
}

export function useFigureFormats(): FigureFormats {
  const panel = usePanel();
  const locale = LOCALES[panel.language];
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return {
    ...panel,
    number: (value) => number.format(value),
    cents: (value) => `${value < 0 ? '−' : ''}${panel.money(amountOf(Math.abs(value)))}`,
    percent: (share) => (share === null ? '—' : percent.format(share)),
    month: (date) => month.format(new Date(`${date}T00:00:00Z`)).replace(/\s?г\.$/, ''),
  };
}

export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
