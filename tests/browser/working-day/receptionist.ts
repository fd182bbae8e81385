import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../src/lib/calendar-date.js';
import type { Language } from '../../../src/lib/wording.js';
import { filled, SAID } from '../../setup/panel-person.js';
import { LIMIT_MS, MARK, openLastWeeks, seeCame, TODAY, type Day } from './day.js';

/** The client of the demo studio to whom the bot can write. */
const PHONE = '0555 000 100';
const NEWCOMERS = {
  ru: { lastName: 'Ландышева', firstName: 'Проба', phone: '0555 77 10 01' },
  en: { lastName: 'Lilywhite', firstName: 'Trial', phone: '0555 77 10 02' },
};

/** What the reception does from the first page to logging out. */
export function receptionistsDay(language: Language, { whoIs }: Day): void {
  const { panel: words, login, resources } = SAID[language];
  describe('of a receptionist', () => {
    const manager = whoIs(language, 'manager');
    const { lastName, firstName } = NEWCOMERS[language];
    const name = `${lastName} ${firstName}`;

    /** One of the lists of the first page: how many are in it, and who comes first. */
    const listOf = async (title: string): Promise<{ count: number; first: string }> => {
      await manager().choose('');
      await manager().see(title);
      return manager().page.$$eval(
        '.studio-section',
        (sections, wanted) => {
          const section = sections.find((one) => one.querySelector('h2')?.innerText.startsWith(wanted));
          return {
            count: Number(section?.querySelector<HTMLElement>('.studio-count')?.innerText),
            first: section?.querySelector<HTMLElement>('.studio-desk-who a')?.innerText ?? '',
          };
        },
        title,
      );
    };

    it.each([
      ['renews whose membership ends this week', words.home.ending, words.card.renew, words.renew],
      ['takes the money of a debtor', words.home.debtors, words.home.pay, words.instalment],
      ['ends a freeze early', words.home.frozen, words.home.resume, words.resume],
    ])(
      '%s: the list of the first page is shorter by one then',
      async (_, title, step, { button, done }) => {
        const person = manager();
        const { count, first } = await listOf(title);
        await person.page.click(`a[aria-label="${step}: ${first}"]`);
        await person.see(button);
        await person.submit('.studio-page');
        await person.see(filled(done, { name: first }));
        await person.see(first);
        const after = await listOf(title);
        expect([after.count, after.first === first]).toEqual([count - 1, false]);
      },
      LIMIT_MS,
    );

    it(
      'registers a newcomer, sells with two keys from the search, and marks the visit with two more',
      async () => {
        const person = manager();
        const { page } = person;
        await person.choose('/resources/Client');
        await person.press(resources.Client?.actions.new ?? '');
        for (const [field, text] of Object.entries(NEWCOMERS[language]))
          await person.fill(`[data-testid=property-edit-${field}] input`, text);
        await person.read();
        await page.click('[data-testid=button-save]');
        await person.see(words.renew.title);
        await person.choose('');
        await person.search(lastName.toUpperCase());
        await person.see(name);
        await person.keys('Shift', 'Enter');
        await page.waitForFunction(() => document.activeElement?.matches('input[name=plan]:checked'));
        // The first plan is the trial week, which can't be frozen; the third is a month.
        await person.keys('ArrowDown');
        await person.keys('ArrowDown');
        await page.waitForSelector('form button[type=submit]:not([disabled])');
        await person.keys('Enter');
        await person.see(filled(words.renew.done, { name }));
        await person.search(lastName);
        await page.waitForSelector('#studio-found[aria-busy=false] .studio-found-deeds button');
        await person.keys('Control', 'Enter');
        await person.see(filled(words.search.visitMarked, { name }));
        // The card, which has been open below all the time, tells of it too.
        await person.see(words.desk.cameToday);
      },
      LIMIT_MS,
    );

    it(
      'freezes from tomorrow: what is shown before is what stands on the card after',
      async () => {
        const person = manager();
        await person.press(words.card.freeze);
        // Today's visit stands in the way of a freeze from today.
        await person.page.waitForSelector('#startDate-error');
        await person.pick('#startDate', addDays(TODAY, 1));
        await person.see(words.freeze.before);
        const [before, after] = await person.page.$$eval('.studio-preview td', (cells) =>
          cells.map(({ innerText }) => innerText),
        );
        expect(after).not.toBe(before);
        await person.submit();
        await person.see(filled(words.freeze.done, { name }));
        await person.see(after ?? 'missing');
        await person.page.click('#tab-freezes');
        await person.see(words.card.cancelFreeze);
      },
      LIMIT_MS,
    );

    it(
      'writes a message to a client, and reads on the card that it arrived',
      async () => {
        const person = manager();
        const { page } = person;
        await person.visit();
        await person.search(PHONE);
        await page.waitForSelector('#studio-found [role=row]');
        await person.keys('Enter');
        await person.press(words.desk.write);
        await person.fill('#text', language === 'ru' ? 'Ждём вас завтра.' : 'See you tomorrow.');
        await person.submit();
        await person.see(words.message.personal);
        const first = '.studio-messages li:first-child';
        const sent = String((resources.Delivery?.labels.status as Record<string, string>).sent);
        while (!(await person.textOf(first)).includes(sent)) await page.reload({ waitUntil: 'networkidle0' });
        expect(await person.textOf(first)).toContain(words.message.personal);
        await page.click('#tab-history');
        await person.see(String((resources.AuditEntry?.labels.action as Record<string, string>)['client.message']));
      },
      LIMIT_MS,
    );

    it(
      'marks everybody who came to a session with one press',
      async () => {
        const person = manager();
        await openLastWeeks(person, language === 'ru' ? 0 : 1);
        const everybody = (await person.page.$$(MARK)).length;
        await person.page.click('.studio-roster-all button');
        await seeCame(person, everybody);
        await person.see(words.roster.undo);
      },
      LIMIT_MS,
    );

    it(
      'logs out by the menu of the account, and nothing is left open',
      async () => {
        const person = manager();
        await person.page.click('.studio-account > button');
        await person.see(words.shell.look);
        await person.press(words.shell.logout);
        await person.see(login.subtitle);
        await person.visit('/resources/Client');
        await person.see(login.subtitle);
      },
      LIMIT_MS,
    );

    it('all of it in one language', () => expect([...manager().foreign]).toEqual([]));
  });
}
