import { z } from 'zod';
import { isErrorCode, type ErrorCode } from '../contract/error-codes.js';
import { DomainError, type FieldError } from './domain-error.js';

type Issue = z.core.$ZodIssue;
type WordParams = Record<string, string | number> | undefined;

function codeOf(issue: Issue): { code: ErrorCode; params?: WordParams } {
  if (isErrorCode(issue.message)) {
    return { code: issue.message, params: issue.code === 'custom' ? (issue.params as WordParams) : undefined };
  }
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return { code: 'required' };
      return { code: issue.expected === 'number' || issue.expected === 'int' ? 'not_a_number' : 'malformed' };
    case 'too_big':
      return issue.origin === 'string'
        ? { code: 'too_long', params: { max: Number(issue.maximum) } }
        : { code: 'out_of_range', params: { max: Number(issue.maximum) } };
    case 'too_small':
      if (issue.origin !== 'string') return { code: 'out_of_range', params: { min: Number(issue.minimum) } };
      return Number(issue.minimum) <= 1
        ? { code: 'required' }
        : { code: 'too_short', params: { min: Number(issue.minimum) } };
    case 'invalid_format':
      return { code: issue.format === 'date' ? 'not_a_date' : issue.format === 'email' ? 'not_an_email' : 'malformed' };
    case 'invalid_value':
      return { code: issue.input === undefined || issue.input === null ? 'required' : 'not_an_option' };
    default:
      return { code: 'malformed' };
  }
}

function fieldErrors(issue: Issue): FieldError[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((path) => ({ path, code: 'malformed' }));
  return [{ path: issue.path.map(String).join('.'), ...codeOf(issue) }];
}

/**
 * Checks input against a schema; throws `invalid_input` with every refused field otherwise.
 * A schema's message that is an error code is taken as it is: `z.string().refine(isTime, 'not_a_time')`.
 */
export function validate<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw DomainError.invalid(result.error.issues.flatMap(fieldErrors));
}

/** A whole number of `[min, max]`; the refusal names both ends. */
export function wholeNumber(min: number, max: number) {
  return z.number().refine((value) => Number.isInteger(value) && value >= min && value <= max, {
    error: 'out_of_range',
    params: { min, max },
  });
}
