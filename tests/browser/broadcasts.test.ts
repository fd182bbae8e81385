import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'puppeteer';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText, type WatchedPage } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 120_000;

describeInBrowser('asking people to come', (context) => {
  let product: RunningProduct;
  let manager: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    product = await startProduct();
    manager = await openWatchedPage(context.browser, product.url);
    ({ page } = manager);
    await logIn(page, product.url, 'manager@demo.studio', 'demo-manager-1');
  }, LIMIT_MS);

  afterAll(() => product?.stop());

  const visit = (path: string) => page.goto(`${product.url}/admin${path}`, { waitUntil: 'networkidle0' });
  const pressTwice = (text: string) =>
    page.evaluate((wanted) => {
      const buttons = [...document.querySelectorAll('button')].filter(({ innerText }) => innerText.startsWith(wanted));
      for (const _ of [1, 2]) buttons.at(-1)?.click();
    }, text);

  it(
    'starts one session of a group with a double click, after a refused link',
    async () => {
      await visit('/resources/Group/records/3/show');
      await clickText(page, 'Начать занятие');
      await seeText(page, '(обычно)');
      await seeText(page, 'Приглашения получат');
      await page.type('#link', 'не ссылка');
      await page.$eval('#link', (input) => input.removeAttribute('type'));
      await pressTwice('Начать и пригласить');
      await page.waitForSelector('#link-error');
      await page.locator('#link').click({ count: 3 });
      await page.type('#link', 'https://meet.example.com/one-click');
      await pressTwice('Начать и пригласить');
      await seeText(page, 'Занятие создано');
      await seeText(page, 'https://meet.example.com/one-click');
      expect(page.url()).toMatch(/\/GroupTraining\/records\/\d+\/show$/);
      await seeText(page, 'не ответил');
      expect(await page.$$eval('.studio-person', (rows) => rows.length)).toBeGreaterThan(1);
      await visit('/resources/GroupTraining?filters.groupId=3');
      const started = await page.$$eval(
        'tbody tr',
        (rows) => rows.filter((row) => row.innerText.includes('/one-click')).length,
      );
      expect(started).toBe(1);
      expect(manager.faults).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'writes a broadcast with a look at it, corrects it, sends it after one question, and sees how it goes',
    async () => {
      await visit('/resources/Broadcast');
      await clickText(page, 'Новая рассылка');
      await clickText(page, 'Всем');
      await seeText(page, 'без Telegram');
      await page.type('#text', 'Привет, {firstName}! <b>Завтра');
      await page.waitForSelector('#text-error');
      await page.type('#text', '</b> открытая тренировка.');
      await page.waitForFunction(() => document.querySelector('#text-error') === null);
      expect(await page.$eval('.studio-tg-text', (bubble) => bubble.innerHTML)).toBe(
        'Привет, Анна! <b>Завтра</b> открытая тренировка.',
      );
      await clickText(page, 'Группе');
      await page.select('#groupId', '5');
      await seeText(page, 'Получ');
      await clickText(page, 'Активным');
      await seeText(page, 'Получ');
      await clickText(page, 'Сохранить и посмотреть');
      await seeText(page, 'Кому: Активным');
      await clickText(page, 'Позже');
      await page.waitForSelector('#time');
      await clickText(page, 'Сейчас');
      await pressTwice('Отправить');
      await seeText(page, 'прямо сейчас?');
      await clickText(page, 'Назад');
      await pressTwice('Отправить');
      await pressTwice('Да, отправить');
      await seeText(page, 'Рассылка началась.');
      await seeText(page, 'Отчёт');
      await seeText(page, 'Закончилась');
      await page.waitForFunction(() => document.querySelectorAll('.studio-history li').length > 1);
      expect(manager.faults).toEqual([]);
    },
    LIMIT_MS,
  );
});
