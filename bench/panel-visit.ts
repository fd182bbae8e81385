import type { Browser, CDPSession, Page } from 'puppeteer';

/** A studio's connection: 10 Mbit/s each way and 40 ms there and back. */
const NETWORK = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 };
const ROWS = '[data-css$="-table-body"] tr, a[href*="/resources/Client/records/"]';
const LIST = '/admin/resources/Client';
const SETTLED_MS = 1500;

export interface PanelUnderTest {
  url: string;
  email: string;
  password: string;
}

/** One visit: bytes as they came over the wire, headers included. */
export interface Visit {
  loginBytes: number;
  /** Of the list, with what was fetched ahead of it while the login page was open. */
  pageBytes: number;
  againBytes: number;
  loginMs: number;
  /** From Enter on the login page, pressed at once, to the rows of the list. */
  pageMs: number;
  againMs: number;
}

/** Counts what is loaded, apart by whether the page needs it or fetches it ahead. */
class Traffic {
  private readonly ahead = new Set<string>();
  needed = 0;
  fetchedAhead = 0;

  constructor(session: CDPSession) {
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (request.headers['Sec-Purpose'] === 'prefetch') this.ahead.add(requestId);
    });
    session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => this.add(requestId, encodedDataLength));
    session.on('Network.responseReceived', ({ requestId, response }) => {
      if (!response.fromDiskCache) this.add(requestId, response.encodedDataLength);
    });
  }

  /** What came since the last time. */
  take(): { needed: number; ahead: number } {
    const taken = { needed: this.needed, ahead: this.fetchedAhead };
    this.needed = 0;
    this.fetchedAhead = 0;
    return taken;
  }

  private add(requestId: string, bytes: number): void {
    if (this.ahead.has(requestId)) this.fetchedAhead += bytes;
    else this.needed += bytes;
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
}

/** Waits for the login form, or for the rows of the list, as somebody sees them. */
async function see(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => [...document.querySelectorAll(wanted)].some((element) => element.checkVisibility()),
    { timeout: 90_000 },
    selector,
  );
}

/** A stock login leads to the dashboard, whatever was asked for: its router is sent on to the list, which costs it no reload. */
async function seeListAfterLogin(page: Page, path: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => !location.pathname.endsWith('/login') && document.querySelector(wanted),
    { timeout: 90_000 },
    '[data-css=sidebar]',
  );
  await page.evaluate((wanted) => {
    if (location.pathname === wanted) return;
    history.pushState({}, '', wanted);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await see(page, ROWS);
}

/** With an empty cache: the login page, the list of clients behind it, and that list once more. */
export async function visitPanel(browser: Browser, { url, email, password }: PanelUnderTest): Promise<Visit> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', NETWORK);
  // AdminJS asks Google for a font on every page: refused at once, so that the stock panel waits for no other host.
  await session.send('Network.setBlockedURLs', { urls: ['*fonts.googleapis.com*'] });
  const traffic = new Traffic(session);
  const list = `${url}${LIST}`;
  const loginMs = await timed(async () => {
    await page.goto(list, { waitUntil: 'domcontentloaded' });
    await see(page, 'input[name=password]');
  });
  await page.$eval('input[name=email]', (field, text) => (field.value = text), email);
  await page.$eval('input[name=password]', (field, text) => (field.value = text), password);
  await page.focus('input[name=password]');
  const login = traffic.take();
  const pageMs = await timed(async () => {
    await page.keyboard.press('Enter');
    await seeListAfterLogin(page, LIST);
  });
  await settle();
  const first = traffic.take();
  const againMs = await timed(async () => {
    await page.goto(list, { waitUntil: 'domcontentloaded' });
    await see(page, ROWS);
  });
  await settle();
  const again = traffic.take();
  await context.close();
  return {
    loginBytes: login.needed,
    pageBytes: login.ahead + first.ahead + first.needed,
    againBytes: again.needed,
    loginMs,
    pageMs,
    againMs,
  };
}
