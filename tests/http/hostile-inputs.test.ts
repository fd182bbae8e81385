import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Pool } from 'undici';
import { startProduct, type RunningProduct } from '../setup/product.js';
import { HOSTILE_TEXTS, HOSTILE_VALUES, hostileBodies } from './known-attacks.js';
import { addressOf, operationsOf, requestsOf, type OpenApi, type Operation } from './openapi-operations.js';
import { oddRequests, sendRaw } from './raw-requests.js';

const TOKEN = 'a-token-that-no-answer-may-tell';
const OWNER = { email: 'owner@demo.studio', password: 'demo-owner-1' };
const LIMIT_MS = 120_000;
const AT_ONCE = 8;
const FEWEST = 5000;
const TEXTS_A_FIELD = 16;
const VALUES_A_FIELD = 6;
const MOST_MB = 450;

/** What no answer may tell: where the program lies, what it is made of, what it asks the database, what it knows. */
const LEAKS = [
  /\n\s+at \S+/,
  /node_modules|file:\/\/\/\w|dist\/src/,
  /\bSQLITE_|QueryFailedError|\bER_[A-Z]{3,}|SQL syntax|SqliteError|no such (column|table)/,
  /(Type|Range|Reference|Syntax)Error/,
  /argon2|passwordHash/,
  new RegExp(TOKEN),
  new RegExp(process.cwd().replaceAll('/', '\\/')),
];

/** Forms keep what was typed into them: an answer leaks nothing by telling an attacker their own words. */
const ECHOES = HOSTILE_TEXTS.filter((text) => LEAKS.some((pattern) => pattern.test(text)));

function withoutEcho(answer: string): string {
  return ECHOES.reduce(
    (rest, text) => rest.replaceAll(text, '').replaceAll(JSON.stringify(text).slice(1, -1), ''),
    answer,
  );
}

