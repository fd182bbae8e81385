import type { Destination } from '../callback-data.js';
import type { BotCommand } from '../telegram.js';
import type { Texts } from '../texts/texts.js';

export type CommandMeaning = { kind: 'go'; destination: Destination } | { kind: 'help' } | { kind: 'cancel' };

const MEANINGS: Readonly<Record<string, CommandMeaning>> = {
  start: { kind: 'go', destination: 'menu' },
  menu: { kind: 'go', destination: 'menu' },
  register: { kind: 'go', destination: 'register' },
  membership: { kind: 'go', destination: 'membership' },
  data: { kind: 'go', destination: 'data' },
  language: { kind: 'go', destination: 'language' },
  settings: { kind: 'go', destination: 'language' },
  help: { kind: 'help' },
  cancel: { kind: 'cancel' },
};

/** null for a command the bot does not have. */
export function commandMeaning(name: string): CommandMeaning | null {
  return Object.hasOwn(MEANINGS, name) ? (MEANINGS[name] ?? null) : null;
}

/** The list behind Telegram's menu button. */
export function listedCommands(texts: Texts): BotCommand[] {
  return Object.entries(texts.commands).map(([command, description]) => ({ command, description }));
}
