import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'puppeteer';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText, type WatchedPage } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 120_000;
const WEEK = '/admin/resources/GroupTraining/actions/week';
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

describeInBrowser('the timetable and its rosters', (context) => {
  let product: RunningProduct;
  let manager: WatchedPage;
  let coach: WatchedPage;

  const open = async (role: string): Promise<WatchedPage> => {
    const watched = await openWatchedPage(context.browser, product.url);
    await logIn(watched.page, product.url, `${role}@demo.studio`, `demo-${role}-1`);
    return watched;
  };

  beforeAll(async () => {
    product = await startProduct();
    manager = await open('manager');
    coach = await open('coach');
  }, LIMIT_MS);

  afterAll(() => product?.stop());

  const visit = (page: Page, path: string) => page.goto(`${product.url}${path}`, { waitUntil: 'networkidle0' });
  const titleOf = (page: Page) => page.$eval('.studio-title', (title) => (title as HTMLElement).innerText);
  const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  /** A session of the week before with clients who are not marked yet. */
  const openLastWeeks = async (page: Page) => {
    await visit(page, WEEK);
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(() => document.querySelectorAll('a.studio-entry-name').length > 3);
    await page.locator('.studio-entry-over a.studio-entry-name').click();
    await page.waitForSelector('.studio-mark');
  };
  const pressed = (page: Page) =>
    page.$$eval('.studio-mark button:first-child[aria-pressed=true]', (buttons) => buttons.length);
  /** "Пришли: 7", as the server counts them. */
  const seeCame = (page: Page, count: number) =>
    page.waitForFunction(
      (text) => document.querySelector('.studio-counts')?.textContent?.includes(text),
      {},
      `Пришли: ${count}`,
    );

  it(
    'turn from week to week by keys, buttons and the address',
    async () => {
      const { page } = manager;
      await visit(page, WEEK);
      await seeText(page, 'по плану');
      const thisWeek = await titleOf(page);
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(
        (title) => document.querySelector<HTMLElement>('.studio-title')?.innerText !== title,
        {},
        thisWeek,
      );
      expect(page.url()).toContain('?day=');
      await page.goBack();
      await page.waitForFunction(
        (title) => document.querySelector<HTMLElement>('.studio-title')?.innerText === title,
        {},
        thisWeek,
      );
      await page.click('[aria-label="Предыдущая неделя"]');
      await page.waitForFunction(
        (title) => document.querySelector<HTMLElement>('.studio-title')?.innerText !== title,
        {},
        thisWeek,
      );
      await clickText(page, 'Сегодня');
    },
    LIMIT_MS,
  );

  it(
    'start a session from the plan, with its day and hour filled in',
    async () => {
      const { page } = manager;
      await visit(page, WEEK);
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(() => document.querySelectorAll('.studio-entry-planned').length > 5);
      const planned = '.studio-day:nth-child(2) .studio-entry-planned';
      const time = (await page.$eval(`${planned} .studio-entry-time`, (text) => (text as HTMLElement).innerText)).slice(
        0,
        5,
      );
      await page.click(`${planned} summary`);
      await page.click(`${planned} a[href*=startSession]`);
      await page.waitForSelector('#time');
      expect(await page.$eval('#time', (input) => (input as HTMLInputElement).value)).toBe(time);
      await page.waitForSelector('[type=submit]:not(:disabled)');
      await page.click('[type=submit]');
      await seeText(page, 'Кто идёт');
      await page.click('.studio-back');
      await seeText(page, 'назначено');
    },
    LIMIT_MS,
  );

  it(
    'mark who came last week one by one and all at once, a double click once, and show what another marked',
    async () => {
      const { page } = manager;
      await openLastWeeks(page);
      const people = (await page.$$('.studio-mark')).length;
      // Two have not come, whoever the demo studio says came.
      for (const row of [1, 2])
        await page.click(`.studio-roster-person:nth-child(${row}) .studio-mark button:last-child`);
      await page.waitForFunction(
        () => document.querySelectorAll('.studio-mark button[aria-disabled=true]').length === 0,
      );
      const before = await pressed(page);
      expect(before).toBeLessThan(people);
      await seeCame(page, before);
      const other = await open('owner');
      await visit(other.page, new URL(page.url()).pathname);
      await other.page.waitForSelector('.studio-mark');

      const first = await page.$('.studio-mark:has(button:last-child[aria-pressed=true]) button:first-child');
      await first?.click({ count: 2 });
      await seeCame(page, before + 1);
      // The other one looks at the page again.
      await other.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await seeCame(other.page, before + 1);

      await page.click('.studio-roster-all button');
      await seeCame(page, people);
      expect(await pressed(page)).toBe(people);
      await clickText(page, 'Снять отметки');
      await seeCame(page, before + 1);
    },
    LIMIT_MS,
  );

  it(
    'show a coach the own sessions, without what is not a coach’s to do',
    async () => {
      const { page } = coach;
      await visit(page, WEEK);
      await page.waitForSelector('.studio-entry');
      const names = await page.$$eval('.studio-entry-coach', (all) => all.map((one) => one.textContent));
      expect(new Set(names).size).toBe(1);
      expect(await page.$('a[href*=startSession], a[href*=substitute], a[href$=cancel]')).toBeNull();
      expect(await page.$('a[href$="GroupTraining/actions/new"]')).toBeNull();
    },
    LIMIT_MS,
  );

  it(
    'fit a phone: the days of the week one below the other, every button under the thumb',
    async () => {
      const { page } = coach;
      await page.setViewport(PHONE);
      await visit(page, WEEK);
      await page.waitForSelector('.studio-entry');
      expect(await isTooWide(page)).toBe(false);
      await openLastWeeks(page);
      expect(await isTooWide(page)).toBe(false);
      const heights = await page.$$eval('.studio-mark button', (all) =>
        all.map((one) => one.getBoundingClientRect().height),
      );
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
      await page.setViewport(DESK);
    },
    LIMIT_MS,
  );

  it('make no script fail on the way', () => {
    expect([...manager.faults, ...coach.faults]).toEqual([]);
  });
});
