import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Actor } from '../src/audit/actor.js';
import { Client } from '../src/clients/client.entity.js';
import { loadConfig } from '../src/config.js';
import { createContainer } from '../src/container.js';
import { migrate, openDatabase } from '../src/db/open-database.js';
import { dateInZone } from '../src/lib/calendar-date.js';
import { EmbeddedStore } from '../src/lib/embedded-store.js';
import { fillStudio } from './studio-of.js';

const CLIENTS = Number(process.argv[2] ?? 100_000);
const RUNS = 15;

interface Measured {
  name: string;
  ms: number;
  floorMs: number;
  ratio: number;
}

async function median(work: (run: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    await work(run);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

/** `npm run bench [clients]`: what the panel asks all day, as a ratio to raw SQL on the same database in the same run. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
  const config = loadConfig({ DATABASE_URL: process.env.DATABASE_URL ?? `sqlite:${join(folder, 'bench.sqlite')}` });
  const dataSource = await openDatabase(config.databaseUrl);
  await migrate(dataSource);
  if (await dataSource.manager.exists(Client)) throw new Error('DATABASE_URL must name an empty database');
  const store = new EmbeddedStore(':memory:');
  const logger = pino({ level: 'silent' });
  const studio = createContainer({ config, dataSource, store, logger, apiToken: 'bench' });
  await fillStudio(dataSource, CLIENTS, dateInZone(new Date(), config.timeZone));
  const results: Measured[] = [];
  const measure = async (
    name: string,
    work: (run: number) => Promise<unknown>,
    floor: (run: number) => Promise<unknown>,
  ) => {
    const [floorMs, ms] = [await median(floor), await median(work)];
    results.push({ name, ms: round(ms), floorMs: round(floorMs), ratio: round(ms / floorMs) });
  };
  const raw = (sql: string, parameters: unknown[] = []) => dataSource.query(sql, parameters);
  const scan =
    'SELECT SUM(CASE WHEN c.archivedAt IS NULL AND p.endDate >= p.startDate THEN 1 ELSE 0 END) AS n FROM clients c JOIN payments p ON p.clientId = c.id';
  await measure(
    'counts of every list',
    () => studio.clientQueries.counts(),
    () => raw(scan),
  );
  const page = 'SELECT * FROM clients WHERE archivedAt IS NULL ORDER BY searchName, id LIMIT 51';
  await measure(
    'first page of all',
    () => studio.clientQueries.list({ limit: 50 }),
    () => raw(page),
  );
  await measure(
    'first page of active',
    () => studio.clientQueries.list({ status: 'active', limit: 50 }),
    () => raw(page),
  );
  const like = 'SELECT * FROM clients WHERE searchName LIKE ? ORDER BY searchName, id LIMIT 51';
  await measure(
    'search by a part of the name',
    () => studio.clientQueries.list({ q: 'ЁЛК', limit: 50 }),
    () => raw(like, ['%елк%']),
  );
  const owner: Actor = { kind: 'system', id: null, name: 'bench', role: 'owner' };
  const audit =
    "INSERT INTO audit_entries (at, actorKind, actorName, action, entity, entityId) VALUES ('2026-01-01', 'system', 'bench', 'x', 'x', '1')";
  await measure(
    'a renewal',
    (run) => studio.payments.renew({ clientId: run + 1, amount: '1' }, owner),
    () => studio.unitOfWork.run(() => raw(audit)),
  );
  report(results, dataSource.options.type);
  await store.close();
  await dataSource.destroy();
  rmSync(folder, { recursive: true });
}

function report(results: readonly Measured[], database: string): void {
  process.stdout.write(`${CLIENTS} clients on ${database}, median of ${RUNS}, Node ${process.version}\n\n`);
  const width = Math.max(...results.map(({ name }) => name.length));
  for (const { name, ms, floorMs, ratio } of results) {
    process.stdout.write(`${name.padEnd(width)}  ${ms} ms  = ${ratio} × raw SQL (${floorMs} ms)\n`);
  }
  mkdirSync('bench/results', { recursive: true });
  const file = `bench/results/lists-${database}.json`;
  writeFileSync(file, `${JSON.stringify({ clients: CLIENTS, database, node: process.version, results }, null, 2)}\n`);
  process.stdout.write(`\nwritten to ${file}\n`);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

await main();
