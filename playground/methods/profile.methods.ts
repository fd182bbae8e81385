import { badRequest } from '../api-error.js';
import type { MenuButton, ScopeKey } from '../bot-profile.js';
import type { Emulator } from '../emulator.js';
import type { Params } from '../params.js';
import type { BotCommand } from '../wire.js';
import type { Method } from './method.js';

const GENERAL_SCOPES = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'];
const CHAT_SCOPES = ['chat', 'chat_administrators', 'chat_member'];

const setMyCommands: Method = {
  name: 'setMyCommands',
  run(emulator, { params }) {
    const commands = readCommands(params);
    emulator.profile.setCommands(readScope(emulator, params), readLanguage(params), commands);
    tellEveryChat(emulator);
    return true;
  },
};

const getMyCommands: Method = {
  name: 'getMyCommands',
  run: (emulator, { params }) => emulator.profile.getCommands(readScope(emulator, params), readLanguage(params)),
};

const deleteMyCommands: Method = {
  name: 'deleteMyCommands',
  run(emulator, { params }) {
    emulator.profile.deleteCommands(readScope(emulator, params), readLanguage(params));
    tellEveryChat(emulator);
    return true;
  },
};

const setChatMenuButton: Method = {
  name: 'setChatMenuButton',
  run({ chats, profile }, { params }) {
    const chatId = params.text('chat_id');
    if (chatId !== '') chats.find(chatId);
    const button = (params.json('menu_button') ?? { type: 'default' }) as Partial<MenuButton> | null;
    if (button?.type !== 'commands' && button?.type !== 'default' && button?.type !== 'web_app') {
      throw badRequest("can't parse menu button: MenuButton has unsupported type");
    }
    profile.menuButtons.set(chatId, { ...button, type: button.type });
    return true;
  },
};

const getChatMenuButton: Method = {
  name: 'getChatMenuButton',
  run: ({ profile }, { params }) => profile.menuButtonFor(params.text('chat_id')),
};

function readCommands(params: Params): BotCommand[] {
  const list = params.json('commands') ?? [];
  if (!Array.isArray(list)) throw badRequest('expected an Array of BotCommand');
  return list.map((item: unknown) => {
    if (typeof item !== 'object' || item === null) throw badRequest("can't parse BotCommand: expected an Object");
    const { command, description } = item as Partial<BotCommand>;
    if (typeof command !== 'string') throw badRequest(`can't parse BotCommand: Can't find field "command"`);
    if (typeof description !== 'string') throw badRequest(`can't parse BotCommand: Can't find field "description"`);
    return { command, description };
  });
}

function readScope({ chats }: Emulator, params: Params): ScopeKey {
  const scope = params.json('scope', 'BotCommandScope') as Record<string, unknown> | null | undefined;
  if (scope === undefined) return 'default';
  const type = scope?.['type'];
  if (typeof type !== 'string') throw badRequest(`can't parse BotCommandScope: Can't find field "type"`);
  if (GENERAL_SCOPES.includes(type)) return type;
  if (!CHAT_SCOPES.includes(type)) throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  const { chat_id: given } = scope ?? {};
  const chatId = typeof given === 'string' || typeof given === 'number' ? String(given) : '';
  if (chatId === '') throw badRequest("can't parse BotCommandScope: Empty chat_id specified");
  const { person } = chats.find(chatId);
  // The other two are for groups, and every chat here is private.
  if (type !== 'chat') throw badRequest('chat not found');
  return `chat:${person.id}`;
}

function readLanguage(params: Params): string {
  const code = params.text('language_code');
  if (!/^([a-z]{2})?$/.test(code)) throw badRequest('LANG_CODE_INVALID');
  return code;
}

function tellEveryChat({ chats, changes }: Emulator): void {
  for (const personId of chats.byId.keys()) changes.publish({ kind: 'chat', personId });
}

export const profileMethods: Method[] = [
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setChatMenuButton,
  getChatMenuButton,
];
