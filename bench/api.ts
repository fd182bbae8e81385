import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { loadConfig } from '../src/config.js';
import { createContainer } from '../src/container.js';
import { migrate, openDatabase } from '../src/db/open-database.js';
import { EmbeddedStore } from '../src/lib/embedded-store.js';
import { load, type LoadCall, type LoadResult } from './api-load.js';
import type { ApiPlan, FloorReady } from './api-plan.js';
import { createOnServer } from './databases.js';
import { fillStudio } from './fill-studio.js';
import { cpuMs, end, freePort, residentMb, start, untilPrinted } from './processes.js';
import { clientsWith } from './studio-clients.js';

const CLIENTS = 100_000;
const AT_ONCE = 32;
/** Both servers take turns, so that whatever else the machine does meanwhile slows both. */
const ROUNDS = 7;
const ROUND_MS = 1500;
const WARM_UP_MS = 3000;
const WRITES_A_ROUND = 200;
const WRITES_TO_WARM_UP = 400;
const FIRST_TELEGRAM_ID = 6_000_000_000;
const READ_PEOPLE = 500;

const RATIO_LIMIT = 0.6;
const READY_LIMIT_MS = 3000;
const WEB_LIMIT_MB = 220;
const BOT_LIMIT_MB = 120;

const TOKEN = 'api-token-of-the-benchmark';
/** Those of `npm run bot`. */
const BOT_FLAGS = ['--max-semi-space-size=4'];
const FOLDER = 'bench/results';

type CallName = 'users' | 'list' | 'visits';

const TITLES: Record<CallName, string> = {
  users: 'GET /telegram-users/:id',
  list: 'GET /clients?status=active',
  visits: 'POST /trainings',
};

interface Measured extends LoadResult {
  /** Of the server's process, for one call. */
  cpuMs: number;
}

interface CallResult {
  call: string;
  statements: number;
  /** Median of the rounds' ratios of calls a second. */
  ratio: number;
  cpuRatio: number;
  product: Measured;
  floor: Measured;
}

interface ProcessResult {
  name: string;
  readyMs: number | null;
  readyMb: number;
  loadedMb: number | null;
}

interface Server {
  url: string;
  child: ChildProcess;
}

/** `npm run bench -- --api [--clients 100000] [--at-once 32]`: the token API against a bare server with the same SQL. */
export async function benchApi(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      api: { type: 'boolean' },
      mysql: { type: 'boolean' },
      clients: { type: 'string', default: String(CLIENTS) },
      'at-once': { type: 'string', default: String(AT_ONCE) },
    },
  });
  const clients = Number(values.clients);
  const database = await createOnServer(process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306');
  try {
    say(`filling ${clients.toLocaleString('en')} clients …`);
    await fill(database.url, clients);
    await measureAll(database.url, planFor(clients), Number(values['at-once']));
  } finally {
    await database.drop();
  }
}

async function fill(url: string, clients: number): Promise<void> {
  const dataSource = await openDatabase(url);
  await migrate(dataSource);
  const store = new EmbeddedStore(':memory:');
  const config = loadConfig({ DATABASE_URL: url });
  const logger = pino({ level: 'silent' });
  const studio = createContainer({ config, dataSource, store, logger, apiToken: 'fill', sessionSecret: 'fill' });
  await fillStudio(dataSource, clients, studio.clock.today());
  await dataSource.query('UPDATE clients SET telegramId = ? + id', [FIRST_TELEGRAM_ID]);
  await studio.unitOfWork.run(() => studio.statusLedger.rebuild());
  await dataSource.query('ANALYZE TABLE clients, payments, lazy_days, trainings');
  await dataSource.destroy();
  await store.close();
}

function planFor(clients: number): ApiPlan {
  const visits = ROUNDS * WRITES_A_ROUND + WRITES_TO_WARM_UP;
  const ordinary = clientsWith(
    clients,
    2 * visits,
    ({ past, isCurrent, isPack, isFrozen }) => past === 2 && isCurrent === true && !isPack && !isFrozen,
  );
  const telegramIds = Array.from({ length: READ_PEOPLE }, (_, place) =>
    String(FIRST_TELEGRAM_ID + 1 + ((place * 7919) % clients)),
  );
  return { telegramIds, productVisits: ordinary.slice(0, visits), floorVisits: ordinary.slice(visits) };
}

async function measureAll(databaseUrl: string, plan: ApiPlan, atOnce: number): Promise<void> {
  const processes = [await measureStart('web', databaseUrl)];
  const floorChild = start('api-floor.js', [databaseUrl, TOKEN], {});
  floorChild.send(plan);
  const [ready] = (await once(floorChild, 'message')) as [FloorReady];
  const floor = { url: ready.url, child: floorChild };
  const { server: product, env } = await openWeb('api-web.js', databaseUrl);
  const results: CallResult[] = [];
  try {
    for (const name of ['users', 'list', 'visits'] as const) {
      results.push(await measureCall(name, ready.statements[name], product, floor, plan, atOnce));
    }
    processes.push({ name: 'web after all this', readyMs: null, readyMb: residentMb(product.child), loadedMb: null });
    processes.push(await measureBot(env));
  } finally {
    await end(product.child);
    floor.child.disconnect();
  }
  report(results, processes, atOnce);
}

async function openWeb(file: string, databaseUrl: string) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    REDIS_URL: process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379',
    PORT: String(port),
    PUBLIC_URL: url,
    CRM_API_URL: url,
    API_TOKEN: TOKEN,
    SESSION_SECRET: 'session-secret-of-the-benchmarks-alone',
    LOG_LEVEL: 'info',
  };
  const begun = performance.now();
  const child = start(file, [], env);
  await untilPrinted(child, 'listening');
  while (!(await fetch(`${url}/readyz`)).ok) await sleep(10);
  return { server: { url, child }, env, readyMs: performance.now() - begun };
}

