import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import { ERROR_STATUS, type ErrorCode } from '../contract/error-codes.js';
import { errorMessage } from '../contract/error-messages.js';
import type { Problem } from '../contract/primitives.js';
import { isBusy, isNotWritable, isOutOfReach } from '../db/database-errors.js';
import { DomainError } from '../errors/domain-error.js';
import type { Logger } from '../lib/logger.js';
import type { Language } from '../lib/wording.js';
import { contextOf } from './request-context.js';

/** Statuses that express and its parsers give to requests that never reached a handler. */
const PARSER_CODES: Partial<Record<number, ErrorCode>> = {
  400: 'malformed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

/** Only client errors are read from a foreign error: its text and its 5xx status tell nothing to a caller. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const { status } = (error ?? {}) as { status?: unknown };
  if (isOutOfReach(error) || isBusy(error)) return new DomainError('unavailable');
  if (isNotWritable(error)) return new DomainError('not_writable');
  const parserCode = typeof status === 'number' ? PARSER_CODES[status] : undefined;
  return new DomainError(parserCode ?? 'internal');
}

/** RFC 9457. */
export function presentProblem(error: DomainError, language: Language, requestId: string): Problem {
  const status = ERROR_STATUS[error.code];
  const hasParams = Object.keys(error.params).length > 0;
  return {
    type: 'about:blank',
    status,
    title: STATUS_CODES[status] ?? 'Error',
    detail: errorMessage(error.code, error.params, language),
    code: error.code,
    ...(hasParams && { params: error.params }),
    ...(error.fields.length > 0 && {
      errors: error.fields.map(({ path, code, params = {} }) => ({
        path,
        message: errorMessage(code, params, language),
        code,
        ...(Object.keys(params).length > 0 && { params }),
      })),
    }),
    requestId,
  };
}

export interface ProblemLog {
  logger: Logger;
  /** Told of each refusal. */
  count?: (code: ErrorCode) => void;
}

/** Every refusal as a problem, every fault as a fixed text and a logged cause. `path` is for the log. */
export function answerProblem(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { logger, count }: ProblemLog,
): void {
  const { requestId, language } = contextOf(request, response);
  const refusal = toDomainError(error);
  const status = ERROR_STATUS[refusal.code];
  count?.(refusal.code);
  if (status >= 500) logger.error({ err: error, requestId, method: request.method, path }, 'request failed');
  if (response.headersSent) {
    // Half an answer must not pass for a whole one.
    response.destroy();
    return;
  }
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.end(JSON.stringify(presentProblem(refusal, language, requestId)));
}

/** The same as the last step of a router. */
export function answerProblems(log: ProblemLog): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => answerProblem(error, request, response, request.path, log);
}
