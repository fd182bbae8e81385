import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElementHandle } from 'puppeteer';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText, type WatchedPage } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';
import { runFolder } from '../setup/run.js';

const LIMIT_MS = 120_000;
const WIZARD = '/admin/resources/ImportBatch/actions/new';
const BOOK = [
  'ФИО;Связь;Абонемент;Сумма;Дата оплаты;Начало;Окончание',
  'Переносова Анна;+996555100200;Месяц из книги;4500;01.03.2026;01.03.2026;30.03.2026',
  'Переносова Анна;0555 10-02-00;Месяц из книги;4500;20.03.2026;31.03.2026;29.04.2026',
  'Переносов Пётр;12;Месяц из книги;4500;01.03.2026;01.03.2026;30.03.2026',
].join('\n');

describeInBrowser('the import wizard', (context) => {
  let product: RunningProduct;
  let owner: WatchedPage;
  let folder: string;

  beforeAll(async () => {
    product = await startProduct();
    owner = await openWatchedPage(context.browser, product.url);
    await logIn(owner.page, product.url, 'owner@demo.studio', 'demo-owner-1');
    // A page with a chosen file asks before it is left.
    owner.page.on('dialog', (dialog) => void dialog.accept());
    folder = mkdtempSync(path.join(runFolder(), 'book-'));
  }, LIMIT_MS);

  afterAll(() => product?.stop());

  const visit = (address: string) => owner.page.goto(`${product.url}${address}`, { waitUntil: 'networkidle0' });
  const choose = async (text: string): Promise<string> => {
    const file = path.join(folder, 'книга.csv');
    writeFileSync(file, text);
    const input = (await owner.page.waitForSelector('#book')) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(file);
    return file;
  };
  const figure = (label: string) =>
    owner.page.$$eval(
      '.studio-import-totals > div',
      (all, name) => all.find((one) => one.querySelector('dt')?.textContent === name)?.querySelector('dd')?.textContent,
      label,
    );

  it(
    'is led through an unknown column to a preview, and loses neither file nor choice to a broken connection',
    async () => {
      const { page } = owner;
      await visit(WIZARD);
      const file = await choose(BOOK);
      await seeText(page, 'не нашлись колонки: «Телефон» / «Telegram» / «Почта»');
      // What was chosen is what is sent, whatever becomes of the file.
      rmSync(file);
      await page.setOfflineMode(true);
      await page.select('#column-1', 'phone');
      await seeText(page, 'Не получилось связаться с сервером');
      await page.setOfflineMode(false);
      await clickText(page, 'Повторить');
      await seeText(page, 'Что получится');
      expect(await figure('Новые клиенты')).toBe('1');
      expect(await figure('Абонементы')).toBe('2');
      await seeText(page, 'такого телефона нет: «12»');
      await seeText(page, '1 строка — о том же человеке');
    },
    LIMIT_MS,
  );

  it(
    'hands the remarks out as a file',
    async () => {
      const { page } = owner;
      const client = await page.createCDPSession();
      await client.send('Browser.setDownloadBehavior', {
        behavior: 'allow',
        downloadPath: folder,
        browserContextId: page.browserContext().id,
      });
      await clickText(page, 'Скачать все замечания (.csv)');
      const saved = async (): Promise<string> => {
        for (;;) {
          const name = readdirSync(folder).find((one) => one.endsWith('.csv'));
          if (name) return readFileSync(path.join(folder, name), 'utf8');
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      };
      expect(await saved()).toContain('"4","Переносов Пётр","Связь","ошибка"');
    },
    LIMIT_MS,
  );

  it(
    'writes once for a double click, and says what was written and what was left out',
    async () => {
      const { page } = owner;
      const button = await page.waitForSelector('::-p-text(Перенести 2 строки)');
      await button?.click({ count: 2 });
      await seeText(page, 'Новых клиентов: 1, абонементов: 2 на 9 000,00 сом');
      await seeText(page, 'Строк с ошибками осталось: 1');
      await visit('/admin/resources/ImportBatch');
      expect((await page.$$('.studio-list tbody tr')).length).toBe(1);
    },
    LIMIT_MS,
  );

  it(
    'finds nothing new in the same file',
    async () => {
      await visit(WIZARD);
      await choose(BOOK.replace('Связь', 'Телефон'));
      await seeText(owner.page, 'Нового в файле нет');
    },
    LIMIT_MS,
  );

  it(
    'takes the import back after a preview and a yes',
    async () => {
      const { page } = owner;
      await visit('/admin/resources/ImportBatch/actions/undo');
      await seeText(page, 'книга.csv');
      expect(await figure('Клиенты')).toBe('1');
      expect(await page.$eval('.studio-button-danger', (button) => (button as HTMLButtonElement).disabled)).toBe(true);
      await page.click('input[type=checkbox]');
      await page.click('.studio-button-danger');
      await seeText(page, 'Перенос отменён');
      await visit('/admin/resources/ImportBatch/actions/undo');
      await seeText(page, 'Отменять нечего');
    },
    LIMIT_MS,
  );

  it('makes no script fail on the way', () => {
    const expected = /ERR_INTERNET_DISCONNECTED/;
    expect(owner.faults.filter((fault) => !expected.test(fault))).toEqual([]);
  });
});
