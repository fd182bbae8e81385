import { describe, expect, it } from '@jest/globals';
import { TelegramError } from '../telegram-error.js';
import { outcomeOfFailure } from './outcome.js';

describe('a failed attempt', () => {
  it.each([
    ['unreachable', 'retry'],
    ['unauthorized', 'retry'],
    ['flood', 'flood'],
    ['blocked', 'blocked'],
    ['gone', 'gone'],
    ['refused', 'failed'],
    ['unclear', 'unknown'],
    ['conflict', 'unknown'],
    ['not_modified', 'unknown'],
  ] as const)('that ended as %s makes its delivery %s', (failure, outcome) => {
    expect(outcomeOfFailure(new TelegramError(failure, 'why'))).toMatchObject({ outcome, error: 'why' });
  });

  it('nobody has ever seen is not repeated', () => {
    expect(outcomeOfFailure(new TypeError('x is not a function'))).toMatchObject({ outcome: 'unknown' });
  });

  it('of a flood tells how long to wait, whole seconds', () => {
    expect(outcomeOfFailure(new TelegramError('flood', '429', 3.2))).toMatchObject({ retryAfter: 4 });
    expect(outcomeOfFailure(new TelegramError('unclear', '502', 3))).not.toHaveProperty('retryAfter');
  });

  it('is told in 300 letters at most', () => {
    expect(outcomeOfFailure(new TelegramError('refused', 'x'.repeat(1000))).error).toHaveLength(300);
  });
});
