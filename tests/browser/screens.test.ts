import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Page } from 'puppeteer';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 180_000;
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

describeInBrowser('what a person sees on the panel’s pages', (context) => {
  let product: RunningProduct;
  let page: Page;

  beforeAll(async () => {
    product = await startProduct();
    ({ page } = await openWatchedPage(context.browser, product.url));
    await logIn(page, product.url, 'owner@demo.studio', 'demo-owner-1');
  }, LIMIT_MS);
  beforeEach(() => page.setViewport(DESK));
  afterAll(() => product?.stop());

  const visit = (path: string) => page.goto(`${product.url}/admin${path}`, { waitUntil: 'networkidle0' });
  const follow = (path: string) =>
    page.$eval(`a[href$="${path}"]`, (link) => {
      (link as HTMLElement).click();
    });
  const valueOf = (name: string) =>
    page.$eval(`[data-testid=property-show-${name}]`, (value) => (value as HTMLElement).innerText.split('\n').at(-1));

  it.each([
    '/resources/Nothing',
    '/resources/Group/actions/nothing',
    '/resources/Group/records/1/nothing',
    '/pages/nothing',
  ])(
    'is told once, calmly, that there is nothing at %s, and led home',
    async (path) => {
      await visit(path);
      await seeText(page, 'Такой страницы нет');
      expect(await page.$('[data-testid=notice-wrapper]')).toBeNull();
      await clickText(page, 'На главную');
      await seeText(page, 'Занятия сегодня');
    },
    LIMIT_MS,
  );

  it(
    'reads whose page it is before what can be done, and a dash for nothing',
    async () => {
      await visit('/resources/Payment/records/1/show');
      const order = await page.$$eval('h1, a[href$="/records/1/change"], a[href$="/records/1/remove"]', (all) =>
        all.map(({ tagName }) => tagName),
      );
      expect(order[0]).toBe('H1');
      expect(order).toContain('A');
      expect(await valueOf('staffId')).toBe('—');
      expect(await valueOf('note')).toBe('—');
    },
    LIMIT_MS,
  );

  it(
    'sees a record as it is again after taking back what was done to it',
    async () => {
      await visit('/resources/MembershipPlan/records/5/archive');
      await clickText(page, 'Убрать в архив');
      await seeText(page, 'Вернуть из архива');
      await clickText(page, 'Отменить');
      await seeText(page, 'Возвращено как было');
      const notice = await page.$eval('[data-testid=notice-wrapper]', (box) => {
        const { top, bottom } = box.getBoundingClientRect();
        const actions = document.querySelector('.studio-page-actions')?.getBoundingClientRect().bottom ?? 0;
        return { isInSight: bottom <= innerHeight, isBesideActions: top >= actions };
      });
      expect(notice).toEqual({ isInSight: true, isBesideActions: true });
      await page.waitForFunction(() => !document.body.innerText.includes('Вернуть из архива'));
      await page.waitForSelector('[data-testid=property-show-archivedAt]');
      expect(await valueOf('archivedAt')).toBe('—');
    },
    LIMIT_MS,
  );

  it(
    'keeps the panel without a connection, and goes on when it is back',
    async () => {
      await visit('/resources/Coach');
      await page.setOfflineMode(true);
      try {
        await follow('/pages/dashboard');
        await seeText(page, 'Не получилось связаться с сервером');
        await follow('/resources/Group');
        await seeText(page, 'Не получилось связаться с сервером');
      } finally {
        await page.setOfflineMode(false);
      }
      await clickText(page, 'Повторить');
      await seeText(page, 'Йога утро');
      await page.setOfflineMode(true);
      try {
        await follow('/resources/Group/records/1/show');
        await seeText(page, 'Не получилось связаться с сервером');
        expect(await page.$eval('body', (body) => body.innerText)).not.toContain('не найдена');
      } finally {
        await page.setOfflineMode(false);
      }
      await clickText(page, 'Повторить');
      await page.waitForSelector('[data-testid=property-show-name]');
    },
    LIMIT_MS,
  );

  it(
    'is led to the field that was refused',
    async () => {
      await visit('/resources/MembershipPlan/actions/new');
      await page.type('#name', 'Без срока');
      await page.type('#price', '100');
      await clickText(page, 'Сохранить');
      await page.waitForFunction(() => document.activeElement?.id === 'durationDays');
      await page.evaluate(() => sessionStorage.clear());
    },
    LIMIT_MS,
  );

  it(
    'is asked in the middle of the page before a form is left',
    async () => {
      await visit('/resources/Client/records/9/edit');
      await page.type('#region', 'Ош');
      await follow('/resources/Group');
      await page.waitForSelector('dialog[open]');
      const { left, right, top } = await page.$eval('dialog[open]', (dialog) => {
        const box = dialog.getBoundingClientRect();
        return { left: box.left, right: innerWidth - box.right, top: box.top };
      });
      expect(Math.abs(left - right)).toBeLessThan(2);
      expect(top).toBeGreaterThan(100);
      await clickText(page, 'Уйти без сохранения');
    },
    LIMIT_MS,
  );

  it.each(['/resources/Client', '/resources/Coach/records/1/show', '/resources/Coach/actions/new', ''])(
    'finds one left edge on a phone: %s',
    async (path) => {
      await page.setViewport(PHONE);
      await visit(path);
      await page.waitForSelector('h1, [role=heading]');
      const edges = await page.$$eval(
        '.studio-title, .adminjs_ButtonGroup, .studio-section, .studio-lists > *',
        (all) =>
          all
            .filter((one) => one.getBoundingClientRect().width > 0)
            .map((one) => Math.round(one.getBoundingClientRect().left)),
      );
      expect([...new Set(edges)]).toEqual([16]);
    },
    LIMIT_MS,
  );
});
