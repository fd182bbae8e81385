import type { CalendarDate } from './calendar-date.js';
import { formatDay, formatDayRange, pluralDays, type Language } from './wording.js';

/** Why a membership period ends on its last day, as data; `explainPeriod` turns it into words. */
export type ExplanationStep =
  | { kind: 'sold'; days: number; startDate: CalendarDate; reason: 'sale' | 'asked' | 'after_previous' }
  | { kind: 'frozen'; startDate: CalendarDate; endDate: CalendarDate; days: number }
  | { kind: 'refunded'; date: CalendarDate }
  | { kind: 'ends'; endDate: CalendarDate };

/** "30 дней с 1 марта; заморозка 5–11 марта +7; до 6 апреля" */
export function explainPeriod(steps: readonly ExplanationStep[], language: Language): string {
  const year = firstYear(steps);
  return steps.map((step) => explainStep(step, language, year)).join('; ');
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
      const why =
        step.reason === 'after_previous' ? (ru ? ', сразу после предыдущего' : ', right after the previous') : '';
      return ru ? `${days} с ${from}${why}` : `${days} from ${from}${why}`;
    }
    case 'frozen': {
      const range = formatDayRange(step.startDate, step.endDate, language, year);
      return ru ? `заморозка ${range} +${step.days}` : `frozen ${range} +${step.days}`;
    }
    case 'refunded': {
      const date = formatDay(step.date, language, year);
      return ru ? `возврат ${date}` : `refunded ${date}`;
    }
    case 'ends': {
      const end = formatDay(step.endDate, language, year);
      return ru ? `до ${end} включительно` : `until ${end} inclusive`;
    }
  }
}
