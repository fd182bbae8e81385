import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { HTTPRequest, Page } from 'puppeteer';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText, type WatchedPage } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 180_000;
const ROWS = '.studio-list tbody tr';

describeInBrowser('lists at the desk and on a phone', (context) => {
  let product: RunningProduct;
  let owner: WatchedPage;

  beforeAll(async () => {
    product = await startProduct();
    owner = await openWatchedPage(context.browser, product.url);
    await logIn(owner.page, product.url, 'owner@demo.studio', 'demo-owner-1');
  }, LIMIT_MS);

  afterAll(() => product?.stop());

  const visit = async (path: string): Promise<Page> => {
    await owner.page.goto(`${product.url}/admin${path}`, { waitUntil: 'networkidle0' });
    return owner.page;
  };
  const settled = (): Promise<unknown> => owner.page.waitForSelector('.studio-lists[aria-busy=false]');
  const rows = (): Promise<string[]> =>
    owner.page.$$eval(ROWS, (lines) => lines.map((line) => line.innerText.replace(/\s+/g, ' ').trim()));
  /** "1–20 of 308" → 308 */
  const total = async (): Promise<number> => {
    const text = await owner.page.$eval('.studio-list-foot p', ({ innerText }) => innerText);
    return Number(text.split(' ').slice(2).join('').replace(/\D/g, ''));
  };

  it(
    'asks for its rows once, though it begins before it is drawn',
    async () => {
      const asked: string[] = [];
      const listen = (request: HTTPRequest): void => {
        if (request.url().includes('/actions/list')) asked.push(new URL(request.url()).search);
      };
      owner.page.on('request', listen);
      const page = await visit('/resources/Payment?filters.state=owing&page=1');
      await page.waitForSelector(ROWS);
      owner.page.off('request', listen);
      expect(asked).toEqual(['?filters.state=owing&perPage=20']);
    },
    LIMIT_MS,
  );

  it(
    'keeps tab, filters, order and page in the address: going back from a record finds the same rows',
    async () => {
      const page = await visit('/resources/Payment');
      await page.waitForSelector(ROWS);
      const all = await total();
      await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.studio-tabs button')].at(3)?.click());
      await page.waitForFunction((before) => !document.body.innerText.includes(`из ${before}`), {}, all);
      await clickText(page, 'Фильтры');
      await page.type('[aria-label="Сумма: от"]', '1000');
      await clickText(page, 'Показать');
      await seeText(page, 'Сумма: от 1 000,00 сом');
      await page.click('.studio-list thead th:nth-child(5) button');
      await page.waitForSelector('th[aria-sort=ascending]');
      await settled();
      await clickText(page, 'Дальше →');
      await page.waitForFunction(() => location.search.includes('page=2'));
      await settled();
      const [seen, address] = [await rows(), page.url()];
      expect(seen.length).toBeGreaterThan(0);
      await page.click(`${ROWS} .studio-list-open a`);
      await page.waitForFunction(() => location.pathname.endsWith('/show'));
      await page.goBack();
      await page.waitForSelector(ROWS);
      await settled();
      expect([page.url(), await rows()]).toEqual([address, seen]);
      await page.reload({ waitUntil: 'networkidle0' });
      expect(await rows()).toEqual(seen);
      await page.click('.studio-chips button');
      await page.waitForFunction(
        () => !location.search.includes('filters.amount') && !location.search.includes('page='),
      );
    },
    LIMIT_MS,
  );

  it(
    'saves what is seen as a view, which opens the same list again',
    async () => {
      const page = await visit('/resources/Payment?filters.state=owing&sortBy=amount&direction=desc');
      await page.waitForSelector(ROWS);
      const seen = await rows();
      await page.click('.studio-list-menu summary');
      await page.type('.studio-view-save input', 'Долги');
      await clickText(page, 'Сохранить');
      await page.waitForSelector('.studio-views a');
      await visit('/resources/Payment');
      await page.click('.studio-list-menu summary');
      await page.waitForSelector('.studio-views a');
      await page.click('.studio-views a');
      await page.waitForFunction(() => location.search.includes('filters.state=owing'));
      await settled();
      expect(await rows()).toEqual(seen);
    },
    LIMIT_MS,
  );

  it(
    'makes a file of all that is filtered',
    async () => {
      const page = await visit('/resources/Payment?filters.state=owing');
      await page.waitForSelector(ROWS);
      await page.evaluate(() => {
        const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (file: Blob) => {
          void file.text().then((text) => (document.body.dataset.file = text));
          return make(file);
        };
      });
      await page.evaluate(() => document.querySelectorAll<HTMLElement>('.studio-list-menu summary')[1]?.click());
      await clickText(page, 'Таблица (.csv)');
      await page.waitForFunction(() => document.body.dataset.file !== undefined);
      const file = await page.evaluate(() => document.body.dataset.file ?? '');
      expect(file.trim().split('\r\n')).toHaveLength((await total()) + 1);
    },
    LIMIT_MS,
  );

  it(
    'archives several clients on a phone after one question, and tells one result',
    async () => {
      const { page } = owner;
      await page.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true });
      await visit('/resources/Client?filters.status=new');
      await page.waitForSelector('.studio-cards li');
      const names = await page.$$eval('.studio-cards strong', (all) =>
        all.slice(0, 2).map(({ innerText }) => innerText),
      );
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(isWide).toBe(false);
      for (const name of names) await page.click(`.studio-card-tick input[aria-label="Выбрать: ${name}"]`);
      await seeText(page, 'Выбраны 2 записи');
      // Within the reach of a thumb: at the lower edge of the screen.
      const low = await page.$eval(
        '.studio-bulk',
        (bar) => bar.getBoundingClientRect().bottom >= window.innerHeight - 2,
      );
      expect(low).toBe(true);
      await clickText(page, 'В архив');
      await seeText(page, 'Отправить в архив 2 записи?');
      await page.evaluate(() => document.querySelector<HTMLElement>('dialog [type=submit]')?.click());
      await seeText(page, 'Готово: 2.');
      await clickText(page, 'Закрыть');
      await page.waitForFunction((gone) => !document.body.innerText.includes(gone), {}, names[0] ?? '');
      await visit('/resources/Client?filters.status=archived');
      await seeText(page, names[0] ?? '');
      expect(owner.faults).toEqual([]);
    },
    LIMIT_MS,
  );
});
