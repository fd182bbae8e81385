import { describe, expect, it } from '@jest/globals';
import { checkTelegramHtml, escapeHtml } from './telegram-html.js';

describe('the check of Telegram’s HTML', () => {
  it.each<[string, string, number]>([
    ['plain text', 'Занятие в 19:00', 15],
    ['nested tags', '<b>Да <i>и <u>нет</u></i></b>', 8],
    ['tags in capitals', '<B>x</b>', 1],
    ['a link', '<a href="https://example.com/?a=1&amp;b=2">сюда</a>', 4],
    ['a link with > in its address', "<a href='https://example.com/'>x</a>", 1],
    ['spoilers', '<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', 2],
    ['a quote that unfolds', '<blockquote expandable>q</blockquote>', 1],
    ['code with its language', '<pre><code class="language-js">x</code></pre>', 1],
    ['a custom emoji', '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', 2],
    ['named characters', '&lt;&gt;&amp;&quot;', 4],
    ['numbered characters, two units long each where they are', '&#39;&#x1F600;', 3],
    ['a lone ampersand and unknown names as they stand', 'Йога & пилатес &nbsp;', 21],
    ['spaces around the text not at all', '  <b> x </b>\n', 1],
    ['a lone > as a letter', 'a > b', 5],
  ])('counts %s', (_, text, length) => {
    expect(checkTelegramHtml(text)).toEqual({ length });
  });

  it.each<[string, string, string]>([
    ['an unknown tag', 'Всё <div>x</div>', '<div>'],
    ['a tag that is not closed', 'Скидка <b>20%', '<b>'],
    ['a tag that never ends', 'Скидка <b 20%', '<b 20%'],
    ['crossed tags', '<b><i>x</b></i>', '</b>'],
    ['an end without a beginning', 'x</b>', '</b>'],
    ['a comparison', 'a < b', '< b'],
    ['a link without an address', '<a>x</a>', '<a>'],
    ['a link that would run a script', '<a href="javascript:alert(1)">x</a>', '<a href="javascript:alert(1)">'],
    ['an attribute that Telegram would drop', '<b class="big">x</b>', '<b class="big">'],
    ['another class of span', '<span class="red">x</span>', '<span class="red">'],
    ['half a character', '&#xD800;', '&#xD800;'],
    ['an attribute whose quote is open', '<a href="https://example.com>x</a>', '<a href='],
  ])('names %s', (_, text, fault) => {
    expect(checkTelegramHtml(text)).toEqual({ fault });
  });

  it('takes whatever was escaped as what it was', () => {
    const name = `<a href=x>&"'</b>`;
    expect(checkTelegramHtml(escapeHtml(name))).toEqual({ length: name.length });
  });
});
