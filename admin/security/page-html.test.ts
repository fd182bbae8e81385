import { describe, expect, it } from '@jest/globals';
import { rewritePage } from './page-html.js';

const PAGE = { nonce: 'n0', language: 'ru' as const, theme: null, studioName: 'A & <b>', assetVersion: 'v1' };

function page(state: unknown): string {
  return [
    '<html lang=en><head><script>',
    `  window.REDUX_STATE = ${JSON.stringify(state)};`,
    '</script><title>A & <b></title>',
    '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Roboto:300" type="text/css">',
    '<script src="/admin/frontend/assets/app.bundle.js"></script></head></html>',
  ].join('\n');
}

describe('a page of the panel', () => {
  it('keeps whatever people are called inside the data', () => {
    const html = rewritePage(page({ name: '</script><script>alert(1)</script>' }), PAGE);
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('"\\u003c/script>\\u003cscript>alert(1)');
  });

  it('gives every script the nonce, and a data text that looks like one none', () => {
    const html = rewritePage(page({ name: '<script' }), PAGE);
    expect(html.match(/<script nonce="n0"/g)).toHaveLength(2);
  });

  it('asks no other host, says its language and lets assets be cached by version', () => {
    const html = rewritePage(page({}), PAGE);
    expect(html).not.toContain('https://');
    expect(html).toContain('<html lang="ru">');
    expect(html).toContain('src="/admin/frontend/assets/app.bundle.js?v=v1"');
    expect(html).toContain('<title>A &#38; &#60;b&#62;</title>');
  });

  it('leaves dollar signs of a name alone', () => {
    expect(rewritePage(page({ name: "$' $& $1" }), { ...PAGE, studioName: '$& $1' })).toContain(
      '<title>$&#38; $1</title>',
    );
  });
});
