import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkTelegramHtml } from '../src/lib/telegram-html.js';
import { toHtml } from './formatted-text.js';

describe('a text that somebody has formatted', () => {
  it('keeps its looks as tags and has everything else escaped', () => {
    const text = 'Скидка <b>50%</b> & "йога" 🧘 сегодня';
    const entities = [
      { type: 'bold', offset: 0, length: 6 },
      { type: 'italic', offset: text.indexOf('🧘'), length: 2 },
      { type: 'text_link', offset: text.indexOf('сегодня'), length: 7, url: 'https://example.com/?a=1&b="2"' },
    ];
    expect(toHtml(text, entities)).toBe(
      '<b>Скидка</b> &lt;b&gt;50%&lt;/b&gt; &amp; &quot;йога&quot; <i>🧘</i> ' +
        '<a href="https://example.com/?a=1&amp;b=&quot;2&quot;">сегодня</a>',
    );
  });

  it('nests what is nested', () => {
    const entities = [
      { type: 'bold', offset: 0, length: 10 },
      { type: 'italic', offset: 2, length: 3 },
    ];
    expect(toHtml('abcdefghij', entities)).toBe('<b>ab<i>cde</i>fghij</b>');
    expect(
      toHtml('abcde', [
        { type: 'bold', offset: 0, length: 5 },
        { type: 'underline', offset: 0, length: 5 },
      ]),
    ).toBe('<b><u>abcde</u></b>');
  });

  it('closes and opens again what crosses', () => {
    const entities = [
      { type: 'bold', offset: 0, length: 3 },
      { type: 'italic', offset: 2, length: 3 },
    ];
    expect(toHtml('abcdef', entities)).toBe('<b>ab<i>c</i></b><i>de</i>f');
  });

  it('has no tag for what Telegram finds by itself, and none for a link that is no address', () => {
    const entities = [
      { type: 'url', offset: 0, length: 3 },
      { type: 'text_link', offset: 4, length: 3, url: 'javascript:alert(1)' },
      { type: 'constructor', offset: 0, length: 3 },
    ];
    expect(toHtml('abc def', entities)).toBe('abc def');
    expect(toHtml('plain')).toBe('plain');
  });

  it('is HTML that Telegram takes, whatever the entities', () => {
    const types = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler'];
    const entity = fc.record({
      type: fc.constantFrom(...types),
      offset: fc.integer({ min: -2, max: 30 }),
      length: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(entity, { maxLength: 6 }), (text, entities) => {
        expect(checkTelegramHtml(toHtml(text, entities))).toHaveProperty('length');
      }),
    );
  });
});
