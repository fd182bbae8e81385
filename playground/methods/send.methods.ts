import { badRequest } from '../api-error.js';
import type { ChatState, NewMessage } from '../chats.js';
import type { Emulator } from '../emulator.js';
import { readReplyMarkup } from '../keyboards.js';
import { MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH, readFormattedText } from '../message-text.js';
import type { Params } from '../params.js';
import { toChat } from '../people.js';
import type { Message, PhotoSize } from '../wire.js';
import type { Method } from './method.js';

const CHAT_ACTIONS = new Set(
  ['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice', 'upload_document'].concat([
    'choose_sticker',
    'find_location',
    'record_video_note',
    'upload_video_note',
  ]),
);

const sendMessage: Method = {
  name: 'sendMessage',
  isDelivery: true,
  run(emulator, { params }) {
    if (!params.has('text')) throw badRequest('message text is empty');
    const { text, entities } = readFormattedText(params, 'text', 'entities');
    if (text === '') throw badRequest('text must be non-empty');
    if (text.length > MAX_TEXT_LENGTH) throw badRequest('message is too long');
    return deliver(emulator, params, 'sendMessage', () => ({ text, ...(entities.length > 0 ? { entities } : {}) }));
  },
};

const sendPhoto: Method = {
  name: 'sendPhoto',
  isDelivery: true,
  run(emulator, { params }) {
    const { text, entities } = readFormattedText(params, 'caption', 'caption_entities');
    if (text.length > MAX_CAPTION_LENGTH) throw badRequest('message caption is too long');
    const caption = text ? { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) } : {};
    return deliver(emulator, params, 'sendPhoto', () => ({ photo: readPhoto(emulator, params), ...caption }));
  },
};

const sendChatAction: Method = {
  name: 'sendChatAction',
  run({ chats, changes }, { params }) {
    if (!CHAT_ACTIONS.has(params.text('action'))) throw badRequest('wrong parameter action in request');
    const chat = chats.findWritable(params.text('chat_id'));
    changes.publish({ kind: 'typing', personId: chat.person.id });
    return true;
  },
};

/** Checks the chat before the content is stored, posts the message and notes it in the ledger. */
function deliver(
  emulator: Emulator,
  params: Params,
  method: string,
  content: () => Omit<NewMessage, 'from' | 'chat'>,
): Message {
  const { chats, ledger, traffic, pace, bot } = emulator;
  const markup = readReplyMarkup(params);
  const chat = chats.findWritable(params.text('chat_id'));
  const reply = readReply(chat, params);
  const draft = { from: bot, chat: toChat(chat.person), ...reply, ...content() };
  const { message } = chats.post(chat, draft, true, markup);
  const [text, elapsed] = [message.text ?? message.caption ?? '', pace.elapsed()];
  const chatId = chat.person.id;
  ledger.record({ chatId, messageId: message.message_id, method, text, at: pace.now(), elapsed });
  traffic.record(chatId, text, elapsed);
  return message;
}

function readReply(chat: ChatState, params: Params): Pick<Message, 'reply_to_message'> {
  const parameters = params.json('reply_parameters') as Record<string, unknown> | null | undefined;
  const id = Number(parameters?.['message_id'] ?? params.integer('reply_to_message_id', 0));
  if (id === 0) return {};
  const replied = chat.messages.get(id)?.message;
  // One level only: the reply inside the reply is not told.
  if (replied) return { reply_to_message: { ...replied, reply_to_message: undefined } };
  if (parameters?.['allow_sending_without_reply'] === true) return {};
  throw badRequest('message to be replied not found');
}

/** An upload or the file_id of a photo the bot has seen. The playground fetches nothing from the web. */
function readPhoto({ files, chats }: Emulator, params: Params): PhotoSize[] {
  const upload = params.file('photo');
  if (upload) return files.addPhoto(upload.bytes);
  const id = params.text('photo');
  if (id === '') throw badRequest('there is no photo in the request');
  if (/^https?:/i.test(id)) throw badRequest('failed to get HTTP URL content');
  if (files.find(id)) {
    for (const chat of chats.byId.values()) {
      for (const { message } of chat.messages.values()) {
        if (message.photo?.some(({ file_id }) => file_id === id)) return message.photo;
      }
    }
  }
  throw badRequest('wrong file identifier/HTTP URL specified');
}

export const sendMethods: Method[] = [sendMessage, sendPhoto, sendChatAction];
