import { badRequest } from './api-error.js';
import type { Params } from './params.js';
import type { InlineButton, InlineKeyboard, ReplyButton, ReplyKeyboard, ReplyMarkup } from './wire.js';

const MAX_CALLBACK_BYTES = 64;
const MAX_INLINE_BUTTONS = 100;
const MAX_REPLY_BUTTONS = 300;

type Fields = Record<string, unknown>;

/** The keyboard sent with a message, or null. An empty keyboard is none, as on the real server. */
export function readReplyMarkup(params: Params): ReplyMarkup | null {
  const value = params.json('reply_markup', 'reply keyboard markup');
  if (value === undefined || value === null) return null;
  if (!isObject(value)) throw badRequest('object expected as reply markup');
  const keyboard = readRows(value['keyboard'], 'keyboard', readReplyButton);
  const inline = readRows(value['inline_keyboard'], 'inline_keyboard', readInlineButton);
  if (keyboard.length > 0) return replyKeyboard(keyboard, value);
  if (inline.length > 0) {
    if (inline.flat().length > MAX_INLINE_BUTTONS) throw badRequest('reply markup is too long');
    return { inline_keyboard: inline };
  }
  if (value['remove_keyboard'] === true) return { remove_keyboard: true };
  if (value['force_reply'] === true) return { force_reply: true, ...placeholder(value) };
  return null;
}

/** The keyboard of an edit: only an inline one can be changed, and leaving it out removes it. */
export function readInlineKeyboard(params: Params): InlineKeyboard | null {
  const markup = readReplyMarkup(params);
  if (markup === null || isInlineKeyboard(markup)) return markup;
  throw badRequest('inline keyboard expected');
}

export function isInlineKeyboard(markup: ReplyMarkup): markup is InlineKeyboard {
  return 'inline_keyboard' in markup;
}

function replyKeyboard(keyboard: ReplyButton[][], value: Fields): ReplyKeyboard {
  if (keyboard.flat().length > MAX_REPLY_BUTTONS) throw badRequest('reply markup is too long');
  return {
    keyboard,
    resize_keyboard: value['resize_keyboard'] === true,
    one_time_keyboard: value['one_time_keyboard'] === true,
    is_persistent: value['is_persistent'] === true,
    ...placeholder(value),
  };
}

function placeholder(value: Fields): { input_field_placeholder?: string } {
  const text = value['input_field_placeholder'];
  return typeof text === 'string' && text !== '' ? { input_field_placeholder: text.slice(0, 64) } : {};
}

function readRows<Button>(rows: unknown, field: string, readButton: (value: unknown) => Button): Button[][] {
  if (rows === undefined) return [];
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row))) {
    throw badRequest(`field "${field}" must be an Array of Arrays`);
  }
  return rows.map((row: unknown[]) => row.map(readButton)).filter((row) => row.length > 0);
}

function readReplyButton(value: unknown): ReplyButton {
  if (typeof value === 'string') return { text: value };
  if (!isObject(value)) throw badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object");
  const text = readLabel(value, 'keyboard button');
  return value['request_contact'] === true ? { text, request_contact: true } : { text };
}

function readInlineButton(value: unknown): InlineButton {
  const what = 'inline keyboard button';
  if (!isObject(value)) throw badRequest(`can't parse ${what}: InlineKeyboardButton must be an Object`);
  const text = readLabel(value, what);
  const url = value['url'];
  const data = value['callback_data'];
  if (typeof url === 'string' && url !== '') return { text, url: checkUrl(url) };
  if (data !== undefined && typeof data !== 'string') {
    throw badRequest(`can't parse ${what}: Field "callback_data" must be of type String`);
  }
  if (!data) throw badRequest(`can't parse ${what}: Text buttons are unallowed in the inline keyboard`);
  if (Buffer.byteLength(data) > MAX_CALLBACK_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  return { text, callback_data: data };
}

function readLabel(button: Fields, what: string): string {
  const text = button['text'];
  if (text === undefined) throw badRequest(`can't parse ${what}: Can't find field "text"`);
  if (typeof text !== 'string') throw badRequest(`can't parse ${what}: Field "text" must be of type String`);
  if (text.trim() === '') throw badRequest('BUTTON_TEXT_INVALID');
  return text;
}

function checkUrl(url: string): string {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  const invalid = (reason: string) => badRequest(`inline keyboard button URL '${url}' is invalid: ${reason}`);
  if (!URL.canParse(address)) throw invalid('Wrong HTTP URL');
  const { protocol, hostname } = new URL(address);
  if (!['http:', 'https:', 'tg:'].includes(protocol)) throw invalid('Unsupported URL protocol');
  if (protocol !== 'tg:' && hostname === '') throw invalid('URL host is empty');
  return address;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
