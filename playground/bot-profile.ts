import { badRequest } from './api-error.js';
import type { BotCommand } from './wire.js';

const MAX_COMMANDS = 100;
const MAX_DESCRIPTION_LENGTH = 256;

export interface MenuButton {
  type: 'commands' | 'default' | 'web_app';
  text?: string;
}

/** Where a list of commands applies: `default`, `all_private_chats`, `chat:<id>`, ... */
export type ScopeKey = string;

/** What the bot shows of itself: its commands per scope and language, and the menu button. */
export class BotProfile {
  readonly commandLists = new Map<string, BotCommand[]>();
  readonly menuButtons = new Map<string, MenuButton>();

  /** Throws 400 for a command or a description Telegram refuses. */
  setCommands(scope: ScopeKey, languageCode: string, commands: BotCommand[]): void {
    if (commands.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of commands) {
      if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
      const { length } = description.trim();
      if (length < 1 || length > MAX_DESCRIPTION_LENGTH) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    const list = commands.map(({ command, description }) => ({ command: command.replace(/^\//, ''), description }));
    this.commandLists.set(listKey(scope, languageCode), list);
  }

  deleteCommands(scope: ScopeKey, languageCode: string): void {
    this.commandLists.delete(listKey(scope, languageCode));
  }

  getCommands(scope: ScopeKey, languageCode: string): BotCommand[] {
    return this.commandLists.get(listKey(scope, languageCode)) ?? [];
  }

  /** What a person sees: the narrowest scope wins, then the language: https://core.telegram.org/bots/api#botcommandscope */
  commandsFor(personId: number, languageCode = ''): BotCommand[] {
    const language = languageCode.slice(0, 2).toLowerCase();
    for (const scope of [`chat:${personId}`, 'all_private_chats', 'default']) {
      const list = this.commandLists.get(listKey(scope, language)) ?? this.commandLists.get(listKey(scope, ''));
      if (list && list.length > 0) return list;
    }
    return [];
  }

  menuButtonFor(chatId: string): MenuButton {
    return this.menuButtons.get(chatId) ?? this.menuButtons.get('') ?? { type: 'commands' };
  }
}

function listKey(scope: ScopeKey, languageCode: string): string {
  return `${scope}|${languageCode}`;
}
