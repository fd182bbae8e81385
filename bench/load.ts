import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../src/audit/actor.js';
import { systemClock } from '../src/lib/clock.js';
import { createOnServer } from './databases.js';
import { fillStudio } from './fill-studio.js';
import { LoadBrowser } from './load-browser.js';
import { residentMb } from './processes.js';
import { openStudio } from './studio.js';

const OWNER: Actor = { kind: 'staff', id: null, name: 'Owner', role: 'owner', telegram: null };
const OWNER_EMAIL = 'owner@example.com';
const CLIENTS = 10_000;
/** What a program or a person does between two requests. */
const API_PAUSE_MS = 1000;
const PANEL_PAUSE_MS = 2000;
const PANEL_PAGES = [
  '/admin/api/dashboard',
  '/admin/api/resources/Client/actions/list?page=1',
  '/admin/api/resources/Payment/actions/list?page=3',
  '/admin/api/resources/Client/actions/find?q=анна',
];

/** How long each kind of request took, and what was no good answer. */
class Tally {
  private readonly times = new Map<string, number[]>();
  readonly errors: string[] = [];

  async time(kind: string, request: () => Promise<number>): Promise<void> {
    const startedAt = performance.now();
    const outcome = await request().catch((error: unknown) => String(error));
    if (typeof outcome === 'number' && outcome < 400) {
      const times = this.times.get(kind) ?? [];
      times.push(performance.now() - startedAt);
      this.times.set(kind, times);
    } else this.errors.push(`${kind}: ${outcome}`);
  }

  report(seconds: number): void {
    for (const [kind, times] of [...this.times].sort()) {
      times.sort((one, other) => one - other);
      const at = (part: number): string => `${Math.round(times[Math.floor((times.length - 1) * part)] ?? 0)} ms`;
      const perSecond = (times.length / seconds).toFixed(1);
      process.stdout.write(
        `${kind.padEnd(34)} ${perSecond.padStart(6)}/s  p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}\n`,
      );
    }
    process.stdout.write(`errors: ${this.errors.length}\n`);
    for (const error of new Set(this.errors.slice(0, 100))) process.stdout.write(`  ${error}\n`);
  }
}

/** `npm run bench -- --load`: programs and people at a web of this build for a minute, on MySQL or MariaDB and Redis. */
export async function benchLoad(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      load: { type: 'boolean' },
      users: { type: 'string', default: '200' },
      panel: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '60' },
    },
  });
  const [users, people, seconds] = [Number(values.users), Number(values.panel), Number(values.seconds)];
  const database = await createOnServer(process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306');
  try {
    const tokens = await fill(database.url, users);
    const web = await startWeb(database.url);
    try {
      const tally = await load(web.origin, tokens, people, seconds);
      const memory = residentMb(web.child);
      process.stdout.write(
        `${users} programs, ${people} people, ${seconds} s, ${cpus().length} cores, ${CLIENTS} clients\n`,
      );
      tally.report(seconds);
      process.stdout.write(`memory of the web after it: ${memory.toFixed(0)} MB\n`);
      process.exitCode = tally.errors.length > 0 ? 1 : 0;
    } finally {
      web.child.kill('SIGTERM');
      await once(web.child, 'exit');
    }
  } finally {
    await database.drop();
  }
}

async function fill(url: string, users: number): Promise<string[]> {
  const bench = await openStudio(url);
  const { studio, dataSource } = bench;
  await fillStudio(dataSource, CLIENTS, systemClock('Asia/Bishkek').today());
  await studio.statusLedger.rebuild();
  const tokens: string[] = [];
  for (let place = 0; place < users; place += 1) {
    const { token } = await studio.apiTokens.create({ name: `program ${place}`, scopes: ['read', 'write'] }, OWNER);
    tokens.push(token);
  }
  await bench.close();
  return tokens;
}

interface RunningWeb {
  origin: string;
  child: ChildProcess;
}

const PASSWORD = randomBytes(12).toString('base64url');

async function startWeb(databaseUrl: string): Promise<RunningWeb> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  const origin = `http://127.0.0.1:${port}`;
  const secrets = { SESSION_SECRET: randomBytes(24).toString('hex'), API_TOKEN: randomBytes(24).toString('hex') };
  const child = fork(fileURLToPath(new URL('../src/main.js', import.meta.url)), [], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      TZ: 'UTC',
      ADMIN_JS_TMP_DIR: 'dist-admin',
      DATABASE_URL: databaseUrl,
      REDIS_URL: process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379',
      PORT: String(port),
      PUBLIC_URL: origin,
      OWNER_EMAIL,
      OWNER_PASSWORD: PASSWORD,
      LOG_LEVEL: 'error',
      ...secrets,
    },
  });
  while (
    !(await fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error('the web does not start');
    await sleep(200);
  }
  return { origin, child };
}

async function load(origin: string, tokens: readonly string[], people: number, seconds: number): Promise<Tally> {
  const tally = new Tally();
  const until = Date.now() + seconds * 1000;
  const repeat = async (pauseMs: number, act: () => Promise<void>): Promise<void> => {
    // Not all in step: they come when they come.
    for (await sleep(randomInt(pauseMs)); Date.now() < until; await sleep(pauseMs / 2 + randomInt(pauseMs)))
      await act();
  };
  const browsers = Array.from({ length: people }, () => new LoadBrowser(origin));
  for (const browser of browsers) await tally.time('panel: log in', () => browser.logIn(OWNER_EMAIL, PASSWORD));
  await Promise.all([
    ...tokens.map((token) => repeat(API_PAUSE_MS, () => callApi(tally, origin, token))),
    ...browsers.map((browser) =>
      repeat(PANEL_PAUSE_MS, async () => {
        const page = PANEL_PAGES[randomInt(PANEL_PAGES.length)] ?? '/admin';
        await tally.time(`panel: ${page.replace(/^\/admin\/api\/(resources\/)?|\?.*$/g, '')}`, () => browser.get(page));
      }),
    ),
  ]);
  return tally;
}

/** Nobody of the filled studio has these. */
let nextPhone = 5_000_000;

async function callApi(tally: Tally, origin: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async (path: string, init: RequestInit = {}): Promise<number> => {
    const response = await fetch(`${origin}/api/v1${path}`, { ...init, headers: { ...headers, ...init.headers } });
    await response.arrayBuffer();
    return response.status;
  };
  const dice = randomInt(10);
  if (dice < 6) return tally.time('GET /clients/:id', () => ask(`/clients/${1 + randomInt(CLIENTS)}`));
  if (dice < 9) return tally.time('GET /clients?status=active', () => ask('/clients?status=active'));
  nextPhone += 1;
  const body = JSON.stringify({ firstName: 'Анна', phone: `+99670${nextPhone}` });
  return tally.time('POST /clients', () =>
    ask('/clients', { method: 'POST', body, headers: { 'idempotency-key': randomUUID() } }),
  );
}
