import { escapeHtml } from '../src/lib/telegram-html.js';
import type { MessageEntity } from './update.js';

/** The looks that a person gives a text in the app. What Telegram finds by itself (links, commands) needs no tag. */
const TAGS: Readonly<Record<string, readonly [open: string, close: string]>> = {
  bold: ['<b>', '</b>'],
  italic: ['<i>', '</i>'],
  underline: ['<u>', '</u>'],
  strikethrough: ['<s>', '</s>'],
  spoiler: ['<tg-spoiler>', '</tg-spoiler>'],
  code: ['<code>', '</code>'],
  pre: ['<pre>', '</pre>'],
  blockquote: ['<blockquote>', '</blockquote>'],
  expandable_blockquote: ['<blockquote expandable>', '</blockquote>'],
};

interface Tag {
  start: number;
  end: number;
  open: string;
  close: string;
}

/**
 * A text as Telegram's HTML that looks as it was written: https://core.telegram.org/bots/api#messageentity. Entities are
 * nested or apart on Telegram; ones that cross each other are closed and opened again.
 */
export function toHtml(text: string, entities: readonly MessageEntity[] = []): string {
  const tags = entities
    .map((entity) => toTag(entity, text.length))
    .filter((tag) => tag !== null)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const edges = [...new Set([0, text.length, ...tags.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  let html = '';
  let open: Tag[] = [];
  edges.forEach((edge, index) => {
    const [stay, reopened, closed] = closing(open, edge);
    html += closed;
    const begun = tags.filter(({ start }) => start === edge);
    html += [...reopened, ...begun].map((tag) => tag.open).join('');
    open = [...stay, ...reopened, ...begun];
    html += escapeHtml(text.slice(edge, edges[index + 1] ?? text.length));
  });
  return html;
}

/** Closes what ends here, and for it what was opened inside and goes on: that is opened again. */
function closing(open: readonly Tag[], edge: number): [stay: Tag[], reopened: Tag[], closed: string] {
  const first = open.findIndex(({ end }) => end <= edge);
  if (first === -1) return [[...open], [], ''];
  const inside = open.slice(first);
  const closed = [...inside].reverse().map((tag) => tag.close);
  return [open.slice(0, first), inside.filter(({ end }) => end > edge), closed.join('')];
}

function toTag({ type, offset, length, url }: MessageEntity, textLength: number): Tag | null {
  const start = Math.max(offset, 0);
  const end = Math.min(offset + length, textLength);
  if (end <= start) return null;
  if (type === 'text_link' && url !== undefined && /^(https?|tg):/i.test(url)) {
    return { start, end, open: `<a href="${escapeHtml(url)}">`, close: '</a>' };
  }
  const tag = Object.hasOwn(TAGS, type) ? TAGS[type] : undefined;
  return tag ? { start, end, open: tag[0], close: tag[1] } : null;
}
