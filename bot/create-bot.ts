import type { Clock } from '../src/lib/clock.js';
import type { Logger } from '../src/lib/logger.js';
import type { Store } from '../src/lib/store.js';
import type { Language } from '../src/lib/wording.js';
import { publishCommands } from './commands/command-list.js';
import type { CrmApi } from './crm-api.js';
import { Dispatcher } from './dispatcher.js';
import { FloodGuard } from './flood-guard.js';
import { Journal } from './journal.js';
import { Poller, realSleep, type PollingEnd, type Sleep } from './poller.js';
import { Responder } from './responder.js';
import { Sessions } from './sessions.js';
import type { Telegram } from './telegram.js';
import { isFailure } from './telegram-error.js';

export interface BotDependencies {
  api: CrmApi;
  telegram: Telegram;
  /** Dialogues and handled updates; they survive a restart as far as the store does. */
  store: Store;
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
  /** Resolves when the bot has ended: asked to, or because Telegram refuses its token. */
  readonly ended: Promise<PollingEnd>;
}

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;

export function createBot(deps: BotDependencies): StudioBot {
  return new PollingBot(deps);
}

class PollingBot implements StudioBot {
  private readonly stopping = new AbortController();
  private readonly sleep: Sleep;
  private poller: Poller | null = null;
  private resolveEnded: (end: PollingEnd) => void = () => undefined;
  readonly ended = new Promise<PollingEnd>((resolve) => {
    this.resolveEnded = resolve;
  });

  constructor(private readonly deps: BotDependencies) {
    this.sleep = deps.sleep ?? realSleep;
  }

  start(): void {
    void this.work().then(this.resolveEnded);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.poller?.stop();
  }

  private async work(): Promise<PollingEnd> {
    const me = await this.introduce();
    if (me === 'stopped' || me === 'unauthorized') return me;
    if (this.stopping.signal.aborted) return 'stopped';
    const { telegram, store, logger, defaultLanguage } = this.deps;
    this.poller = new Poller(telegram, dispatcherOf(this.deps, me), logger, this.sleep);
    logger.info({ bot: me.username }, 'the bot is listening');
    const [end] = await Promise.all([
      this.poller.run(),
      publishCommands(telegram, store, me.id, defaultLanguage).catch((error: unknown) =>
        logger.warn({ err: error }, 'the list of commands could not be published'),
      ),
    ]);
    if (end === 'unauthorized') this.reportToken();
    return end;
  }

  /** Asks Telegram who the bot is, for as long as it takes to get an answer. */
  private async introduce(): Promise<Awaited<ReturnType<Telegram['getMe']>> | PollingEnd> {
    for (let pause = FIRST_PAUSE_MS; !this.stopping.signal.aborted; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
      try {
        return await this.deps.telegram.getMe();
      } catch (error) {
        if (isFailure(error, 'unauthorized')) {
          this.reportToken();
          return 'unauthorized';
        }
        this.deps.logger.warn({ err: error }, 'Telegram is not reachable; trying again');
        await this.sleep(pause, this.stopping.signal).catch(() => undefined);
      }
    }
    return 'stopped';
  }

  private reportToken(): void {
    this.deps.logger.error('Telegram refuses the token: check TELEGRAM_BOT_TOKEN. The bot has stopped.');
  }
}

function dispatcherOf(deps: BotDependencies, me: { id: number; username: string }): Dispatcher {
  const sessions = new Sessions(deps.store, deps.clock, me.id);
  const journal = new Journal(deps.store, me.id);
  return new Dispatcher({
    ...deps,
    botId: me.id,
    botUsername: me.username,
    sessions,
    journal,
    responder: new Responder(deps.telegram, sessions, journal, deps.logger),
    floodGuard: new FloodGuard(() => deps.clock.now().getTime()),
  });
}
