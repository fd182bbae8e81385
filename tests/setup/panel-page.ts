import type { Browser, Page } from 'puppeteer';

/** A tab that remembers what must not happen: script errors, failed loads, requests to other hosts. */
export interface WatchedPage {
  page: Page;
  faults: string[];
}

export async function openWatchedPage(browser: Browser, origin: string): Promise<WatchedPage> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const faults: string[] = [];
  await page.setViewport({ width: 1280, height: 900 });
  page.on('pageerror', (error) =>
    faults.push(`script error: ${error instanceof Error ? error.message : String(error)}`),
  );
  // Whoever goes on to another page has meant it, unless a suite looks at the browser's questions itself.
  page.on('dialog', (dialog) => {
    if (dialog.type() === 'beforeunload' && page.listenerCount('dialog') === 1) void dialog.accept();
  });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')) faults.push(`foreign: ${url}`);
  });
  return { page, faults };
}

/** Clicks what a person would: the visible button, link or label with exactly this text, the last one where there are several. */
export async function clickText(page: Page, text: string): Promise<void> {
  const handle = await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll<HTMLElement>('button, a, label')]
        .filter((element) => element.innerText.trim() === wanted && element.checkVisibility())
        .filter((element) => !(element as HTMLButtonElement).disabled)
        .at(-1),
    {},
    text,
  );
  await handle.asElement()?.evaluate((element) => (element as HTMLElement).click());
}

/** Waits until the page shows the text; sums are written with spaces that no line breaks at. */
export async function seeText(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.body.innerText.replace(/[\u00A0\u202F]/g, ' ').includes(wanted),
    {},
    text,
  );
}

export async function logIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/admin`, { waitUntil: 'networkidle0' });
  await page.type('input[name=email]', email);
  await page.type('input[name=password]', password);
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.keyboard.press('Enter')]);
}
