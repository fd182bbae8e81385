import { fork } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchApi } from './api.js';
import { benchBotUpdates } from './bot-updates.js';
import { createOnServer, createSqlite, type BenchDatabase } from './databases.js';
import { benchDeliveries } from './deliveries.js';
import { benchLoad } from './load.js';
import { benchPanel } from './panel.js';
import { benchPages } from './pages.js';
import { report } from './report.js';
import type { BenchResult, FillResult, MeasureResult, RebuildResult, SizeResult } from './results.js';
import { benchStatistics } from './statistics.js';
import type { StepName } from './step.js';

const SIZES = [10_000, 100_000];
const FULL_SIZES = [...SIZES, 1_000_000];
const RUNS = 40;

const HELP = `npm run bench -- [--full] [--sizes 10000,100000] [--runs ${RUNS}] [--mysql URL]
  --full   a million clients as well
  --deliveries  the way of a broadcast to Telegram instead (needs Redis)
  --bot    10,000 updates of people who talk to the bot instead (needs Redis)
  --load   200 programs and 20 people for a minute instead (--users, --panel, --seconds; needs MySQL or MariaDB, and Redis)
  --statistics  the figures of a period instead
  --panel  the panel's lists, search and card over HTTP instead, at 100,000 clients and 1,000,000 visits
  --pages  the panel in a browser beside a stock AdminJS instead: bytes, and time until it can be used
  --api    the token API against a bare server with the same SQL instead (needs a MySQL or MariaDB server and Redis)
  --mysql  on a MySQL or MariaDB server (TEST_MYSQL_URL when no URL follows), instead of SQLite
`;

/** Builds studios of several sizes and times what staff do in them against hand-written SQL on the same database. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      sizes: { type: 'string' },
      runs: { type: 'string', default: String(RUNS) },
      mysql: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const serverUrl = values.mysql ? (process.env.TEST_MYSQL_URL ?? '') : null;
  const sizes = values.sizes?.split(',').map(Number) ?? (values.full ? FULL_SIZES : SIZES);
  const result: BenchResult = {
    database: serverUrl === null ? 'sqlite' : 'mysql',
    node: process.version,
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? ''}`,
    runs: Number(values.runs),
    sizes: [],
  };
  for (const clients of sizes) {
    const database = serverUrl === null ? await createSqlite() : await createOnServer(serverUrl);
    try {
      result.sizes.push(await benchSize(database, clients, result.runs));
    } finally {
      await database.drop();
    }
  }
  report(result);
}

async function benchSize({ url }: BenchDatabase, clients: number, runs: number): Promise<SizeResult> {
  const step = <T>(name: StepName): Promise<T> => runStep<T>([name, url, String(clients), String(runs)]);
  const filled = await step<FillResult>('fill');
  const measured = await step<MeasureResult>('measure');
  const rebuild = await step<RebuildResult>('rebuild');
  return { clients, filled, measured, rebuild };
}

function runStep<T>(args: string[]): Promise<T> {
  process.stderr.write(`  ${args[0]}, ${Number(args[2]).toLocaleString('en')} clients …\n`);
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('step.js', import.meta.url)), args);
    let answer: T | undefined;
    child.on('message', (message) => (answer = message as T));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0 && answer !== undefined) resolve(answer);
      else reject(new Error(`the step "${args[0]}" ended with code ${code}`));
    });
  });
}

const args = process.argv.slice(2);
if (args.includes('--deliveries')) await benchDeliveries(args);
else if (args.includes('--load')) await benchLoad(args);
else if (args.includes('--statistics')) await benchStatistics(args);
else if (args.includes('--panel')) await benchPanel(args);
else if (args.includes('--pages')) await benchPages();
else if (args.includes('--api')) await benchApi(args);
else if (args.includes('--bot')) await benchBotUpdates(args);
else await main();
