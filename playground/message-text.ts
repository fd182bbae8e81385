import { badRequest } from './api-error.js';
import { parseHtml } from './html-entities.js';
import type { Params } from './params.js';
import type { FormattedText, MessageEntity } from './wire.js';

/** Counted in UTF-16 units, the strictest reading of "characters": what passes here passes on the real server. */
export const MAX_TEXT_LENGTH = 4096;
export const MAX_CAPTION_LENGTH = 1024;
/** The real server looks at the raw text's bytes before it parses anything. */
const MAX_RAW_BYTES = 1 << 15;

const AUTOMATIC_ENTITIES: ReadonlyArray<[type: string, pattern: RegExp]> = [
  ['bot_command', /(?<![\w/@<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][\w]{2,31})?(?![\w/])/g],
  [
    'url',
    /(?<![\w@/.-])(?:https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]|(?:[a-z0-9-]+\.)+(?:com|org|net|ru|me|io|kg|kz)\b(?:\/[^\s<>"']*[^\s<>"'.,;:!?)])?)/gi,
  ],
  ['email', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['mention', /(?<![\w@/.])@[A-Za-z][\w]{3,31}/g],
];

/** The text of a message after entity parsing, from `text`, `parse_mode` and `entities` or their caption twins. */
export function readFormattedText(params: Params, textField: string, entitiesField: string): FormattedText {
  const raw = params.text(textField);
  if (Buffer.byteLength(raw) > MAX_RAW_BYTES) throw badRequest('text is too long');
  const mode = params.text('parse_mode').toLowerCase();
  if (mode === 'html') return finish(parseHtml(raw));
  if (mode === 'markdown' || mode === 'markdownv2') {
    throw badRequest('the playground parses HTML only, not Markdown');
  }
  if (mode !== '' && mode !== 'none') throw badRequest('unsupported parse_mode');
  return finish({ text: raw, entities: readEntities(params, entitiesField, raw.length) });
}

/** A person's own words: no formatting, but commands and links are still recognised. */
export function plainText(text: string): FormattedText {
  return finish({ text, entities: [] });
}

function readEntities(params: Params, field: string, textLength: number): MessageEntity[] {
  const list = params.json(field);
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    const { type, offset, length, url } = (item ?? {}) as Partial<MessageEntity>;
    if (typeof type !== 'string') throw badRequest(`can't parse MessageEntity: Can't find field "type"`);
    if (!Number.isInteger(offset) || !Number.isInteger(length)) {
      throw badRequest(`can't parse MessageEntity: Can't find field "offset"`);
    }
    const start = Math.min(Math.max(offset ?? 0, 0), textLength);
    const entity = { type, offset: start, length: Math.min(length ?? 0, textLength - start) };
    return typeof url === 'string' ? { ...entity, url } : entity;
  });
}

/** Drops the blanks around the text, as the server does, and adds the entities it finds by itself. */
function finish({ text, entities }: FormattedText): FormattedText {
  const end = text.trimEnd().length;
  const start = Math.min(text.length - text.trimStart().length, end);
  const shifted = entities
    .map((entity) => clip(entity, start, end))
    .filter((entity): entity is MessageEntity => entity !== null);
  const trimmed = text.slice(start, end);
  const automatic = findAutomaticEntities(trimmed).filter((entity) => !shifted.some((own) => overlaps(own, entity)));
  return {
    text: trimmed,
    entities: [...shifted, ...automatic].sort((a, b) => a.offset - b.offset || b.length - a.length),
  };
}

function clip(entity: MessageEntity, start: number, end: number): MessageEntity | null {
  const from = Math.max(entity.offset, start);
  const to = Math.min(entity.offset + entity.length, end);
  return to > from ? { ...entity, offset: from - start, length: to - from } : null;
}

/** Nothing is recognised inside links and code; bold and the like may hold a link. */
function overlaps(own: MessageEntity, found: MessageEntity): boolean {
  if (!['text_link', 'code', 'pre'].includes(own.type)) return false;
  return own.offset < found.offset + found.length && found.offset < own.offset + own.length;
}

function findAutomaticEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of AUTOMATIC_ENTITIES) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      const taken = found.some((e) => e.offset < entity.offset + entity.length && entity.offset < e.offset + e.length);
      if (!taken) found.push(entity);
    }
  }
  return found;
}
