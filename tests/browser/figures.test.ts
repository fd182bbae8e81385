import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'puppeteer';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText, type WatchedPage } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 120_000;
const PAGE = '/admin/pages/dashboard';

describeInBrowser('the dashboard', (context) => {
  let product: RunningProduct;
  let owner: WatchedPage;

  beforeAll(async () => {
    product = await startProduct();
    owner = await openWatchedPage(context.browser, product.url);
    await logIn(owner.page, product.url, 'owner@demo.studio', 'demo-owner-1');
  }, LIMIT_MS);

  afterAll(() => product?.stop());

  const open = async (page: Page, search = ''): Promise<void> => {
    await page.goto(`${product.url}${PAGE}${search}`, { waitUntil: 'networkidle0' });
    await page.waitForSelector('.figures-content');
  };
  const textOf = (page: Page, selector: string) =>
    page.$eval(selector, (element) => (element as HTMLElement).innerText);
  const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

  it(
    'keeps the chosen period in the address, over a reload and back again',
    async () => {
      const { page } = owner;
      await open(page);
      await seeText(page, 'Активные клиенты');
      await clickText(page, '7 дней');
      await page.waitForFunction(() => location.search.includes('range=days7'));
      await page.waitForSelector('.figures-content[aria-busy=false]');
      const week = await textOf(page, '[data-figure=visits]');
      await clickText(page, 'Этот год');
      await page.waitForFunction(() => location.search.includes('range=thisYear'));
      await page.goBack();
      await page.waitForFunction(
        (text) => document.querySelector<HTMLElement>('[data-figure=visits]')?.innerText === text,
        {},
        week,
      );
      await page.reload({ waitUntil: 'networkidle0' });
      await page.waitForSelector('.figures-content');
      expect(await textOf(page, '[data-figure=visits]')).toBe(week);
      // A day of one's own, as it is picked in the browser's own field.
      const day = await page.$eval('.figures-days input', (from) => {
        const [first, last] = [from, document.querySelectorAll<HTMLInputElement>('.figures-days input')[1]];
        // React hears of it only where the browser's own setter was called.
        if (last) Reflect.set(HTMLInputElement.prototype, 'value', first.value, last);
        last?.dispatchEvent(new Event('input', { bubbles: true }));
        return first.value;
      });
      await clickText(page, 'Показать');
      await page.waitForFunction((date) => location.search.includes(`from=${date}&to=${date}`), {}, day);
    },
    LIMIT_MS,
  );

  it(
    'says what a number means to the pointer, the keyboard and the reader, and opens the rows behind it',
    async () => {
      const { page } = owner;
      await open(page);
      await page.hover('[data-figure=revenue] .figures-definition button');
      await seeText(page, 'Полученные деньги');
      await page.mouse.move(0, 0);
      await page.focus('[data-figure=active] .figures-definition button');
      await seeText(page, 'Последний оплаченный день считается');
      await page.keyboard.press('Escape');
      expect(await page.$('[role=tooltip]')).toBeNull();
      const active = Number((await textOf(page, '[data-figure=active] strong')).replace(/\D/g, ''));
      await page.click('[data-figure=active] strong a');
      await page.waitForSelector('[data-rows=active]');
      expect(active).toBeGreaterThan(0);
      await seeText(page, `всего: ${active}`);
      await clickText(page, '← Назад');
      await page.waitForSelector('[data-figure=active]');
      expect(await page.$$eval('.figures-charts figcaption', (all) => all.map((one) => one.textContent))).toEqual(
        expect.arrayContaining([expect.stringMatching(/Всего .+\. Больше всего: .+\. Меньше всего: /)]),
      );
    },
    LIMIT_MS,
  );

  it(
    'is looked at as of a past day, and says so',
    async () => {
      const { page } = owner;
      await open(page, '?asOf=2020-02-03&view=clients');
      await seeText(page, 'Так всё выглядело на 3 февраля 2020');
      await clickText(page, 'Вернуться к сегодняшнему дню');
      await page.waitForFunction(() => !location.search.includes('asOf'));
      await page.waitForSelector('[data-figure=renewal]');
    },
    LIMIT_MS,
  );

  it(
    'fits a phone and a sheet of paper',
    async () => {
      const { page } = owner;
      await page.setViewport({ width: 390, height: 844 });
      for (const view of ['overview', 'revenue', 'clients', 'coaches']) {
        await open(page, `?view=${view}&range=months12`);
        expect([view, await isTooWide(page)]).toEqual([view, false]);
      }
      await page.setViewport({ width: 1280, height: 900 });
      await open(page, '?range=days30');
      await page.emulateMediaType('print');
      const shown = await page.evaluate(() =>
        ['.studio-menu', '.figures-bar', '.figures-tiles', '.figures-numbers table', '.figures-definitions dl'].filter(
          (selector) => document.querySelector(selector)?.checkVisibility({ contentVisibilityAuto: true }),
        ),
      );
      await page.emulateMediaType();
      expect(shown).toEqual(['.figures-tiles', '.figures-numbers table', '.figures-definitions dl']);
      expect(owner.faults).toEqual([]);
    },
    LIMIT_MS,
  );
});
