import type { CalendarDate } from './calendar-date.js';
import { formatDay, formatDayRange, pluralDays, pluralMonths, pluralVisits, type Language } from './wording.js';

/** Why a membership period ends on its last day, as data; `explainPeriod` turns it into words. */
export type ExplanationStep =
  | {
      kind: 'sold';
      /** Of months their length in days. */
      days: number;
      months?: number | undefined;
      startDate: CalendarDate;
      reason: 'sale' | 'asked' | 'after_previous';
    }
  | { kind: 'frozen'; startDate: CalendarDate; endDate: CalendarDate; days: number }
  | { kind: 'closed'; startDate: CalendarDate; endDate: CalendarDate; days: number; reason: string }
  | { kind: 'refunded'; date: CalendarDate }
  | { kind: 'transferred'; date: CalendarDate }
  /** The last visit of a pack of so many was taken. */
  | { kind: 'used_up'; visits: number; date: CalendarDate }
  | { kind: 'ends'; endDate: CalendarDate }
  /** No day was left. */
  | { kind: 'none' };

/** "30 дней с 1 марта; заморозка 5–11 марта +7; до 6 апреля" */
export function explainPeriod(steps: readonly ExplanationStep[], language: Language): string {
  const year = firstYear(steps);
  return steps.map((step) => explainStep(step, language, year)).join('; ');
}

/** The closure that the membership stands still for on the day; of a day that is also frozen the freeze is named. */
export function closureOn(
  steps: readonly ExplanationStep[],
  day: CalendarDate,
): Extract<ExplanationStep, { kind: 'closed' }> | undefined {
  return steps.filter((step) => step.kind === 'closed').find((step) => step.startDate <= day && day <= step.endDate);
}

function firstYear(steps: readonly ExplanationStep[]): string {
  const sold = steps.find((step) => step.kind === 'sold');
  return sold ? sold.startDate.slice(0, 4) : '';
}

function explainStep(step: ExplanationStep, language: Language, year: string): string {
  const ru = language === 'ru';
  switch (step.kind) {
    case 'sold': {
      const from = formatDay(step.startDate, language, year);
      const days = pluralDays(step.days, language);
      const sold = step.months === undefined ? days : `${pluralMonths(step.months, language)} (${days})`;
      const why =
        step.reason === 'after_previous' ? (ru ? ', сразу после предыдущего' : ', right after the previous') : '';
      return ru ? `${sold} с ${from}${why}` : `${sold} from ${from}${why}`;
    }
    case 'frozen': {
      const range = formatDayRange(step.startDate, step.endDate, language, year);
      return ru ? `заморозка ${range} +${step.days}` : `frozen ${range} +${step.days}`;
    }
    case 'closed': {
      const range = formatDayRange(step.startDate, step.endDate, language, year);
      return ru ? `закрыто ${range} +${step.days} (${step.reason})` : `closed ${range} +${step.days} (${step.reason})`;
    }
    case 'transferred': {
      const date = formatDay(step.date, language, year);
      return ru ? `остаток передан ${date}` : `rest transferred ${date}`;
    }
    case 'used_up': {
      const date = formatDay(step.date, language, year);
      const visits = pluralVisits(step.visits, language);
      return ru ? `${visits} использованы ${date}` : `${visits} used up ${date}`;
    }
    case 'refunded': {
      const date = formatDay(step.date, language, year);
      return ru ? `возврат ${date}` : `refunded ${date}`;
    }
    case 'ends': {
      const end = formatDay(step.endDate, language, year);
      return ru ? `до ${end} включительно` : `until ${end} inclusive`;
    }
    case 'none':
      return ru ? 'не начинался' : 'never began';
  }
}
