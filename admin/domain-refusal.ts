import { ValidationError, type PropertyErrors } from 'adminjs';
import { errorMessage } from '../src/contract/error-messages.js';
import { DomainError, type FieldError } from '../src/errors/domain-error.js';
import { parseCalendarDate } from '../src/lib/calendar-date.js';
import { formatDay, type Language } from '../src/lib/wording.js';

/** A refusal as the panel's own forms show it. */
export interface Problem {
  code: string;
  message: string;
  /** Words per field of the form. */
  fields: Record<string, string>;
}

type Params = Record<string, string | number>;

const SUM = /^\d+\.\d{2}$/;

/** Days and sums inside a message are written as people write them. */
function readable(params: Params = {}, language: Language): Params {
  const sums = new Intl.NumberFormat(language, { minimumFractionDigits: 2 });
  const entries = Object.entries(params).map(([name, value]) => {
    const day = parseCalendarDate(value);
    if (day) return [name, formatDay(day, language)] as const;
    return [name, SUM.test(String(value)) ? sums.format(Number(value)) : value] as const;
  });
  return Object.fromEntries(entries);
}

function wordsOf(error: Pick<FieldError, 'code' | 'params'>, language: Language): string {
  return errorMessage(error.code, readable(error.params, language), language);
}

export function problemOf(error: DomainError, language: Language): Problem {
  const fields = Object.fromEntries(error.fields.map((field) => [field.path, wordsOf(field, language)]));
  return { code: error.code, message: wordsOf(error, language), fields };
}

/** The refusal in the form that AdminJS's edit page understands; a refused field it does not show goes to the notice. */
export function toValidationError(
  error: DomainError,
  language: Language,
  shownFields: readonly string[],
): ValidationError {
  const { code, message, fields } = problemOf(error, language);
  const shown: PropertyErrors = {};
  const rest: string[] = [];
  for (const [path, words] of Object.entries(fields)) {
    if (shownFields.includes(path)) shown[path] = { type: code, message: words };
    else rest.push(words);
  }
  // AdminJS takes a record without a refused property for saved.
  if (Object.keys(shown).length === 0) shown.form = { type: code, message };
  return new ValidationError(shown, { type: code, message: [message, ...rest].join(' ') });
}

/** Runs a service call; a refusal becomes words instead of an error. */
export async function attempt<T>(
  work: () => Promise<T>,
  language: Language,
): Promise<{ result: T; problem?: undefined } | { result?: undefined; problem: Problem }> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof DomainError) return { problem: problemOf(error, language) };
    throw error;
  }
}
