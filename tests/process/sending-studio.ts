import { createHash, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fillRecipients, telegramIdOf } from '../../bench/recipients.js';
import { startPlayground, type LedgerEntry, type RunningPlayground } from '../../playground/index.js';
import { broadcastSchema, type BroadcastView } from '../../src/contract/broadcasts.js';
import type { TestDatabase } from '../setup/databases.js';
import { freePort, PRODUCTION, startProgram, type StudioProcess } from '../setup/processes.js';

const PERSON = { firstName: 'Клиент', languageCode: 'ru', hasStarted: true };

export interface SendingOptions {
  database: TestDatabase;
  redisUrl: string;
  /** Where the web finds the database; the suite's own when left out. */
  databaseUrl?: string;
  recipients: number;
  /** Every so-manieth recipient has blocked the bot. */
  blockedEvery?: number;
  workers: number;
  /** At the pace of Telegram; else as fast as the machine is. */
  keepsPace: boolean;
}

/** A web and its workers as real processes before an emulated Telegram: started, killed, started again. */
export class SendingStudio {
  private web: StudioProcess | null = null;
  private workers: StudioProcess[] = [];

  private constructor(
    readonly playground: RunningPlayground,
    private readonly options: SendingOptions,
    private readonly port: number,
    private readonly token: string,
  ) {}

  /** Everybody is in the database and knows the bot; web and workers run. */
  static async open(options: SendingOptions): Promise<SendingStudio> {
    const token = `${randomInt(10_000_000, 99_999_999)}:${'s'.repeat(35)}`;
    const playground = await startPlayground({ token });
    const { recipients, blockedEvery = 0 } = options;
    for (let index = 0; index < recipients; index += 1) {
      const hasBlocked = blockedEvery > 0 && index % blockedEvery === 0;
      playground.control.person({ ...PERSON, id: telegramIdOf(index), hasBlocked });
    }
    await fillRecipients(options.database.dataSource, recipients);
    const studio = new SendingStudio(playground, options, await freePort(), token);
    await studio.startWeb();
    await Promise.all(Array.from({ length: options.workers }, (_, place) => studio.startWorker(place)));
    return studio;
  }

  async close(): Promise<void> {
    await Promise.all([this.web?.kill(), ...this.workers.map((worker) => worker.kill())]);
    await this.playground.stop();
  }

  async startWeb(): Promise<void> {
    const { database, databaseUrl = database.url, redisUrl } = this.options;
    const variables = { ...PRODUCTION, REDIS_URL: redisUrl, PORT: String(this.port), DATABASE_URL: databaseUrl };
    this.web = startProgram('src/main.js', variables);
    await this.web.prints('"listening"');
  }

  async killWeb(): Promise<void> {
    await this.web?.kill();
  }

  async killWorker(place: number): Promise<void> {
    await this.workers[place]?.kill();
  }

  async startWorker(place: number): Promise<void> {
    const { redisUrl, keepsPace } = this.options;
    const variables = {
      ...PRODUCTION,
      REDIS_URL: redisUrl,
      TELEGRAM_BOT_TOKEN: this.token,
      TELEGRAM_API_URL: this.playground.apiRoot,
      CRM_API_URL: this.url,
    };
    const worker = startProgram(keepsPace ? 'bot/main.js' : 'bench/worker.js', variables);
    this.workers[place] = worker;
    await worker.prints('the bot is listening');
  }

  /** What all processes that still live have printed. */
  output(): string {
    return [this.web, ...this.workers].map((process) => process?.output() ?? '').join('\n');
  }

  startBroadcast(text: string): Promise<BroadcastView> {
    return this.call('POST', '/broadcasts', { text, audience: { kind: 'all' } });
  }

  /** `pause`, `resume` or `cancel`. */
  tell(id: number, order: string): Promise<BroadcastView> {
    return this.call('POST', `/broadcasts/${id}/${order}`, {});
  }

  readBroadcast(id: number): Promise<BroadcastView> {
    return this.call('GET', `/broadcasts/${id}`);
  }

  /** What Telegram has of this text, by its own account. */
  arrived(text: string): LedgerEntry[] {
    return this.playground.control.ledger().filter((entry) => entry.text.includes(text));
  }

  /** Resolves when so many messages of the text have arrived. */
  async untilArrived(text: string, count: number): Promise<void> {
    while (this.arrived(text).length < count) await sleep(50);
  }

  private get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Repeats a call while the web is away. */
  private async call(method: string, route: string, body?: object): Promise<BroadcastView> {
    const json = JSON.stringify(body ?? {});
    const key = createHash('sha256').update(`${route} ${json}`).digest('hex');
    const headers = {
      authorization: `Bearer ${PRODUCTION.API_TOKEN}`,
      ...(body && { 'content-type': 'application/json', 'idempotency-key': key }),
    };
    const request = { method, headers, ...(body && { body: json }) };
    for (;;) {
      const answer = await fetch(`${this.url}/api/v1${route}`, request).catch(() => null);
      if (answer?.ok) return broadcastSchema.parse(await answer.json());
      if (answer && answer.status < 500) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
      await sleep(100);
    }
  }
}
