import { pino, type Logger as PinoLogger, type DestinationStream } from 'pino';

export type Logger = PinoLogger;

const TOKEN = /\d{6,}:[\w-]{30,}/g;
const URL_PASSWORD = /(\w+:\/\/[^:/\s]+:)[^@/\s]+@/g;

/** Replaces Telegram tokens and passwords in URLs: nothing secret reaches a log line, an error text or a page. */
export function redact(text: string): string {
  return text.replace(TOKEN, '[token]').replace(URL_PASSWORD, '$1[password]@');
}

/** Only what helps to find a fault: type, code, message and stack, redacted. Never the object with its context. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: redact(String(error)) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    code: typeof code === 'string' ? code : undefined,
    message: redact(error.message),
    stack: redact(error.stack ?? ''),
    cause: error.cause ? describeError(error.cause) : undefined,
  };
}

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: describeError }, hooks: {} };
  return destination ? pino(options, destination) : pino(options);
}
