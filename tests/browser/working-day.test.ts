import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '../../src/lib/wording.js';
import { describeInBrowser } from '../setup/browser.js';
import { filled, PanelPerson } from '../setup/panel-person.js';
import { startProduct, type RunningProduct } from '../setup/product.js';
import { coachsDay } from './working-day/coach.js';
import { LIMIT_MS } from './working-day/day.js';
import { ownersDay } from './working-day/owner.js';
import { receptionistsDay } from './working-day/receptionist.js';

describeInBrowser('a working day', (context) => {
  let product: RunningProduct;
  const people: PanelPerson[] = [];

  beforeAll(async () => {
    product = await startProduct();
  }, LIMIT_MS);
  afterAll(() => product?.stop());

  const arrive = async (language: Language): Promise<PanelPerson> => {
    const person = await PanelPerson.arrive(context.browser, product.url, language);
    people.push(person);
    return person;
  };
  const whoIs = (language: Language, role: string): (() => PanelPerson) => {
    let person: PanelPerson;
    beforeAll(async () => {
      person = await arrive(language);
      await person.logIn(`${role}@demo.studio`, `demo-${role}-1`);
      await person.see(filled(person.said.panel.dashboard.title, { name: '' }).split(',')[0] ?? '');
    }, LIMIT_MS);
    return () => person;
  };
  const day = { url: () => product.url, arrive, whoIs };

  describe.each(['ru', 'en'] as const)('in the language %s', (language) => {
    receptionistsDay(language, day);
    ownersDay(language, day);
    coachsDay(language, day);
  });

  it('and no script failed, and nothing was asked of another host', () =>
    expect(people.flatMap(({ faults }) => faults)).toEqual([]));
});
