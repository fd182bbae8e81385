import { describe, expect, it } from '@jest/globals';
import { parseHtml } from './html-entities.js';

function refusal(html: string): string {
  try {
    parseHtml(html);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

describe('HTML of a message', () => {
  it.each([
    ['<b>bold</b>', 'bold', [{ type: 'bold', offset: 0, length: 4 }]],
    [
      '<strong>b</strong><em>i</em>',
      'bi',
      [
        { type: 'bold', offset: 0, length: 1 },
        { type: 'italic', offset: 1, length: 1 },
      ],
    ],
    [
      '<u>a</u><s>b</s>',
      'ab',
      [
        { type: 'underline', offset: 0, length: 1 },
        { type: 'strikethrough', offset: 1, length: 1 },
      ],
    ],
    ['<tg-spoiler>x</tg-spoiler>', 'x', [{ type: 'spoiler', offset: 0, length: 1 }]],
    ['<span class="tg-spoiler">x</span>', 'x', [{ type: 'spoiler', offset: 0, length: 1 }]],
    [
      '<a href="https://example.com/a?b=1&amp;c=2">go</a>',
      'go',
      [{ type: 'text_link', offset: 0, length: 2, url: 'https://example.com/a?b=1&c=2' }],
    ],
    ['<blockquote expandable>q</blockquote>', 'q', [{ type: 'expandable_blockquote', offset: 0, length: 1 }]],
    ['<pre><code class="language-js">x</code></pre>', 'x', [{ type: 'pre', offset: 0, length: 1, language: 'js' }]],
    ['<B>upper</B>', 'upper', [{ type: 'bold', offset: 0, length: 5 }]],
    ['<b>closed short</>', 'closed short', [{ type: 'bold', offset: 0, length: 12 }]],
    ['a<b></b>', 'a', []],
  ])('%s becomes text with entities', (html, text, entities) => {
    expect(parseHtml(html)).toEqual({ text, entities });
  });

  it('counts entities in UTF-16 units, so that an emoji is two', () => {
    expect(parseHtml('🏋️ <b>Зал</b>').entities).toEqual([{ type: 'bold', offset: 4, length: 3 }]);
  });

  it('lists an outer entity before the inner one', () => {
    const types = parseHtml('<i><b>x</b>y</i>').entities.map(({ type }) => type);
    expect(types).toEqual(['italic', 'bold']);
  });

  it('decodes the four named characters and numbers, with or without the semicolon, and leaves other names alone', () => {
    expect(parseHtml('&lt;&gt;&amp;&quot;&#39;&#x41;&lt &nbsp;&laquo;').text).toBe('<>&"\'A< &nbsp;&laquo;');
  });

  it('drops a link with a scheme Telegram does not open and keeps its words', () => {
    expect(parseHtml('<a href="javascript:alert(1)">x</a>')).toEqual({ text: 'x', entities: [] });
  });

  it.each([
    ['<div>x</div>', 'Unsupported start tag "div" at byte offset 0'],
    ['ёж<br/>', 'Unsupported start tag "br/" at byte offset 4'],
    ['a <b', 'Unclosed start tag at byte offset 2'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
    ['<i =x>a</i>', 'Empty attribute name in the tag "i" at byte offset 0'],
    ['<a href="x>a</a>', 'Unclosed start tag at byte offset 0'],
    ['<a href=x,y>a</a>', 'Unexpected end of name token at byte offset 8'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ])('%s is refused with the words of the real server', (html, reason) => {
    expect(refusal(html)).toBe(`Bad Request: can't parse entities: ${reason}`);
  });

  it('refuses half of a surrogate pair written as a number', () => {
    expect(refusal('&#xDFDF;')).toContain('invalid Unicode characters');
  });
});
