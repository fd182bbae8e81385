import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** A name for this process that no other one has, readable in a log: host, process id, a random part. */
export function newWorkerName(): string {
  const host = hostname().replace(/[^\w.-]/g, '-');
  return `${host.slice(0, 30)}:${process.pid}:${randomBytes(4).toString('hex')}`;
}

/** Which bot a token belongs to: Telegram writes the id in front. */
export function botIdOf(token: string): number {
  return Number.parseInt(token, 10);
}
