import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'puppeteer';
import { ru as bot } from '../../bot/texts/ru.js';
import { addDays, dateInZone } from '../../src/lib/calendar-date.js';
import { formatDay } from '../../src/lib/wording.js';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText, type WatchedPage } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 120_000;
const TODAY = dateInZone(new Date(), 'Asia/Bishkek');
const inDays = (days: number): string => formatDay(addDays(TODAY, days), 'ru', TODAY.slice(0, 4));

describeInBrowser('from an empty clone to a client registered, renewed, frozen and counted', (context) => {
  let product: RunningProduct;
  let panel: WatchedPage;
  let chat: WatchedPage;
  let card = '';

  beforeAll(async () => {
    product = await startProduct();
    panel = await openWatchedPage(context.browser, product.url);
    chat = await openWatchedPage(context.browser, product.url);
  }, LIMIT_MS);

  afterAll(() => product?.stop());

  const demoLogin = (role: string): [string, string] => {
    const line = product
      .output()
      .split('\n')
      .find((text) => text.includes(`${role}@demo.studio`));
    const [email = '', password = ''] = line?.trim().split(/\s+/) ?? [];
    return [email, password];
  };

  const say = async (text: string) => {
    await chat.page.type('#input', text);
    await chat.page.keyboard.press('Enter');
  };

  /** A number of the studio's day on the dashboard. */
  const number = async (figure: string): Promise<number> => {
    await panel.page.goto(`${product.url}/admin/pages/dashboard?range=today`, { waitUntil: 'networkidle0' });
    const tile = await panel.page.waitForSelector(`[data-figure=${figure}] strong`);
    const text = await tile?.evaluate((shown) => shown.innerText);
    return Number((text ?? '').replace(/[^\d,]/g, '').replace(',', '.'));
  };

  it('prints the addresses, the demo logins and the next step', () => {
    const output = product.output();
    for (const text of [
      `${product.url}/admin`,
      `${product.url}/playground`,
      'owner@demo.studio',
      'manager@demo.studio',
      '(тренер)',
      '(админ)',
      '/start',
    ]) {
      expect(output).toContain(text);
    }
  });

  it(
    'the page of the bot shows first who stands for a side of it, and finds everybody else by name',
    async () => {
      const { page } = chat;
      await page.goto(`${product.url}/playground`, { waitUntil: 'domcontentloaded' });
      await page.waitForFunction(() => document.querySelectorAll('#people li').length === 8);
      expect(await page.$eval('#extra-people', (list) => list.checkVisibility())).toBe(false);
      await page.type('#people-search', 'ОВА');
      await page.waitForFunction(() => {
        const names = [...document.querySelectorAll('#people .person-name')].map(
          ({ textContent }) => textContent ?? '',
        );
        return names.length > 8 && names.every((name) => name.toLowerCase().includes('ова'));
      });
    },
    LIMIT_MS,
  );

  it(
    'a person writes to the bot, is asked question by question and registers',
    async () => {
      const { page } = chat;
      await page.goto(`${product.url}/playground`, { waitUntil: 'domcontentloaded' });
      await clickText(page, 'Рус');
      await page.locator('#new-person').click();
      await page.locator('dialog input[name=firstName]').fill('Айжан');
      await page.locator('dialog input[name=lastName]').fill('Ёлкина-Тест');
      await page.locator('dialog button[type=submit]').click();
      await page.locator('#wide').click();
      await clickText(page, bot.buttons.register);
      await seeText(page, 'шаг 1 из');
      await say('Айжан');
      await seeText(page, 'Ваша фамилия?');
      await say('Ёлкина-Тест');
      await seeText(page, 'Ваш телефон?');
      await say('это не телефон');
      await seeText(page, 'Такого телефона нет');
      await say('0555 98 76 54');
      await seeText(page, 'электронная почта?');
      await clickText(page, bot.buttons.skip);
      await seeText(page, 'город или район?');
      await clickText(page, bot.buttons.skip);
      await clickText(page, bot.buttons.confirm);
      await seeText(page, 'Вы зарегистрированы');
    },
    LIMIT_MS,
  );

  it(
    'is found in the panel at once by a part of the name in any letter case',
    async () => {
      const { page } = panel;
      await logIn(page, product.url, ...demoLogin('manager'));
      await page.goto(`${product.url}/admin/resources/Client`, { waitUntil: 'networkidle0' });
      await page.type('.studio-client-list input[type=search]', 'ёЛКИНА-т');
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
      await seeText(page, 'Ёлкина-Тест Айжан');
      await seeText(page, 'новый');
      await page.locator('tbody tr td:nth-child(2)').click();
      await seeText(page, 'Продлить');
      card = page.url();
    },
    LIMIT_MS,
  );

  it(
    'is sold the first membership, the period shown before it is saved',
    async () => {
      const { page } = panel;
      await clickText(page, 'Продлить');
      await page.locator('::-p-text(Месяц безлимит)').click();
      await seeText(page, `до ${inDays(29)}`);
      await clickText(page, 'Карта');
      await page.locator('form button[type=submit]').click();
      await seeText(page, `Оплачено до ${inDays(29)}`);
      await seeText(page, 'активен');
    },
    LIMIT_MS,
  );

  it(
    'is renewed early: the second period follows the first, and a double click sells once',
    async () => {
      const { page } = panel;
      await clickText(page, 'Продлить');
      await seeText(page, `до ${inDays(59)}`);
      await page.waitForSelector('form button[type=submit]:not([disabled])');
      await page.evaluate(() => {
        const button = document.querySelector<HTMLButtonElement>('form button[type=submit]');
        button?.click();
        button?.click();
      });
      await seeText(page, `Оплачено до ${inDays(59)}`);
      await seeText(page, 'сразу после предыдущего');
    },
    LIMIT_MS,
  );

  it(
    'is frozen from today for 7 days: before and after of both periods are shown before it is saved',
    async () => {
      const { page } = panel;
      await clickText(page, 'Заморозить');
      await seeText(page, 'Было');
      await seeText(page, inDays(36));
      await seeText(page, inDays(66));
      await page.locator('form button[type=submit]').click();
      await seeText(page, `Оплачено до ${inDays(66)}`);
      await seeText(page, 'заморожен');
    },
    LIMIT_MS,
  );

  it(
    'hears from the bot the same last day, with the freeze as its reason',
    async () => {
      const { page } = chat;
      await say('/membership');
      await seeText(page, inDays(66));
      await seeText(page, 'заморозка');
      await seeText(page, '+7');
    },
    LIMIT_MS,
  );

  it(
    'is counted on the dashboard: frozen now, active after the early return, and the money of today',
    async () => {
      const [frozen, active, revenue] = [await number('frozen'), await number('active'), await number('revenue')];
      await panel.page.goto(card, { waitUntil: 'networkidle0' });
      await clickText(panel.page, 'Закончить заморозку');
      await clickText(panel.page, 'Закончить заморозку');
      await seeText(panel.page, `Оплачено до ${inDays(59)}`);
      expect(await number('frozen')).toBe(frozen - 1);
      expect(await number('active')).toBe(active + 1);
      expect(revenue).toBeGreaterThanOrEqual(9000);
    },
    LIMIT_MS,
  );

  it(
    'survives a restart: the login, the chats and the dates are as they were',
    async () => {
      await product.kill();
      await product.restart();
      await panel.page.goto(card, { waitUntil: 'networkidle0' });
      await seeText(panel.page, `Оплачено до ${inDays(59)}`);
      await chat.page.reload({ waitUntil: 'domcontentloaded' });
      await seeText(chat.page, 'Вы зарегистрированы');
      await say('/membership');
      await seeText(chat.page, inDays(59));
    },
    LIMIT_MS,
  );

  it(
    'is archived by the owner only, leaves the lists, is refused politely by the bot and can be restored',
    async () => {
      const owner = await openWatchedPage(context.browser, product.url);
      const { page } = owner;
      const listed = (list: Page) =>
        list.evaluate(async () => {
          const answer = await fetch('/admin/api/resources/Client/actions/list?filters.q=елкина-тест');
          return ((await answer.json()) as { records: unknown[] }).records.length;
        });
      expect(
        await panel.page.$$eval('a, button', (all) => all.some(({ textContent }) => textContent === 'В архив')),
      ).toBe(false);
      await logIn(page, product.url, ...demoLogin('owner'));
      await page.goto(card, { waitUntil: 'networkidle0' });
      await clickText(page, 'В архив');
      await page.locator('.studio-section button.studio-button-main').click();
      await seeText(page, 'Вернуть из архива');
      expect(await listed(page)).toBe(0);
      await say('/membership');
      await seeText(chat.page, 'свяжитесь со студией');
      await clickText(page, 'Вернуть из архива');
      await page.locator('.studio-section button.studio-button-main').click();
      await seeText(page, `Оплачено до ${inDays(59)}`);
      expect(await listed(page)).toBe(1);
      expect(owner.faults).toEqual([]);
    },
    LIMIT_MS,
  );

  it('all of it without a script error and without a request to a foreign host', () => {
    const restartNoise = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/;
    expect([...panel.faults, ...chat.faults].filter((fault) => !restartNoise.test(fault))).toEqual([]);
  });
});
