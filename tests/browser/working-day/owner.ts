import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../src/lib/calendar-date.js';
import { formatDay, type Language } from '../../../src/lib/wording.js';
import { filled, SAID } from '../../setup/panel-person.js';
import { LIMIT_MS, TODAY, type Day } from './day.js';

const HIRED = {
  ru: { name: 'Сменщица', email: 'relief-ru@demo.studio' },
  en: { name: 'Relief', email: 'relief-en@demo.studio' },
};
const OWN_PASSWORD = 'ледокол verses 4 pumpkins';

/** What only the owner does. */
export function ownersDay(language: Language, { whoIs, arrive, url }: Day): void {
  const { panel: words, resources } = SAID[language];
  describe('of the owner', () => {
    const owner = whoIs(language, 'owner');
    const isDrawn = () => owner().page.waitForSelector('.figures-content[aria-busy=false]');

    it(
      'looks at this month, at the rows behind a number, at the coaches, and at a day of the past',
      async () => {
        const person = owner();
        const { page } = person;
        const { figures } = words;
        await person.choose('/pages/dashboard');
        await person.press(figures.preset.thisMonth);
        await page.waitForFunction(() => location.search.includes('range=thisMonth'));
        await isDrawn();
        const active = await person.numberIn('[data-figure=active] strong');
        await page.click('[data-figure=active] strong a');
        await person.see(filled(figures.rowsInAll, { count: active }));
        await person.press(`← ${words.back}`);
        await person.press(figures.view.revenue);
        await person.see(figures.name.byMethod);
        await person.press(figures.view.coaches);
        await page.waitForSelector('[data-figure=coaches] tbody tr');
        await person.read();
        expect(await person.numberIn('[data-figure=coaches] tbody td')).toBeGreaterThan(0);
        await person.press(figures.view.clients);
        await person.see(figures.name.retention);
        await person.press(figures.view.overview);
        await person.pick('.figures-as-of input', addDays(TODAY, -10));
        const day = formatDay(addDays(TODAY, -10), language, TODAY.slice(0, 4));
        await person.see(filled(figures.asOfDay, { day }));
        await isDrawn();
        await person.press(figures.backToToday);
        await page.waitForFunction(() => !location.search.includes('asOf'));
      },
      LIMIT_MS,
    );

    it(
      'closes the studio for a holiday and undoes it: both show whose memberships move before they do',
      async () => {
        const person = owner();
        const { page } = person;
        const reason = `${TODAY} ${language}`;
        const effect = () =>
          page.$eval('.studio-preview tbody tr', (row) => [...row.cells].map(({ innerText }) => innerText));
        await person.choose('/resources/Closure');
        await person.press(resources.Closure?.actions.new ?? '');
        await page.waitForSelector('.studio-preview table');
        const [client = '', days = ''] = await effect();
        const [before = '', after = ''] = days.split(' → ');
        expect(before).not.toBe(after);
        await person.fill('#reason', reason);
        await person.submit();
        await person.see(filled(words.closure.done_other, {}).split(':')[0] ?? '');
        await page.locator(`::-p-text(${reason})`).click();
        await person.see(words.closure.undo);
        await person.press(words.closure.undo);
        await page.waitForSelector('.studio-preview table');
        expect(await effect()).toEqual([client, `${after} → ${before}`]);
        await person.submit();
        await person.see(words.closure.undone);
      },
      LIMIT_MS,
    );

    it(
      'adds somebody to the staff, whose password is shown once and replaced at the first login',
      async () => {
        const person = owner();
        const { name, email } = HIRED[language];
        await person.choose('/resources/Staff');
        await person.press(resources.Staff?.actions.new ?? '');
        await person.fill('#name', name);
        await person.fill('#email', email);
        await person.submit();
        await person.see(filled(words.staff.invited, { name }));
        const password = await person.textOf('code');
        await person.press(words.staff.handedOver);
        await person.see(email);
        expect(await person.page.content()).not.toContain(password);

        const hired = await arrive(language);
        await hired.logIn(email, password);
        await hired.see(words.profile.mustChange);
        await hired.visit('/resources/Client');
        await hired.see(words.profile.mustChange);
        await hired.fill('#oldPassword', password);
        await hired.fill('#password', OWN_PASSWORD);
        await hired.fill('#again', OWN_PASSWORD);
        await hired.submit();
        await hired.see(filled(words.dashboard.title, { name }));
        expect([...hired.foreign]).toEqual([]);
      },
      LIMIT_MS,
    );

    it(
      'makes a token for another program, shown once; revoked, the program is refused',
      async () => {
        const person = owner();
        const { page } = person;
        const name = `${resources.ApiToken?.actions.list} ${language}`;
        await person.choose('/resources/ApiToken');
        await person.press(resources.ApiToken?.actions.new ?? '');
        await person.fill('#name', name);
        await person.submit();
        await person.see(words.token.once);
        const token = await person.textOf('code');
        person.alike.add(token.slice(-4));
        const call = async (): Promise<number> => {
          const headers = { authorization: `Bearer ${token}` };
          return (await fetch(`${url()}/api/v1/clients`, { headers })).status;
        };
        expect(await call()).toBe(200);
        await person.press(words.token.copied);
        await page.locator(`tbody ::-p-text(${name})`).click();
        await person.press(resources.ApiToken?.actions.revoke ?? '');
        await person.see(words.confirm.ApiToken.revoke.title);
        expect(await page.content()).not.toContain(token);
        await person.submit('.studio-page');
        await person.see(words.confirm.ApiToken.revoke.done);
        expect(await call()).toBe(401);
      },
      LIMIT_MS,
    );

    it(
      'changes a setting, and finds in the log who did it',
      async () => {
        const person = owner();
        const { page } = person;
        const days = language === 'ru' ? '5' : '6';
        const row = '#setting-expiringDays';
        await person.choose('/resources/Setting');
        await person.see(words.settings.expiringDays);
        const before = await page.$eval('#expiringDays', (field) => (field as HTMLInputElement).value);
        await person.fill('#expiringDays', days);
        await page.locator(`${row} button[type=submit]:not([disabled])`).click();
        await person.see(words.settings.done);
        const labels = resources.AuditEntry;
        await person.choose('/resources/AuditEntry');
        await person.press(words.lists.filter);
        await page.waitForSelector('#list-filters');
        await page.select(`select[aria-label="${labels?.properties.action}"]`, 'setting.set');
        await page.select(`select[aria-label="${labels?.properties.actorKind}"]`, 'staff');
        await person.press(words.lists.apply);
        await page.waitForFunction(() => location.search.includes('setting.set'));
        await person.see(words.settings.expiringDays);
        await person.see(`${before} → ${days}`);
        expect(await person.textOf('tbody tr')).toContain(await person.textOf('.studio-account strong'));
      },
      LIMIT_MS,
    );

    it(
      'takes the clients of a filter away as a file',
      async () => {
        const person = owner();
        const { page } = person;
        await person.choose('/resources/Client');
        await page.waitForSelector('.studio-tabs button:nth-of-type(3) span:not(:empty)');
        const count = await person.numberIn('.studio-tabs button:nth-of-type(3) span');
        await page.click('.studio-tabs button:nth-of-type(3)');
        await page.waitForFunction(() => location.search.includes('status='));
        await page.evaluate(() => {
          const make = URL.createObjectURL.bind(URL);
          URL.createObjectURL = (file: Blob) => {
            void file.text().then((text) => (document.body.dataset.file = text));
            return make(file);
          };
        });
        await page.locator(`summary ::-p-text(${words.lists.export})`).click();
        await person.press(words.lists.format.csv);
        await page.waitForFunction(() => document.body.dataset.file !== undefined);
        const file = (await page.evaluate(() => document.body.dataset.file ?? '')).trim().split('\r\n');
        expect(file[0]).toContain(resources.Client?.properties.status);
        expect(file).toHaveLength(count + 1);
      },
      LIMIT_MS,
    );

    it(
      'sees how the installation is',
      async () => {
        const person = owner();
        await person.choose('/pages/system');
        await person.see(words.system.database);
        await person.see(words.system.jobNames['remind-expiry']);
      },
      LIMIT_MS,
    );

    it('all of it in one language', () => expect([...owner().foreign]).toEqual([]));
  });
}
