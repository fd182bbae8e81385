import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText, type WatchedPage } from '../setup/panel-page.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 120_000;
const SEARCH = '[role=combobox]';

describeInBrowser('a day at the reception', (context) => {
  let product: RunningProduct;
  let desk: WatchedPage;

  beforeAll(async () => {
    product = await startProduct();
    desk = await openWatchedPage(context.browser, product.url);
    await logIn(desk.page, product.url, 'manager@demo.studio', 'demo-manager-1');
  }, LIMIT_MS);

  afterAll(() => product?.stop());

  const focused = (): Promise<string> =>
    desk.page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText.trim() ?? '');
  /** Names of those who are found, the chosen one marked. */
  const found = (): Promise<string[]> =>
    desk.page.$$eval('#studio-found [role=row]', (rows) =>
      rows.map((row) => `${row.ariaSelected === 'true' ? '> ' : ''}${row.querySelector('a')?.innerText ?? ''}`),
    );
  const type = async (text: string): Promise<void> => {
    await desk.page.keyboard.press('/');
    await desk.page.waitForFunction((field) => document.activeElement?.matches(field), {}, SEARCH);
    await desk.page.keyboard.type(text);
  };

  it(
    'registers a person, whom the search finds from any page at once',
    async () => {
      const { page } = desk;
      await page.goto(`${product.url}/admin/resources/Client/actions/new`, { waitUntil: 'networkidle0' });
      for (const [name, text] of [
        ['lastName', 'Щукина'],
        ['firstName', 'Поиск'],
        ['phone', '0555 77 66 55'],
        ['birthDate', ''],
      ]) {
        if (text) await page.type(`[data-testid=property-edit-${name}] input`, text);
      }
      await page.click('[data-testid=button-save]');
      await seeText(page, 'Продлить абонемент');
      await page.goto(`${product.url}/admin/resources/Group`, { waitUntil: 'networkidle0' });
      await type('0555 776');
      await seeText(page, 'Щукина Поиск');
      expect(await found()).toEqual(['> Щукина Поиск']);
    },
    LIMIT_MS,
  );

  it(
    'sells a membership from the search with the keyboard alone',
    async () => {
      const { page } = desk;
      await page.goto(`${product.url}/admin`, { waitUntil: 'networkidle0' });
      await type('ЩУКИНА');
      await seeText(page, 'Щукина Поиск');
      await page.keyboard.down('Shift');
      await page.keyboard.press('Enter');
      await page.keyboard.up('Shift');
      await page.waitForFunction(() => document.activeElement?.matches('input[name=plan]:checked'));
      await page.waitForSelector('form button[type=submit]:not([disabled])');
      await page.keyboard.press('Enter');
      await seeText(page, 'Абонемент продан: Щукина Поиск');
      await seeText(page, 'Оплачено до');
    },
    LIMIT_MS,
  );

  it(
    'records the visit from the search with two keys, and says so the next time',
    async () => {
      const { page } = desk;
      await page.goto(`${product.url}/admin`, { waitUntil: 'networkidle0' });
      await type('щукина');
      await seeText(page, 'Приход');
      await page.keyboard.down('Control');
      await page.keyboard.press('Enter');
      await page.keyboard.up('Control');
      await page.waitForSelector('.studio-found-deeds .studio-badge');
      await seeText(page, 'Приход отмечен: Щукина Поиск.');
      await page.keyboard.press('Enter');
      await seeText(page, 'Сегодня приход отмечен');
      expect(await focused()).toBe('Продлить');
    },
    LIMIT_MS,
  );

  it(
    'chooses with the arrows, and an Enter before the answer waits for it',
    async () => {
      const { page } = desk;
      await page.goto(`${product.url}/admin`, { waitUntil: 'networkidle0' });
      await type('ова');
      await page.waitForSelector('#studio-found [role=row]');
      const [first, second] = await found();
      await page.keyboard.press('ArrowDown');
      expect((await found()).slice(0, 2)).toEqual([first?.slice(2), `> ${second}`]);
      await page.keyboard.press('Escape');
      await type('щукина');
      await page.keyboard.press('Enter');
      await seeText(page, 'Сегодня приход отмечен');
    },
    LIMIT_MS,
  );

  it(
    'opens the client whose card is scanned, and nobody for an unknown card that begins many phones',
    async () => {
      const { page } = desk;
      await page.goto(`${product.url}/admin`, { waitUntil: 'networkidle0' });
      await type('700100');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => location.pathname.endsWith('/show'));
      await seeText(page, 'Осмонова Айгерим');
      await page.goto(`${product.url}/admin`, { waitUntil: 'networkidle0' });
      await type('555000');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#studio-found[aria-busy=false] [role=row]');
      expect((await found()).length).toBeGreaterThan(1);
      expect(new URL(page.url()).pathname).toBe('/admin');
      await page.keyboard.press('Escape');
      await type('щукина');
      await page.keyboard.press('Enter');
      await seeText(page, 'Сегодня приход отмечен');
    },
    LIMIT_MS,
  );

  it(
    'opens the parts of the card with the arrows, and comes back to the one that was open',
    async () => {
      const { page } = desk;
      await page.focus('[role=tab][aria-selected=true]');
      await page.keyboard.press('End');
      expect(await focused()).toBe('История');
      await seeText(page, 'Приход отмечен');
      await seeText(page, 'Абонемент продан');
      await clickText(page, 'Изменить данные');
      await page.waitForSelector('[data-testid=button-save]');
      await page.goBack();
      await page.waitForSelector('#tab-history[aria-selected=true]');
      await page.goto(`${product.url}/admin`, { waitUntil: 'networkidle0' });
      await page.goBack({ waitUntil: 'networkidle0' });
      await page.waitForSelector('#tab-history[aria-selected=true]');
    },
    LIMIT_MS,
  );

  it(
    'shows nobody for words that fit nobody, and what to do then',
    async () => {
      const { page } = desk;
      await page.goto(`${product.url}/admin`, { waitUntil: 'networkidle0' });
      await type('щщщ');
      await seeText(page, '«щщщ» — никого не нашли');
      expect(await page.$$eval('.studio-found a', (links) => links.map(({ innerText }) => innerText))).toEqual([
        'Добавить клиента',
        'Искать в архиве',
      ]);
    },
    LIMIT_MS,
  );

  it(
    'leads from each list of the first page to the full one with as many as it counts',
    async () => {
      const { page } = desk;
      for (const title of ['Истекают на этой неделе', 'На заморозке', 'Должники']) {
        await page.goto(`${product.url}/admin`, { waitUntil: 'networkidle0' });
        await seeText(page, title);
        const counted = await page.$$eval(
          '.studio-section',
          (sections, wanted) => {
            const section = sections.find((one) => one.querySelector('h2')?.innerText.startsWith(wanted));
            return section?.querySelector<HTMLElement>('.studio-count')?.innerText;
          },
          title,
        );
        await page.click(`a[aria-label="Все: ${title}"]`);
        await page.waitForSelector('.studio-client-list tbody tr');
        await page.waitForFunction(
          (count) =>
            [...document.querySelectorAll<HTMLElement>('.studio-page-head .studio-count')].some(
              ({ innerText }) => innerText.trim() === count,
            ),
          {},
          counted ?? 'missing',
        );
      }
    },
    LIMIT_MS,
  );

  it('all of it without a script error', () => expect(desk.faults).toEqual([]));
});
