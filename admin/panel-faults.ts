import { NotFoundError } from 'adminjs';
import type { Logger } from '../src/lib/logger.js';

/** What a request is answered that failed for no reason of its sender's; what is a fault of ours is logged. */
export function answerOfFault(error: unknown, url: string, logger: Logger): { status: number; body: { code: string } } {
  // AdminJS's word for a record that is gone, or not for this person to see, among many at once.
  if (error instanceof NotFoundError) return { status: 404, body: { code: 'not_found' } };
  logger.error({ err: error, path: url.split('?', 1)[0] }, 'panel request failed');
  return { status: 500, body: { code: 'internal' } };
}
