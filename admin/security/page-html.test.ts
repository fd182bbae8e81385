import { describe, expect, it } from '@jest/globals';
import { pageOf } from './page-html.js';

const FILES = {
  icon: '/admin/assets/favicon-1.svg',
  styles: ['/admin/assets/panel-1.css'],
  parts: ['/admin/assets/part-1.js'],
  script: '/admin/assets/panel-1.js',
};
const PAGE = { nonce: 'n0', language: 'ru' as const, theme: null, studioName: 'A & <b>', files: FILES };

/** As AdminJS writes it. */
function stockPage(state: unknown): string {
  return [
    '<html lang=en><head><script>',
    `  window.REDUX_STATE = ${JSON.stringify(state)};`,
    '</script><title>A & <b></title>',
    '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Roboto:300" type="text/css">',
    '<script src="/admin/frontend/assets/app.bundle.js"></script></head></html>',
  ].join('\n');
}

/** What the page's script finds. */
function stateIn(html: string): unknown {
  return JSON.parse(/window\.REDUX_STATE=(.*);<\/script>/.exec(html)?.[1] ?? 'null');
}

describe('a page of the panel', () => {
  it('keeps whatever people are called inside the data', () => {
    const state = { name: '</script><script>alert(1)</script>', other: "$' $& $1 \u2028" };
    const html = pageOf(stockPage(state), PAGE);
    expect(html).not.toContain('<script>alert');
    expect(stateIn(html)).toEqual(state);
  });

  it('gives every script the nonce, and a data text that looks like one none', () => {
    const html = pageOf(stockPage({ name: '<script' }), PAGE);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<script nonce="n0"/g)).toHaveLength(2);
  });

  it('asks no other host, says its language and loads the built files', () => {
    const html = pageOf(stockPage({}), PAGE);
    expect(html).not.toContain('https://');
    expect(html).toContain('<html lang="ru">');
    expect(html).toContain('<title>A &#38; &#60;b&#62;</title>');
    for (const file of [...FILES.styles, ...FILES.parts, FILES.script]) expect(html).toContain(`"${file}"`);
    expect(html).not.toContain('app.bundle.js');
  });

  it('leaves out the words, which the program has, and nothing else', () => {
    const state = { locale: { language: 'ru', translations: { ru: { a: 'б' } } }, paths: { rootPath: '/admin' } };
    expect(stateIn(pageOf(stockPage(state), PAGE))).toEqual({
      locale: { language: 'ru' },
      paths: { rootPath: '/admin' },
    });
  });

  it('is dark or light from the first stroke where that was chosen', () => {
    expect(pageOf(stockPage({}), { ...PAGE, theme: 'dark' })).toContain('<html lang="ru" data-theme="dark">');
  });
});
