import { PersonalCommands } from './commands/command-list.js';
import type { BotDependencies } from './create-bot.js';
import { Sender } from './deliveries/sender.js';
import { Dispatcher } from './dispatcher.js';
import { FloodGuard } from './flood-guard.js';
import { Journal } from './journal.js';
import { LiveProgress } from './live-progress.js';
import { PacedTelegram } from './paced-telegram.js';
import { PatientHandler } from './patient-handler.js';
import type { Sleep } from './poller.js';
import { PressSeal } from './press-seal.js';
import { Responder } from './responder.js';
import { SealingTelegram } from './sealing-telegram.js';
import { Sessions } from './sessions.js';
import { WebhookIntake } from './webhook-intake.js';

/** Who the bot is, as Telegram says. */
export interface Me {
  id: number;
  username: string;
}

/** What runs once it is known who the bot is. */
export interface Work {
  dispatcher: Dispatcher;
  sender: Sender;
  live: LiveProgress;
  intake: WebhookIntake;
}

/** `stopping` fires when the bot is to stop; the sender fires it when Telegram refuses the token. */
export function assembleWork(deps: BotDependencies, me: Me, sleep: Sleep, stopping: AbortController): Work {
  const { window, store, logger, deliveries: api, worker, clock } = deps;
  const seal = new PressSeal(deps.secret, me.id, () => clock.now().getTime());
  const telegram = new SealingTelegram(deps.telegram, seal);
  const onUnauthorized = () => stopping.abort('unauthorized');
  const sending = { api, telegram, window, store, botId: me.id, worker, logger, sleep, now: Date.now };
  const sender = new Sender({ ...sending, onUnauthorized });
  const onFlood = (seconds: number) => sender.pauseBulk(seconds);
  const paced = new PacedTelegram(telegram, window, sleep, stopping.signal, onFlood);
  const live = new LiveProgress(deps.api, paced, clock, logger, sleep);
  const dispatcher = dispatcherOf({ ...deps, telegram: paced }, me, seal, live);
  const intake = new WebhookIntake(new PatientHandler(dispatcher, logger, sleep, stopping.signal));
  return { dispatcher, sender, live, intake };
}

function dispatcherOf(deps: BotDependencies, me: Me, seal: PressSeal, live: LiveProgress): Dispatcher {
  const sessions = new Sessions(deps.store, deps.clock, me.id);
  const journal = new Journal(deps.store, me.id);
  return new Dispatcher({
    ...deps,
    botId: me.id,
    botUsername: me.username,
    sessions,
    journal,
    responder: new Responder(deps.telegram, sessions, journal, deps.logger),
    seal,
    live,
    commands: new PersonalCommands(deps.telegram, sessions),
    floodGuard: new FloodGuard(() => deps.clock.now().getTime()),
  });
}
