import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startPlayground, type RunningPlayground } from './index.js';

const TOKEN = '4242:playground';
const ANNA = 5_000_000_001;

let saved: string | null;
let playground: RunningPlayground;

async function start(): Promise<RunningPlayground> {
  const persist = { load: () => saved, save: (json: string) => void (saved = json) };
  return startPlayground({ token: TOKEN, people: [{ id: ANNA, firstName: 'Anna' }], persist });
}

beforeEach(async () => {
  saved = null;
  playground = await start();
});

afterEach(async () => {
  await playground.stop();
});

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${playground.url}/playground/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function sendByBot(text: string): Promise<void> {
  const query = new URLSearchParams({ chat_id: String(ANNA), text });
  await fetch(`${playground.apiRoot}/bot${TOKEN}/sendMessage?${query}`);
}

describe('the chat page', () => {
  it.each(['/playground', '/playground/', '/playground?start=code'])(
    'is served at %s with addresses that work there',
    async (path) => {
      const html = await (await fetch(playground.url + path)).text();
      expect(html).toContain('<base href="/playground/" />');
      const assets = [...html.matchAll(/(?:href|src)="(assets\/[^"#]+)/g)].map(([, asset]) => asset);
      expect(assets).toContain('assets/main.js');
      for (const asset of assets) {
        expect((await fetch(`${playground.url}/playground/${asset}`)).status).toBe(200);
      }
    },
  );

  it('runs under a policy that allows no inline script', async () => {
    const html = await (await fetch(`${playground.url}/playground`)).text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/\son\w+=/);
  });

  it('makes up a person with an id beyond 32 bits', async () => {
    const response = await post('people', { firstName: ' Ольга ', username: '@olga_fit', languageCode: 'ru' });
    const person = (await response.json()) as { id: number };
    expect(person).toMatchObject({ firstName: 'Ольга', username: 'olga_fit', languageCode: 'ru', started: false });
    expect(person.id).toBeGreaterThan(2 ** 32);
  });

  it.each([
    { firstName: ' ' },
    { firstName: 'x'.repeat(65) },
    { firstName: 'A', username: 'a b' },
    { firstName: 'A', languageCode: 'klingon' },
    [],
  ])('makes up no person of %j', async (person) => {
    const response = await post('people', person);
    expect([response.status, await response.json()]).toEqual([422, { error: 'bad_input' }]);
  });

  it('lets a person write, share a phone and block', async () => {
    expect(await (await post(`people/${ANNA}/messages`, { text: '/start' })).json()).toMatchObject({ text: '/start' });
    expect(await (await post(`people/${ANNA}/contact`, { phone: '+996555000001' })).json()).toMatchObject({
      contact: { phone_number: '+996555000001', user_id: ANNA },
    });
    await post(`people/${ANNA}/block`, {});
    const refused = await post(`people/${ANNA}/messages`, { text: 'hi' });
    expect([refused.status, await refused.json()]).toEqual([409, { error: 'blocked' }]);
  });

  it.each([
    ['people/77/messages', { text: 'hi' }, 404, 'no_person'],
    [`people/${ANNA}/messages`, { text: '  ' }, 409, 'empty'],
    [`people/${ANNA}/messages`, { text: 'x'.repeat(4097) }, 409, 'too_long'],
    [`people/${ANNA}/messages`, { text: 5 }, 422, 'bad_input'],
    [`people/${ANNA}/contact`, { phone: 'none' }, 422, 'bad_input'],
    [`people/${ANNA}/presses`, { messageId: 1, callbackData: 'x' }, 409, 'no_message'],
    [`people/${ANNA}/photo`, {}, 422, 'bad_photo'],
  ])('answers a mistake at %s %j with %i %s', async (path, body, status, error) => {
    const response = await post(path, body);
    expect([response.status, await response.json()]).toEqual([status, { error }]);
  });

  it('obeys nobody from another site', async () => {
    const byOrigin = await post(`people/${ANNA}/messages`, { text: 'hi' }, { origin: 'https://evil.example' });
    const bySite = await post(`people/${ANNA}/messages`, { text: 'hi' }, { 'sec-fetch-site': 'cross-site' });
    expect([byOrigin.status, bySite.status]).toEqual([403, 403]);
    expect((await post(`people/${ANNA}/messages`, { text: 'hi' }, { origin: playground.url })).status).toBe(201);
    expect(playground.control.pendingUpdates()).toHaveLength(1);
  });

  it('is told live of every message, after a snapshot of what was', async () => {
    await post(`people/${ANNA}/messages`, { text: '/start' });
    const response = await fetch(`${playground.url}/playground/events?person=${ANNA}`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = (await reader?.read())?.value ?? '';
    await sendByBot('live <news>');
    while (!heard.includes('event: message')) heard += (await reader?.read())?.value ?? '';
    expect(heard).toMatch(/^event: snapshot\ndata: .*"text":"\/start"/);
    expect(heard).toContain('"text":"live <news>"');
    await reader?.cancel();
  });
});

describe('the memory of the playground', () => {
  it('keeps people, chats and unconfirmed updates over a restart', async () => {
    await post(`people/${ANNA}/messages`, { text: '/start' });
    await sendByBot('welcome');
    const before = playground.control.pendingUpdates();
    await playground.stop();
    playground = await start();
    const anna = playground.control.person({ id: ANNA, firstName: 'Anna' });
    expect(anna.messages().map(({ text }) => text)).toEqual(['/start', 'welcome']);
    expect(playground.control.pendingUpdates()).toEqual(before);
    await sendByBot('again');
    expect(anna.lastMessage()).toMatchObject({ id: 3, text: 'again' });
  });

  it.each(['', '{', 'null', '{"version":0}', '{"version":1}'])(
    'starts afresh from a state it cannot read: %j',
    async (state) => {
      await playground.stop();
      saved = state;
      playground = await start();
      expect(playground.control.pendingUpdates()).toEqual([]);
    },
  );
});
