import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectChainProven, expectStatusOnEveryDay } from './checks.js';
import { ModelStory } from './model-story.js';
import {
  bothChains,
  clockOf,
  DeedCounts,
  doAndTakeBack,
  histories,
  isDone,
  tell,
  type History,
} from './random-history.js';
import type { DeedKind, StoryChain } from './story.js';
import { ALL_KINDS, resolve, wishes } from './wishes.js';

const LIMIT_MS = 300_000;
/** How many histories are told for each property. */
const HISTORIES = { states: 3_000, inverses: 1_000, statuses: 500, orders: 500 };
const told = (property: keyof typeof HISTORIES): string =>
  `${HISTORIES[property].toLocaleString('en')} random histories`;

/** Who is in the group is a fact of the model, not a deed. */
const KINDS = ALL_KINDS.filter((kind) => kind !== 'join' && kind !== 'leave');
const INVERTIBLE: DeedKind[] = ['freeze', 'visit', 'refund', 'close', 'move', 'transfer'];

function forAll<T>(numRuns: number, arbitrary: fc.Arbitrary<T>, check: (value: T) => Promise<void>): Promise<void> {
  return fc.assert(fc.asyncProperty(arbitrary, check), { numRuns });
}

const begin = (history: History): ModelStory => new ModelStory(clockOf(history));

describe('whatever happens to a chain', () => {
  it(
    `paid days are covered, periods do not overlap, the replay is what is stored, no visit is lost: after every deed of ${told('states')}`,
    async () => {
      const counts = new DeedCounts();
      await forAll(HISTORIES.states, histories(KINDS), async (history) => {
        const story = begin(history);
        await tell(story, history, async (deed, perform) => {
          await perform();
          counts.add(deed);
          for (const chain of await bothChains(story)) expectChainProven(chain);
        });
      });
      expect(counts.rarerThan(5, KINDS)).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    `what takes a deed back is its exact inverse: at every deed of ${told('inverses')}`,
    async () => {
      const counts = new DeedCounts();
      await forAll(HISTORIES.inverses, histories(KINDS), async (history) => {
        const story = begin(history);
        await tell(story, history, async (deed, perform) => {
          const chains = await doAndTakeBack(story, deed, perform);
          if (chains) counts.add(deed);
          expect({ deed, chains: chains?.after }).toEqual({ deed, chains: chains?.before });
        });
      });
      expect(counts.rarerThan(20, INVERTIBLE)).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    `a client has one status on every day, and the steps of the ledger lead to it: after ${told('statuses')}`,
    async () => {
      await forAll(HISTORIES.statuses, histories(KINDS), async (history) => {
        const story = begin(history);
        await tell(story, history);
        for (const chain of await bothChains(story)) expectStatusOnEveryDay(chain, history.wishes.length % 8);
      });
    },
    LIMIT_MS,
  );
});

describe('in either order comes out the same', () => {
  const UNRELATED: [string, DeedKind[], DeedKind[]][] = [
    ['a freeze and a closure', ['freeze'], ['close']],
    ['a sale and a closure', ['sell'], ['close']],
    ['a sale and a freeze', ['sell'], ['freeze']],
    ['a visit and a closure', ['visit'], ['close']],
  ];

  it.each(UNRELATED)(
    `%s of one client: after ${told('orders')}`,
    async (_, one, other) => {
      await expectSameInEitherOrder(wishes(one, [0]), wishes(other, [0]));
    },
    LIMIT_MS,
  );

  it(
    `what is done to two clients: after ${told('orders')}`,
    async () => {
      const ofOneClient = KINDS.filter(
        (kind) => !kind.endsWith('transfer') && kind !== 'close' && kind !== 'undo closure',
      );
      await expectSameInEitherOrder(wishes(ofOneClient, [0]), wishes(ofOneClient, [1]));
    },
    LIMIT_MS,
  );

  async function expectSameInEitherOrder(...pair: ReturnType<typeof wishes>[]): Promise<void> {
    let compared = 0;
    await forAll(HISTORIES.orders, fc.tuple(histories(KINDS), ...pair), async ([history, ...wished]) => {
      const story = begin(history);
      await tell(story, history);
      const deeds = (await Promise.all(wished.map((wish) => resolve(wish, story)))).flatMap((deed) => deed ?? []);
      const [there, back] = [story.clone(), story.clone()];
      const done = await Promise.all([
        isDone(async () => {
          for (const deed of deeds) await there.perform(deed);
        }),
        isDone(async () => {
          for (const deed of deeds.toReversed()) await back.perform(deed);
        }),
      ]);
      if (deeds.length < 2 || done.includes(false)) return;
      compared += 1;
      expect((await bothChains(there)).map(dates)).toEqual((await bothChains(back)).map(dates));
    });
    expect(compared).toBeGreaterThan(25);
  }
});

/** The chain without its ids; of a membership without a day nothing but that. */
function dates({ payments, visits }: StoryChain): object[] {
  const bySale = [...payments].sort((a, b) => a.id - b.id);
  return bySale.map(({ id, startDate, endDate, visitsUsed }) => {
    const visitDays = visits
      .filter(({ paymentId }) => paymentId === id)
      .map(({ date }) => date)
      .sort();
    return endDate < startDate ? { visitDays } : { startDate, endDate, visitsUsed, visitDays };
  });
}
