import { parseArgs } from 'node:util';
import { addDays } from '../src/lib/calendar-date.js';
import { GROWTH_LIMIT, READ_LIMIT } from './cases.js';
import { createOnServer, createSqlite, type BenchDatabase } from './databases.js';
import { fillStudio } from './fill-studio.js';
import { memoryMb, ratioOf, timeInTurns, timingOf, type Work } from './measure.js';
import { rawConnection, type RawConnection } from './raw-connection.js';
import { addHistory, fillAttendance } from './statistics-fill.js';
import { handWritten } from './statistics-floor.js';
import { openStudio, type BenchStudio } from './studio.js';

const SIZES = [10_000, 100_000];
const PERIODS = [30, 90, 365];
const TURNS = { warmUps: 1, runs: 7, isExact: true };

/** The figures of a period against hand-written SQL, in studios of several sizes and with three times the history. */
export async function benchStatistics(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { statistics: { type: 'boolean' }, mysql: { type: 'boolean', default: false }, sizes: { type: 'string' } },
  });
  const sizes = values.sizes?.split(',').map(Number) ?? SIZES;
  for (const clients of sizes) {
    const database = values.mysql ? await createOnServer(process.env.TEST_MYSQL_URL ?? '') : await createSqlite();
    try {
      await benchSize(database, clients);
    } finally {
      await database.drop();
    }
  }
}

async function benchSize({ url }: BenchDatabase, clients: number): Promise<void> {
  const bench = await openStudio(url);
  const { dataSource, studio } = bench;
  const today = studio.clock.today();
  const recount = () => studio.unitOfWork.run(() => studio.statusLedger.rebuild());
  const payments = await fillStudio(dataSource, clients, today);
  const visits = await fillAttendance(dataSource, clients, today);
  await recount();
  await analyze(bench);
  print(
    `\n${dataSource.options.type}: ${count(clients)} clients, ${count(payments)} payments, ${count(visits)} visits`,
  );
  const raw = await rawConnection(dataSource, url);
  const before = await measure(bench, raw);
  const more = await addHistory(dataSource, today);
  await recount();
  await analyze(bench);
  print(`three times the history: ${count(more)} visits`);
  const after = await measure(bench, raw);
  for (const [place, days] of PERIODS.entries()) {
    const growth = (after[place] ?? NaN) / (before[place] ?? NaN);
    print(`  ${days} days: ${growth.toFixed(2)} times as long as without it (limit ${GROWTH_LIMIT / 2})`);
  }
  print(`memory ${memoryMb().toFixed(0)} MB`);
  await raw.close();
  await bench.close();
}

/** The floors and the product alike are planned by what the database knows of its tables. */
async function analyze({ dataSource }: BenchStudio): Promise<void> {
  const tables = ['clients', 'payments', 'trainings', 'group_trainings', 'lazy_days', 'status_days'];
  if (dataSource.options.type === 'better-sqlite3') await dataSource.query('ANALYZE');
  else await dataSource.query(`ANALYZE TABLE ${tables.join(', ')}`);
}

/** The medians of the figures of each period. */
async function measure(bench: BenchStudio, raw: RawConnection): Promise<number[]> {
  const { studio } = bench;
  const today = studio.clock.today();
  const medians: number[] = [];
  for (const days of PERIODS) {
    const from = addDays(today, 1 - days);
    const works: Work[] = [() => studio.statistics.between(from, today), () => handWritten(bench, raw, from, today)];
    const [product = [], floor = []] = await timeInTurns(works, TURNS);
    const ratio = ratioOf(product, floor);
    medians.push(timingOf(product).medianMs);
    print(
      `  ${String(days).padStart(3)} days: ${ms(product)}, hand-written ${ms(floor)}, ratio ${ratio.toFixed(2)} ` +
        `(limit ${READ_LIMIT}${ratio <= READ_LIMIT ? ', ok' : ', ABOVE'})`,
    );
  }
  await measureOthers(studio, today);
  return medians;
}

/** For information: what the other pages of the dashboard take. */
async function measureOthers(
  studio: BenchStudio['studio'],
  today: ReturnType<BenchStudio['studio']['clock']['today']>,
) {
  const period = { from: addDays(today, -364), to: today };
  const past = addDays(today, -60);
  const works: Record<string, Work> = {
    'revenue by plan, method and coach': () => studio.figures.revenue(period, today),
    'renewals, lost clients, retention': () => studio.figures.clients(period, today),
    'expiring and debts as of 60 days ago': () => studio.figures.overview({ from: past, to: past }),
  };
  for (const [name, work] of Object.entries(works)) {
    const [times = []] = await timeInTurns([work], { warmUps: 1, runs: 3, isExact: true });
    print(`  365 days, ${name}: ${ms(times)}`);
  }
}

function ms(times: readonly number[]): string {
  return `${timingOf(times).medianMs.toFixed(1)} ms`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
