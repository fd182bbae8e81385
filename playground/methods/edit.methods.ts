import { isDeepStrictEqual } from 'node:util';
import { badRequest } from '../api-error.js';
import type { ChatState, StoredMessage } from '../chats.js';
import type { Emulator } from '../emulator.js';
import { readInlineKeyboard } from '../keyboards.js';
import { MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH, readFormattedText } from '../message-text.js';
import type { Params } from '../params.js';
import type { Message, MessageEntity } from '../wire.js';
import type { Method } from './method.js';

const DELETABLE_SECONDS = 48 * 3600;

interface Target {
  chat: ChatState;
  stored: StoredMessage;
}

const editMessageText: Method = {
  name: 'editMessageText',
  run(emulator, { params }) {
    if (!params.has('text')) throw badRequest('message text is empty');
    const { text, entities } = readFormattedText(params, 'text', 'entities');
    if (text === '') throw badRequest('text must be non-empty');
    if (text.length > MAX_TEXT_LENGTH) throw badRequest('MESSAGE_TOO_LONG');
    const target = findEditable(emulator, params);
    if (target.stored.message.text === undefined) throw badRequest('there is no text in the message to edit');
    return edit(emulator, params, target, { ...target.stored.message, text, entities: orNone(entities) });
  },
};

const editMessageCaption: Method = {
  name: 'editMessageCaption',
  run(emulator, { params }) {
    const { text, entities } = readFormattedText(params, 'caption', 'caption_entities');
    if (text.length > MAX_CAPTION_LENGTH) throw badRequest('MEDIA_CAPTION_TOO_LONG');
    const target = findEditable(emulator, params);
    if (!target.stored.message.photo) throw badRequest('there is no caption in the message to edit');
    const caption = { caption: text || undefined, caption_entities: orNone(entities) };
    return edit(emulator, params, target, { ...target.stored.message, ...caption });
  },
};

const editMessageReplyMarkup: Method = {
  name: 'editMessageReplyMarkup',
  run(emulator, { params }) {
    const target = findEditable(emulator, params);
    return edit(emulator, params, target, target.stored.message);
  },
};

const deleteMessage: Method = {
  name: 'deleteMessage',
  run({ chats, pace }, { params }) {
    const chat = chats.find(params.text('chat_id'));
    const messageId = readMessageId(params);
    const stored = chat.messages.get(messageId);
    if (!stored) throw badRequest('message to delete not found');
    if (pace.nowSeconds() - stored.message.date > DELETABLE_SECONDS)
      throw badRequest("message can't be deleted for everyone");
    chats.remove(chat, messageId);
    return true;
  },
};

function findEditable({ chats }: Emulator, params: Params): Target {
  if (params.has('inline_message_id')) throw badRequest('MESSAGE_ID_INVALID');
  const chat = chats.findWritable(params.text('chat_id'));
  const stored = chat.messages.get(readMessageId(params));
  if (!stored) throw badRequest('message to edit not found');
  if (!stored.fromBot || stored.hadReplyMarkup) throw badRequest("message can't be edited");
  return { chat, stored };
}

function readMessageId(params: Params): number {
  if (!params.has('message_id')) throw badRequest('message identifier is not specified');
  return params.integer('message_id', 0);
}

/** Gives the message its new content and keyboard; a keyboard that is not sent again is removed. */
function edit({ chats }: Emulator, params: Params, { chat, stored }: Target, content: Message): Message {
  const keyboard = readInlineKeyboard(params);
  const changed: Message = { ...content, reply_markup: keyboard ?? undefined };
  if (isDeepStrictEqual(visible(changed), visible(stored.message))) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  const withoutKeyboard = (message: Message) => ({ ...visible(message), reply_markup: undefined });
  const textEdited = !isDeepStrictEqual(withoutKeyboard(changed), withoutKeyboard(stored.message));
  chats.replace(chat, stored, changed, textEdited);
  return stored.message;
}

/** Left out of the JSON when there are none, as the real server does. */
function orNone(entities: MessageEntity[]): MessageEntity[] | undefined {
  return entities.length > 0 ? entities : undefined;
}

/** What a person can see of a message: the same again is no edit. */
function visible(message: Message): Partial<Message> {
  const { text, entities = [], caption, caption_entities = [], reply_markup } = message;
  return { text, entities, caption, caption_entities, reply_markup };
}

export const editMethods: Method[] = [editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage];
