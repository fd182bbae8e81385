/** Extra machine-readable facts of a refusal: https://core.telegram.org/bots/api#responseparameters */
export interface ErrorParameters {
  retry_after?: number;
}

/** A refusal as the Bot API words it; `description` is the whole text with its prefix ("Bad Request: ..."). */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: ErrorParameters,
  ) {
    super(description);
  }
}

/** 400. The real server lower-cases the first letter of a sentence and leaves codes like `BUTTON_DATA_INVALID` alone. */
export function badRequest(reason: string): ApiError {
  const isCode = /^[A-Z][A-Z_]/.test(reason);
  return new ApiError(400, `Bad Request: ${isCode ? reason : reason.charAt(0).toLowerCase() + reason.slice(1)}`);
}

export function forbidden(reason: string): ApiError {
  return new ApiError(403, `Forbidden: ${reason}`);
}

export function conflict(reason: string): ApiError {
  return new ApiError(409, `Conflict: ${reason}`);
}

export function tooManyRequests(retryAfterSeconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, { retry_after: retryAfterSeconds });
}
