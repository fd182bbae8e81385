import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer';
import { visitPanel, type PanelUnderTest, type Visit } from './panel-visit.js';

const ROUNDS = 3;
const START_LIMIT_MS = 240_000;
const RESULT = 'bench/results/pages.json';
/** As the start prints it. */
const DEMO_OWNER = { email: 'owner@demo.studio', password: 'demo-owner-1' };
const STOCK_PASSWORD = 'stock';
const KILOBYTE = 1000;
const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--no-sandbox', '--disable-background-networking'];

/** What the panel promises: bytes by themselves, times as parts of the stock panel's in the same run. */
const LIMITS = { loginKb: 60, pageKb: 800, againKb: 60, first: 0.6, second: 0.4 };

interface Started {
  panel: PanelUnderTest;
  process: ChildProcess;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/admin/login`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} did not answer`);
}

async function start(
  file: string,
  env: NodeJS.ProcessEnv,
  login: { email: string; password: string },
): Promise<Started> {
  const port = await freePort();
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(script, { silent: true, env: { ...process.env, ...env, PORT: String(port) } });
  const panel = { url: `http://127.0.0.1:${port}`, ...login };
  await untilAnswers(panel.url);
  return { panel, process: child };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

function medians(visits: readonly Visit[]): Visit {
  const of = (name: keyof Visit): number => Math.round(median(visits.map((visit) => visit[name])));
  return {
    loginBytes: of('loginBytes'),
    pageBytes: of('pageBytes'),
    againBytes: of('againBytes'),
    loginMs: of('loginMs'),
    pageMs: of('pageMs'),
    againMs: of('againMs'),
  };
}

function line(name: string, ours: number, stock: number, unit: string, verdict: string): string {
  const cells = [`${ours.toFixed(0)} ${unit}`, `${stock.toFixed(0)} ${unit}`, (ours / stock).toFixed(2)];
  return `${name.padEnd(34)}${cells.map((cell) => cell.padStart(12)).join('')}   ${verdict}\n`;
}

function verdict(value: number, limit: number, unit: string): string {
  return `${value <= limit ? 'ok' : 'ABOVE'} (limit ${limit}${unit})`;
}

function print(ours: Visit, stock: Visit): void {
  const kb = (bytes: number): number => bytes / KILOBYTE;
  const bytes = (name: string, key: keyof Visit, limit: number): string =>
    line(name, kb(ours[key]), kb(stock[key]), 'kB', verdict(kb(ours[key]), limit, ' kB'));
  const first = (visit: Visit): number => visit.loginMs + visit.pageMs;
  process.stdout.write(
    `${''.padEnd(34)}${['ours', 'stock', 'ratio'].map((cell) => cell.padStart(12)).join('')}\n` +
      bytes('login page, transferred', 'loginBytes', LIMITS.loginKb) +
      bytes('first page of the panel', 'pageBytes', LIMITS.pageKb) +
      bytes('second visit', 'againBytes', LIMITS.againKb) +
      line('login form usable', ours.loginMs, stock.loginMs, 'ms', '') +
      line('from Enter to the rows', ours.pageMs, stock.pageMs, 'ms', '') +
      line(
        'first visit in all',
        first(ours),
        first(stock),
        'ms',
        verdict(first(ours) / first(stock), LIMITS.first, '×'),
      ) +
      line(
        'second visit',
        ours.againMs,
        stock.againMs,
        'ms',
        verdict(ours.againMs / stock.againMs, LIMITS.second, '×'),
      ),
  );
}

/**
 * The panel beside AdminJS as it comes, with the same entities on the same database, in one browser at 10 Mbit/s and 40 ms.
 * The rounds alternate, so that a busy moment of the machine meets both.
 */
export async function benchPages(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'studio-pages-'));
  const running: ChildProcess[] = [];
  const started = async (...how: Parameters<typeof start>): Promise<PanelUnderTest> => {
    const { panel, process: child } = await start(...how);
    running.push(child);
    return panel;
  };
  const env = { DATABASE_URL: `sqlite:${path.join(folder, 'crm.sqlite')}`, HOME: folder };
  const stockEnv = { ...env, NODE_ENV: 'production', PASSWORD: STOCK_PASSWORD };
  const visits = { ours: [] as Visit[], stock: [] as Visit[] };
  try {
    const ours = await started('../src/start.js', env, DEMO_OWNER);
    const own = { ADMIN_JS_TMP_DIR: path.join(folder, 'stock'), ADMIN_JS_SKIP_BUNDLE: 'false' };
    const login = { email: 'stock@example.com', password: STOCK_PASSWORD };
    const stock = await started('stock-panel.js', { ...stockEnv, ...own }, login);
    const browser = await puppeteer.launch({ args: FLAGS, executablePath: process.env.TEST_BROWSER });
    for (let round = 0; round < ROUNDS; round += 1) {
      visits.ours.push(await visitPanel(browser, ours));
      visits.stock.push(await visitPanel(browser, stock));
    }
    await browser.close();
  } finally {
    for (const child of running) child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
  const result = { ours: medians(visits.ours), stock: medians(visits.stock), rounds: visits };
  print(result.ours, result.stock);
  mkdirSync(path.dirname(RESULT), { recursive: true });
  writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
}
