import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unpackJson } from '../compact-json.js';
import { pageHtml, pageOf, readState } from './page-html.js';

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
  const [, paths = 'null', session = 'null', panel = ''] =
    /REDUX_STATE=\{paths:(.*),session:(.*)\};<\/script>\n<script [^>]*json[^>]*>(.*)<\/script>/.exec(html) ?? [];
  return {
    ...(unpackJson(panel) as object),
    paths: JSON.parse(paths) as unknown,
    session: JSON.parse(session) as unknown,
  };
}

describe('a page of the panel', () => {
  it('keeps whatever people are called inside the data', () => {
    const name = '</script><script>alert(1)</script>';
    const state = { name, other: "$' $& $1 \u2028", paths: null, session: { name } };
    const html = pageOf(readState(stockPage(state)), PAGE);
    expect(html).not.toContain('<script>alert');
    expect(stateIn(html)).toEqual(state);
  });

  it('gives every script that runs the nonce, and a data text that looks like one none', () => {
    const html = pageOf(readState(stockPage({ name: '<script' })), PAGE);
    expect(html.match(/<script/g)).toHaveLength(3);
    expect(html.match(/<script type="application\/json"/g)).toHaveLength(1);
    expect(html.match(/<script nonce="n0"/g)).toHaveLength(2);
  });

  it('asks no other host, says its language and loads the built files', () => {
    const html = pageOf(readState(stockPage({})), PAGE);
    expect(html).not.toContain('https://');
    expect(html).toContain('<html lang="ru">');
    expect(html).toContain('<title>A &#38; &#60;b&#62;</title>');
    for (const file of [...FILES.styles, ...FILES.parts, FILES.script]) expect(html).toContain(`"${file}"`);
    expect(html).not.toContain('app.bundle.js');
  });

  it('leaves out the words, which the program has, and nothing else', () => {
    const session = { name: 'Айжан' };
    const paths = { rootPath: '/admin' };
    const state = { locale: { language: 'ru', translations: { ru: { a: 'б' } } }, paths, session };
    expect(stateIn(pageOf(readState(stockPage(state)), PAGE))).toEqual({
      locale: { language: 'ru' },
      paths,
      session,
    });
  });

  it('is dark or light from the first stroke where that was chosen', () => {
    expect(pageOf(readState(stockPage({})), { ...PAGE, theme: 'dark' })).toContain(
      '<html lang="ru" data-theme="dark">',
    );
  });

  it('is asked for once for each role, and a page without a state is nobody else’s', async () => {
    const pages = ['<!DOCTYPE html><p>a fault</p>', `<!DOCTYPE html>${stockPage({ resources: ['Client'] })}`];
    let asked = 0;
    const app = express()
      .use((request, _response, next) => {
        Object.assign(request, { session: { adminUser: { staffId: 1, role: 'owner' } } });
        next();
      })
      .use(pageHtml(() => ({ ...PAGE })))
      .use((_request, response) => void response.send(pages[Math.min(asked++, 1)]));
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const read = async () =>
      stateIn(await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/pages/x`)).text());
    const owner = { resources: ['Client'], paths: null, session: { staffId: 1, role: 'owner' } };
    await read();
    expect([await read(), asked]).toEqual([{ ...owner, session: null }, 2]);
    expect([await read(), asked]).toEqual([owner, 2]);
    server.close();
    server.closeAllConnections();
  });
});
