import type { TelegramUser } from '../../src/contract/clients.js';
import type { Destination } from '../callback-data.js';
import type { BotCommand } from '../telegram.js';
import type { Texts } from '../texts/texts.js';

export type CommandMeaning = { kind: 'go'; destination: Destination } | { kind: 'help' | 'cancel' | 'stop' };

const MEANINGS: Readonly<Record<string, CommandMeaning>> = {
  start: { kind: 'go', destination: 'menu' },
  menu: { kind: 'go', destination: 'menu' },
  register: { kind: 'go', destination: 'register' },
  membership: { kind: 'go', destination: 'membership' },
  freeze: { kind: 'go', destination: 'freeze' },
  visits: { kind: 'go', destination: 'visits' },
  timetable: { kind: 'go', destination: 'timetable' },
  data: { kind: 'go', destination: 'data' },
  privacy: { kind: 'go', destination: 'privacy' },
  sessions: { kind: 'go', destination: 'sessions' },
  session: { kind: 'go', destination: 'session' },
  broadcast: { kind: 'go', destination: 'broadcast' },
  numbers: { kind: 'go', destination: 'numbers' },
  find: { kind: 'go', destination: 'find' },
  stop: { kind: 'stop' },
  language: { kind: 'go', destination: 'language' },
  settings: { kind: 'go', destination: 'settings' },
  help: { kind: 'help' },
  cancel: { kind: 'cancel' },
};

/** null for a command the bot does not have. */
export function commandMeaning(name: string): CommandMeaning | null {
  return Object.hasOwn(MEANINGS, name) ? (MEANINGS[name] ?? null) : null;
}

/** The list behind Telegram's menu button. */
export function listedCommands(texts: Texts): BotCommand[] {
  return toList(texts.commands);
}

/** The same for somebody who is an admin or a coach, who may be a client too; empty for everybody else. */
export function staffCommands(texts: Texts, { isAdmin, coachId, clientId }: TelegramUser): BotCommand[] {
  if (!isAdmin && coachId === null) return [];
  const { start, language, cancel, help, ...own } = texts.commands;
  return toList({
    start,
    ...(isAdmin && texts.adminCommands),
    ...(coachId !== null && texts.coachCommands),
    ...(clientId !== null && own),
    language,
    cancel,
    help,
  });
}

function toList(commands: Readonly<Record<string, string>>): BotCommand[] {
  return Object.entries(commands).map(([command, description]) => ({ command, description }));
}
