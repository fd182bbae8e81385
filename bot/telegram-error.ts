/**
 * What a failed call means for the caller:
 * - `unauthorized`: the token is wrong or revoked;
 * - `conflict`: somebody else takes the updates of this bot;
 * - `flood`: wait `retryAfterSeconds`, nothing was done;
 * - `unreachable`: the request surely never left this machine;
 * - `unclear`: it may or may not have been carried out (reset, timeout, 5xx), so it must not simply be repeated;
 * - `blocked`: this person does not let the bot write; - `gone`: the account or the chat is no more;
 * - `not_modified`: the message already looks so;
 * - `refused`: anything else Telegram says no to, above all the content.
 */
export type TelegramFailure =
  'unauthorized' | 'conflict' | 'flood' | 'unreachable' | 'unclear' | 'blocked' | 'gone' | 'not_modified' | 'refused';

/** A failed call of the Bot API. The message never holds the token. */
export class TelegramError extends Error {
  constructor(
    readonly failure: TelegramFailure,
    description: string,
    readonly retryAfterSeconds = 0,
  ) {
    super(description);
    this.name = 'TelegramError';
  }
}

export function isFailure(error: unknown, ...failures: readonly TelegramFailure[]): boolean {
  return error instanceof TelegramError && failures.includes(error.failure);
}
