import type { IncomingMessage, ServerResponse } from 'node:http';
import { BOT_USERNAME_KEY } from '../src/contract/store-keys.js';
import type { Clock } from '../src/lib/clock.js';
import type { Logger } from '../src/lib/logger.js';
import type { RateWindow } from '../src/lib/rate-window.js';
import type { Store } from '../src/lib/store.js';
import type { Language } from '../src/lib/wording.js';
import { assembleWork, type Me, type Work } from './assemble-work.js';
import { publishCommands } from './commands/command-list.js';
import type { CrmApi } from './crm-api.js';
import type { DeliveriesApi } from './deliveries/deliveries-api.js';
import type { PeopleReports } from './people-reports.js';
import { Heartbeat } from './heartbeat.js';
import { PollLeader } from './poll-leader.js';
import { Poller, realSleep, type PollingEnd, type Sleep } from './poller.js';
import type { Telegram } from './telegram.js';
import { isFailure } from './telegram-error.js';
import { createWebhook, type HttpHandler } from './webhook.js';
import type { WebhookIntake } from './webhook-intake.js';

export interface BotDependencies {
  api: CrmApi;
  deliveries: DeliveriesApi;
  reports: PeopleReports;
  telegram: Telegram;
  /** Dialogues and handled updates; they survive a restart as far as the store does. */
  store: Store;
  /** The ceilings of Telegram, shared by all that send for this bot. */
  window: RateWindow;
  /** This process among all that work for the bot. */
  worker: string;
  /** Signs buttons: the same in every process. */
  secret: string;
  /** Where Telegram pushes updates to, and what it repeats in every call; null: they are polled. */
  webhook: { url: string; secret: string } | null;
  logger: Logger;
  clock: Clock;
  studioName: string;
  /** ISO 4217. */
  currency: string;
  defaultLanguage: Language;
  /** For tests. */
  sleep?: Sleep;
}

export interface StudioBot {
  /** Starts working in the background; Telegram need not be reachable yet. */
  start(): void;
  /** Finishes what is in flight, confirms it, and takes no more. */
  stop(): Promise<void>;
  /** Answers what is pushed to the webhook; 503 while the bot does not run. */
  handleWebhook(request: IncomingMessage, response: ServerResponse): void;
  /** Resolves when the bot has ended: asked to, or because Telegram refuses its token. */
  readonly ended: Promise<PollingEnd>;
}

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;
const NAME_KEPT_SECONDS = 365 * 24 * 3600;

export function createBot(deps: BotDependencies): StudioBot {
  return new WorkingBot(deps);
}

class WorkingBot implements StudioBot {
  private readonly stopping = new AbortController();
  private readonly sleep: Sleep;
  private readonly webhook: HttpHandler;
  private readonly heartbeat: Heartbeat;
  private work: Work | null = null;
  private hasStarted = false;
  private resolveEnded: (end: PollingEnd) => void = () => undefined;
  readonly ended = new Promise<PollingEnd>((resolve) => {
    this.resolveEnded = resolve;
  });

  constructor(private readonly deps: BotDependencies) {
    this.sleep = deps.sleep ?? realSleep;
    const mode = deps.webhook ? 'webhook' : 'polling';
    this.heartbeat = new Heartbeat(deps.store, deps.worker, mode, deps.clock, deps.logger);
    const take = async (update: Parameters<WebhookIntake['take']>[0]) =>
      (await this.work?.intake.take(update)) ?? false;
    this.webhook = createWebhook({ secret: deps.webhook?.secret ?? '', take, logger: deps.logger });
  }

  start(): void {
    this.hasStarted = true;
    this.heartbeat.start();
    void this.run().then((end) => {
      this.heartbeat.stop();
      this.resolveEnded(end);
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.heartbeat.stop();
    await Promise.all([this.work?.sender.stop(), this.work?.intake.close(), this.hasStarted && this.ended]);
    await this.work?.live.stop();
  }

  handleWebhook(request: IncomingMessage, response: ServerResponse): void {
    if (this.deps.webhook) return this.webhook(request, response);
    response.writeHead(404, { 'content-length': 0, connection: 'close' }).end();
  }

  private async run(): Promise<PollingEnd> {
    const { telegram, store, logger, defaultLanguage, webhook } = this.deps;
    const me = await this.untilAnswered(() => telegram.getMe());
    if (me === 'stopped' || me === 'unauthorized') return this.reportEnd(me);
    if (this.stopping.signal.aborted) return 'stopped';
    const work = assembleWork(this.deps, me, this.sleep, this.stopping);
    this.work = work;
    work.sender.start();
    logger.info({ bot: me.username, worker: this.deps.worker }, 'the bot is listening');
    store
      .set(BOT_USERNAME_KEY, me.username, NAME_KEPT_SECONDS)
      .catch((error: unknown) => logger.warn({ err: error }, 'the name of the bot could not be told to the panel'));
    publishCommands(telegram, store, me.id, defaultLanguage).catch((error: unknown) =>
      logger.warn({ err: error }, 'the list of commands could not be published'),
    );
    const end = await (webhook ? this.bePushed(webhook) : this.poll(me, work));
    if (end === 'unauthorized') await work.sender.stop();
    return this.reportEnd(end);
  }

  /** Takes the updates whenever no other process does. */
  private async poll(me: Me, { dispatcher }: Work): Promise<PollingEnd> {
    const { telegram, store, logger, worker } = this.deps;
    const leader = new PollLeader(store, me.id, worker, logger, this.sleep);
    return leader.lead(async (over) => {
      const poller = new Poller(telegram, dispatcher, logger, this.sleep, () => this.heartbeat.polled());
      const stop = () => void poller.stop();
      over.addEventListener('abort', stop);
      if (over.aborted) stop();
      const end = await poller.run();
      if (end === 'stopped') await poller.stop();
      return end;
    }, this.stopping.signal);
  }

  /** Tells Telegram where to push updates to, and waits until the bot is stopped. */
  private async bePushed({ url, secret }: { url: string; secret: string }): Promise<PollingEnd> {
    const { signal } = this.stopping;
    const set = await this.untilAnswered(() => this.deps.telegram.setWebhook(url, secret));
    if (set === 'stopped' || set === 'unauthorized') return set;
    this.deps.logger.info({ url }, 'Telegram pushes updates');
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    return 'stopped';
  }

  /** Calls Telegram for as long as it takes to get an answer. */
  private async untilAnswered<T>(call: () => Promise<T>): Promise<T | PollingEnd> {
    for (let pause = FIRST_PAUSE_MS; !this.stopping.signal.aborted; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
      try {
        return await call();
      } catch (error) {
        if (isFailure(error, 'unauthorized')) return 'unauthorized';
        this.deps.logger.warn({ err: error }, 'Telegram is not reachable; trying again');
        await this.sleep(pause, this.stopping.signal).catch(() => undefined);
      }
    }
    return 'stopped';
  }

  /** The sender notices a refused token as well. */
  private reportEnd(end: PollingEnd): PollingEnd {
    const isRefused = end === 'unauthorized' || this.stopping.signal.reason === 'unauthorized';
    if (!isRefused) return 'stopped';
    this.deps.logger.error('Telegram refuses the token: check TELEGRAM_BOT_TOKEN. The bot has stopped.');
    return 'unauthorized';
  }
}
