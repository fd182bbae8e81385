import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import type { Server } from 'node:http';
import { createLogger } from '../src/lib/logger.js';
import type { Update } from './update.js';
import { createWebhook, listenForWebhook, WEBHOOK_PATH } from './webhook.js';

const SECRET = 'secret-of-the-webhook';
const NAME = 'x-telegram-bot-api-secret-token';

let server: Server;
let url: string;
let taken: Update[];
let answer: () => Promise<boolean>;

beforeEach(async () => {
  taken = [];
  answer = async () => true;
  const take = (update: Update) => {
    taken.push(update);
    return answer();
  };
  server = await listenForWebhook(
    createWebhook({ secret: SECRET, take, logger: createLogger('silent') }),
    0,
    '127.0.0.1',
  );
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${WEBHOOK_PATH}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function push(body: BodyInit, secret = SECRET): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { [NAME]: secret },
    duplex: 'half',
  } as RequestInit);
  return response.status;
}

/** So many megabytes that are made only as they are read; tells how many were. */
function flood(megabytes: number) {
  const state = { sent: 0 };
  const body = new ReadableStream({
    pull(controller) {
      if (state.sent >= megabytes) return controller.close();
      state.sent += 1;
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  return { body, state };
}

/** Writes raw bytes and cuts the connection. */
async function breakOff(bytes: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('the webhook', () => {
  it('hands an update over and says so', async () => {
    expect(await push(JSON.stringify({ update_id: 5 }))).toBe(200);
    expect(taken).toEqual([{ update_id: 5 }]);
  });

  it('says that the update is not safe here when it is not', async () => {
    answer = async () => false;
    expect(await push('{"update_id":5}')).toBe(503);
    answer = () => Promise.reject(new Error('the store is away'));
    expect(await push('{"update_id":5}')).toBe(503);
  });

  it.each(['', 'wrong', `${SECRET}x`, SECRET.toUpperCase()])('lets nobody in with the secret %j', async (secret) => {
    expect(await push('{"update_id":5}', secret)).toBe(401);
    expect(taken).toEqual([]);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('answers no %s', async (method) => {
    const response = await fetch(url, { method, headers: { [NAME]: SECRET } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it.each(['', 'null', '[]', '5', '"x"', '{', '{}', '{"update_id":"5"}', '{"update_id":1e99}', '\u0000'])(
    'takes no harm from %j',
    async (body) => {
      expect(await push(body)).toBe(400);
      expect(taken).toEqual([]);
      expect(await push('{"update_id":6}')).toBe(200);
    },
  );

  it('answers nothing at any other path', async () => {
    expect((await fetch(`${url}/more`)).status).toBe(404);
    expect((await fetch(new URL('/', url))).status).toBe(404);
  });

  it('outlives connections that break off', async () => {
    const head = `POST ${WEBHOOK_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n`;
    await breakOff(`${head}${NAME}: ${SECRET}\r\n\r\n{"update_id":5`);
    await breakOff(`${head}\r\n{"upd`);
    await breakOff(head);
    expect(taken).toEqual([]);
    expect(await push('{"update_id":6}')).toBe(200);
  });

  it.each([
    ['a wrong secret', 'wrong', 401],
    ['the right one', SECRET, 413],
  ])('keeps nothing of 64 MB that come with %s', async (_what, secret, status) => {
    const before = process.memoryUsage().rss;
    const { body } = flood(64);
    const result = await push(body, secret).catch(() => status);
    expect(result).toBe(status);
    expect(process.memoryUsage().rss - before).toBeLessThan(48 * 1024 * 1024);
    expect(taken).toEqual([]);
    expect(await push('{"update_id":6}')).toBe(200);
  });

  it('refuses a body that says that it is too long without reading it', async () => {
    expect(await push(JSON.stringify({ update_id: 5, text: 'x'.repeat(1024 * 1024) }))).toBe(413);
    expect(taken).toEqual([]);
  });
});
