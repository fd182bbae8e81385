import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'puppeteer';
import { addDays, dateInZone } from '../../src/lib/calendar-date.js';
import { formatDay } from '../../src/lib/wording.js';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText, type WatchedPage } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 180_000;
const SAVE = '[data-testid=button-save]';
const NOTE = '[data-testid=property-edit-note] textarea';

describeInBrowser('forms that lose nothing', (context) => {
  let product: RunningProduct;
  let manager: WatchedPage;

  const credentials = (role: string): [email: string, password: string] => {
    const line = product
      .output()
      .split('\n')
      .find((text) => text.includes(`${role}@demo.studio`));
    const [email = '', password = ''] = line?.trim().split(/\s+/) ?? [];
    return [email, password];
  };
  const open = async (role: string): Promise<WatchedPage> => {
    const watched = await openWatchedPage(context.browser, product.url);
    await logIn(watched.page, product.url, ...credentials(role));
    return watched;
  };
  const visit = (page: Page, path: string) => page.goto(`${product.url}/admin${path}`, { waitUntil: 'networkidle0' });
  const press = (page: Page, selector: string) => page.$eval(selector, (element) => (element as HTMLElement).click());
  /** A day as it is picked in the browser's own field. */
  const pick = (page: Page, selector: string, day: string) =>
    page.$eval(
      selector,
      (element, value) => {
        Reflect.set(HTMLInputElement.prototype, 'value', value, element);
        element.dispatchEvent(new Event('input', { bubbles: true }));
        element.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
      },
      day,
    );
  const submit = async (page: Page): Promise<void> => {
    await page.waitForSelector('form [type=submit]:not(:disabled)');
    await press(page, 'form [type=submit]');
    await page.waitForFunction(() => location.pathname.endsWith('/show'));
  };
  const valueOf = (page: Page, selector: string): Promise<string> =>
    page.$eval(selector, (element) => (element as HTMLInputElement).value);
  const logOutBehind = async (page: Page): Promise<void> => {
    const cookies = await page.browserContext().cookies();
    await page.browserContext().deleteCookie(...cookies.filter(({ name }) => name === 'studio_session'));
  };

  beforeAll(async () => {
    product = await startProduct();
    manager = await open('manager');
  }, LIMIT_MS);
  afterAll(() => product?.stop());

  it(
    'bring back what was typed after a reload, ask before they are left, and forget it on purpose',
    async () => {
      const { page } = manager;
      await visit(page, '/resources/Client/records/2/edit');
      await page.type(NOTE, 'Черновик');
      await page.reload({ waitUntil: 'networkidle0' });
      expect(await valueOf(page, NOTE)).toContain('Черновик');
      await seeText(page, 'ввели и не сохранили');
      await press(page, 'a[href="/admin/resources/Group"]');
      await seeText(page, 'Уйти без сохранения?');
      await clickText(page, 'Остаться');
      await clickText(page, 'Начать заново');
      await page.waitForFunction(
        (selector) => !(document.querySelector(selector) as HTMLTextAreaElement).value,
        {},
        NOTE,
      );
    },
    LIMIT_MS,
  );

  it(
    'go on where they were after the session ended and the same person logged in again',
    async () => {
      const { page } = manager;
      await visit(page, '/resources/Client/records/2/edit');
      await page.type(NOTE, 'Сохранится потом');
      await logOutBehind(page);
      await press(page, SAVE);
      await seeText(page, 'Вы больше не в системе');
      const tab = await page.browserContext().newPage();
      await logIn(tab, product.url, ...credentials('manager'));
      await tab.close();
      await page.bringToFront();
      await page.waitForFunction(() => location.pathname.endsWith('/show'));
      await seeText(page, 'Сохранится потом');
    },
    LIMIT_MS,
  );

  it(
    'show nothing of it to another person at the same browser',
    async () => {
      const { page } = manager;
      await visit(page, '/resources/Client/records/3/edit');
      await page.type(NOTE, 'Только моё');
      await logOutBehind(page);
      await logIn(page, product.url, ...credentials('owner'));
      await visit(page, '/resources/Client/records/3/edit');
      expect(await valueOf(page, NOTE)).not.toContain('Только моё');
      await logOutBehind(page);
      await logIn(page, product.url, ...credentials('manager'));
      await visit(page, '/resources/Client/records/3/edit');
      expect(await valueOf(page, NOTE)).toContain('Только моё');
      await clickText(page, 'Начать заново');
    },
    LIMIT_MS,
  );

  it(
    'show the second of two editors what the first one changed, and keep what was typed',
    async () => {
      const { page } = manager;
      const owner = await open('owner');
      const region = '[data-testid=property-edit-region] input';
      await visit(page, '/resources/Client/records/4/edit');
      await visit(owner.page, '/resources/Client/records/4/edit');
      await owner.page.type(region, 'Бишкек');
      await press(owner.page, SAVE);
      await owner.page.waitForFunction(() => location.pathname.endsWith('/show'));
      await page.type(region, 'Ош');
      await page.type(NOTE, 'Моё примечание');
      await press(page, SAVE);
      await seeText(page, 'запись изменил кто-то другой');
      const said = await page.$eval('[data-conflict=region]', (element) => (element as HTMLElement).innerText);
      expect(said).toMatch(/пусто\s*→\s*Бишкек[^]*Ош/);
      await press(page, '[data-conflict=region] input[type=radio]');
      await press(page, '.studio-conflict .studio-button-main');
      await page.waitForFunction(() => location.pathname.endsWith('/show'));
      await seeText(page, 'Ош');
      await seeText(page, 'Моё примечание');
    },
    LIMIT_MS,
  );

  it(
    'say when the connection is gone, and sell once when it is back',
    async () => {
      const { page } = manager;
      const countSold = (): Promise<number> =>
        page.evaluate(async () => {
          const answer = await fetch('/admin/api/resources/Payment/actions/list?filters.clientId=7');
          return ((await answer.json()) as { meta: { total: number } }).meta.total;
        });
      await visit(page, '/resources/Client/records/7/renew');
      const before = await countSold();
      await page.waitForSelector('[type=submit]:not(:disabled)');
      await page.type('#note', 'Без связи');
      await page.setOfflineMode(true);
      await press(page, '[type=submit]');
      await seeText(page, 'Не сохранено');
      await page.setOfflineMode(false);
      manager.faults.length = 0;
      await press(page, '[type=submit]');
      await page.waitForFunction(() => location.pathname.endsWith('/show'));
      expect(await countSold()).toBe(before + 1);
    },
    LIMIT_MS,
  );

  it.each(['America/Los_Angeles', 'Europe/Moscow', 'Australia/Brisbane'])(
    'store the day one sees in a browser at %s',
    async (timeZone) => {
      const { page } = await open('manager');
      await page.emulateTimezone(timeZone);
      await visit(page, '/resources/Client/records/6/edit');
      const birthDate = '[data-testid=property-edit-birthDate] input';
      await pick(page, birthDate, '1990-05-31');
      await press(page, SAVE);
      await page.waitForFunction(() => location.pathname.endsWith('/show'));
      await seeText(page, '31 мая 1990');
      await visit(page, '/resources/Client/records/6/edit');
      expect(await valueOf(page, birthDate)).toBe('1990-05-31');
      // "Today" is the studio's, wherever the browser is.
      const today = dateInZone(new Date(), 'Asia/Bishkek');
      await visit(page, '/resources/Closure/actions/new');
      await page.waitForSelector('#startDate');
      expect((await valueOf(page, '#startDate')) > today).toBe(true);
      await visit(page, '/resources/Client?filters.birthDate~~from=1990-05-31&filters.birthDate~~to=1990-05-31');
      await page.waitForFunction(() => document.querySelector('a[href*="/records/6/"]'));

      // The first day of a membership and of a freeze, sold and frozen in that browser.
      const later = (days: number) => addDays(today, days);
      const firstDay = (resource: string, client: string): Promise<string> =>
        page.evaluate(async (address) => {
          const answer = (await (await fetch(address)).json()) as { records: { params: { startDate: string } }[] };
          return answer.records.map(({ params }) => params.startDate).join();
        }, `/admin/api/resources/${resource}/actions/list?filters.clientId=${client}`);
      await visit(page, '/resources/Client?filters.status=new');
      const card = await page.$eval('.studio-list-title', (link) => (link as HTMLAnchorElement).pathname);
      const client = card.split('/').at(-2) ?? '';
      await visit(page, `/resources/Client/records/${client}/renew`);
      await page.locator('.studio-plans ::-p-text(Месяц безлимит)').click();
      await pick(page, '#startDate', later(2));
      await seeText(page, `с ${formatDay(later(2), 'ru', today.slice(0, 4))}`);
      await submit(page);
      expect(await firstDay('Payment', client)).toBe(later(2));
      await visit(page, `/resources/Client/records/${client}/freeze`);
      await pick(page, '#startDate', later(5));
      await page.waitForSelector('.studio-preview table');
      await submit(page);
      expect(await firstDay('LazyDays', client)).toBe(later(5));
    },
    LIMIT_MS,
  );
});
