import { plural, pluralDays, pluralTerm, pluralVisits, type Language } from '../lib/wording.js';
import type { FreezePolicy } from './freeze-policy.js';

interface SoldTerms {
  durationDays: number;
  durationMonths: number | null;
  visitLimit: number | null;
  isTrial: boolean;
}

/** "3 месяца", "8 занятий · 30 дней", "пробный · 7 дней" */
export function planInWords(plan: SoldTerms, language: Language): string {
  const { isTrial, visitLimit } = plan;
  const parts = [
    isTrial ? (language === 'ru' ? 'пробный' : 'trial') : '',
    visitLimit === null ? '' : pluralVisits(visitLimit, language),
    pluralTerm(plan, language),
  ];
  return parts.filter(Boolean).join(' · ');
}

/**
 * What follows "Заморозка:" / "Freezes:": "до 14 дней всего, от 3 до 7 дней за раз, не больше 2 раз, предупредить за 1 день".
 * Null = a membership sold without a plan.
 */
export function freezePolicyInWords(policy: FreezePolicy | null, language: Language): string {
  const isRussian = language === 'ru';
  if (policy?.allowed === false) return isRussian ? 'нельзя' : 'not possible';
  const limits = policy && (isRussian ? russianLimits(policy) : englishLimits(policy)).filter(Boolean).join(', ');
  return limits || (isRussian ? 'без ограничений' : 'no limits');
}

/** What of the limits is left: "осталось 7 из 14 дней, 1 из 2 раз"; empty where nothing is counted. */
export function freezesLeftInWords(
  policy: FreezePolicy | null,
  used: { days: number; count: number },
  language: Language,
): string {
  if (!policy?.allowed) return '';
  const { totalDays, maxCount } = policy;
  const isRussian = language === 'ru';
  const left = (limit: number, spent: number): number => Math.max(0, limit - spent);
  const parts = [
    totalDays === null
      ? ''
      : `${left(totalDays, used.days)} ${isRussian ? `из ${ofDays(totalDays)}` : `of ${pluralDays(totalDays, 'en')}`}`,
    maxCount === null
      ? ''
      : `${left(maxCount, used.count)} ${isRussian ? `из ${ofTimes(maxCount)}` : `of ${times(maxCount)}`}`,
  ].filter(Boolean);
  if (parts.length === 0) return '';
  return isRussian ? `осталось ${parts.join(', ')}` : `${parts.join(', ')} left`;
}

function russianLimits({ totalDays, minDays, maxDays, maxCount, noticeDays }: FreezePolicy): string[] {
  return [
    totalDays === null ? '' : `до ${ofDays(totalDays)} всего`,
    russianLength(minDays, maxDays),
    maxCount === null ? '' : `не больше ${ofTimes(maxCount)}`,
    noticeDays ? `предупредить за ${pluralDays(noticeDays, 'ru')}` : '',
  ];
}

function russianLength(min: number | null, max: number | null): string {
  if (min === null) return max === null ? '' : `не больше ${ofDays(max)} за раз`;
  if (max === null) return `не меньше ${ofDays(min)} за раз`;
  return min === max ? `ровно ${pluralDays(min, 'ru')} за раз` : `от ${min} до ${ofDays(max)} за раз`;
}

function englishLimits({ totalDays, minDays, maxDays, maxCount, noticeDays }: FreezePolicy): string[] {
  return [
    totalDays === null ? '' : `up to ${pluralDays(totalDays, 'en')} in all`,
    englishLength(minDays, maxDays),
    maxCount === null ? '' : `at most ${times(maxCount)}`,
    noticeDays ? `${pluralDays(noticeDays, 'en')} of notice` : '',
  ];
}

function englishLength(min: number | null, max: number | null): string {
  if (min === null) return max === null ? '' : `at most ${pluralDays(max, 'en')} at a time`;
  if (max === null) return `at least ${pluralDays(min, 'en')} at a time`;
  return min === max ? `exactly ${pluralDays(min, 'en')} at a time` : `${min} to ${pluralDays(max, 'en')} at a time`;
}

/** The genitive: "до 21 дня", "из 14 дней". */
function ofDays(count: number): string {
  return `${count} ${plural(count, 'ru', { one: 'дня', other: 'дней' })}`;
}

/** The genitive: "не больше 1 раза", "из 2 раз". */
function ofTimes(count: number): string {
  return `${count} ${plural(count, 'ru', { one: 'раза', other: 'раз' })}`;
}

function times(count: number): string {
  return `${count} ${plural(count, 'en', { one: 'time', other: 'times' })}`;
}
