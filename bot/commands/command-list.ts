import { createHash } from 'node:crypto';
import type { Store } from '../../src/lib/store.js';
import { LANGUAGES, type Language } from '../../src/lib/wording.js';
import type { Telegram } from '../telegram.js';
import { textsOf } from '../texts/texts.js';
import { listedCommands } from './commands.js';

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
  const hash = createHash('sha256').update(JSON.stringify(lists)).digest('base64url');
  const key = `bot:${botId}:commands`;
  if ((await store.get(key)) === hash) return;
  for (const { language, commands } of lists) await telegram.setCommands(commands, language);
  await store.set(key, hash, KEPT_SECONDS);
}
