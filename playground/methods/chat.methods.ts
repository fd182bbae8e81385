import { badRequest } from '../api-error.js';
import { toChat } from '../people.js';
import type { Method } from './method.js';

/** Bots may download files of up to 20 MB: https://core.telegram.org/bots/api#getfile */
const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;

const getMe: Method = {
  name: 'getMe',
  run: ({ bot }) => ({
    ...bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),
};

const getChat: Method = {
  name: 'getChat',
  run({ chats }, { params }) {
    const { person } = chats.find(params.text('chat_id'));
    return { ...toChat(person), accent_color_id: person.id % 7, max_reaction_count: 11 };
  },
};

const getFile: Method = {
  name: 'getFile',
  run({ files }, { params }) {
    if (!params.has('file_id')) throw badRequest('file_id not specified');
    const file = files.find(params.text('file_id'));
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    if (file.bytes.length > MAX_DOWNLOAD_BYTES) throw badRequest('file is too big');
    const unique = /file_(\w+)\./.exec(file.path)?.[1] ?? '';
    return { file_id: file.id, file_unique_id: unique, file_size: file.bytes.length, file_path: file.path };
  },
};

const answerCallbackQuery: Method = {
  name: 'answerCallbackQuery',
  run({ callbacks }, { params }) {
    callbacks.answer({
      callbackId: params.text('callback_query_id'),
      text: params.text('text'),
      showAlert: params.boolean('show_alert'),
      url: params.text('url'),
    });
    return true;
  },
};

export const chatMethods: Method[] = [getMe, getChat, getFile, answerCallbackQuery];
