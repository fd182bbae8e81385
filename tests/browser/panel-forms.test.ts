import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'puppeteer';
import { describeInBrowser } from '../setup/browser.js';
import { clickText, logIn, openWatchedPage, seeText, type WatchedPage } from '../setup/panel-page.js';
import { RUSSIAN } from '../setup/panel-person.js';
import { startProduct, type RunningProduct } from '../setup/product.js';

const LIMIT_MS = 120_000;
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const SAVE = '[data-testid=button-save]';

const PAGES = [
  '',
  '/pages/dashboard',
  '/resources/Client',
  '/resources/Client?filters.status=owing',
  '/resources/Client/actions/new',
  '/resources/Client/records/1/show',
  '/resources/Client/records/1/edit',
  '/resources/Client/records/1/renew',
  '/resources/Client/records/1/freeze',
  '/resources/Payment',
  '/resources/Closure',
  '/resources/Closure/actions/new',
  '/resources/GroupTraining',
  '/resources/GroupTraining/actions/week',
  '/resources/Group/records/1/addClients',
  '/resources/Group',
];
const OWNER_PAGES = [
  '/resources/AuditEntry',
  '/resources/MembershipPlan',
  '/resources/MembershipPlan/actions/new',
  '/resources/Setting',
  '/resources/ImportBatch',
  '/resources/ImportBatch/actions/new',
  '/resources/ImportBatch/actions/undo',
];

