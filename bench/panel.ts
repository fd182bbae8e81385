import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import express from 'express';
import { CSRF_COOKIE, CSRF_FIELD, CSRF_HEADER, VISITOR_COOKIE } from '../admin/csrf-token.js';
import type { DataSource } from 'typeorm';
import { usePrebuiltPanel } from '../src/config.js';
import { createOnServer, createSqlite } from './databases.js';
import { fillStudio, fillVisits } from './fill-studio.js';
import { ratioOf, timeInTurns, timingOf, type Timing } from './measure.js';
import { panelCases, type PanelCase } from './panel-cases.js';
import { rawConnection, type RawConnection } from './raw-connection.js';
import { openStudio, type BenchStudio } from './studio.js';

const CLIENTS = 100_000;
const VISITS = 1_000_000;
const RUNS = 40;
/** Of each case, for two seconds at most: a studio's process has answered thousands of times, and V8 has compiled it. */
const WARM_UPS = 1000;
const RATIO_LIMIT = 2;
const QUERY_LIMIT = 8;
const PASSWORD = 'only for the benchmark, never again';
const OWNER = { kind: 'staff', id: null, name: 'bench', role: 'owner', telegram: null } as const;

interface Panel {
  get(path: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * The panel's answers over HTTP, with its session and rights, against the bare SQL that the same answer needs and against
 * that SQL behind a bare HTTP server, in the same run: `npm run bench -- --panel [--mysql] [--clients 100000] [--visits 1000000] [--only card]`.
 */
export async function benchPanel(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      panel: { type: 'boolean' },
      mysql: { type: 'boolean', default: false },
      clients: { type: 'string', default: String(CLIENTS) },
      visits: { type: 'string', default: String(VISITS) },
      runs: { type: 'string', default: String(RUNS) },
      only: { type: 'string', default: '' },
    },
  });
  const [clients, visits] = [Number(values.clients), Number(values.visits)];
  const database = values.mysql ? await createOnServer(process.env.TEST_MYSQL_URL ?? '') : await createSqlite();
  try {
    const bench = await openStudio(database.url);
    const today = bench.studio.clock.today();
    print(`filling ${clients} clients and ${visits} visits …`);
    await fillStudio(bench.dataSource, clients, today);
    await fillVisits(bench.dataSource, { clients, visits, today });
    await bench.studio.unitOfWork.run(() => bench.studio.statusLedger.rebuild());
    if (values.mysql) await bench.dataSource.query('ANALYZE TABLE clients, payments, lazy_days, trainings');
    const raw = await rawConnection(bench.dataSource, database.url);
    const panel = await startPanel(bench);
    print(`${values.mysql ? 'mysql' : 'sqlite'}, milliseconds; the ratio is that of the 95th percentiles`);
    for (const one of await panelCases({ raw, today, clients, visits })) {
      if (one.name.includes(values.only)) await measure(one, panel, raw, bench.dataSource, Number(values.runs));
    }
    await panel.close();
    await raw.close();
    await bench.close();
  } finally {
    await database.drop();
  }
}

async function measure(
  { name, path, statements }: PanelCase,
  panel: Panel,
  raw: RawConnection,
  dataSource: DataSource,
  runs: number,
): Promise<void> {
  const url = `/admin/api/resources/${path}`;
  const queries = await countQueries(dataSource, () => panel.get(url));
  const bare = async (): Promise<unknown[]> => {
    const answers = [];
    for (const [sql, values] of statements) answers.push(await raw.all(sql, values));
    return answers;
  };
  const http = await bareHttp(bare);
  const works = [() => panel.get(url), bare, () => http.get('')];
  const [product = [], floor = [], overHttp = []] = await timeInTurns(works, {
    warmUps: WARM_UPS,
    runs,
  });
  await http.close();
  const [ours, sql, bareAnswer] = [product, floor, overHttp].map(timingOf) as [Timing, Timing, Timing];
  const [ratio, overHttpRatio] = [ours.p95Ms / sql.p95Ms, ours.p95Ms / bareAnswer.p95Ms];
  const times = `p50 ${ours.medianMs.toFixed(1)}  p95 ${ours.p95Ms.toFixed(1)}  sql p50 ${sql.medianMs.toFixed(1)}  p95 ${sql.p95Ms.toFixed(1)}`;
  print(
    `${name.padEnd(38)} ${times}  ratio ${ratio.toFixed(2)} (median of turns ${ratioOf(product, floor).toFixed(2)})  bare http p95 ${bareAnswer.p95Ms.toFixed(1)}  ratio ${overHttpRatio.toFixed(2)}  queries ${queries}  ${verdictOf(queries, ratio, overHttpRatio)}`,
  );
}

