import { describe, expect, it } from '@jest/globals';
import { calendarDate, instantInZone } from '../../src/lib/calendar-date.js';
import { explainPeriod } from '../../src/lib/explanation.js';
import { replayChain } from '../../src/payments/chain.rules.js';
import { refusal } from '../services/refusal.js';
import { describeOnSqlite } from '../setup/databases.js';
import { MembershipStory, StudiosByZone } from '../setup/membership-story.js';
import { expectChainProven } from './checks.js';
import { CLOSURES } from './named-cases/closures.js';
import { FREEZES, RETURNS } from './named-cases/freezes.js';
import { MONTHS } from './named-cases/months.js';
import { MOVES, TRANSFERS } from './named-cases/moves-and-transfers.js';
import { REFUNDS } from './named-cases/refunds.js';
import { RENEWALS, SALES } from './named-cases/sales.js';
import type { NamedCase } from './named-cases/steps.js';
import { VISIT_PACKS } from './named-cases/visit-packs.js';
import { EVERYBODY, type Deed, type StoryChain } from './story.js';

/** The dates in these tables were counted by hand on a calendar. */
const CASES: Record<string, NamedCase[]> = {
  продажа: SALES,
  продление: RENEWALS,
  'календарные месяцы': MONTHS,
  заморозка: FREEZES,
  'возвращение из заморозки': RETURNS,
  закрытие: CLOSURES,
  'пакеты занятий': VISIT_PACKS,
  'возврат денег': REFUNDS,
  перенос: MOVES,
  'передача остатка': TRANSFERS,
};

/** What each numbered field of a deed counts. */
const NUMBERED = { paymentId: 'sell', freezeId: 'freeze', visitId: 'visit', closureId: 'close' } as const;
type Made = Partial<Record<string, number[]>>;

/** The deed with ids in place of the numbers. */
function withIds(deed: Deed, made: Made): Deed {
  const idOf = ([field, value]: [string, unknown]): [string, unknown] =>
    field in NUMBERED ? [field, made[NUMBERED[field as keyof typeof NUMBERED]]?.[Number(value) - 1]] : [field, value];
  return Object.fromEntries(Object.entries(deed).map(idOf)) as Deed;
}

function periodsOf({ payments }: StoryChain): string[] {
  const bySale = [...payments].sort((a, b) => a.id - b.id);
  return bySale.map(({ startDate, endDate }) => (endDate < startDate ? 'ни дня' : `${startDate}..${endDate}`));
}

describeOnSqlite('случай из жизни студии', (database) => {
  const studios = new StudiosByZone(database);

  async function tell({ steps, zone = 'Asia/Bishkek', refused }: NamedCase) {
    await database.clear();
    const studio = studios.at(new Date(0), zone);
    const { clock } = studio;
    const story = await MembershipStory.begin(studio);
    const made: Made = {};
    for (const { on, at, deed } of steps) {
      clock.set(instantInZone(on, at, zone));
      const doing = story.perform(withIds(deed, made));
      const isLast = deed === steps.at(-1)?.deed;
      if (refused && isLast) expect(await refusal(doing)).toMatch(new RegExp(`(: |^)${refused}$`));
      else (made[deed.kind] ??= []).push(await doing);
    }
    return { studio, clock, story };
  }

  for (const [subject, cases] of Object.entries(CASES)) {
    describe(subject, () => {
      it.each(cases)('$title', async (named) => {
        const { studio, clock, story } = await tell(named);
        const chain = await story.chain(0);
        expect(periodsOf(chain)).toEqual(named.periods);
        if (named.second) expect(periodsOf(await story.chain(1))).toEqual(named.second);
        if (named.visits) expect(chain.payments.map(({ visitsUsed }) => visitsUsed)).toEqual(named.visits);
        const explained = new Map(replayChain(chain).map(({ explanation }, index) => [index + 1, explanation]));
        for (const [number, words] of Object.entries(named.explained ?? {})) {
          expect(explainPeriod(explained.get(Number(number)) ?? [], 'ru')).toBe(words);
        }
        for (const [date, status] of Object.entries(named.statuses ?? {})) {
          clock.set(instantInZone(calendarDate(date), '12:00', clock.timeZone));
          const client = await studio.clientQueries.getDetail(story.clientIds[0]);
          expect({ date, status: client.status }).toEqual({ date, status });
        }
        for (const who of EVERYBODY) expectChainProven(await story.chain(who));
      });
    });
  }
});
