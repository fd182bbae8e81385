import type { Logger } from '../src/lib/logger.js';
import type { Incoming } from './incoming.js';
import type { Decision, Journal } from './journal.js';
import { shownAfter, type Operation } from './operations.js';
import type { Sessions, ShownScreen } from './sessions.js';
import type { OutgoingMessage, Telegram } from './telegram.js';
import { isFailure } from './telegram-error.js';

/** Carries decisions out, from where a former attempt has left off. */
export class Responder {
  constructor(
    private readonly telegram: Telegram,
    private readonly sessions: Sessions,
    private readonly journal: Journal,
    private readonly logger: Logger,
  ) {}

  /**
   * The id of the message that shows the screen now; null when there is none, or nobody knows it. Throws `TelegramError`
   * when an operation surely was not carried out: then the update is to be tried again.
   */
  async carryOut({ updateId, person }: Incoming, decision: Decision, before: ShownScreen): Promise<number | null> {
    if (decision.dialogue === 'ended') await this.sessions.endDialogue(person.id);
    else if (decision.dialogue !== 'kept') await this.sessions.saveDialogue(person.id, decision.dialogue);
    let { carriedOut } = decision;
    let shown = before;
    let screenId: number | null = null;
    for (const operation of decision.operations.slice(carriedOut)) {
      const sentId = await this.perform(person.chatId, operation);
      carriedOut += 1;
      const now = shownAfter(shown, operation, sentId);
      const isLast = carriedOut === decision.operations.length;
      // Only a send would be seen twice if the process ended here. The store takes both in this order, in one journey.
      await Promise.all([
        isSame(now, shown) ? null : this.sessions.saveShownScreen(person.id, now),
        operation.kind === 'send' && !isLast ? this.journal.save(updateId, { ...decision, carriedOut }) : null,
        isLast ? this.journal.finish(updateId) : null,
      ]);
      shown = now;
      screenId = operation.kind === 'edit' ? (sentId ?? operation.messageId) : sentId;
    }
    if (carriedOut === decision.carriedOut) await this.journal.finish(updateId);
    return screenId;
  }

  /** The id of the message sent; null when none was, or when its id is not known. */
  private async perform(chatId: number, operation: Operation): Promise<number | null> {
    switch (operation.kind) {
      case 'removeButtons':
        await this.tolerate(() => this.telegram.removeButtons(chatId, operation.messageId));
        return null;
      case 'edit':
        return this.edit(chatId, operation);
      case 'send': {
        const { text, keyboard, photoFileId } = operation;
        return this.send({ chatId, text, ...(keyboard && { keyboard }), ...(photoFileId && { photoFileId }) });
      }
    }
  }

  /** A message that is gone or too old to be changed is sent anew. */
  private async edit(chatId: number, operation: Extract<Operation, { kind: 'edit' }>): Promise<number | null> {
    const { messageId, text, keyboard } = operation;
    try {
      await this.tolerate(() => this.telegram.edit(chatId, messageId, text, keyboard));
      return null;
    } catch (error) {
      if (!isFailure(error, 'refused')) throw error;
      return this.send({ chatId, text, ...(keyboard && { keyboard }) });
    }
  }

  private async send(message: OutgoingMessage): Promise<number | null> {
    try {
      return await this.tolerate(() => this.telegram.send(message));
    } catch (error) {
      if (!isFailure(error, 'refused')) throw error;
      // Better an answer without its looks than none.
      this.logger.error({ err: error }, 'Telegram refused a message; sending its plain text');
      const { chatId, text, keyboard } = message;
      return this.tolerate(() =>
        this.telegram.send({ chatId, text: text.replace(/<[^<>]*>/g, ''), ...(keyboard && { keyboard }) }),
      );
    }
  }

  /** An answer that may have arrived is not sent again, and nobody is left to answer who has blocked the bot. */
  private async tolerate<T>(call: () => Promise<T>): Promise<T | null> {
    try {
      return await call();
    } catch (error) {
      if (!isFailure(error, 'unclear', 'blocked', 'gone')) throw error;
      this.logger.warn({ err: error }, 'an answer may not have arrived');
      return null;
    }
  }
}

function isSame(one: ShownScreen, other: ShownScreen): boolean {
  return one.messageId === other.messageId && one.hasReplyKeyboard === other.hasReplyKeyboard;
}
