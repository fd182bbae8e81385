import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectCrm } from '../../bot/connect-crm.js';
import { createLogger } from '../../src/lib/logger.js';

let server: Server;
let seen: { call: string; body: string; token: string | undefined }[];
let answers: { status: number; body?: unknown }[];
let crm: ReturnType<typeof connectCrm>;

beforeEach(async () => {
  [seen, answers] = [[], []];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      seen.push({ call: `${request.method} ${request.url}`, body, token: request.headers.authorization });
      const answer = answers.shift();
      // No answer prepared: the call waits, as for something to send.
      if (!answer) return;
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  crm = connectCrm(`http://127.0.0.1:${port}`, 'crm_secret', createLogger('silent'));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const pace = { pauseUntil: null, bulkPerSecond: 25 };
const problem = (status: number, code: string) => ({
  status,
  body: { type: 'about:blank', status, title: 'x', detail: 'x', code, requestId: 'r' },
});

describe('the outbox over HTTP', () => {
  it('is asked for something to send, until the worker is stopped', async () => {
    answers = [{ status: 200, body: { ...pace, items: [] } }];
    const stopping = new AbortController();
    const input = { worker: 'w1', limit: 8, waitSeconds: 25 };
    expect(await crm.deliveries.claim(input, stopping.signal)).toEqual({ ...pace, items: [] });
    const waiting = crm.deliveries.claim(input, stopping.signal);
    stopping.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
    expect(seen[0]).toEqual({
      call: 'POST /api/v1/deliveries/claim',
      body: JSON.stringify(input),
      token: 'Bearer crm_secret',
    });
  });

  it('leaves it to the worker when to repeat a step', async () => {
    answers = [{ status: 503 }, { status: 200, body: { ...pace, begun: [1], revoked: [] } }];
    const input = { worker: 'w1', begin: [{ id: 1, leaseToken: 'l' }] };
    await expect(crm.deliveries.step(input)).rejects.toMatchObject({ code: 'unavailable' });
    expect(seen).toHaveLength(1);
    expect(await crm.deliveries.step(input)).toMatchObject({ begun: [1] });
  });

  it('gives the photo of a broadcast', async () => {
    answers = [{ status: 200, body: 'bytes' }];
    expect(Buffer.from(await crm.deliveries.photo(4)).toString()).toBe('"bytes"');
    expect(seen[0]?.call).toBe('GET /api/v1/broadcasts/4/photo');
  });
});

describe('what is told about people', () => {
  it('is whether they can be reached; somebody unknown is no fault', async () => {
    answers = [{ status: 204 }, problem(404, 'not_found'), problem(403, 'forbidden')];
    await crm.reports.setReachable(7, false);
    await crm.reports.setReachable(8, true);
    expect(seen.map(({ call, body }) => [call, body])).toEqual([
      ['PUT /api/v1/telegram-users/7/reachability', '{"reachable":false}'],
      ['PUT /api/v1/telegram-users/8/reachability', '{"reachable":true}'],
    ]);
    await expect(crm.reports.setReachable(9, true)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is a press that was refused, once and without a fuss', async () => {
    answers = [{ status: 204 }, { status: 503 }];
    await crm.reports.reportRefusedPress(7, 'forged');
    await crm.reports.reportRefusedPress(7, 'expired');
    expect(seen.map(({ call, body }) => [call, body])).toEqual([
      ['POST /api/v1/telegram-users/7/refused-presses', '{"reason":"forged"}'],
      ['POST /api/v1/telegram-users/7/refused-presses', '{"reason":"expired"}'],
    ]);
  });
});
