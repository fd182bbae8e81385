import { z } from 'zod';
import type { Clock } from '../src/lib/clock.js';
import type { Store } from '../src/lib/store.js';

/** A dialogue that waits for an answer. Kept in the store, so it outlives a restart. */
export const dialogueSchema = z.object({
  flow: z.enum(['registration', 'edit', 'link', 'freeze', 'thaw', 'erase', 'session', 'broadcast', 'find', 'renew']),
  /** The version of the flow that wrote `state`. */
  version: z.number().int(),
  /** Changes with every question: buttons of former questions carry former ones. */
  nonce: z.string(),
  /** What the flow keeps; only the flow can read it. */
  state: z.unknown(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
});
export type Dialogue = z.infer<typeof dialogueSchema>;
export type FlowName = Dialogue['flow'];

const DIALOGUE_MS = 24 * 3600 * 1000;
/** Longer than the dialogue lives, so that its end can be told instead of passing in silence. */
const KEPT_SECONDS = 7 * 24 * 3600;
const LANGUAGE_SECONDS = 400 * 24 * 3600;

const screenSchema = z.object({ messageId: z.number().nullable(), hasReplyKeyboard: z.boolean() });
/** What the chat shows: the message whose buttons are live, and whether a reply keyboard is up. */
export type ShownScreen = z.infer<typeof screenSchema>;

export const NO_SCREEN: ShownScreen = { messageId: null, hasReplyKeyboard: false };

/** What the bot remembers about a person between two updates. */
export class Sessions {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly botId: number,
  ) {}

  /** The dialogue as it was left, even when it is too old: the caller tells so. An unreadable one counts as none. */
  async findDialogue(personId: number): Promise<Dialogue | null> {
    return parse(dialogueSchema, await this.store.get(this.key('dialogue', personId)));
  }

  async saveDialogue(personId: number, dialogue: Dialogue): Promise<void> {
    await this.store.set(this.key('dialogue', personId), JSON.stringify(dialogue), KEPT_SECONDS);
  }

  async endDialogue(personId: number): Promise<void> {
    await this.store.delete(this.key('dialogue', personId));
  }

  isExpired(dialogue: Dialogue): boolean {
    return dialogue.expiresAt <= this.clock.now().getTime();
  }

  /** A day from now. */
  newExpiry(): number {
    return this.clock.now().getTime() + DIALOGUE_MS;
  }

  async shownScreen(personId: number): Promise<ShownScreen> {
    return parse(screenSchema, await this.store.get(this.key('screen', personId))) ?? NO_SCREEN;
  }

  async saveShownScreen(personId: number, screen: ShownScreen): Promise<void> {
    await this.store.set(this.key('screen', personId), JSON.stringify(screen), LANGUAGE_SECONDS);
  }

  /** The language last spoken with a person; null when it was never chosen. */
  async findLanguage(personId: number): Promise<string | null> {
    return this.store.get(this.key('language', personId));
  }

  async saveLanguage(personId: number, language: string): Promise<void> {
    await this.store.set(this.key('language', personId), language, LANGUAGE_SECONDS);
  }

  private key(what: string, personId: number): string {
    return `bot:${this.botId}:${what}:${personId}`;
  }
}

function parse<T extends z.ZodType>(schema: T, text: string | null): z.output<T> | null {
  if (text === null) return null;
  const result = schema.safeParse(JSON.parse(text));
  return result.success ? result.data : null;
}
