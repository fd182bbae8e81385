import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CrmHttp } from '../../bot/crm-http.js';
import { HttpCrmApi } from '../../bot/crm-api.js';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

interface HttpAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

const UNKNOWN = {
  kind: 'unknown',
  isAdmin: false,
  clientId: null,
  coachId: null,
  language: null,
  broadcastsStopped: false,
};
const CLIENT = {
  id: 7,
  firstName: 'Анна',
  lastName: '',
  phone: null,
  phoneVerified: false,
  email: null,
  region: null,
  birthDate: null,
  cardNumber: null,
  telegramId: '5000000001',
  language: 'ru',
  groupId: null,
  hasPhoto: false,
  status: 'new',
  endDate: null,
  daysLeft: 0,
};

function problem(status: number, code: string, more: object = {}): HttpAnswer {
  return { status, body: { type: 'about:blank', status, title: 'x', detail: 'x', code, requestId: 'r', ...more } };
}

let server: Server;
let api: HttpCrmApi;
let seen: Seen[] = [];
let answers: (HttpAnswer | 'reset')[] = [];

beforeEach(async () => {
  [seen, answers] = [[], []];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const answer = answers.shift() ?? { status: 500 };
      if (answer === 'reset') return void request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = new HttpCrmApi(new CrmHttp(url, 'crm_secret', [0, 0]));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('the bot’s way to the CRM', () => {
  it('carries the token and reads the answer', async () => {
    answers = [{ status: 200, body: UNKNOWN }];
    await expect(api.findTelegramUser(5_000_000_001)).resolves.toEqual(UNKNOWN);
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/api/v1/telegram-users/5000000001' });
    expect(seen[0]?.headers.authorization).toBe('Bearer crm_secret');
  });

  it('creates a client under a key, the same one for every attempt', async () => {
    answers = ['reset', problem(503, 'unavailable'), { status: 201, body: CLIENT }];
    await expect(api.for(5).createClient({ firstName: 'Анна' }, 'telegram-77-5')).resolves.toMatchObject({ id: 7 });
    expect(seen.map(({ headers }) => headers['x-telegram-id'])).toEqual(Array(3).fill('5'));
    expect(seen.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(3).fill('telegram-77-5'));
    expect(JSON.parse(seen[2]?.body ?? '')).toEqual({ firstName: 'Анна' });
  });

  it('gives up after three attempts', async () => {
    answers = [{ status: 502 }, 'reset', { status: 502 }, { status: 200, body: UNKNOWN }];
    await expect(api.findTelegramUser(1)).rejects.toMatchObject({ code: 'unavailable' });
    expect(seen).toHaveLength(3);
  });

  it('waits when it is asked to, but not for long', async () => {
    answers = [{ ...problem(429, 'rate_limited'), headers: { 'retry-after': '600' } }];
    await expect(api.findTelegramUser(1)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(seen).toHaveLength(1);
  });

  it('tells which field was refused, why, and with which numbers', async () => {
    const errors = [{ path: 'firstName', message: 'x', code: 'too_long', params: { max: 100 } }];
    answers = [problem(422, 'invalid_input', { errors })];
    await expect(api.for(5).updateClient({ firstName: 'x' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'firstName', code: 'too_long', params: { max: 100 } }],
    });
    expect(seen).toHaveLength(1);
  });

  it('takes a refusal it does not know for a fault', async () => {
    answers = [problem(409, 'moon_in_wrong_phase')];
    await expect(api.for(5).updateClient({})).rejects.toMatchObject({ code: 'internal' });
  });

  it('does not take an answer of another shape', async () => {
    answers = [{ status: 200, body: { kind: 'king' } }];
    await expect(api.findTelegramUser(1)).rejects.toThrow('unexpected answer');
  });

  it('sends a photo as it is', async () => {
    answers = [{ status: 204 }];
    await api.for(5).putPhoto(new Uint8Array([0x61, 0x62]));
    expect(seen[0]).toMatchObject({ method: 'PUT', url: '/api/v1/clients/by-telegram/5/photo', body: 'ab' });
  });
});
