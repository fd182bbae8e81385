import { z } from 'zod';
import type { Clock } from '../src/lib/clock.js';
import type { Store } from '../src/lib/store.js';
import { parseLanguage, type Language } from '../src/lib/wording.js';

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
/** Longer than anybody stays away, or a list of commands could not be taken away from its chat any more. */
const PERSON_SECONDS = 400 * 24 * 3600;

const screenSchema = z.object({ messageId: z.number().nullable(), hasReplyKeyboard: z.boolean() });
/** What the chat shows: the message whose buttons are live, and whether a reply keyboard is up. */
export type ShownScreen = z.infer<typeof screenSchema>;

const NO_SCREEN: ShownScreen = { messageId: null, hasReplyKeyboard: false };

export interface Memory {
  /** As it was left, even when it is too old: the caller tells so. An unreadable one counts as none. */
  dialogue: Dialogue | null;
  shown: ShownScreen;
  /** Last spoken with the person; null when it was never chosen. */
  language: Language | null;
  /** Tells the chat's own list of commands from another; null when it has none. */
  commands: string | null;
}

/** What the bot remembers about a person between two updates. */
export class Sessions {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly botId: number,
  ) {}

  /** All of it in one question to the store, as every update needs it. */
  async recall(personId: number): Promise<Memory> {
    const keys = (['dialogue', 'screen', 'language', 'commands'] as const).map((what) => this.key(what, personId));
    const [dialogue, shown, language, commands] = await this.store.getMany(keys);
    return {
      dialogue: parse(dialogueSchema, dialogue),
      shown: parse(screenSchema, shown) ?? NO_SCREEN,
      language: parseLanguage(language),
      commands: commands ?? null,
    };
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

  async saveShownScreen(personId: number, screen: ShownScreen): Promise<void> {
    await this.store.set(this.key('screen', personId), JSON.stringify(screen), PERSON_SECONDS);
  }

  async saveLanguage(personId: number, language: Language): Promise<void> {
    await this.store.set(this.key('language', personId), language, PERSON_SECONDS);
  }

  /** Which commands the person's chat shows now; null when it has none of its own any more. */
  async saveCommands(personId: number, hash: string | null): Promise<void> {
    const key = this.key('commands', personId);
    await (hash === null ? this.store.delete(key) : this.store.set(key, hash, PERSON_SECONDS));
  }

  private key(what: 'dialogue' | 'screen' | 'language' | 'commands', personId: number): string {
    return `bot:${this.botId}:${what}:${personId}`;
  }
}

function parse<T extends z.ZodType>(schema: T, text: string | null | undefined): z.output<T> | null {
  if (!text) return null;
  const result = schema.safeParse(JSON.parse(text));
  return result.success ? result.data : null;
}
