import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { capture, localTool, step } from './steps.mjs';

const DOWNLOAD_LIMIT_MS = 5 * 60_000;

const USUAL_PATHS = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    path.join(os.homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter(Boolean)
    .map((folder) => path.join(folder, 'Google/Chrome/Application/chrome.exe')),
};

/** Where puppeteer keeps the browser of its own version, whether or not it has been fetched. */
async function puppeteerPath() {
  const { default: puppeteer } = await import('puppeteer');
  return puppeteer.executablePath();
}

function installedBrowser() {
  return [process.env.PUPPETEER_EXECUTABLE_PATH, ...(USUAL_PATHS[process.platform] ?? [])].find(
    (file) => file && existsSync(file),
  );
}

/**
 * The Chrome or Chromium for browser tests: the one named by PUPPETEER_EXECUTABLE_PATH, the machine's own, the one
 * puppeteer fetched before, and, where `mayFetch` and the network allow, one fetched now. Null when there is none.
 */
export async function findBrowser({ mayFetch }) {
  const found = installedBrowser();
  if (found) return found;
  const own = await puppeteerPath();
  if (existsSync(own)) return own;
  if (!mayFetch) return null;
  const cli = localTool('puppeteer/lib/cjs/puppeteer/node/cli.js');
  await step('No browser found: fetching one for the browser tests', () =>
    capture(process.execPath, [cli, 'browsers', 'install', 'chrome'], { timeoutMs: DOWNLOAD_LIMIT_MS }),
  );
  return existsSync(own) ? own : null;
}
