import type { TelegramUser } from '../src/contract/clients.js';
import type { Clock } from '../src/lib/clock.js';
import type { Logger } from '../src/lib/logger.js';
import { withRequestId } from '../src/lib/request-scope.js';
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
import type { Memory, Sessions } from './sessions.js';
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
    return withRequestId(`bot-update-${update.update_id}`, () => this.take(update));
  }

  private async take(update: Update): Promise<void> {
    const change = readReachability(update);
    if (change) return this.deps.reports.setReachable(change.personId, change.reachable);
    const incoming = readUpdate(update, this.deps.seal);
    if (!incoming) return;
    const { journal, responder } = this.deps;
    const { updateId, person } = incoming;
    const [former, memory] = await Promise.all([journal.find(updateId), this.deps.sessions.recall(person.id)]);
    if (former === 'finished') return;
    const decision = former ?? (await this.decide(incoming, memory));
    if (decision === null) return journal.finish(updateId);
    if (former === null) await journal.save(updateId, decision);
    await this.deps.live.giveWay(person.id, decision.operations);
    const messageId = await responder.carryOut(incoming, decision, memory.shown);
    if (decision.follows !== undefined && messageId !== null) await this.follow(person, messageId, decision.follows);
  }

  private async follow(person: Person, messageId: number, broadcastId: number): Promise<void> {
    const { id: personId, chatId } = person;
    const language = this.lastLanguage(person, await this.deps.sessions.recall(personId));
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
      const { person } = incoming;
      const { apology } = textsOf(this.lastLanguage(person, await this.deps.sessions.recall(person.id)));
      await telegram.send({ chatId: person.chatId, text: apology.source });
    } catch (failure) {
      logger.warn({ err: failure }, 'the apology could not be sent');
    }
  }

  /** null: there is nothing to say. */
  private async decide(incoming: Incoming, memory: Memory): Promise<Decision | null> {
    if (!(await this.admit(incoming, memory))) return null;
    const { input } = incoming;
    const { dialogue, shown } = memory;
    if (input.kind === 'press' && !(await this.acceptPress(incoming, memory))) return null;
    const context = await this.contextOf(incoming, memory);
    const reply = await route(context, dialogue, input, this.deps.botUsername);
    const pressed: PressedMessage | null =
      input.kind === 'press' && input.messageId !== null
        ? { messageId: input.messageId, isEditable: input.isEditable }
        : null;
    const operations = planOperations(reply, { shown, pressed, fallbackNotice: context.texts.dialogue.noted });
    const { follows } = reply;
    const next = reply.dialogue === 'ended' && dialogue === null ? 'kept' : reply.dialogue;
    return { dialogue: next, operations, carriedOut: 0, ...(follows !== undefined && { follows }) };
  }

  /** Answers a press before anything else: until then the person looks at a spinner. False for a stale button. */
  private async acceptPress({ person, input }: Incoming, memory: Memory): Promise<boolean> {
    const { dialogue, shown } = memory;
    if (input.kind !== 'press') return true;
    const { telegram } = this.deps;
    if (input.press?.kind === 'blank') {
      await telegram.answerPress(input.pressId);
      return false;
    }
    const isLive = input.press !== null && (!('nonce' in input.press) || input.press.nonce === dialogue?.nonce);
    if (isLive) {
      await telegram.answerPress(input.pressId);
      return true;
    }
    await telegram.answerPress(input.pressId, textsOf(this.lastLanguage(person, memory)).staleButton);
    if (input.refused !== null) {
      await this.deps.reports.reportRefusedPress(person.id, input.refused);
      return false;
    }
    // The message may already show the next question, whose buttons are good.
    if (input.messageId !== null && input.messageId !== shown.messageId) {
      await telegram.removeButtons(person.chatId, input.messageId);
    }
    return false;
  }

  private async admit({ person, input }: Incoming, memory: Memory): Promise<boolean> {
    const { floodGuard, telegram } = this.deps;
    const verdict = floodGuard.admit(person.id);
    if (verdict === 'pass') return true;
    if (input.kind === 'press') await telegram.answerPress(input.pressId);
    if (verdict === 'warn') {
      const { tooManyMessages } = textsOf(this.lastLanguage(person, memory));
      await telegram.send({ chatId: person.chatId, text: tooManyMessages.source });
    }
    return false;
  }

  private async contextOf({ updateId, person }: Incoming, memory: Memory): Promise<Context> {
    const { api, telegram, sessions, clock, studioName, currency, botId } = this.deps;
    const user = await api.findTelegramUser(person.id);
    const language = await this.languageOf(person, user, memory);
    await this.publishCommands(person, user, language, memory);
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
  private async publishCommands(person: Person, user: TelegramUser, language: Language, memory: Memory): Promise<void> {
    const { commands, logger } = this.deps;
    try {
      await commands.publish(person, user, language, memory.commands);
    } catch (error) {
      logger.warn({ err: error }, 'the commands of a chat could not be published');
    }
  }

  /** A client's language is the CRM's to know; what was spoken last is remembered for when the CRM can't be asked. */
  private async languageOf(person: Person, user: TelegramUser, memory: Memory): Promise<Language> {
    const last = this.lastLanguage(person, memory);
    if (user.language === null || user.language === last) return last;
    await this.deps.sessions.saveLanguage(person.id, user.language);
    return user.language;
  }

  private lastLanguage(person: Person, memory: Memory): Language {
    return memory.language ?? parseLanguage(person.languageCode) ?? this.deps.defaultLanguage;
  }
}
