import type { Language } from '../lib/wording.js';

export interface ReportContext {
  fileName: string;
  /** What was said of the columns, as it was typed: the next run needs the same. */
  choices: readonly string[];
  language: Language;
  /** ISO 4217. */
  currency: string;
  /** `previewed`: a dry run; `written`; `refused`: asked to write, but rows with errors stood against it. */
  result: 'previewed' | 'written' | 'refused';
}

export function pick({ language }: ReportContext, ru: string, en: string): string {
  return language === 'ru' ? ru : en;
}