interface Attack {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

interface Finding {
  request: string;
  answer: string;
}

/** The product as it is started by `npm start`: panel, API, playground and webhook in one process. */
describe('hostile input', () => {
  let product: RunningProduct;
  let pool: Pool;
  let operations: Operation[];
  /** What the panel's own pages send. */
  let session: Record<string, string>;
  let asked = 0;
  const findings: Finding[] = [];

  beforeAll(async () => {
    product = await startProduct({ API_TOKEN: TOKEN, LOG_LEVEL: 'silent' });
    pool = new Pool(product.url, { connections: AT_ONCE });
    const document = await pool.request({ method: 'GET', path: '/api/openapi.json' });
    operations = operationsOf((await document.body.json()) as OpenApi);
    session = await logIn(pool);
    expect(session['x-xsrf-token']).not.toBe('');
  }, LIMIT_MS);
  afterAll(async () => {
    await pool?.close();
    await product?.stop();
  });

  const judge = (attack: Attack, status: number, answer: string): void => {
    const text = withoutEcho(answer);
    const leak = LEAKS.find((pattern) => pattern.test(text));
    if (status < 500 && !leak) return;
    const { method, path, body = '' } = attack;
    const request = `${method} ${path} ${String(body)}`.slice(0, 300);
    findings.push({ request, answer: `${status} ${leak ? String(leak) : ''} ${text}`.slice(0, 400) });
  };

  const send = async (attack: Attack): Promise<void> => {
    asked += 1;
    const { method, path, headers = {}, body } = attack;
    try {
      const answer = await pool.request({
        method,
        path,
        headers,
        ...(body !== undefined && { body }),
      });
      judge(attack, answer.statusCode, await answer.body.text());
    } catch (error) {
      // The server may hang up on a body that it does not want; the client refuses to send some of these at all.
      if (product.output().includes('Uncaught')) findings.push({ request: `${method} ${path}`, answer: String(error) });
    }
  };

  const sendAll = async (attacks: readonly Attack[]): Promise<void> => {
    let next = 0;
    const one = async (): Promise<void> => {
      for (let attack = attacks[next++]; attack; attack = attacks[next++]) await send(attack);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  };

  const expectNothing = async (): Promise<void> => {
    expect(findings.splice(0)).toEqual([]);
    const alive = await pool.request({ method: 'GET', path: '/healthz' });
    expect(await alive.body.json()).toEqual({ status: 'alive' });
  };

  it(
    'in every field of every call of the API does no harm',
    async () => {
      await sendAll(operations.flatMap(attacksOn));
      await expectNothing();
    },
    LIMIT_MS,
  );

  it(
    'in bodies and headers of the API does no harm',
    async () => {
      const json = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
      const posts = operations.filter(({ method }) => method !== 'GET');
      const bodies = posts.flatMap((operation, place) =>
        hostileBodies()
          .filter((_, index) => (index + place) % 3 === 0)
          .map(({ body, type, encoding }) => ({
            method: operation.method,
            path: addressOf(operation.path, { id: 1, telegramId: '5000000001' }, {}),
            headers: { ...json, 'content-type': type, ...(encoding && { 'content-encoding': encoding }) },
            body,
          })),
      );
      await sendAll([...bodies, ...headerAttacks(operations)]);
      await expectNothing();
    },
    LIMIT_MS,
  );

  it(
    'on the panel, logged in and not, does no harm',
    async () => {
      await sendAll(
        panelAttacks().flatMap((attack) => [
          { ...attack, headers: { ...attack.headers, ...session, 'sec-fetch-site': 'same-origin' } },
          ...(attack.path.length % 3 === 0
            ? [{ ...attack, headers: { ...attack.headers, 'sec-fetch-site': 'same-origin' } }]
            : []),
        ]),
      );
      await expectNothing();
    },
    LIMIT_MS,
  );

  it(
    'on the login, the webhook and the playground does no harm',
    async () => {
      await sendAll(doorAttacks());
      await expectNothing();
    },
    LIMIT_MS,
  );

  it(
    'that is hardly HTTP does no harm',
    async () => {
      const port = Number(new URL(product.url).port);
      for (const bytes of oddRequests(`Bearer ${TOKEN}`)) {
        const answer = await sendRaw(port, Buffer.from(bytes, 'latin1'));
        asked += 1;
        const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
        judge({ method: 'RAW', path: bytes.slice(0, 80) }, status, answer);
        expect(answer).not.toMatch(/^set-cookie: b=c/im);
      }
      await expectNothing();
    },
    LIMIT_MS,
  );

  it('came five thousand times, and the process is the one that was started', () => {
    expect(asked).toBeGreaterThanOrEqual(FEWEST);
    expect(product.output()).not.toMatch(/unhandled|uncaught/i);
    expect(memoryMb(product.pid())).toBeLessThan(MOST_MB);
  });
});

/** Opens the login page, fills in its form and looks at the first page, as a browser does. */
async function logIn(pool: Pool): Promise<Record<string, string>> {
  const jar = new Map<string, string>();
  const visit = async (method: 'GET' | 'POST', path: string, form: Record<string, string> = {}): Promise<void> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
    const body = method === 'POST' ? { body: new URLSearchParams(form).toString() } : {};
    const answer = await pool.request({ method, path, headers, ...body });
    await answer.body.dump();
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
  };
  await visit('GET', '/admin/login');
  await visit('POST', '/admin/login', { csrf: jar.get('studio_visitor') ?? '', ...OWNER });
  await visit('GET', '/admin/api/resources/Client/actions/find?q=');
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return { cookie, 'x-xsrf-token': jar.get('XSRF-TOKEN') ?? '' };
}

/** Some of the list, others for each field. */
function some<T>(list: readonly T[], count: number, from: number): T[] {
  return Array.from(
    { length: Math.min(count, list.length) },
    (_, place) => list[(from * 7 + place) % list.length] as T,
  );
}

let field = 0;

function attacksOn(operation: Operation): Attack[] {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const [good] = fc.sample(requestsOf(operation), { numRuns: 1, seed: 11 });
  if (!good) return [];
  const { method } = operation;
  const body = good.body === undefined ? undefined : JSON.stringify(good.body);
  const attacks: Attack[] = [];
  for (const { name, in: place } of operation.parameters) {
    for (const text of some(HOSTILE_TEXTS, TEXTS_A_FIELD, field++)) {
      const value = encodeURIComponent(wellFormed(text));
      const [address = ''] = good.path.split('?');
      if (place === 'query')
        attacks.push({ method, path: `${address}?${name}=${value}`, headers, ...(body && { body }) });
      if (place === 'path') {
        attacks.push({
          method,
          path: `/api/v1${operation.path.replace(/\{\w+\}/, value)}`,
          headers,
          ...(body && { body }),
        });
      }
    }
  }
  for (const name of Object.keys(operation.body?.properties ?? {})) {
    const values = [...some(HOSTILE_TEXTS, TEXTS_A_FIELD, field++), ...some(HOSTILE_VALUES, VALUES_A_FIELD, field)];
    for (const value of values) {
      attacks.push({
        method,
        path: good.path,
        headers,
        body: JSON.stringify({ ...(good.body as object), [name]: value }),
      });
    }
  }
  // Nobody waits for fifty seconds here.
  return attacks.map((attack) => ({
    ...attack,
    ...(typeof attack.body === 'string' && { body: attack.body.replace(/"waitSeconds":\d+/, '"waitSeconds":0') }),
  }));
}

function headerAttacks(operations: readonly Operation[]): Attack[] {
  const names = [
    'authorization',
    'idempotency-key',
    'x-telegram-id',
    'x-request-id',
    'accept-language',
    'if-none-match',
    'x-forwarded-for',
    'x-http-method-override',
    'origin',
    'cookie',
    'accept',
    'range',
    'forwarded',
    'x-original-url',
  ];
  return names.flatMap((name, place) =>
    some(HOSTILE_TEXTS, 40, place * 3).map((text, index): Attack => {
      const value = text.replace(/[^\x20-\x7e]/g, '?').slice(0, 4000);
      const { method = 'GET', path = '/clients' } = operations[(place * 5 + index) % operations.length] ?? {};
      const body = method === 'GET' ? {} : { body: '{}' };
      const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', [name]: value };
      return { method, path: addressOf(path, { id: 1, telegramId: '5000000001' }, {}), headers, ...body };
    }),
  );
}

const RESOURCES = [
  'Client',
  'Payment',
  'LazyDays',
  'Group',
  'GroupTraining',
  'Training',
  'Broadcast',
  'Delivery',
  'Staff',
  'Setting',
  'AuditEntry',
  'ApiToken',
  'Nothing',
  '__proto__',
];

function panelAttacks(): Attack[] {
  const json = { 'content-type': 'application/json' };
  return RESOURCES.flatMap((resource, place) =>
    some(HOSTILE_TEXTS, 14, place).flatMap((text): Attack[] => {
      const value = encodeURIComponent(wellFormed(text).slice(0, 1500));
      const at = `/admin/api/resources/${resource}`;
      return [
        { method: 'GET', path: `${at}/actions/list?filters.firstName=${value}&filters.id=${value}&filters.${value}=1` },
        { method: 'GET', path: `${at}/actions/list?sortBy=${value}&direction=${value}&page=${value}&perPage=${value}` },
        { method: 'GET', path: `${at}/actions/search?query=${value}` },
        { method: 'GET', path: `${at}/records/${value}/show` },
        {
          method: 'POST',
          path: `${at}/records/${value}/edit`,
          headers: json,
          body: JSON.stringify({ firstName: text, id: text }),
        },
        {
          method: 'POST',
          path: `${at}/actions/new`,
          headers: json,
          body: JSON.stringify({ firstName: text, 'a.b.c': text, name: text }),
        },
        { method: 'POST', path: `${at}/bulk/bulkArchive?recordIds=${value},-1,1e9`, headers: json, body: '{}' },
        { method: 'GET', path: `/admin/api/pages/${value}?q=${value}` },
        { method: 'GET', path: `/admin/resources/${resource}/records/${value}/show?redirectUrl=${value}` },
      ];
    }),
  );
}

function doorAttacks(): Attack[] {
  const bodies = hostileBodies();
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  return [
    ...HOSTILE_TEXTS.slice(0, 30).map((text) => ({
      method: 'POST',
      path: '/admin/login',
      headers: form,
      body: new URLSearchParams({ email: text, password: text }).toString(),
    })),
    ...[
      '/admin/login',
      '/telegram/webhook',
      '/playground',
      '/playground/api/bot1:x/sendMessage',
      '/metrics',
      '/',
    ].flatMap((path) =>
      bodies.map(({ body, type }) => ({
        method: 'POST',
        path,
        headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
        body,
      })),
    ),
    ...HOSTILE_TEXTS.map((text) => ({
      method: 'GET',
      path: `/${encodeURIComponent(wellFormed(text).slice(0, 1000))}`,
    })),
    ...HOSTILE_TEXTS.map((text) => ({
      method: 'GET',
      path: `/api/docs?lang=${encodeURIComponent(wellFormed(text).slice(0, 1000))}`,
    })),
  ];
}

function memoryMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** Halves of a letter can't be part of an address. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
