import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'puppeteer';
import { describeInBrowser } from '../setup/browser.js';
import { logIn, openWatchedPage, type WatchedPage } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 180_000;
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Pages of the owner, who sees everything; `:Client` stands for the first record of the list. */
const PAGES: Record<string, readonly string[]> = {
  'what everybody opens': ['', '/resources/Client', '/resources/Payment', '/resources/Group', '/resources/Broadcast'],
  'the card of a client': ['#memberships', '#freezes', '#visits', '#messages', '#history'].map(
    (tab) => `/resources/Client/records/:Client/show${tab}`,
  ),
  'forms about a client': ['edit', 'renew', 'freeze', 'message', 'erase'].map(
    (form) => `/resources/Client/records/:Client/${form}`,
  ),
  'forms of new records': [
    'Client',
    'Group',
    'Coach',
    'Closure',
    'Broadcast',
    'MembershipPlan',
    'Staff',
    'ApiToken',
  ].map((resource) => `/resources/${resource}/actions/new`),
  'timetable, sessions and groups': [
    '/resources/GroupTraining/actions/week',
    '/resources/GroupTraining/records/:GroupTraining/show',
    '/resources/Group/records/:Group/show',
    '/resources/Group/records/:Group/startSession',
  ],
  'pages of the owner': ['/pages/dashboard', '/resources/Setting', '/resources/ApiToken', '/resources/AuditEntry'],
};

describeInBrowser('the panel for everybody', (context) => {
  let product: RunningProduct;
  let desk: WatchedPage;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    product = await startProduct();
    desk = await openWatchedPage(context.browser, product.url);
    await logIn(desk.page, product.url, 'owner@demo.studio', 'demo-owner-1');
    for (const resource of ['Client', 'Group', 'GroupTraining']) ids.set(resource, await firstOf(desk.page, resource));
  }, LIMIT_MS);

  afterAll(() => product?.stop());

  const goTo = (path: string): Promise<unknown> => {
    const known = path.replace(/:(\w+)/, (_, resource: string) => ids.get(resource) ?? '');
    return desk.page.goto(`${product.url}/admin${known}`, { waitUntil: 'networkidle0' });
  };

  describe.each(Object.entries(PAGES))('%s', (_title, paths) => {
    it(
      'have no serious fault for a screen reader or weak eyes: at a desk, on a phone, light and dark',
      async () => {
        const faults: string[] = [];
        for (const path of paths) {
          await desk.page.setViewport(DESK);
          await goTo(path);
          for (const theme of ['light', 'dark']) {
            await wear(desk.page, theme);
            faults.push(...(await seriousFaults(desk.page)).map((fault) => `${path} ${theme}: ${fault}`));
          }
          await desk.page.setViewport(PHONE);
          faults.push(...(await seriousFaults(desk.page)).map((fault) => `${path} phone: ${fault}`));
        }
        expect(faults).toEqual([]);
      },
      LIMIT_MS,
    );
  });

  it(
    'lets a keyboard past the menu, and the focus is seen and lies under no bar',
    async () => {
      const { page } = desk;
      await page.setViewport(DESK);
      await goTo('/resources/Client/records/:Client/show');
      await page.keyboard.press('Tab');
      expect(await focusedText(page)).toBe('Перейти к содержанию');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
      for (let step = 0; step < 8; step += 1) {
        expect(await focusIsSeen(page)).toBe(true);
        await page.keyboard.press('Tab');
      }
    },
    LIMIT_MS,
  );

  it(
    'opens the menu on a phone with one press, closes it with Escape and skips it while it is closed',
    async () => {
      const { page } = desk;
      await page.setViewport(PHONE);
      await goTo('');
      await page.keyboard.press('Tab');
      expect(await focusedText(page)).toBe('');
      const menu = '.studio-menu-button';
      expect(await page.$eval(menu, (button) => button.matches(':focus'))).toBe(true);
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.matches('.studio-menu a'));
      await page.keyboard.press('Escape');
      await page.waitForFunction((button) => document.activeElement?.matches(button), {}, menu);
      expect(await page.$eval(menu, (button) => button.ariaExpanded)).toBe('false');
    },
    LIMIT_MS,
  );

  it(
    'keeps the chosen look from page to page, from the first stroke, and follows the device again when told to',
    async () => {
      const { page } = desk;
      await page.setViewport(DESK);
      await goTo('');
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
      expect(await ground(page)).toBe('rgb(244, 247, 246)');
      await chooseLook(page, 'Тёмное');
      expect(await ground(page)).toBe('rgb(16, 23, 21)');
      const answer = await page.goto(`${product.url}/admin/resources/Client`);
      expect(await answer?.text()).toContain('data-theme="dark"');
      await page.waitForSelector('.studio-account');
      await chooseLook(page, 'Как на устройстве');
      expect(await ground(page)).toBe('rgb(244, 247, 246)');
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
      expect(await ground(page)).toBe('rgb(16, 23, 21)');
    },
    LIMIT_MS,
  );

  it(
    'lets nobody out in vain: the login page has no serious fault either',
    async () => {
      const stranger = await openWatchedPage(context.browser, product.url);
      for (const theme of ['light', 'dark']) {
        await stranger.page.goto(`${product.url}/admin/login`, { waitUntil: 'networkidle0' });
        await wear(stranger.page, theme);
        expect(await seriousFaults(stranger.page)).toEqual([]);
      }
      await stranger.page.close();
    },
    LIMIT_MS,
  );
});

async function firstOf(page: Page, resource: string): Promise<string> {
  return page.evaluate(async (id) => {
    const answer = await fetch(`/admin/api/resources/${id}/actions/list`);
    const { records } = (await answer.json()) as { records: { id: string }[] };
    return String(records[0]?.id);
  }, resource);
}

function wear(page: Page, theme: string): Promise<void> {
  return page.evaluate(async (name) => {
    document.documentElement.dataset.theme = name;
    await new Promise(requestAnimationFrame);
    // Colours that fade into each other are measured when they have.
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  }, theme);
}

/** What axe calls serious or critical, each with the first element that has it. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const { axe: engine } = window as unknown as { axe: typeof axe };
    const { violations } = await engine.run(document, { runOnly: rules, resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120) ?? ''}`);
  }, RULES);
}

function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText.trim() ?? '');
}

/** Whether the focused element has an outline and is what lies on top at its place. */
function focusIsSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return false;
    const { left, top, width, height } = focused.getBoundingClientRect();
    const onTop = document.elementFromPoint(left + width / 2, top + height / 2);
    const isOnTop = onTop !== null && (focused.contains(onTop) || onTop.contains(focused));
    return isOnTop && getComputedStyle(focused).outlineStyle !== 'none';
  });
}

function ground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

async function chooseLook(page: Page, look: string): Promise<void> {
  await page.click('.studio-account > button');
  const label = await page.waitForSelector(`::-p-xpath(//label[normalize-space()="${look}"])`);
  await label?.click();
  await page.keyboard.press('Escape');
}
