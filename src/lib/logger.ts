import { pino, type DestinationStream, type Logger as PinoLogger, type LoggerOptions } from 'pino';
import { redactFields, redactText } from './redact.js';
import { currentRequestId } from './request-scope.js';

export type Logger = PinoLogger;

/** Lines of JSON, each with the id of the request it belongs to; nothing secret and nobody's contacts in them. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    mixin: () => ({ requestId: currentRequestId() }),
    formatters: { log: redactFields },
    // An error is described already; pino would describe the description.
    serializers: { err: (described: unknown) => described },
    hooks: {
      logMethod(args, method) {
        const redacted = args.map((arg: unknown) => (typeof arg === 'string' ? redactText(arg) : arg));
        method.apply(this, redacted as typeof args);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
