import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { BroadcastView } from '../src/contract/broadcasts.js';
import { createDataSource } from '../src/db/data-source.js';
import { migrate } from '../src/db/open-database.js';
import { createOnServer, createSqlite, type BenchDatabase } from './databases.js';
import { DeliveriesStudio } from './deliveries-studio.js';
import { rawConnection } from './raw-connection.js';
import { fillRecipients, telegramIdOf } from './recipients.js';

const LANES = 8;
const ENQUEUE_LIMIT = 3;
const ANSWER_LIMIT_MS = 1000;
const DRAIN_LIMIT_PER_SECOND = 400;
const MEMORY_LIMIT_MB = 30;
const BARE_SENDS = 5000;

interface SizeResult {
  recipients: number;
  rawInsertMs: number;
  enqueueMs: number;
  longestAnswerMs: number;
  perSecond: number;
  barePerSecond: number;
  memory: { web: number; worker: number };
}

/** `npm run bench -- --deliveries [--sizes 10000,100000] [--mysql]`: from the click to Telegram, its ceilings off. */
export async function benchDeliveries(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      deliveries: { type: 'boolean' },
      sizes: { type: 'string', default: '10000,100000' },
      mysql: { type: 'boolean', default: false },
    },
  });
  const serverUrl = values.mysql ? (process.env.TEST_MYSQL_URL ?? '') : null;
  const results: SizeResult[] = [];
  for (const size of values.sizes.split(',').map(Number)) {
    const database = serverUrl === null ? await createSqlite() : await createOnServer(serverUrl);
    try {
      results.push(await benchSize(database, size));
    } finally {
      await database.drop();
    }
  }
  for (const result of results) print(result);
  const [smallest, largest] = [results[0], results.at(-1)];
  if (!smallest || !largest || smallest === largest) return;
  for (const who of ['web', 'worker'] as const) {
    const more = largest.memory[who] - smallest.memory[who];
    say(
      `memory of the ${who} from ${smallest.recipients} to ${largest.recipients}: ${more.toFixed(0)} MB more`,
      more,
      MEMORY_LIMIT_MB,
    );
  }
}

async function benchSize({ url }: BenchDatabase, recipients: number): Promise<SizeResult> {
  process.stderr.write(`  ${recipients} recipients …\n`);
  const rawInsertMs = await prepare(url, recipients);
  const studio = await DeliveriesStudio.open(url, process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379', recipients);
  try {
    const barePerSecond = await bareSends(studio, recipients);
    const before = await studio.arrived();
    const { id, enqueueMs, longestAnswerMs } = await enqueue(studio);
    await studio.startWorker();
    const from = performance.now();
    while ((await studio.arrived()) - before < recipients) await sleep(100);
    const perSecond = recipients / ((performance.now() - from) / 1000);
    const memory = studio.memoryMb();
    while ((await studio.call<BroadcastView>('GET', `/broadcasts/${id}`)).status !== 'done') await sleep(200);
    return { recipients, rawInsertMs, enqueueMs, longestAnswerMs, perSecond, barePerSecond, memory };
  } finally {
    await studio.close();
  }
}

/** The clients, and the floor: the same rows by one statement. */
async function prepare(url: string, recipients: number): Promise<number> {
  const dataSource = await createDataSource(url).initialize();
  await migrate(dataSource);
  await fillRecipients(dataSource, recipients);
  const raw = await rawConnection(dataSource, url);
  const stamp = "'2026-01-01 00:00:00.000'";
  const from = performance.now();
  await raw.all(`INSERT INTO deliveries (dedupeKey, class, priority, clientId, chatId, method, payload, status, dueAt, attempts,
      createdAt, updatedAt)
    SELECT telegramId, 'bulk', 9, id, telegramId, 'sendMessage', '{}', 'cancelled', ${stamp}, 0, ${stamp}, ${stamp} FROM clients`);
  const took = performance.now() - from;
  await raw.all('DELETE FROM deliveries');
  await raw.close();
  await dataSource.destroy();
  return took;
}

async function enqueue(studio: DeliveriesStudio): Promise<{ id: number; enqueueMs: number; longestAnswerMs: number }> {
  const from = performance.now();
  const { id } = await studio.call<BroadcastView>('POST', '/broadcasts', { text: 'Bench', audience: { kind: 'all' } });
  let enqueueMs: number | null = null;
  const watch = async (): Promise<void> => {
    while ((await studio.call<BroadcastView>('GET', `/broadcasts/${id}`)).status !== 'running') await sleep(5);
    enqueueMs = performance.now() - from;
  };
  const [, longestAnswerMs] = await Promise.all([watch(), studio.longestAnswer(() => enqueueMs !== null)]);
  return { id, enqueueMs: enqueueMs ?? NaN, longestAnswerMs };
}

/** As many lanes that do nothing but send. */
async function bareSends({ apiRoot, botToken }: DeliveriesStudio, people: number): Promise<number> {
  let next = 0;
  const from = performance.now();
  const lane = async (): Promise<void> => {
    while (next < BARE_SENDS) {
      const body = JSON.stringify({ chat_id: telegramIdOf(next++ % people), text: 'bare' });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${apiRoot}/bot${botToken}/sendMessage`, { method: 'POST', headers, body });
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return BARE_SENDS / ((performance.now() - from) / 1000);
}

function print(result: SizeResult): void {
  const { recipients, rawInsertMs, enqueueMs, longestAnswerMs, perSecond, barePerSecond, memory } = result;
  process.stdout.write(`\n${recipients} recipients\n`);
  const ratio = enqueueMs / rawInsertMs;
  say(
    `enqueue ${enqueueMs.toFixed(0)} ms, raw INSERT … SELECT ${rawInsertMs.toFixed(0)} ms: ${ratio.toFixed(2)} ×`,
    ratio,
    ENQUEUE_LIMIT,
  );
  say(`longest answer of the web meanwhile ${longestAnswerMs.toFixed(0)} ms`, longestAnswerMs, ANSWER_LIMIT_MS);
  const share = (perSecond / barePerSecond).toFixed(2);
  say(
    `sent ${perSecond.toFixed(0)} a second; bare loop ${barePerSecond.toFixed(0)}: ${share} ×`,
    DRAIN_LIMIT_PER_SECOND,
    perSecond,
  );
  process.stdout.write(`memory: web ${memory.web.toFixed(0)} MB, worker ${memory.worker.toFixed(0)} MB\n`);
}

function say(text: string, value: number, limit: number): void {
  process.stdout.write(`${text}: ${value <= limit ? 'ok' : 'above'}\n`);
}
