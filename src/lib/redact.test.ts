import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';
import { redactText } from './redact.js';
import { withRequestId } from './request-scope.js';

function logged(work: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown> {
  let line = '';
  work(createLogger('trace', { write: (text: string) => (line = text) }));
  return JSON.parse(line) as Record<string, unknown>;
}

describe('what a log line says of people and secrets', () => {
  it.each([
    ['a bot token', '7770001:AAHd-secretsecretsecretsecretsecret'],
    ['an API token', 'crm_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789'],
    ['a bearer token', 'Bearer abcdefghijklmnop'],
    ['a password in an address', 'mysql://crm:hunter2-long@db:3306/crm'],
    ['an e-mail', 'anna.petrova@example.com'],
    ['a phone', '+996 555 123-456'],
    ['a phone of digits alone', '996555123456'],
  ])('never shows %s', (_, secret) => {
    const line = JSON.stringify(
      logged((logger) =>
        logger.error(
          { err: new Error(`failed for ${secret}`), list: [{ text: secret }], phone: secret },
          `of ${secret}`,
        ),
      ),
    );
    const inside = secret.replace(/^Bearer |^mysql:\/\/crm:|@db.*$/g, '');
    expect(line).not.toContain(inside);
    expect(line).toContain('failed for');
  });

  it('keeps what helps to find a fault', () => {
    const error = Object.assign(new Error('Duplicate entry'), { code: 'ER_DUP_ENTRY', cause: new Error('below') });
    const line = logged((logger) =>
      logger.error({ err: error, id: 4711, day: '2026-03-10', at: new Date(0) }, 'failed'),
    );
    expect(line).toMatchObject({
      id: 4711,
      day: '2026-03-10',
      at: '1970-01-01T00:00:00.000Z',
      err: { type: 'Error', code: 'ER_DUP_ENTRY', message: 'Duplicate entry', cause: { message: 'below' } },
    });
    expect(redactText('12 of 4096 at 2026-03-10T06:00:00.000Z, 0b6f2c1e-1d2c-4a3b-9c4d-123456789012')).toContain(
      '2026-03-10T06:00:00.000Z, 0b6f2c1e-1d2c-4a3b-9c4d-123456789012',
    );
  });

  it('names the request that it belongs to', () => {
    const line = withRequestId('request-4711', () => logged((logger) => logger.info('at work')));
    expect(line.requestId).toBe('request-4711');
  });

  it('is written quickly, whatever stands in it', () => {
    for (const text of ['a'.repeat(50_000), 'a@'.repeat(20_000), '+1 '.repeat(20_000), 'x://'.repeat(10_000)]) {
      expect(typeof redactText(text)).toBe('string');
    }
  });
});
