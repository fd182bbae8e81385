import { describe, expect, it } from '@jest/globals';
import { enPanel } from '../locale/en-panel.js';
import { failureOf } from './delivery-failure.js';

describe('why a message did not arrive', () => {
  it.each([
    ['blocked', 'Forbidden: bot was blocked by the user', 'blocked'],
    ['gone', 'Forbidden: user is deactivated', 'gone'],
    ['failed', "Bad Request: can't parse entities: Unsupported start tag", 'content'],
    ['failed', 'Bad Request: message is too long', 'content'],
    ['failed', 'Bad Request: something new', 'refused'],
    ['failed', null, 'refused'],
    ['unknown', 'socket hang up', 'unknown'],
    ['pending', 'connect ECONNREFUSED', 'retry'],
    ['cancelled', 'opted_out', 'opted_out'],
    ['cancelled', 'client_archived', 'client_archived'],
  ])('%s with "%s" is told as %s, which has words', (status, error, failure) => {
    expect(failureOf(status, error)).toBe(failure);
    expect(enPanel.failure).toHaveProperty(failure);
  });

  it.each(['sent', 'pending', 'cancelled', 'expired'])('needs no words for %s without an error', (status) => {
    expect(failureOf(status, null)).toBeNull();
  });
});
