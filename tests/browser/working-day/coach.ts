import { describe, expect, it } from '@jest/globals';
import type { Language } from '../../../src/lib/wording.js';
import { SAID } from '../../setup/panel-person.js';
import { LIMIT_MS, MARK, openLastWeeks, seeCame, WEEK, type Day } from './day.js';

/** What a coach does, and what a coach never sees. */
export function coachsDay(language: Language, { whoIs }: Day): void {
  const { panel: words } = SAID[language];
  describe('of a coach', () => {
    const coach = whoIs(language, 'coach');

    it(
      'sees the own sessions alone, on the first page and in the week',
      async () => {
        const person = coach();
        const { page } = person;
        await person.see(words.home.sessions);
        const today = await page.$$eval('.studio-desk-time + .studio-desk-who .studio-desk-note', (notes) =>
          notes.map((note) => note.querySelector('span')?.innerText),
        );
        await person.choose(WEEK);
        await page.waitForSelector('.studio-entry-coach');
        await person.read();
        const led = await page.$$eval('.studio-entry-coach', (all) => all.map(({ textContent }) => textContent));
        expect(new Set([...led, ...today]).size).toBe(1);
      },
      LIMIT_MS,
    );

    it(
      'marks those who came last week, and takes it back',
      async () => {
        const person = coach();
        await openLastWeeks(person, language === 'ru' ? 0 : 1);
        const { page } = person;
        const came = await page.$$eval('.studio-mark button:first-child[aria-pressed=true]', ({ length }) => length);
        await seeCame(person, came);
        await page.click(`${MARK}:nth-child(1) .studio-mark button:first-child`);
        await seeCame(person, came + 1);
        await page.click('.studio-roster-all button');
        await seeCame(person, (await page.$$(MARK)).length);
        await person.press(words.roster.undo);
        await seeCame(person, came + 1);
        await person.see(words.roster.undone);
      },
      LIMIT_MS,
    );

    it(
      'sees the own figures, and no money anywhere',
      async () => {
        const person = coach();
        await person.choose('/pages/dashboard');
        await person.see(words.figures.name.sessions);
        expect(await person.numberIn('[data-figure=coaches] tbody td')).toBeGreaterThan(0);
        expect(await person.page.$('.figures-views, [data-figure=revenue]')).toBeNull();
        await person.visit('/resources/Payment');
        await person.see(words.missing.page);
        expect(await person.textOf('body')).not.toMatch(/сом|KGS/);
      },
      LIMIT_MS,
    );

    it('all of it in one language', () => expect([...coach().foreign]).toEqual([]));
  });
}
