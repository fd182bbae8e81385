import type { CallbackAnswer } from './changes.js';
import type { ChatState } from './chats.js';
import type { Emulator } from './emulator.js';
import { Human } from './human.js';
import { renderChat, renderMessage, renderMessages, type RenderedChat, type RenderedMessage } from './view.js';

const DEFAULT_TIMEOUT_MS = 5000;

export interface ContactOptions {
  /** The person's own card, with the user id that Telegram adds; otherwise somebody else's. */
  own: boolean;
  phone: string;
  /** Of somebody else's card, when that person is on Telegram. */
  userId?: number;
}

/** A press that waits for the bot. */
export interface Press {
  callbackId: string;
  /** The bot's answer to the press; rejects when none comes in time (real milliseconds). */
  answer(timeoutMs?: number): Promise<CallbackAnswer>;
}

/** One person in a test: acts as they would in Telegram and sees what they would see. */
export class PlaygroundPerson {
  private readonly human: Human;
  /** What the bot did before the person's latest act is no answer to it. */
  private actedAt = 0;

  constructor(
    private readonly emulator: Emulator,
    private readonly chat: ChatState,
  ) {
    this.human = new Human(emulator, chat);
    this.actedAt = emulator.chats.revision;
  }

  get id(): number {
    return this.chat.person.id;
  }

  send(text: string): RenderedMessage {
    return this.act(() => renderMessage(this.human.sendText(text)));
  }

  sendContact({ own, phone, userId }: ContactOptions): RenderedMessage {
    const foreign = { phone_number: phone, first_name: 'Somebody', ...(userId ? { user_id: userId } : {}) };
    return this.act(() => renderMessage(own ? this.human.shareOwnContact(phone) : this.human.sendContact(foreign)));
  }

  sendPhoto(bytes: Buffer, caption = ''): RenderedMessage {
    return this.act(() => renderMessage(this.human.sendPhoto(bytes, caption)));
  }

  /** Presses the newest inline button with this text or callback data. Throws when the chat shows none. */
  press(button: string): Press {
    for (const message of this.messages().reverse()) {
      const match = message.buttons.flat().find(({ text, callbackData }) => text === button || callbackData === button);
      if (!match) continue;
      if (match.callbackData === null) throw new Error(`The button "${button}" opens ${match.url}, it calls no bot`);
      const data = match.callbackData;
      return this.act(() => this.toPress(this.human.press(message.id, data)));
    }
    throw new Error(`The chat shows no button "${button}"`);
  }

  /** Presses a button of the keyboard under the input; one that asks for the contact shares the person's own. */
  pressReply(text: string): RenderedMessage {
    const button = this.chat.replyKeyboard?.keyboard.flat().find((candidate) => candidate.text === text);
    if (!button) throw new Error(`The keyboard has no button "${text}"`);
    return this.act(() =>
      renderMessage(button.request_contact ? this.human.shareOwnContact() : this.human.sendText(button.text)),
    );
  }

  block(): void {
    this.act(() => this.human.block());
  }

  unblock(): void {
    this.act(() => this.human.unblock());
  }

  deactivate(): void {
    this.human.deactivate();
  }

  /** The chat from the oldest message to the newest. */
  messages(): RenderedMessage[] {
    return renderMessages(this.chat);
  }

  lastMessage(): RenderedMessage | undefined {
    return this.messages().at(-1);
  }

  /** What stands around the messages: the keyboard under the input, commands, blocked or not. */
  view(): RenderedChat {
    return renderChat(this.emulator, this.chat);
  }

  /**
   * The first message of the bot, sent or edited since the person's latest act, that satisfies `predicate`; what is
   * there already counts. Rejects after `timeoutMs` real milliseconds with the chat in the error.
   */
  waitForMessage(
    predicate: (message: RenderedMessage) => boolean = () => true,
    timeoutMs = DEFAULT_TIMEOUT_MS,
  ): Promise<RenderedMessage> {
    const find = () =>
      [...this.chat.messages.values()]
        .filter(({ fromBot, revision }) => fromBot && revision > this.actedAt)
        .map(renderMessage)
        .find(predicate);
    return this.waitFor(find, timeoutMs, () => `No such message came. The chat:\n${this.transcript()}`);
  }

  private act<Result>(act: () => Result): Result {
    this.actedAt = this.emulator.chats.revision;
    return act();
  }

  private toPress(callbackId: string): Press {
    let answer: CallbackAnswer | undefined;
    const unsubscribe = this.emulator.changes.subscribe((change) => {
      if (change.kind !== 'answer' || change.answer.callbackId !== callbackId) return;
      answer = change.answer;
      unsubscribe();
    });
    const failure = () => 'The bot did not answer the press in time';
    return {
      callbackId,
      answer: (timeoutMs = DEFAULT_TIMEOUT_MS) => this.waitFor(() => answer, timeoutMs, failure),
    };
  }

  /** Asks again after every change, never by the clock. */
  private waitFor<Found>(find: () => Found | undefined, timeoutMs: number, failure: () => string): Promise<Found> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new Error(failure()))), timeoutMs);
      const unsubscribe = this.emulator.changes.subscribe(() => check());
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        unsubscribe();
        settle();
      };
      const check = () => {
        const found = find();
        if (found !== undefined) finish(() => resolve(found));
      };
      check();
    });
  }

  private transcript(): string {
    return this.messages()
      .slice(-10)
      .map(({ from, text, buttons }) => {
        const labels = buttons.flat().map((button) => ` [${button.text}]`);
        return `${from}: ${text}${labels.join('')}`;
      })
      .join('\n');
  }
}
