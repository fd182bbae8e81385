import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Linux counts the processor's time in hundredths of a second. */
const MS_PER_TICK = 10;

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A program of the build; `file` is relative to this folder. */
export function start(
  file: string,
  args: string[],
  env: Record<string, string>,
  execArgv: string[] = [],
): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return fork(path, args, { execArgv, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
}

export async function untilPrinted(child: ChildProcess, text: string): Promise<void> {
  let printed = '';
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk);
    if (printed.includes(text)) break;
  }
  if (!printed.includes(text)) throw new Error(`a process ended before it printed "${text}"`);
  child.stdout?.resume();
}

export async function end(child: ChildProcess | null): Promise<void> {
  if (child?.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** What the process has in use now, in megabytes. */
export function residentMb(child: ChildProcess | null): number {
  if (!child?.pid) return 0;
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Milliseconds of processor that it has used. */
export function cpuMs(child: ChildProcess | null): number {
  if (!child?.pid) return 0;
  const [, fields = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) * MS_PER_TICK;
}
