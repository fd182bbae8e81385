import type { Logger } from './logger.js';

/** What somebody who watches over the studio wants to be told at once or to find later. */
export type SecurityEvent =
  | 'login_ok'
  | 'login_failed'
  | 'login_locked'
  | 'logout'
  | 'second_step_failed'
  | 'sessions_ended'
  | 'request_refused'
  | 'audited';

const SERIOUS: ReadonlySet<SecurityEvent> = new Set<SecurityEvent>([
  'login_failed',
  'login_locked',
  'second_step_failed',
  'request_refused',
]);

/** One line with `security: <event>`, a warning when somebody was refused. Facts name records by id, never people. */
export function logSecurity(
  logger: Logger,
  event: SecurityEvent,
  facts: Readonly<Record<string, string | number | null | undefined>> = {},
): void {
  const fields = { security: event, ...facts };
  if (SERIOUS.has(event)) logger.warn(fields, 'security');
  else logger.info(fields, 'security');
}
