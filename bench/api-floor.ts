import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPool, type Pool, type PoolConnection } from 'mysql2/promise';
import { pino } from 'pino';
import type { Actor } from '../src/audit/actor.js';
import { loadConfig } from '../src/config.js';
import { createContainer } from '../src/container.js';
import { openDatabase } from '../src/db/open-database.js';
import { EmbeddedStore } from '../src/lib/embedded-store.js';
import type { ApiPlan } from './api-plan.js';
import { recordRead, recordWrite, type Statement } from './recorded.js';

/**
 * The floor of the token API: a bare node:http server that compares the token and executes, for each call, the very
 * statements that the product executes for it, prepared, through a pool of mysql2 of the product's size. It checks no
 * input, counts no calls, applies no rules; it answers with the rows as they come. The statements are recorded from the
 * product in this process before the server opens.
 */
type Value = string | number | boolean | Date | null;
type Script = readonly Statement[];

interface Scripts {
  users: Map<string, Script>;
  list: Script;
  visits: Map<number, Script>;
}

const BOT: Actor = { kind: 'bot', id: null, name: 'bot', role: null, telegram: null };
const PAGE = 50;
const POOL_SIZE = 10;
const USERS = '/api/v1/telegram-users/';

async function record(databaseUrl: string, { telegramIds, floorVisits }: ApiPlan): Promise<Scripts> {
  const dataSource = await openDatabase(databaseUrl);
  const store = new EmbeddedStore(':memory:');
  const config = loadConfig({ DATABASE_URL: databaseUrl });
  const logger = pino({ level: 'silent' });
  const studio = createContainer({ config, dataSource, store, logger, apiToken: 'bench', sessionSecret: 'bench' });
  const { clientQueries, trainings } = studio;
  const list = () => clientQueries.list({ status: 'active', limit: PAGE });
  const scripts: Scripts = { users: new Map(), list: [], visits: new Map() };
  const bench = { studio, dataSource };
  // Settings and rough counts are kept in memory: what is recorded is what a warm process asks.
  await list();
  await clientQueries.findTelegramUser(telegramIds[0] ?? '');
  scripts.list = await recordRead(bench, list);
  for (const id of telegramIds) {
    scripts.users.set(id, await recordRead(bench, () => clientQueries.findTelegramUser(id)));
  }
  for (const clientId of floorVisits) {
    scripts.visits.set(clientId, await recordWrite(bench, () => trainings.recordVisit({ clientId }, BOT)));
  }
  await dataSource.destroy();
  await store.close();
  return scripts;
}

async function read(pool: Pool, script: Script): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const { sql, values } of script) answers.push((await pool.execute(sql, [...values] as Value[]))[0]);
  return answers;
}

const IS_PREPARED = /^(SELECT|INSERT|UPDATE|DELETE)/;

async function write(pool: Pool, script: Script): Promise<void> {
  const connection: PoolConnection = await pool.getConnection();
  try {
    for (const { sql, values } of script) {
      if (IS_PREPARED.test(sql)) await connection.execute(sql, [...values] as Value[]);
      else await connection.query(sql);
    }
  } finally {
    connection.release();
  }
}

async function bodyOf(request: IncomingMessage): Promise<{ clientId: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as { clientId: number };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

async function serve(pool: Pool, scripts: Scripts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '';
  if (request.method === 'POST') {
    const { clientId } = await bodyOf(request);
    await write(pool, scripts.visits.get(clientId) ?? []);
    answer(response, 201, { clientId });
  } else if (url.startsWith(USERS)) {
    answer(response, 200, await read(pool, scripts.users.get(url.slice(USERS.length)) ?? []));
  } else {
    const rows = await read(pool, scripts.list);
    answer(response, 200, { items: rows[1] });
  }
}

async function main(plan: ApiPlan): Promise<void> {
  const [databaseUrl = '', token = ''] = process.argv.slice(2);
  const scripts = await record(databaseUrl, plan);
  const pool = createPool({
    uri: databaseUrl,
    connectionLimit: POOL_SIZE,
    timezone: 'Z',
    dateStrings: ['DATE'],
    supportBigNumbers: true,
    bigNumberStrings: true,
    charset: 'utf8mb4',
  });
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) response.writeHead(401).end();
    else serve(pool, scripts, request, response).catch((error: unknown) => answer(response, 500, String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const statements = { users: scripts.users.get(plan.telegramIds[0] ?? ''), list: scripts.list };
  process.send?.({
    url: `http://127.0.0.1:${port}`,
    statements: {
      users: statements.users?.length,
      list: statements.list.length,
      visits: [...scripts.visits.values()][0]?.length,
    },
  });
}

process.once('message', (plan) => void main(plan as ApiPlan));
process.once('disconnect', () => process.exit(0));
