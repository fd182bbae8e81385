import { readPress } from '../../bot/callback-data.js';
import { createBot, type StudioBot } from '../../bot/create-bot.js';
import { PressSeal } from '../../bot/press-seal.js';
import type { Update } from '../../bot/update.js';
import { FixedClock } from '../../src/lib/clock.js';
import { EmbeddedStore } from '../../src/lib/embedded-store.js';
import { createLogger } from '../../src/lib/logger.js';
import { BOT_SECRET, botParts } from './bot-parts.js';
import { FakeCrmApi } from './fake-crm-api.js';
import { FakeTelegram, type ShownMessage } from './fake-telegram.js';

export const PERSON_ID = 5_000_000_001;

type MessageContent = Omit<NonNullable<Update['message']>, 'message_id' | 'date' | 'from' | 'chat'>;

export interface BotChatOptions {
  languageCode?: string;
  firstName?: string;
  lastName?: string;
}

/** One person, the bot, and a CRM and a Telegram in memory. Every act returns once the bot has handled it. */
export class BotChat {
  readonly telegram = new FakeTelegram();
  readonly api = new FakeCrmApi();
  readonly parts = botParts();
  readonly clock = new FixedClock(new Date('2026-03-10T09:00:00Z'), 'Asia/Bishkek');
  readonly store = new EmbeddedStore(':memory:', () => this.clock.now().getTime());
  readonly seal = new PressSeal(BOT_SECRET, 77, () => this.clock.now().getTime());
  private bot: StudioBot | null = null;
  private nextUpdateId = 500;

  constructor(private readonly options: BotChatOptions = {}) {}

  async send(text: string): Promise<void> {
    await this.sendMessage({ text });
  }

  async sendMessage(content: MessageContent, personId = PERSON_ID): Promise<void> {
    const from = this.user(personId);
    const chat = { id: personId, type: 'private' };
    await this.handle({ message: { message_id: 1, date: 1, from, chat, ...content } });
  }

  /** Presses the newest button whose text contains `label`. */
  async press(label: string): Promise<void> {
    for (const message of [...this.telegram.messages].reverse()) {
      const button = message.keyboard?.rows.flat().find(({ text }) => text.includes(label));
      if (button && 'data' in button) return this.pressData(button.data, message);
    }
    throw new Error(`no button "${label}" in:\n${this.transcript()}`);
  }

  async pressData(data: string, message: ShownMessage | undefined = this.last()): Promise<void> {
    await this.handle(this.pressOf(data, message));
  }

  /** A press that is written out is sealed as the bot would have done it. */
  pressOf(data: string, message: ShownMessage | undefined = this.last()): Omit<Update, 'update_id'> {
    const from = this.user(PERSON_ID);
    const sealed = readPress(data) ? this.seal.seal(data, PERSON_ID) : data;
    const content = message?.photoFileId ? {} : { text: message?.text ?? '' };
    const shown = { message_id: message?.id ?? 1, date: 1, chat: { id: PERSON_ID, type: 'private' }, ...content };
    return { callback_query: { id: `press-${this.nextUpdateId}`, from, data: sealed, message: shown } };
  }

  /** What the button of the newest message carries whose text contains `label`; empty without one. */
  dataOf(label: string, message: ShownMessage | undefined = this.last()): string {
    const button = message?.keyboard?.rows.flat().find(({ text }) => text.includes(label));
    return button && 'data' in button ? button.data : '';
  }

  /** Hands an update over and waits until it is handled and confirmed. */
  async handle(content: Omit<Update, 'update_id'>, updateId = this.nextUpdateId++): Promise<number> {
    this.telegram.push({ update_id: updateId, ...content });
    this.bot ??= this.startBot();
    await this.settle();
    return updateId;
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 2000; turn++) {
      if (this.telegram.pending().length === 0) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error(`the bot does not finish:\n${this.transcript()}`);
  }

  /** The process ends and another one starts: only the store, the CRM and Telegram remember anything. */
  async restart(): Promise<void> {
    await this.stop();
    this.bot = this.startBot();
  }

  async stop(): Promise<void> {
    await this.bot?.stop();
    this.bot = null;
  }

  last(): ShownMessage | undefined {
    return this.telegram.messages.at(-1);
  }

  lastText(): string {
    return this.last()?.text ?? '';
  }

  labels(): string[] {
    return (
      this.last()
        ?.keyboard?.rows.flat()
        .map(({ text }) => text) ?? []
    );
  }

  /** Messages whose buttons can still be pressed. */
  live(): ShownMessage[] {
    return this.telegram.messages.filter(({ keyboard }) => keyboard !== null);
  }

  transcript(): string {
    return this.telegram.messages.map(({ text }) => `- ${text}`).join('\n');
  }

  private startBot(): StudioBot {
    const bot = createBot({
      api: this.api,
      ...this.parts,
      telegram: this.telegram,
      store: this.store,
      logger: createLogger('silent'),
      clock: this.clock,
      studioName: 'Ритм & Ко',
      currency: 'KGS',
      defaultLanguage: 'ru',
      sleep: async (_ms, signal) => {
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
      },
    });
    bot.start();
    return bot;
  }

  private user(id: number) {
    const { languageCode = 'ru', firstName = 'Анна', lastName = '' } = this.options;
    return { id, is_bot: false, first_name: firstName, last_name: lastName, language_code: languageCode };
  }
}