/** An answer that is little more than HTTP can't be twice as long as SQL of a tenth of a millisecond. */
function verdictOf(queries: number, ratio: number, overHttpRatio: number): string {
  if (queries > QUERY_LIMIT) return 'above';
  if (ratio <= RATIO_LIMIT) return 'ok';
  return overHttpRatio <= RATIO_LIMIT ? 'above the SQL, ok over HTTP' : 'above';
}

/** The same statements behind a bare node:http server, their rows answered as JSON: what HTTP alone costs here. */
async function bareHttp(answer: () => Promise<unknown[]>): Promise<Panel> {
  const server = createServer((_request, response) => {
    void answer().then((rows) => response.setHeader('content-type', 'application/json').end(JSON.stringify(rows)));
  });
  const origin = await listenOn(server);
  const client = new KeptConnection(origin);
  return { get: async () => (await client.get('', {})).text, close: () => closed(server) };
}

/** What came over the wire. A browser unpacks it in a process of its own. */
interface Received {
  status: number;
  text: string;
}

/** Asks on one connection that stays open, as a browser does; `fetch` would take longer than most of the answers. */
class KeptConnection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly origin: string) {}

  get(path: string, headers: Record<string, string>): Promise<Received> {
    return new Promise((resolve, reject) => {
      const answered = (response: IncomingMessage): void => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      };
      get(`${this.origin}${path}`, { agent: this.agent, headers }, answered).on('error', reject);
    });
  }
}

async function listenOn(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function countQueries(dataSource: DataSource, work: () => Promise<unknown>): Promise<number> {
  const { logger } = dataSource;
  const before = logger.logQuery.bind(logger);
  let queries = 0;
  logger.logQuery = () => void (queries += 1);
  await work();
  logger.logQuery = before;
  return queries;
}

/** The panel as production mounts it, with somebody logged in. */
async function startPanel({ studio }: BenchStudio): Promise<Panel> {
  usePrebuiltPanel();
  const { createPanel } = await import('../admin/index.js');
  const config = { ...studio.config, sessionSecret: studio.sessionSecret };
  const { reads, router } = await createPanel({ ...studio, config });
  const app = express().use('/admin', router);
  const server = createServer((request, response) => {
    void reads.take(request, response, false, () => void app(request, response));
  });
  const origin = await listenOn(server);
  const email = 'bench@example.com';
  await studio.staff.create({ email, name: 'Bench', role: 'owner', password: PASSWORD }, OWNER);
  const headers = await logIn(origin, { email, password: PASSWORD });
  const client = new KeptConnection(origin);
  return {
    get: async (path) => {
      const { status, text } = await client.get(path, headers);
      if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 200)}`);
      return text;
    },
    close: () => closed(server),
  };
}

/** As the login page does it; gives what a browser sends from then on. */
async function logIn(origin: string, fields: Record<string, string>): Promise<Record<string, string>> {
  const url = `${origin}/admin/login`;
  const cookiesOf = (response: Response): string[] =>
    response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const own = { 'sec-fetch-site': 'same-origin' };
  const visitor = cookiesOf(await fetch(url, { headers: own }));
  const csrf = visitor.find((pair) => pair.startsWith(`${VISITOR_COOKIE}=`))?.slice(VISITOR_COOKIE.length + 1) ?? '';
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...own, cookie: visitor.join('; '), [CSRF_HEADER]: csrf },
    body: new URLSearchParams({ [CSRF_FIELD]: csrf, ...fields }),
  });
  if (answer.status !== 303) throw new Error(`the login answered ${answer.status}`);
  const cookie = cookiesOf(answer).join('; ');
  const page = await fetch(`${origin}/admin/api/session`, { headers: { ...own, cookie } });
  const token = cookiesOf(page).filter((pair) => pair.startsWith(`${CSRF_COOKIE}=`));
  return { ...own, 'accept-encoding': 'gzip, deflate, br', cookie: [cookie, ...token].join('; ') };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
