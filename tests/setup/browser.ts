import { afterAll, beforeAll, describe } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { runFolder } from './run.js';

const LAUNCH_LIMIT_MS = 60_000;

/** Quiet and alone: no first-run pages and no calls home. Root (as in CI) has no sandbox to offer. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** The browser of a suite, usable inside hooks and tests only. */
export interface TestBrowser {
  readonly browser: Browser;
}

/** A suite in the headless browser of TEST_BROWSER, with a profile of its own; skipped (and counted) without one. */
export function describeInBrowser(title: string, suite: (context: TestBrowser) => void): void {
  const executablePath = process.env.TEST_BROWSER;
  (executablePath ? describe : describe.skip)(`${title} (browser)`, () => {
    let launched: Browser | null = null;
    beforeAll(async () => {
      const userDataDir = mkdtempSync(path.join(runFolder(), 'browser-'));
      launched = await puppeteer.launch({ executablePath, headless: true, args: FLAGS, userDataDir });
    }, LAUNCH_LIMIT_MS);
    afterAll(() => launched?.close());
    suite({
      get browser() {
        if (!launched) throw new Error('the browser is open inside hooks and tests only');
        return launched;
      },
    });
  });
}