describeInBrowser('forms and pages of the panel', (context) => {
  let product: RunningProduct;
  let owner: WatchedPage;
  let manager: WatchedPage;
  const dialogs: string[] = [];

  const open = async (role: string): Promise<WatchedPage> => {
    const watched = await openWatchedPage(context.browser, product.url);
    watched.page.on('dialog', (dialog) => {
      if (dialog.type() === 'beforeunload') return void dialog.accept();
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const line = product
      .output()
      .split('\n')
      .find((text) => text.includes(`${role}@demo.studio`));
    const [email = '', password = ''] = line?.trim().split(/\s+/) ?? [];
    await logIn(watched.page, product.url, email, password);
    return watched;
  };

  beforeAll(async () => {
    product = await startProduct();
    owner = await open('owner');
    manager = await open('manager');
  }, LIMIT_MS);

  afterAll(() => product?.stop());

  const visit = (page: Page, path: string) => page.goto(`${product.url}/admin${path}`, { waitUntil: 'networkidle0' });
  const field = (name: string): string => `[data-testid=property-edit-${name}]`;
  const valueOf = (page: Page, name: string): Promise<string> =>
    page.$eval(`${field(name)} :is(input, textarea)`, (input) => (input as HTMLInputElement).value);
  const textOf = (page: Page, selector: string): Promise<string> =>
    page.$eval(selector, (element) => (element as HTMLElement).innerText);
  const type = (page: Page, name: string, text: string) => page.type(`${field(name)} :is(input, textarea)`, text);
  /** What stands on the page, line by line, with the hints inside empty fields. */
  const linesOf = (page: Page): Promise<string[]> =>
    page.evaluate(() => [
      ...document.body.innerText.split('\n').map((line) => line.trim()),
      ...[...document.querySelectorAll('input')].map(({ placeholder }) => placeholder),
    ]);

  /** Replaces what stands in a field of our own forms; a day as a person types it. */
  const fill = async (page: Page, id: string, text: string) => {
    await page.click(`#${id}`, { count: 3 });
    await page.keyboard.press('Backspace');
    await page.type(`#${id}`, text);
  };
  /** The address of the first client of a list, e.g. `/resources/Client/records/7`. */
  const firstOf = async (page: Page, status: string): Promise<string> => {
    await visit(page, `/resources/Client?filters.status=${status}`);
    const link = await page.$eval('a.studio-list-title', ({ pathname }) => pathname);
    return link.replace('/admin', '').replace('/show', '');
  };

  it(
    'sells a membership that is paid for in part, and shows on the card and in a list of their own who owes what',
    async () => {
      const { page } = manager;
      const client = await firstOf(page, 'new');
      await visit(page, `${client}/renew`);
      await page.locator('.studio-plans ::-p-text(Полгода)').click();
      await seeText(page, 'Заморозка: до 30 дней всего, от 5 до 30 дней за раз, не больше 3 раз');
      await fill(page, 'paid', '21000,01');
      await seeText(page, 'Это больше, чем нужно заплатить');
      expect(await page.$eval('[type=submit]', (button) => (button as HTMLButtonElement).disabled)).toBe(true);
      await fill(page, 'paid', '20000');
      await seeText(page, 'Останется долг 1 000,00 сом');
      await seeText(page, '6 месяцев (');
      await clickText(page, 'Продать');
      await seeText(page, 'Долг 1 000,00 сом');
      await seeText(page, 'Оплачено 20 000,00 сом, долг 1 000,00 сом');
      await page.waitForFunction(() => location.pathname.endsWith('/show'));
      const name = await page.$eval('.studio-title', ({ firstChild }) => firstChild?.textContent?.trim() ?? '');
      await visit(page, '');
      await page.locator('a[aria-label$="Должники"]').click();
      await page.waitForFunction(() => location.search.includes('owing'));
      await page.waitForFunction(
        (debtor) =>
          [...document.querySelectorAll<HTMLElement>('.studio-list tbody tr')].some(({ innerText }) =>
            [debtor, 'Долг 1 000,00 сом'].every((text) => innerText.replace(/[\u00A0\u202F]/g, ' ').includes(text)),
          ),
        {},
        name,
      );
    },
    LIMIT_MS,
  );

  it(
    'offers a trial once and says at the plan why not again',
    async () => {
      const { page } = manager;
      const client = await firstOf(page, 'new');
      const sellTrial = async () => {
        await visit(page, `${client}/renew`);
        await page.locator('.studio-plans ::-p-text(Пробная неделя)').click();
      };
      await sellTrial();
      await seeText(page, 'Заморозка: нельзя');
      await seeText(page, 'Новый период');
      await clickText(page, 'Продать');
      await seeText(page, 'пробный');
      await sellTrial();
      await seeText(page, 'Пробный абонемент продаётся один раз');
      expect(await textOf(page, '.studio-plans')).toContain('Пробный абонемент продаётся один раз');
      await page.locator('.studio-plans ::-p-text(Месяц безлимит)').click();
      await seeText(page, 'Новый период');
      expect(await textOf(page, '.studio-plans')).not.toContain('один раз');
    },
    LIMIT_MS,
  );

  it(
    'shows before a freeze what is left of it, and asks the owner why it is backdated',
    async () => {
      const { page } = owner;
      const client = await firstOf(page, 'new');
      await visit(page, `${client}/renew`);
      await page.locator('.studio-plans ::-p-text(Месяц безлимит)').click();
      await clickText(page, 'Продать');
      await page.waitForFunction(() => location.pathname.endsWith('/show'));
      await visit(page, `${client}/freeze`);
      await seeText(page, 'Осталось 10 из 10 дней, 2 из 2 раз');
      await seeText(page, 'Заморозка: до 10 дней всего, от 3 до 10 дней за раз, не больше 2 раз');
      await seeText(page, 'Станет');
      const startDate = await page.$eval('#startDate', (input) => (input as HTMLInputElement).value);
      const [year, month, day] = startDate.split('-').map(Number) as [number, number, number];
      const yesterday = new Date(Date.UTC(year, month - 1, day - 1)).toISOString().slice(0, 10).split('-');
      await page.focus('#startDate');
      await page.type('#startDate', `${yesterday[1]}${yesterday[2]}${yesterday[0]}`);
      await seeText(page, 'Причина: почему задним числом');
      await seeText(page, 'Заполните это поле');
      await fill(page, 'reason', 'справка от врача');
      await seeText(page, 'В первый день заморозки нет действующего абонемента.');
      expect(await textOf(page, 'form')).not.toContain('Заполните это поле');
    },
    LIMIT_MS,
  );

  it(
    'takes the term of a plan in months or in days, and shows the checkbox as it is saved',
    async () => {
      const { page } = owner;
      await visit(page, '/resources/MembershipPlan/actions/new');
      expect(await page.$eval('#freezeAllowed', (input) => (input as HTMLInputElement).checked)).toBe(true);
      await type(page, 'name', 'Сезон');
      await type(page, 'price', '9000');
      await type(page, 'durationMonths', '3');
      await type(page, 'durationDays', '90');
      await page.click(SAVE);
      await seeText(page, 'Укажите срок либо в днях, либо в месяцах.');
      expect(await textOf(page, field('durationMonths'))).toContain('либо в днях');
      await fill(page, 'durationDays', ' ');
      await page.click(SAVE);
      await page.waitForFunction(() => location.pathname.endsWith('/show'));
      await seeText(page, '3 месяца');
      await seeText(page, 'без ограничений');
    },
    LIMIT_MS,
  );

  it(
    'names every wrong field of a new client and keeps everything that was typed',
    async () => {
      const { page } = manager;
      await visit(page, '/resources/Client/actions/new');
      const typed = { lastName: 'Проверкина', firstName: 'Анна', phone: '12', region: 'Ош', telegramId: 'abc' };
      for (const [name, text] of Object.entries(typed)) await type(page, name, text);
      await type(page, 'birthDate', '01012099');
      await type(page, 'note', 'две\nстроки');
      await page.click(SAVE);
      await seeText(page, 'Такого телефона нет');
      expect(await textOf(page, field('phone'))).toContain('Такого телефона нет');
      expect(await textOf(page, field('birthDate'))).toContain('в будущем');
      expect(await textOf(page, field('telegramId'))).toContain('Telegram');
      expect((await textOf(page, field('telegramId'))).split('\n').length).toBeGreaterThan(1);
      for (const [name, text] of Object.entries(typed)) expect([name, await valueOf(page, name)]).toEqual([name, text]);
      expect(await valueOf(page, 'birthDate')).toBe('2099-01-01');
      expect(await valueOf(page, 'note')).toBe('две\nстроки');
      await visit(page, '/resources/Client/actions/new');
      expect(await valueOf(page, 'lastName')).toBe(typed.lastName);
      await clickText(page, 'Начать заново');
      await page.waitForFunction(
        (input) => document.querySelector<HTMLInputElement>(input)?.value === '',
        {},
        `${field('lastName')} input`,
      );
    },
    LIMIT_MS,
  );

  it(
    'tells the second of two people who edit one client, and loses nothing of what they typed',
    async () => {
      const edit = '/resources/Client/records/2/edit';
      await Promise.all([visit(owner.page, edit), visit(manager.page, edit)]);
      await type(owner.page, 'region', 'Каракол');
      await type(manager.page, 'note', 'звонить после шести');
      await owner.page.click(SAVE);
      await owner.page.waitForFunction(() => location.pathname.endsWith('/2/show'));
      await manager.page.click(SAVE);
      await seeText(manager.page, 'кто-то другой');
      expect(new URL(manager.page.url()).pathname).toContain(edit);
      expect(await valueOf(manager.page, 'note')).toContain('звонить после шести');
      await visit(manager.page, edit);
      expect(await valueOf(manager.page, 'region')).toContain('Каракол');
      expect(await valueOf(manager.page, 'note')).toContain('звонить');
      await clickText(manager.page, 'Начать заново');
    },
    LIMIT_MS,
  );

  it(
    'says that a form could not be sent, and keeps it',
    async () => {
      const { page } = await open('manager');
      await visit(page, '/resources/Client/records/3/edit');
      await type(page, 'note', 'без связи');
      await page.setOfflineMode(true);
      await page.click(SAVE);
      await seeText(page, 'Не сохранено. Проверьте соединение');
      expect(await valueOf(page, 'note')).toContain('без связи');
      await page.browserContext().close();
    },
    LIMIT_MS,
  );

  it(
    'shows markup, emoji and right-to-left letters in a name as they were typed',
    async () => {
      const { page } = manager;
      const names = ['<img src=x onerror=alert(1)>', '👩‍🦰 & "Ли"', 'عائشة'];
      for (const [index, firstName] of names.entries()) {
        await visit(page, '/resources/Client/actions/new');
        await type(page, 'firstName', firstName);
        await type(page, 'phone', `055501010${index}`);
        await page.click(SAVE);
        await page.waitForFunction(() => /\/records\/\d+\/renew$/.test(location.pathname));
        const card = new URL(page.url()).pathname.replace('/admin', '').replace('/renew', '');
        await visit(page, `${card}/show`);
        expect(await textOf(page, '.studio-title')).toContain(firstName);
        await visit(page, `/resources/Client?filters.q=055501010${index}`);
        expect(await textOf(page, 'tbody')).toContain(firstName);
      }
      expect(await page.$$('img[src="x"]')).toEqual([]);
      expect(dialogs).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'answers a forged record number with a clear page',
    async () => {
      const { page } = manager;
      const forged = ['Client/records/99999999/show', 'Client/records/0/renew', 'Client/records/1e3/freeze'];
      forged.push("Client/records/1'%20OR%201=1/edit", 'Payment/records/-1/show', 'Group/records/%3Cb%3E/archive');
      for (const address of forged) {
        await visit(page, `/resources/${address}`);
        const text = await textOf(page, 'body');
        expect([address, text]).toEqual([address, expect.stringContaining('Страница не найдена')]);
        expect([address, text]).toEqual([address, expect.stringContaining('Такой записи нет')]);
      }
    },
    LIMIT_MS,
  );

  it(
    'tells in the audit log in words what was done to what',
    async () => {
      const { page } = owner;
      await visit(page, '/resources/AuditEntry');
      const list = await textOf(page, 'tbody');
      for (const words of ['Клиент добавлен', 'Данные клиента изменены']) expect(list).toContain(words);
      expect(list).not.toMatch(/client\.(?:create|update)/);
      await page.click('tbody tr td:nth-child(3)');
      await page.waitForSelector('.studio-page-head .studio-title');
      await page.waitForFunction(() => document.querySelectorAll('.studio-changes').length === 1);
      expect(await textOf(page, '.studio-changes')).toContain('عائشة');
      expect(await textOf(page, '.studio-title')).toBe('Клиент добавлен');
      await clickText(page, 'Журнал');
      await clickText(page, 'Фильтры');
      await seeText(page, 'Показать');
    },
    LIMIT_MS,
  );

  it(
    'says on a phone what each value of a list is',
    async () => {
      const { page } = manager;
      await page.setViewport(PHONE);
      await visit(page, '/resources/Payment');
      const [card = ''] = await page.$$eval('.studio-cards li', (rows) =>
        rows.map((row) => (row as HTMLElement).innerText),
      );
      for (const label of ['Тариф:', 'Первый день:', 'Последний день:', 'Сумма:', 'Оплата:']) {
        expect(card).toContain(label);
      }
      await visit(page, '/resources/Group');
      expect(await textOf(page, '.studio-cards li')).toMatch(/Мест: \d+/);
      await page.setViewport(DESK);
      await page.waitForSelector('tbody tr');
      expect(await textOf(page, 'tbody tr')).not.toContain('Мест:');
    },
    LIMIT_MS,
  );

  it(
    'fits every page into a phone without scrolling sideways',
    async () => {
      const { page } = owner;
      await page.setViewport(PHONE);
      for (const path of [...PAGES, ...OWNER_PAGES]) {
        await visit(page, path);
        const widest = await page.evaluate(() => document.scrollingElement?.scrollWidth ?? Number.NaN);
        expect([path, widest]).toEqual([path, PHONE.width]);
      }
      await page.setViewport(DESK);
    },
    LIMIT_MS,
  );

  it(
    'speaks English everywhere once it is chosen',
    async () => {
      const { page } = owner;
      await visit(page, '');
      await page.click('.studio-account > button');
      await clickText(page, 'English');
      await seeText(page, 'Memberships');
      for (const path of [...PAGES, ...OWNER_PAGES, '/resources/Client/records/99999999/show']) {
        await visit(page, path);
        const left = (await linesOf(page)).filter((line) => RUSSIAN.some((russian) => russian.test(line)));
        expect([path, left]).toEqual([path, []]);
        expect(await textOf(page, '[data-css=sidebar]')).toContain('Audit log');
      }
    },
    LIMIT_MS,
  );

  it('all of it without a script error, a browser’s dialog or a request to a foreign host', () => {
    expect([...owner.faults, ...manager.faults]).toEqual([]);
    expect(dialogs).toEqual([]);
  });
});
