import type { TelegramUser } from '../src/contract/clients.js';
import type { Clock } from '../src/lib/clock.js';
import type { Logger } from '../src/lib/logger.js';
import { parseLanguage, type Language } from '../src/lib/wording.js';
import type { PersonalCommands } from './commands/command-list.js';
import type { CrmApi } from './crm-api.js';
import type { FloodGuard } from './flood-guard.js';
import type { Context } from './flows/flow.js';
import { readReachability, readUpdate, type Incoming, type Person } from './incoming.js';
import type { Decision, Journal } from './journal.js';
import type { LiveProgress } from './live-progress.js';
import { planOperations, type PressedMessage } from './operations.js';
import type { PeopleReports } from './people-reports.js';
import type { PressSeal } from './press-seal.js';
import type { Responder } from './responder.js';
import { route } from './router.js';
import type { Sessions } from './sessions.js';
import type { Telegram } from './telegram.js';
import { textsOf } from './texts/texts.js';
import type { Update } from './update.js';

export interface DispatcherDependencies {
  botId: number;
  botUsername: string;
  api: CrmApi;
  telegram: Telegram;
  sessions: Sessions;
  journal: Journal;
  responder: Responder;
  seal: PressSeal;
  reports: PeopleReports;
  floodGuard: FloodGuard;
  live: LiveProgress;
  commands: PersonalCommands;
  clock: Clock;
  logger: Logger;
  studioName: string;
  currency: string;
  defaultLanguage: Language;
}

/** Takes one update from Telegram to its answer. */
export class Dispatcher {
  constructor(private readonly deps: DispatcherDependencies) {}

  /** Throws when the update should be tried again; an update that is handled already is not handled twice. */
  async handle(update: Update): Promise<void> {
    const change = readReachability(update);
    if (change) return this.deps.reports.setReachable(change.personId, change.reachable);
    const incoming = readUpdate(update, this.deps.seal);
    if (!incoming) return;
    const { journal, responder } = this.deps;
    const former = await journal.find(incoming.updateId);
    if (former === 'finished') return;
    const decision = former ?? (await this.decide(incoming));
    if (decision === null) return journal.finish(incoming.updateId);
    if (former === null) await journal.save(incoming.updateId, decision);
    await this.deps.live.giveWay(incoming.person.id, decision.operations);
    const messageId = await responder.carryOut(incoming, decision);
    if (decision.follows !== undefined && messageId !== null) {
      await this.follow(incoming.person, messageId, decision.follows);
    }
  }

  private async follow(person: Person, messageId: number, broadcastId: number): Promise<void> {
    const language = await this.lastLanguage(person);
    const { id: personId, chatId } = person;
    await this.deps.live.follow({ personId, chatId, messageId, broadcastId, language });
  }

  /** The update failed too often: parks it for a week, says sorry and never takes it up again. */
  async giveUp(update: Update, error: unknown): Promise<void> {
    const { logger, telegram, journal } = this.deps;
    logger.error({ err: error, updateId: update.update_id }, 'an update could not be handled and is given up');
    try {
      await journal.park(update);
      const incoming = readUpdate(update, this.deps.seal);
      if (!incoming) return;
      await journal.finish(incoming.updateId);
      const { apology } = textsOf(await this.lastLanguage(incoming.person));
      await telegram.send({ chatId: incoming.person.chatId, text: apology.source });
    } catch (failure) {
      logger.warn({ err: failure }, 'the apology could not be sent');
    }
  }

  /** null: there is nothing to say. */
  private async decide(incoming: Incoming): Promise<Decision | null> {
    if (!(await this.admit(incoming))) return null;
    const { person, input } = incoming;
    const { sessions } = this.deps;
    const [dialogue, shown] = await Promise.all([sessions.findDialogue(person.id), sessions.shownScreen(person.id)]);
    if (input.kind === 'press' && !(await this.acceptPress(incoming, dialogue?.nonce ?? null, shown.messageId))) {
      return null;
    }
    const context = await this.contextOf(incoming);
    const reply = await route(context, dialogue, input, this.deps.botUsername);
    const pressed: PressedMessage | null =
      input.kind === 'press' && input.messageId !== null
        ? { messageId: input.messageId, isEditable: input.isEditable }
        : null;
    const operations = planOperations(reply, { shown, pressed, fallbackNotice: context.texts.dialogue.noted });
    const { dialogue: next, follows } = reply;
    return { dialogue: next, operations, carriedOut: 0, ...(follows !== undefined && { follows }) };
  }

  /** Answers a press before anything else: until then the person looks at a spinner. False for a stale button. */
  private async acceptPress(incoming: Incoming, nonce: string | null, liveId: number | null): Promise<boolean> {
    const { person, input } = incoming;
    if (input.kind !== 'press') return true;
    const { telegram } = this.deps;
    if (input.press?.kind === 'blank') {
      await telegram.answerPress(input.pressId);
      return false;
    }
    const isLive = input.press !== null && (!('nonce' in input.press) || input.press.nonce === nonce);
    if (isLive) {
      await telegram.answerPress(input.pressId);
      return true;
    }
    await telegram.answerPress(input.pressId, textsOf(await this.lastLanguage(person)).staleButton);
    if (input.refused !== null) {
      await this.deps.reports.reportRefusedPress(person.id, input.refused);
      return false;
    }
    // The message may already show the next question, whose buttons are good.
    if (input.messageId !== null && input.messageId !== liveId) {
      await telegram.removeButtons(person.chatId, input.messageId);
    }
    return false;
  }

  private async admit({ person, input }: Incoming): Promise<boolean> {
    const { floodGuard, telegram } = this.deps;
    const verdict = floodGuard.admit(person.id);
    if (verdict === 'pass') return true;
    if (input.kind === 'press') await telegram.answerPress(input.pressId);
    if (verdict === 'warn') {
      const { tooManyMessages } = textsOf(await this.lastLanguage(person));
      await telegram.send({ chatId: person.chatId, text: tooManyMessages.source });
    }
    return false;
  }

  private async contextOf({ updateId, person }: Incoming): Promise<Context> {
    const { api, telegram, sessions, clock, studioName, currency, botId } = this.deps;
    const user = await api.findTelegramUser(person.id);
    const language = await this.languageOf(person, user);
    await this.publishCommands(person, user, language);
    return {
      person,
      user,
      language,
      texts: textsOf(language),
      studioName,
      currency,
      clock,
      api: api.for(person.id),
      telegram,
      sessions,
      effectKey: `telegram-${botId}-${updateId}`,
    };
  }

  /** Nobody is left without an answer because a menu could not be changed. */
  private async publishCommands({ chatId }: Person, user: TelegramUser, language: Language): Promise<void> {
    const { commands, logger } = this.deps;
    try {
      await commands.publish(chatId, user, language);
    } catch (error) {
      logger.warn({ err: error }, 'the commands of a chat could not be published');
    }
  }

  /** A client's language is the CRM's to know; what was spoken last is remembered for when the CRM can't be asked. */
  private async languageOf(person: Person, user: TelegramUser): Promise<Language> {
    const last = await this.lastLanguage(person);
    if (user.language === null || user.language === last) return last;
    await this.deps.sessions.saveLanguage(person.id, user.language);
    return user.language;
  }

  private async lastLanguage(person: Person): Promise<Language> {
    const { sessions, defaultLanguage } = this.deps;
    const chosen = parseLanguage(await sessions.findLanguage(person.id));
    return chosen ?? parseLanguage(person.languageCode) ?? defaultLanguage;
  }
}
