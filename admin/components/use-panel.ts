import { useCurrentAdmin, useTranslation } from 'adminjs';
import type { CalendarDate } from '../../src/lib/calendar-date.js';
import { dateFormat } from '../../src/lib/formats.js';
import { formatMoney, type Money } from '../../src/lib/money.js';
import { formatDay, formatDayRange, parseLanguage, type Language } from '../../src/lib/wording.js';
import type { PanelUser } from '../panel-user.js';

export interface Panel {
  /** Words of `panel.<key>`. */
  t: (key: string, values?: Record<string, unknown>) => string;
  language: Language;
  user: PanelUser | null;
  /** "5 March", with the year when it is not this one; a dash for nothing. */
  day: (date: string | null | undefined) => string;
  /** "5–11 March" */
  days: (from: string, to: string) => string;
  money: (amount: string | null | undefined) => string;
  instant: (iso: string | null | undefined) => string;
}

const DASH = '—';
export const LOCALES: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };

interface KeptPanel {
  words: ReturnType<typeof useTranslation>;
  user: PanelUser | null;
  panel: Panel;
}

/** The same for every part of a page: made once for all of them. */
let kept: KeptPanel | null = null;

/** Words and formats in the language of the page. */
export function usePanel(): Panel {
  const words = useTranslation();
  const [currentAdmin] = useCurrentAdmin();
  const user = currentAdmin as PanelUser | null;
  if (kept?.words !== words || kept.user !== user) kept = { words, user, panel: panelOf(words, user) };
  return kept.panel;
}

function panelOf({ i18n, t }: KeptPanel['words'], user: PanelUser | null): Panel {
  const language = parseLanguage(i18n.language) ?? 'en';
  const thisYear = (): string => String(new Date().getFullYear());
  return {
    t: (key, values) => String(values ? t(`panel.${key}`, values) : t(`panel.${key}`)),
    language,
    user,
    day: (date) => (date ? formatDay(date as CalendarDate, language, thisYear()) : DASH),
    // A refund on the first day leaves a period without a day.
    days: (from, to) =>
      from <= to ? formatDayRange(from as CalendarDate, to as CalendarDate, language, thisYear()) : DASH,
    money: (amount) => (amount ? formatMoney(amount as Money, user?.currency ?? 'USD', LOCALES[language]) : DASH),
    instant: (iso) => {
      if (!iso) return DASH;
      const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: user?.timeZone } as const;
      return dateFormat(LOCALES[language], options).format(new Date(iso));
    },
  };
}
