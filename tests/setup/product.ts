import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './processes.js';
import { runFolder } from './run.js';

const START_LIMIT_MS = 90_000;
const ROOT = path.resolve(import.meta.dirname, '../..');

/** The product as a user starts it: one process, an embedded database of its own, a free port. */
export interface RunningProduct {
  readonly url: string;
  readonly pid: () => number;
  /** What it printed so far. */
  readonly output: () => string;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
  /** The same studio again, after `stop` or `kill`. */
  restart(): Promise<void>;
  /** SIGKILL: a crash. */
  kill(): Promise<void>;
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode}:\n${output()}`);
    if (output().includes('/admin')) return;
    await setTimeout(100);
  }
  throw new Error(`the product did not start:\n${output()}`);
}

/** `dist/` is there: `npm test` builds before it runs. The environment of the tests is not handed on. */
export async function startProduct(extra: Record<string, string> = {}): Promise<RunningProduct> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(path.join(runFolder(), 'product-'));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    PORT: String(port),
    DATABASE_URL: `sqlite:${path.join(folder, 'crm.sqlite')}`,
    ...extra,
  };
  let printed = '';
  let child: ChildProcess;
  const output = () => printed;
  const launch = async () => {
    printed = '';
    child = spawn(process.execPath, ['scripts/run.mjs', 'src/start.js'], { cwd: ROOT, env });
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await untilReady(url, child, output);
  };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return ended;
  };
  await launch();
  return {
    url,
    pid: () => child.pid ?? 0,
    output,
    restart: launch,
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
  };
}
