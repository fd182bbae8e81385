import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { runFolder } from './run.js';

/** Far beyond what a slow machine needs: only a process that hangs gets here. */
const HANG_LIMIT_MS = 90_000;
const ROOT = path.resolve(import.meta.dirname, '../..');

export type Variables = Record<string, string>;

/** What a process that has ended leaves behind; `code` is null when a signal ended it. */
export interface Ending {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A real process of the build, not yet ended or ended. */
export interface StudioProcess {
  readonly ended: Promise<Ending>;
  /** Everything it printed so far. */
  output(): string;
  /** Resolves once it has printed the text; rejects when it ends or hangs before. */
  prints(text: string): Promise<void>;
  /** The user that it runs as, on Linux. */
  uid(): number;
  /** Writes a line to its stdin. */
  tell(line: string): void;
  /** Lets a stopped process go on. */
  resume(): void;
  /** SIGTERM: it is asked to stop. */
  stop(): Promise<Ending>;
  /** SIGKILL: a crash. */
  kill(): Promise<Ending>;
}

/** All that production asks for, the bot's part aside. No program but web and bot connects to this store. */
export const PRODUCTION: Variables = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://crm.example',
  SESSION_SECRET: 'session-secret-of-the-process-tests',
  API_TOKEN: 'api-token-of-the-process-tests',
  REDIS_URL: 'redis://127.0.0.1:6379',
};

const running = new Set<ChildProcess>();

/** For `afterAll`: ends what a failed test left running. */
export function killRemaining(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** A folder of a test's own, removed after the run. */
export const newFolder = (): string => mkdtempSync(path.join(runFolder(), 'process-'));

/** Below those that the system gives to outgoing connections, of which a suite has hundreds: it would take one of ours. */
const FIRST_PORT = 20_000;
const PORTS_OF_A_WORKER = 500;
const given = new Set<number>();

/** A port that was free a moment ago, and that no other suite is given meanwhile. */
export async function freePort(): Promise<number> {
  const first = FIRST_PORT + Number(process.env.JEST_WORKER_ID ?? 0) * PORTS_OF_A_WORKER;
  for (;;) {
    const port = first + randomInt(PORTS_OF_A_WORKER);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * Starts a program of the build as its npm script does, e.g. `src/main.js`. Nothing of this machine's environment and
 * of a developer's `.env` reaches it: only `variables` do. `dist/` is there, because `npm test` builds before it runs; outside
 * of `PRODUCTION` it is built again when the sources have changed since.
 */
export function startProgram(entry: string, variables: Variables, args: readonly string[] = []): StudioProcess {
  return startNode([path.join(ROOT, 'scripts/run.mjs'), entry, ...args], variables);
}

/** Starts a script with the node of the tests, under the environment of `startProgram`. */
export function startNode(args: readonly string[], variables: Variables): StudioProcess {
  const home = { PATH: process.env.PATH ?? '', HOME: runFolder() };
  const env = { ...home, ...noVariables(), ...variables };
  const child = spawn(process.execPath, [...args], { cwd: ROOT, env, stdio: 'pipe' });
  return new SpawnedProcess(child);
}

/** The user that nobody is, on any Linux. */
const NOBODY = 65_534;

/**
 * Starts a script as a container would: in a folder that can't be written to and, where the tests run as root, mounted
 * so and as a user without rights. Without root the folder is only what it is.
 */
export function startNodeAs(args: readonly string[], folder: string, variables: Variables): StudioProcess {
  const env = { PATH: process.env.PATH ?? '', HOME: '/tmp', ...variables };
  const node = [process.execPath, ...args];
  if (process.getuid?.() !== 0) {
    return new SpawnedProcess(spawn(process.execPath, [...args], { cwd: folder, env, stdio: 'pipe' }));
  }
  const script =
    'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && cd "$1" && shift && ' +
    `exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups --no-new-privs "$@"`;
  return new SpawnedProcess(
    spawn('unshare', ['-m', 'sh', '-c', script, 'sh', folder, ...node], { env, stdio: 'pipe' }),
  );
}

/** `.env` fills in what the environment leaves out, so that every variable has to be there, if only as an empty one. */
function noVariables(): Variables {
  const names = readFileSync(path.join(ROOT, '.env.example'), 'utf8').matchAll(/^(\w+)=/gm);
  return Object.fromEntries(
    [...names].flatMap(([, name]) => [[`${name}`, ''] as const, [`${name}_FILE`, ''] as const]),
  );
}

class SpawnedProcess implements StudioProcess {
  readonly ended: Promise<Ending>;
  private printed = '';
  private onOutput: () => void = () => undefined;

  constructor(private readonly child: ChildProcess) {
    running.add(child);
    const texts = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        texts[stream] += text;
        this.printed += text;
        this.onOutput();
      });
    }
    // Telling something to a process that has just been killed is no fault of the test.
    child.stdin?.on('error', () => undefined);
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        running.delete(child);
        resolve({ code, ...texts });
      });
    });
  }

  output(): string {
    return this.printed;
  }

  async prints(text: string): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const seen = new Promise<true>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`it does not print "${text}":\n${this.printed}`)), HANG_LIMIT_MS);
      this.onOutput = () => this.printed.includes(text) && resolve(true);
      this.onOutput();
    });
    try {
      if ((await Promise.race([seen, this.ended])) === true) return;
      if (!this.printed.includes(text)) throw new Error(`it ended before it printed "${text}":\n${this.printed}`);
    } finally {
      clearTimeout(timer);
    }
  }

  uid(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
  }

  tell(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  stop(): Promise<Ending> {
    return this.end('SIGTERM');
  }

  kill(): Promise<Ending> {
    return this.end('SIGKILL');
  }

  private end(signal: NodeJS.Signals): Promise<Ending> {
    this.child.kill(signal);
    return this.ended;
  }
}
