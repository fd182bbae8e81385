import { expect, it } from '@jest/globals';
import { html, joinLines, joinParagraphs } from './html.js';

it('shows a name literally, whatever it is made of', () => {
  expect(html`<b>${'<a href="x">&amp;'}</b>`.source).toBe('<b>&lt;a href=&quot;x&quot;&gt;&amp;amp;</b>');
});

it('keeps the markup of a text inside a text', () => {
  expect(html`${html`<b>${'<'}</b>`} ${5}`.source).toBe('<b>&lt;</b> 5');
});

it('leaves out what there is not', () => {
  expect(joinLines([html`a`, null, html`b`]).source).toBe('a\nb');
  expect(joinParagraphs([null, html`a`, html`b`]).source).toBe('a\n\nb');
});