/** A process as it runs in production, started for this alone. */
async function measureStart(name: string, databaseUrl: string): Promise<ProcessResult> {
  const { server, readyMs } = await openWeb('../src/main.js', databaseUrl);
  const readyMb = residentMb(server.child);
  await fetch(`${server.url}/admin/login`).then((answer) => answer.text());
  const loadedMb = residentMb(server.child);
  await end(server.child);
  return { name, readyMs, readyMb, loadedMb };
}

async function measureBot(env: Record<string, string>): Promise<ProcessResult> {
  const botToken = `${10_000_000 + process.pid}:${'s'.repeat(35)}`;
  const telegram = start('emulated-telegram.js', [botToken, '10'], {});
  const [{ apiRoot }] = (await once(telegram, 'message')) as [{ apiRoot: string }];
  const begun = performance.now();
  const botEnv = { ...env, TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_API_URL: apiRoot };
  const bot = start('../bot/main.js', [], botEnv, BOT_FLAGS);
  await untilPrinted(bot, 'is listening');
  const readyMs = performance.now() - begun;
  await sleep(2000);
  const readyMb = residentMb(bot);
  await end(bot);
  telegram.disconnect();
  return { name: 'bot', readyMs, readyMb, loadedMb: null };
}

async function measureCall(
  name: CallName,
  statements: number,
  product: Server,
  floor: Server,
  plan: ApiPlan,
  atOnce: number,
): Promise<CallResult> {
  const works = [
    workOn(product, name, plan.telegramIds, plan.productVisits, atOnce),
    workOn(floor, name, plan.telegramIds, plan.floorVisits, atOnce),
  ] as const;
  for (const work of works) await work(WARM_UP_MS, WRITES_TO_WARM_UP);
  const rounds: { product: Measured; floor: Measured }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [first, second] = round % 2 === 0 ? works : [works[1], works[0]];
    const [one, two] = [await first(ROUND_MS, WRITES_A_ROUND), await second(ROUND_MS, WRITES_A_ROUND)];
    rounds.push(round % 2 === 0 ? { product: one, floor: two } : { product: two, floor: one });
  }
  return {
    call: TITLES[name],
    statements,
    ratio: median(rounds.map((round) => round.product.perSecond / round.floor.perSecond)),
    cpuRatio: median(rounds.map((round) => round.floor.cpuMs / round.product.cpuMs)),
    product: middle(rounds.map((round) => round.product)),
    floor: middle(rounds.map((round) => round.floor)),
  };
}

/** A round on one server: so long for reads, so many visits of people who have none yet. */
function workOn({ url, child }: Server, name: CallName, telegramIds: string[], visitors: number[], atOnce: number) {
  let visitor = 0;
  let person = 0;
  const visit = (): LoadCall => {
    const clientId = visitors[visitor++];
    return { method: 'POST', path: '/api/v1/trainings', body: JSON.stringify({ clientId }) };
  };
  const read = (): LoadCall => {
    const id = telegramIds[person++ % telegramIds.length] ?? '';
    return { method: 'GET', path: name === 'users' ? `/api/v1/telegram-users/${id}` : '/api/v1/clients?status=active' };
  };
  return async (ms: number, writes: number): Promise<Measured> => {
    const until = performance.now() + ms;
    let left = writes;
    const next =
      name === 'visits' ? () => (left-- > 0 ? visit() : null) : () => (performance.now() < until ? read() : null);
    const before = cpuMs(child);
    const result = await load({ url, token: TOKEN, atOnce }, next);
    return { ...result, cpuMs: (cpuMs(child) - before) / result.calls };
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function middle(rounds: readonly Measured[]): Measured {
  const of = (field: keyof Measured): number => median(rounds.map((round) => round[field]));
  return { calls: of('calls'), perSecond: of('perSecond'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms'), cpuMs: of('cpuMs') };
}

function report(results: readonly CallResult[], processes: readonly ProcessResult[], atOnce: number): void {
  say(
    `\n${atOnce} callers at once; the floor is a bare node:http server that executes the same statements through mysql2`,
  );
  for (const { call, statements, ratio, cpuRatio, product, floor } of results) {
    say(`${call} (${statements} statements): ${ratio.toFixed(2)} of the floor${verdict(ratio >= RATIO_LIMIT)}`);
    for (const [name, one] of [
      ['product', product],
      ['floor', floor],
    ] as const) {
      const times = `p50 ${one.p50Ms.toFixed(1)} ms, p99 ${one.p99Ms.toFixed(1)} ms`;
      say(
        `  ${name.padEnd(7)} ${one.perSecond.toFixed(0)} a second, ${times}, ${one.cpuMs.toFixed(2)} ms of processor each`,
      );
    }
    say(`  processor: ${cpuRatio.toFixed(2)} of the floor’s calls`);
  }
  for (const { name, readyMs, readyMb, loadedMb } of processes) {
    const limit = name === 'bot' ? BOT_LIMIT_MB : WEB_LIMIT_MB;
    const start = readyMs === null ? '' : `ready after ${readyMs.toFixed(0)} ms${verdict(readyMs <= READY_LIMIT_MS)}, `;
    const later = loadedMb === null ? '' : `, ${loadedMb.toFixed(0)} MB after the login page`;
    say(`${name}: ${start}${readyMb.toFixed(0)} MB${later}${verdict(Math.max(readyMb, loadedMb ?? 0) <= limit)}`);
  }
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/api.json`, `${JSON.stringify({ atOnce, results, processes }, null, 2)}\n`);
  say(`\nwritten to ${FOLDER}/api.json`);
}

function verdict(isOk: boolean): string {
  return isOk ? ' (ok)' : ' (missed)';
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
