import { badRequest } from './api-error.js';
import type { FormattedText, MessageEntity } from './wire.js';

/**
 * The HTML style of message texts: https://core.telegram.org/bots/api#html-style. Errors carry the wording and the byte
 * offsets of the real parser, because bots log them and tests compare them.
 */
const TAGS: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
};

const NAMED_CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const LINK_PROTOCOLS = new Set(['http:', 'https:', 'ftp:', 'tg:']);

interface OpenTag {
  name: string;
  start: number;
  attributes: Map<string, string>;
}

/** Plain text and its entities. Throws a 400 "can't parse entities: ..." for anything the real server refuses. */
export function parseHtml(html: string): FormattedText {
  return new HtmlParser(html).parse();
}

class HtmlParser {
  private index = 0;
  private text = '';
  private readonly open: OpenTag[] = [];
  private readonly found: MessageEntity[] = [];

  constructor(private readonly html: string) {}

  parse(): FormattedText {
    while (this.index < this.html.length) {
      const char = this.html.charAt(this.index);
      if (char === '&') this.text += this.readCharacter();
      else if (char !== '<') this.text += this.take();
      else if (this.html.charAt(this.index + 1) === '/') this.readEndTag();
      else this.readStartTag();
    }
    const unclosed = this.open.at(-1);
    if (unclosed) throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    return { text: this.text, entities: sortEntities(mergeCodeLanguage(this.found)) };
  }

  private take(): string {
    return this.html.charAt(this.index++);
  }

  private skipSpaces(): void {
    while (/\s/.test(this.html.charAt(this.index))) this.index++;
  }

  private takeWhile(allowed: RegExp): string {
    const start = this.index;
    while (this.index < this.html.length && allowed.test(this.html.charAt(this.index))) this.index++;
    return this.html.slice(start, this.index);
  }

