import { createHash } from 'node:crypto';
import type { TelegramUser } from '../../src/contract/clients.js';
import type { Store } from '../../src/lib/store.js';
import { LANGUAGES, type Language } from '../../src/lib/wording.js';
import type { Person } from '../incoming.js';
import type { Sessions } from '../sessions.js';
import type { Telegram } from '../telegram.js';
import { textsOf } from '../texts/texts.js';
import { listedCommands, staffCommands } from './commands.js';

const KEPT_SECONDS = 30 * 24 * 3600;

/** Tells Telegram the commands in every language, and the default ones to everybody else; only when they changed. */
export async function publishCommands(
  telegram: Telegram,
  store: Store,
  botId: number,
  defaultLanguage: Language,
): Promise<void> {
  const lists = [null, ...LANGUAGES].map((language) => ({
    language,
    commands: listedCommands(textsOf(language ?? defaultLanguage)),
  }));
  const hash = hashOf(lists);
  const key = `bot:${botId}:commands`;
  if ((await store.get(key)) === hash) return;
  for (const { language, commands } of lists) await telegram.setCommands(commands, language);
  await store.set(key, hash, KEPT_SECONDS);
}

/**
 * The commands that only one chat shows: those of coaches and admins, in the language spoken there. A list that is no
 * longer theirs is taken away. Only what a menu shows: what may be done is for the CRM to say.
 */
export class PersonalCommands {
  constructor(
    private readonly telegram: Telegram,
    private readonly sessions: Sessions,
  ) {}

  /** `known`: what the chat shows, as `Sessions` remembers it. */
  async publish({ id, chatId }: Person, user: TelegramUser, language: Language, known: string | null): Promise<void> {
    const commands = user.kind === 'archived' ? [] : staffCommands(textsOf(language), user);
    const hash = commands.length === 0 ? null : hashOf(commands);
    if (known === hash) return;
    if (hash === null) await this.telegram.deleteCommands(chatId);
    else await this.telegram.setCommands(commands, null, chatId);
    await this.sessions.saveCommands(id, hash);
  }
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
