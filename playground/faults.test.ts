import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, TelegramApiError } from 'node-telegram-bot-api';
import { startPlayground, type Fault, type PlaygroundPerson, type RunningPlayground } from './index.js';

const TOKEN = '4242:playground';

let playground: RunningPlayground;
let anna: PlaygroundPerson;
let api: Api;

beforeEach(async () => {
  playground = await startPlayground({ token: TOKEN });
  anna = playground.control.person({ id: 5_000_000_001, firstName: 'Anna' });
  anna.send('/start');
  api = new Api(TOKEN, { apiRoot: playground.apiRoot, maxRetries: 0, timeoutMs: 5000 });
});

afterEach(async () => {
  await playground.stop();
});

async function send(): Promise<unknown> {
  return api.sendMessage({ chat_id: anna.id, text: 'hi' });
}

async function failure(): Promise<Error> {
  try {
    await send();
  } catch (error) {
    return error as Error;
  }
  throw new Error('The message was accepted');
}

describe('a fault', () => {
  it.each<[Fault, string, number]>([
    [{ kind: 'reset-before' }, 'NetworkError', 0],
    [{ kind: 'reset-after' }, 'NetworkError', 1],
    [{ kind: 'hang' }, 'TimeoutError', 0],
    [{ kind: 'hang', delivered: true }, 'TimeoutError', 1],
    [{ kind: '500' }, 'TelegramApiError', 0],
    [{ kind: '500', delivered: true }, 'TelegramApiError', 1],
    [{ kind: 'html-502' }, 'NetworkError', 0],
    [{ kind: '429', retryAfter: 7 }, 'TelegramApiError', 0],
  ])('%j fails the call as %s after %i deliveries', async (fault, name, deliveries) => {
    playground.control.faults.next('sendMessage', fault);
    if (fault.kind === 'hang') api = new Api(TOKEN, { apiRoot: playground.apiRoot, maxRetries: 0, timeoutMs: 500 });
    expect((await failure()).name).toBe(name);
    expect(playground.control.ledger()).toHaveLength(deliveries);
  });

  it('of kind 429 tells how long to wait', async () => {
    playground.control.faults.next('sendMessage', { kind: '429', retryAfter: 7 });
    const error = await failure();
    expect(error).toBeInstanceOf(TelegramApiError);
    expect(error).toMatchObject({ errorCode: 429, retryAfter: 7 });
  });

  it('strikes as often as asked and no other method', async () => {
    playground.control.faults.next('sendMessage', { kind: '500', times: 2 });
    await api.getMe();
    await failure();
    await failure();
    await send();
    expect(playground.control.ledger()).toMatchObject([{ chatId: anna.id, method: 'sendMessage', text: 'hi' }]);
  });

  it('of the limits strikes once they are enforced', async () => {
    playground.control.limits.enforce(true);
    const results = await Promise.allSettled(Array.from({ length: 20 }, send));
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused[0]).toMatchObject({ reason: { errorCode: 429, retryAfter: 1 } });
    expect(playground.control.ledger()).toHaveLength(20 - refused.length);
  });

  it('may be planned for a chat', async () => {
    playground.control.faults.plan((_method, chatId) => (chatId === String(anna.id) ? { kind: '500' } : null));
    await failure();
    playground.control.faults.clear();
    await send();
  });
});
