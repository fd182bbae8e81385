import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Api } from 'node-telegram-bot-api';
import { startPlayground, type RunningPlayground } from './index.js';

const TOKEN = '4242:playground';

let playground: RunningPlayground;
let api: Api;

beforeEach(async () => {
  playground = await startPlayground({ token: TOKEN, httpControl: true });
  api = new Api(TOKEN, { apiRoot: playground.apiRoot, maxRetries: 0 });
});

afterEach(() => playground.stop());

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${playground.url}/playground/control${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  expect(answer.ok).toBe(true);
  return answer.status === 204 ? null : answer.json();
}

const send = (text: string) => api.sendMessage({ chat_id: 7, text });

it('a test in another process makes people, sets faults and limits, and is told what arrived', async () => {
  await call('POST', '/people', { people: [{ id: 7, firstName: 'Anna', hasStarted: true }] });
  await call('POST', '/watch', { marker: 'news' });
  await call('POST', '/faults', { method: 'sendMessage', fault: { kind: '500', delivered: true } });
  await expect(send('news')).rejects.toMatchObject({ errorCode: 500 });
  await call('POST', '/faults', { method: 'sendMessage', fault: { kind: '500' } });
  await call('DELETE', '/faults');
  await call('POST', '/limits', { enforced: true });
  const others = await Promise.allSettled(Array.from({ length: 9 }, () => send('hi')));
  expect(others.some(({ status }) => status === 'rejected')).toBe(true);
  const arrived = others.filter(({ status }) => status === 'fulfilled').length + 1;
  expect(await call('GET', '/traffic')).toMatchObject({ messages: arrived, busiestSecond: { marked: 1 } });
  expect(await call('GET', '/faults')).toEqual({ '500 delivered': 1 });
  expect(await call('GET', '/ledger?from=1')).toHaveLength(arrived - 1);
});

it('no other playground can be controlled over HTTP', async () => {
  const plain = await startPlayground({ token: TOKEN });
  expect((await fetch(`${plain.url}/playground/control/traffic`)).status).toBe(404);
  await plain.stop();
});
