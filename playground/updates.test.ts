import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startPlayground, type PlaygroundPerson, type RunningPlayground } from './index.js';
import type { Update } from './wire.js';

const TOKEN = '4242:playground';

let playground: RunningPlayground;
let anna: PlaygroundPerson;

interface Answer {
  ok: boolean;
  result: Update[];
  error_code?: number;
  description?: string;
}

beforeEach(async () => {
  playground = await startPlayground({ token: TOKEN, timeDivider: 20 });
  anna = playground.control.person({ id: 5_000_000_001, firstName: 'Anna' });
});

afterEach(async () => {
  await playground.stop();
});

async function call(method: string, params: object = {}, signal?: AbortSignal): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const options = { method: 'POST', headers, body: JSON.stringify(params), ...(signal ? { signal } : {}) };
  return (await (await fetch(`${playground.apiRoot}/bot${TOKEN}/${method}`, options)).json()) as Answer;
}

function texts(updates: Update[]): (string | undefined)[] {
  return updates.map(({ message }) => message?.text);
}

describe('long polling', () => {
  it('brings the same updates again until a higher offset confirms them', async () => {
    anna.send('one');
    anna.send('two');
    const first = (await call('getUpdates')).result;
    expect(texts(first)).toEqual(['one', 'two']);
    expect(texts((await call('getUpdates')).result)).toEqual(['one', 'two']);
    const second = await call('getUpdates', { offset: (first[0]?.update_id ?? 0) + 1 });
    expect(texts(second.result)).toEqual(['two']);
    expect(playground.control.pendingUpdates()).toHaveLength(1);
  });

  it('numbers updates one after the other', async () => {
    anna.send('one');
    anna.send('two');
    const [first, second] = (await call('getUpdates')).result.map(({ update_id }) => update_id);
    expect(second).toBe((first ?? 0) + 1);
  });

  it('gives no more than the limit', async () => {
    for (let i = 0; i < 3; i++) anna.send(String(i));
    expect(texts((await call('getUpdates', { limit: 2 })).result)).toEqual(['0', '1']);
  });

  it('keeps only the newest for a negative offset', async () => {
    for (let i = 0; i < 3; i++) anna.send(String(i));
    expect(texts((await call('getUpdates', { offset: -1 })).result)).toEqual(['2']);
    expect(playground.control.pendingUpdates()).toHaveLength(1);
  });

  it('ignores an offset left over from another queue', async () => {
    anna.send('one');
    expect(texts((await call('getUpdates', { offset: 2_000_000_000 })).result)).toEqual(['one']);
  });

  it('waits for an update and ends at once when it comes', async () => {
    const waiting = call('getUpdates', { timeout: 50 });
    // Until the server holds the poll.
    await new Promise((resolve) => setTimeout(resolve, 50));
    anna.send('hello');
    expect(texts((await waiting).result)).toEqual(['hello']);
  });

  it('answers with nothing when the wait is over', async () => {
    expect(await call('getUpdates', { timeout: 1 })).toEqual({ ok: true, result: [] });
  });

  it('lets the later of two polls win', async () => {
    const first = call('getUpdates', { timeout: 50 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = call('getUpdates', { timeout: 50 });
    expect(await first).toMatchObject({
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    anna.send('hello');
    expect(texts((await second).result)).toEqual(['hello']);
  });

  it('loses nothing when the bot hangs up while it waits', async () => {
    const hangUp = new AbortController();
    const waiting = call('getUpdates', { timeout: 50 }, hangUp.signal);
    await new Promise((resolve) => setTimeout(resolve, 50));
    hangUp.abort();
    await expect(waiting).rejects.toThrow();
    anna.send('hello');
    expect(texts((await call('getUpdates')).result)).toEqual(['hello']);
  });

  it('leaves out the kinds the bot does not want', async () => {
    await call('getUpdates', { allowed_updates: ['my_chat_member'] });
    anna.send('/start');
    anna.block();
    expect((await call('getUpdates')).result.map((update) => Object.keys(update)[1])).toEqual(['my_chat_member']);
  });
});

describe('a webhook', () => {
  interface Delivery {
    headers: IncomingHttpHeaders;
    update: Update;
  }

  let server: Server;
  let deliveries: Delivery[];
  let statuses: number[];
  let onDelivery: (count: number) => void;

  beforeEach(async () => {
    deliveries = [];
    statuses = [];
    onDelivery = () => undefined;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const update = JSON.parse(Buffer.concat(chunks).toString()) as Update;
        deliveries.push({ headers: request.headers, update });
        response.statusCode = statuses.shift() ?? 200;
        response.end();
        onDelivery(deliveries.length);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function address(): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram/webhook`;
  }

  function delivered(count: number): Promise<void> {
    return new Promise((resolve) => {
      onDelivery = (soFar) => soFar >= count && resolve();
      onDelivery(deliveries.length);
    });
  }

  it('gets each update once with the secret in a header', async () => {
    await call('setWebhook', { url: address(), secret_token: 'open-sesame' });
    anna.send('hello');
    await delivered(1);
    expect(deliveries[0]?.headers['x-telegram-bot-api-secret-token']).toBe('open-sesame');
    expect(deliveries[0]?.update.message?.text).toBe('hello');
  });

  it('gets what waited before it was set', async () => {
    anna.send('early');
    await call('setWebhook', { url: address() });
    await delivered(1);
    expect(deliveries[0]?.update.message?.text).toBe('early');
  });

  it('gets an update again until it answers 2xx, and the next of the same chat only then', async () => {
    statuses = [500, 502];
    await call('setWebhook', { url: address() });
    anna.send('one');
    anna.send('two');
    await delivered(4);
    expect(texts(deliveries.map(({ update }) => update))).toEqual(['one', 'one', 'one', 'two']);
    expect((await call('getWebhookInfo')).result).toMatchObject({
      last_error_message: 'Wrong response from the webhook: 502 Bad Gateway',
    });
  });

  it('shuts getUpdates out until it is deleted', async () => {
    await call('setWebhook', { url: address() });
    expect(await call('getUpdates')).toMatchObject({
      error_code: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    await call('deleteWebhook');
    expect(await call('getUpdates')).toMatchObject({ ok: true });
  });

  it.each([
    [{ url: 'http://example.com/hook' }, 'bad webhook: An HTTPS URL must be provided for webhook'],
    [{ url: 'https://example.com:3000/hook' }, 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
    [{ url: 'https://example.com/', secret_token: 'not allowed!' }, 'secret token contains unallowed characters'],
    [{ url: 'https://example.com/', secret_token: 'x'.repeat(257) }, 'secret token is too long'],
  ])('is refused when Telegram would refuse it: %#', async (params, reason) => {
    expect((await call('setWebhook', params)).description).toBe(`Bad Request: ${reason}`);
  });
});