  /** `&lt;`, `&#39;`, `&#x27;`; the semicolon may be missing; any other name stays as it was written. */
  private readCharacter(): string {
    const rest = this.html.slice(this.index, this.index + 12);
    const match = /^&(?:#(\d{1,8})|#x([0-9a-f]{1,8})|(lt|gt|amp|quot));?/i.exec(rest);
    if (!match) return this.take();
    const [whole, decimal, hex, name] = match;
    const code = decimal ? Number(decimal) : parseInt(hex ?? '0', 16);
    const char = name ? NAMED_CHARACTERS[name] : characterOf(code);
    if (char === undefined) return this.take();
    this.index += whole.length;
    return char;
  }

  private readStartTag(): void {
    const at = this.byteOffset();
    this.take();
    const name = this.takeWhile(/[^\s>]/).toLowerCase();
    if (this.atEnd()) throw cannotParse(`Unclosed start tag at byte offset ${at}`);
    if (!(name in TAGS)) throw cannotParse(`Unsupported start tag "${name}" at byte offset ${at}`);
    const attributes = this.readAttributes(name, at);
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`);
    }
    if (name === 'tg-emoji' && !/^\d+$/.test(attributes.get('emoji-id') ?? '')) {
      throw cannotParse(`Invalid custom emoji identifier specified at byte offset ${at}`);
    }
    this.open.push({ name, start: this.text.length, attributes });
  }

  private readAttributes(tag: string, at: number): Map<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      this.skipSpaces();
      if (this.atEnd()) throw cannotParse(`Unclosed start tag "${tag}" at byte offset ${at}`);
      if (this.html.charAt(this.index) === '>') {
        this.take();
        return attributes;
      }
      const name = this.takeWhile(/[^\s=>/"']/).toLowerCase();
      if (name === '') throw cannotParse(`Empty attribute name in the tag "${tag}" at byte offset ${at}`);
      this.skipSpaces();
      if (this.html.charAt(this.index) !== '=') {
        attributes.set(name, '');
        continue;
      }
      this.take();
      attributes.set(name, this.readAttributeValue(tag, at));
    }
  }

  private readAttributeValue(tag: string, at: number): string {
    this.skipSpaces();
    if (this.atEnd()) throw cannotParse(`Unclosed start tag "${tag}" at byte offset ${at}`);
    const quote = this.html.charAt(this.index);
    if (quote !== '"' && quote !== "'") {
      const tokenAt = this.byteOffset();
      const token = this.takeWhile(/[\w.-]/).toLowerCase();
      if (!/[\s>]/.test(this.html.charAt(this.index))) {
        throw cannotParse(`Unexpected end of name token at byte offset ${tokenAt}`);
      }
      return token;
    }
    this.take();
    let value = '';
    while (!this.atEnd() && this.html.charAt(this.index) !== quote) {
      value += this.html.charAt(this.index) === '&' ? this.readCharacter() : this.take();
    }
    if (this.atEnd()) throw cannotParse(`Unclosed start tag at byte offset ${at}`);
    this.take();
    return value;
  }

  private readEndTag(): void {
    const at = this.byteOffset();
    const opened = this.open.pop();
    if (!opened) throw cannotParse(`Unexpected end tag at byte offset ${at}`);
    this.index += 2;
    const name = this.takeWhile(/[^\s>]/).toLowerCase();
    this.skipSpaces();
    if (this.atEnd()) throw cannotParse(`Unclosed end tag at byte offset ${at}`);
    if (name !== '' && name !== opened.name) {
      throw cannotParse(`Unmatched end tag at byte offset ${at}, expected "</${opened.name}>", found "</${name}>"`);
    }
    this.take();
    const entity = this.toEntity(opened);
    if (entity) this.found.push(entity);
  }

  private toEntity({ name, start, attributes }: OpenTag): MessageEntity | null {
    const length = this.text.length - start;
    const type = TAGS[name];
    if (length === 0 || type === undefined) return null;
    const entity: MessageEntity = { type, offset: start, length };
    if (name === 'a') {
      const url = toLink(attributes.get('href') || this.text.slice(start));
      return url ? { ...entity, url } : null;
    }
    if (name === 'tg-emoji') return { ...entity, custom_emoji_id: attributes.get('emoji-id') };
    if (name === 'blockquote' && attributes.has('expandable')) return { ...entity, type: 'expandable_blockquote' };
    const language = /^language-(.+)$/.exec(attributes.get('class') ?? '')?.[1];
    return name === 'code' && language ? { ...entity, language } : entity;
  }

  private atEnd(): boolean {
    return this.index >= this.html.length;
  }

  private byteOffset(): number {
    return Buffer.byteLength(this.html.slice(0, this.index));
  }
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}

function characterOf(code: number): string | undefined {
  if (code === 0 || code > 0x10ffff) return undefined;
  if (code >= 0xd800 && code <= 0xdfff) {
    throw cannotParse(
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    );
  }
  return String.fromCodePoint(code);
}

/** An address Telegram would open, or null: an unknown scheme silently loses its link there. */
function toLink(href: string): string | null {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(href) ? href : `http://${href}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return LINK_PROTOCOLS.has(url.protocol) && !/\s/.test(href.trim()) ? url.href : null;
}

/** `<pre><code class="language-x">` becomes one `pre` with its language; elsewhere a language means nothing. */
function mergeCodeLanguage(entities: MessageEntity[]): MessageEntity[] {
  const merged: MessageEntity[] = [];
  for (const { language, ...entity } of entities) {
    const twin = entities.find((other) => other.type === 'pre' && sameRange(other, entity));
    if (entity.type === 'code' && language && twin) continue;
    const inner = entities.find((other) => other.type === 'code' && other.language && sameRange(other, entity));
    merged.push(entity.type === 'pre' && inner?.language ? { ...entity, language: inner.language } : entity);
  }
  return merged;
}

function sameRange(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset === b.offset && a.length === b.length;
}

function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
}
