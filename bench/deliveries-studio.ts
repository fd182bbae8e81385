import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Talk, TalkResult } from './conversations.js';
import { cpuMs, end, freePort, residentMb, start, untilPrinted } from './processes.js';

const API_TOKEN = 'api-token-of-the-benchmark';

/** Web, worker and Telegram, each a process. */
export class DeliveriesStudio {
  private worker: ChildProcess | null = null;

  private constructor(
    private readonly telegram: ChildProcess,
    private readonly web: ChildProcess,
    private readonly env: Record<string, string>,
    readonly apiRoot: string,
    private readonly url: string,
    readonly botToken: string,
  ) {}

  static async open(databaseUrl: string, redisUrl: string, people: number): Promise<DeliveriesStudio> {
    const botToken = `${10_000_000 + process.pid}:${'s'.repeat(35)}`;
    const telegram = start('emulated-telegram.js', [botToken, String(people)], {});
    const [{ apiRoot }] = (await once(telegram, 'message')) as [{ apiRoot: string }];
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      PORT: String(port),
      PUBLIC_URL: url,
      CRM_API_URL: url,
      API_TOKEN,
      SESSION_SECRET: 'session-secret-of-the-benchmarks-alone',
      TELEGRAM_BOT_TOKEN: botToken,
      TELEGRAM_API_URL: apiRoot,
      LOG_LEVEL: 'info',
    };
    const web = start('../src/main.js', [], env);
    await untilPrinted(web, 'listening');
    return new DeliveriesStudio(telegram, web, env, apiRoot, url, botToken);
  }

  /** `program`: what takes the part of the bot. */
  async startWorker(program = 'worker.js', args: string[] = []): Promise<void> {
    this.worker = start(program, args, this.env);
    await untilPrinted(this.worker, 'is listening');
  }

  async stopWorker(): Promise<void> {
    await end(this.worker);
  }

  async close(): Promise<void> {
    await end(this.worker);
    await end(this.web);
    this.telegram.disconnect();
  }

  /** Lets people of the emulated Telegram talk to the worker. */
  async talk(talk: Talk): Promise<TalkResult> {
    const answer = once(this.telegram, 'message') as Promise<[TalkResult]>;
    this.telegram.send(talk);
    const [result] = await answer;
    return result;
  }

  /** How many messages Telegram has. */
  async arrived(): Promise<number> {
    const answer = once(this.telegram, 'message') as Promise<[{ arrived: number }]>;
    this.telegram.send({});
    const [{ arrived }] = await answer;
    return arrived;
  }

  /** Megabytes in use. */
  memoryMb(): { web: number; worker: number } {
    return { web: residentMb(this.web), worker: residentMb(this.worker) };
  }

  /** Milliseconds of processor that the worker has used. */
  workerCpuMs(): number {
    return cpuMs(this.worker);
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = { authorization: `Bearer ${API_TOKEN}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** Asks for a page of clients again and again until `isOver`; the longest answer in milliseconds. */
  async longestAnswer(isOver: () => boolean): Promise<number> {
    let longest = 0;
    while (!isOver()) {
      const from = performance.now();
      await this.call('GET', '/clients?limit=50');
      longest = Math.max(longest, performance.now() - from);
      await sleep(20);
    }
    return longest;
  }
}
