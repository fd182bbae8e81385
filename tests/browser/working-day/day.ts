import { dateInZone } from '../../../src/lib/calendar-date.js';
import type { Language } from '../../../src/lib/wording.js';
import { filled, type PanelPerson } from '../../setup/panel-person.js';

export const LIMIT_MS = 120_000;
/** The demo studio's day, which is not the machine's. */
export const TODAY = dateInZone(new Date(), 'Asia/Bishkek');
export const WEEK = '/resources/GroupTraining/actions/week';
/** A line of a roster. */
export const MARK = '.studio-roster-person';

/** What the stories of a day share: the studio, and how one comes into it. */
export interface Day {
  url: () => string;
  /** Somebody at the login page. */
  arrive: (language: Language) => Promise<PanelPerson>;
  /** Logs one of the demo studio in for the stories of a `describe`. */
  whoIs: (language: Language, role: string) => () => PanelPerson;
}

/** A session of last week from the timetable, of which two have not come. */
export async function openLastWeeks(person: PanelPerson, place: number): Promise<void> {
  const { page, said } = person;
  await person.choose(WEEK);
  await page.waitForSelector('.studio-entry');
  const thisWeek = await person.textOf('.studio-title');
  await page.click(`[aria-label="${said.panel.timetable.previous}"]`);
  // The entries of a week are there together with its name.
  await page.waitForFunction(
    (before) => document.querySelector<HTMLElement>('.studio-title')?.innerText !== before,
    {},
    thisWeek,
  );
  await page.waitForFunction(
    (at) => document.querySelectorAll('.studio-entry-over a.studio-entry-name').length > at,
    {},
    place,
  );
  await person.read();
  await page.evaluate(
    (at) => document.querySelectorAll<HTMLElement>('.studio-entry-over a.studio-entry-name')[at]?.click(),
    place,
  );
  await page.waitForSelector('.studio-mark');
  for (const row of [1, 2]) {
    const absent = `${MARK}:nth-child(${row}) .studio-mark button:last-child`;
    await page.click(absent);
    await page.waitForSelector(`${absent}[aria-pressed=true]`);
  }
  await page.waitForFunction(() => !document.querySelector('.studio-mark button[aria-disabled=true]'));
}

/** "Пришли: 7", as the server counts them. */
export async function seeCame({ page, said }: PanelPerson, count: number): Promise<void> {
  const expected = filled(said.panel.session.attended, { count });
  const seen = page.waitForFunction(
    (text) => [...document.querySelectorAll('.studio-counts li')].some(({ textContent }) => textContent === text),
    {},
    expected,
  );
  await seen.catch(async (cause: unknown) => {
    const shown = await page.$eval('main', ({ innerText }) => innerText);
    throw new Error(`“${expected}” is not on the page:\n${shown}`, { cause });
  });
}
