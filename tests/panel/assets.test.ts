import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import express from 'express';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assetRoutes } from '../../admin/security/assets.js';
import { MANIFEST, type Manifest } from '../../admin/security/manifest.js';

/** `npm test` builds before it runs. */
const FOLDER = path.resolve('dist-admin');
const KILOBYTE = 1000;

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  bytes: number;
}

describe('the files of the panel', () => {
  let server: Server;
  const manifest = JSON.parse(readFileSync(path.join(FOLDER, MANIFEST), 'utf8')) as Manifest;
  const { panel, login, icon } = manifest;

  beforeAll(async () => {
    server = createServer(express().use('/admin', assetRoutes({ folder: FOLDER, manifest })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** As it goes over the wire: nothing is unpacked. */
  const fetchFile = (name: string, encoding = 'gzip, br'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const headers = { 'accept-encoding': encoding };
      get({ port, path: `/admin/assets/${name}`, headers }, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => (bytes += chunk.length));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes }));
      }).on('error', reject);
    });
  const sizeOf = async (names: readonly string[]): Promise<number> => {
    const answers = await Promise.all(names.map((name) => fetchFile(name)));
    return answers.reduce((sum, { bytes }) => sum + bytes, 0) / KILOBYTE;
  };

  it('sends a login page of a few kilobytes and a panel of less than half a megabyte', async () => {
    expect(await sizeOf([login.script, login.style, icon])).toBeLessThan(10);
    expect(await sizeOf([panel.script, ...panel.parts, panel.style])).toBeLessThan(500);
  });

  it('leaves Chart.js to the pages that draw with it', () => {
    const read = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');
    const isChart = (name: string): boolean => read(name).includes('Canvas is already in use');
    expect([panel.script, ...panel.parts].some(isChart)).toBe(false);
    expect(manifest.later.some(isChart)).toBe(true);
  });

  it('may be kept for ever, because a changed file has another name', async () => {
    for (const name of [panel.script, ...panel.parts, panel.style, login.script, login.style, icon]) {
      const { status, headers } = await fetchFile(name);
      expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect(name).toMatch(/-[A-Z0-9]{8}\.(?:js|css|svg)$/);
    }
  });

  it.each([
    ['br', 'br', 'gzip, deflate, br'],
    ['gzip', 'gzip', 'gzip'],
    ['as it is', undefined, 'identity'],
  ])('comes packed as the browser can unpack it: %s', async (_title, packed, accepted) => {
    const { headers } = await fetchFile(panel.style, accepted);
    expect(headers['content-encoding']).toBe(packed);
    expect(headers['content-type']).toContain('text/css');
    expect(headers.vary).toBe('Accept-Encoding');
  });

  it('serves nothing else from its folder', async () => {
    for (const name of [MANIFEST, `${panel.style}.br`, '..%2Fpackage.json', 'panel-00000000.js']) {
      expect((await fetchFile(name)).status).toBe(404);
    }
  });
});
