import type { ErrorCode } from '../contract/error-codes.js';

export interface FieldError {
  /** The input field, e.g. `startDate`; nested with dots. */
  path: string;
  /** Why it was refused; a code that panel, API and bot turn into words. */
  code: ErrorCode;
  /** Numbers and dates for the words: `{min: 7}`. */
  params?: Record<string, string | number>;
}

/** A rule of the business said no. Everything else that is thrown is a fault of ours. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly params: Record<string, string | number> = {},
    readonly fields: readonly FieldError[] = [],
    /** For the log alone. */
    cause?: unknown,
  ) {
    super(code, { cause });
    this.name = 'DomainError';
  }

  /** One or more fields of the input were refused. */
  static invalid(fields: readonly FieldError[]): DomainError {
    return new DomainError('invalid_input', {}, fields);
  }

  /** One field was refused. */
  static field(path: string, code: ErrorCode, params: Record<string, string | number> = {}): DomainError {
    return new DomainError(code, params, [{ path, code, params }]);
  }
}
