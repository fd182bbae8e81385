import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'puppeteer';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText, type WatchedPage } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 120_000;

describeInBrowser('putting a sale right', (context) => {
  let product: RunningProduct;
  let owner: WatchedPage;
  let page: Page;
  /** Address of the first client without a membership, and of the membership sold to that client. */
  let client: string;
  let payment: string;

  beforeAll(async () => {
    product = await startProduct();
    owner = await openWatchedPage(context.browser, product.url);
    ({ page } = owner);
    await logIn(page, product.url, 'owner@demo.studio', 'demo-owner-1');
    client = (await clients('new'))[0] ?? '';
    await visit(`${client}/renew`);
    await page.locator('.studio-plans ::-p-text(Без тарифа)').click();
    await fill('durationDays', '30');
    await fill('amount', '3000');
    await fill('paid', '1000');
    await seeText(page, 'Останется долг 2 000,00');
    await clickText(page, 'Продать');
    await seeText(page, 'Подробнее');
    payment = await page.$eval('a[href*="/Payment/"]', ({ pathname }) => pathname.replace(/^\/admin|\/\w+$/g, ''));
  }, LIMIT_MS);

  afterAll(() => product?.stop());

  const visit = (path: string) => page.goto(`${product.url}/admin${path}`, { waitUntil: 'networkidle0' });
  const fill = async (id: string, text: string) => {
    await page.locator(`#${id}`).click({ count: 3 });
    await page.keyboard.press('Backspace');
    await page.type(`#${id}`, text);
  };
  const clients = async (status: string): Promise<string[]> => {
    await visit(`/resources/Client?filters.status=${status}`);
    return page.$$eval('a.studio-list-title', (links) =>
      links.map(({ pathname }) => pathname.replace(/^\/admin|\/show$/g, '')),
    );
  };

  it(
    'changes the days with a look at what moves, and takes it back from the membership’s own page',
    async () => {
      await visit(`${payment}/change`);
      await fill('duration', 'тридцать');
      await seeText(page, 'Здесь нужно целое число.');
      await fill('duration', '10');
      await seeText(page, '10 дней с');
      await seeText(page, 'Станет');
      await clickText(page, 'Сохранить');
      await seeText(page, 'Изменение можно отменить здесь же');
      await seeText(page, '10 дней');
      await clickText(page, 'Отменить изменение');
      await seeText(page, 'вернутся туда, где были до изменения');
      await seeText(page, 'Станет');
      await clickText(page, 'Отменить изменение');
      await seeText(page, '30 дней с');
      expect(owner.faults).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'deletes a sale and brings it back with one press on the client’s card',
    async () => {
      await visit(`${payment}/remove`);
      await seeText(page, 'Ни один период не сдвинется.');
      await clickText(page, 'Удалить абонемент');
      await seeText(page, 'Абонементов ещё нет');
      await page.reload({ waitUntil: 'networkidle0' });
      await clickText(page, 'Вернуть абонемент');
      await seeText(page, '30 дней с');
      expect(page.url()).not.toContain('removed');
      expect(owner.faults).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'takes part of the debt, refuses more than is owed, and removes what was entered by mistake',
    async () => {
      await visit(`${payment}/pay`);
      await fill('amount', '2000,01');
      await seeText(page, 'Это больше, чем нужно заплатить');
      await fill('amount', '500,50');
      await seeText(page, 'Останется долг 1 499,50');
      await clickText(page, 'Карта');
      await clickText(page, 'Принять деньги');
      await seeText(page, 'Оплачено 1 500,50');
      await visit(`${payment}/show`);
      await seeText(page, 'Доплаты');
      await clickText(page, 'Убрать');
      await clickText(page, 'Да, убрать доплату');
      await seeText(page, 'долг 2 000,00');
      expect(owner.faults).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'hands the rest to a client found and chosen with the keyboard alone, and both cards tell of it',
    async () => {
      const taker = (await clients('expired'))[0] ?? '';
      await visit(`${taker}/show`);
      const name = await page.$eval('.studio-title', (title) => title.firstChild?.textContent?.trim() ?? '');
      await visit(`${payment}/transfer`);
      await page.keyboard.type(name);
      await page.waitForSelector('.studio-plans input[type=radio]');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await seeText(page, `Получит: ${name}`);
      await seeText(page, 'Долг 2 000,00 сом остаётся за тем, кто отдаёт');
      await clickText(page, 'Передать остаток');
      await seeText(page, 'Остаток передан:');
      await visit(`${taker}/show`);
      await seeText(page, 'Получен от:');
      await visit(`${payment}/undoTransfer`);
      await seeText(page, 'Станет');
      await clickText(page, 'Отменить передачу');
      await seeText(page, '30 дней с');
      expect(owner.faults).toEqual([]);
    },
    LIMIT_MS,
  );
});
