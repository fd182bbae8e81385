import fc from 'fast-check';
import { DomainError } from '../../src/errors/domain-error.js';
import { FixedClock } from '../../src/lib/clock.js';
import { EVERYBODY, inverseOf, type Deed, type DeedKind, type Story, type StoryChain } from './story.js';
import { resolve, wishes, type Wish } from './wishes.js';

/** Where the days are hard to count: before a clock change, 29 February, the end of a month and of a year. */
const BEGINNINGS = [
  '2026-03-10T06:00:00Z',
  '2026-03-28T22:30:00Z',
  '2026-10-24T21:30:00Z',
  '2027-01-30T12:00:00Z',
  '2028-02-27T17:45:00Z',
  '2027-12-30T23:15:00Z',
];

export interface History {
  beginning: string;
  zone: string;
  /** A number = so many hours pass. */
  wishes: (Wish | number)[];
}

/** What may happen in a studio to two clients; somebody buys something first. */
export function histories(kinds: readonly DeedKind[]): fc.Arbitrary<History> {
  const hours = fc.integer({ min: 1, max: 20 * 24 });
  const moments = fc.oneof({ weight: 1, arbitrary: hours }, { weight: 5, arbitrary: wishes(kinds) });
  return fc.record({
    beginning: fc.constantFrom(...BEGINNINGS),
    zone: fc.constantFrom('Europe/Berlin', 'Asia/Bishkek'),
    wishes: fc
      .tuple(wishes(['sell']), fc.array(moments, { minLength: 8, maxLength: 24, size: 'max' }))
      .map(([first, more]) => [{ ...first, isAsap: true }, ...more]),
  });
}

export function clockOf({ beginning, zone }: History): FixedClock {
  return new FixedClock(new Date(beginning), zone);
}

type Each = (deed: Deed, perform: () => Promise<number>) => Promise<unknown>;

/** Tells the story, deed by deed; `each` does it. What a rule refuses is left out. */
export async function tell(story: Story, history: History, each: Each = (_, perform) => perform()): Promise<void> {
  for (const wish of history.wishes) {
    const deed = typeof wish === 'number' ? story.pass(wish) : await resolve(wish, story);
    if (deed) await isDone(() => each(deed, () => story.perform(deed)));
  }
}

/** False when a rule said no. */
export async function isDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/**
 * Does the deed; where another takes it back, that too, and it once more. Gives the chains from before and from in between:
 * they must be the same. Null where nothing takes it back: among them a move or transfer onto a freeze that no membership
 * met before: the freeze holds it. Throws `DomainError` when the deed is refused, and an `Error` when its inverse is.
 */
export async function doAndTakeBack(
  story: Story,
  deed: Deed,
  perform: () => Promise<number>,
): Promise<{ before: object[]; after: object[] } | null> {
  const before = (await bothChains(story)).map(withoutIdlePlaces);
  const inverse = inverseOf(deed, await perform(), story.today);
  if (!inverse) return null;
  try {
    await story.perform(inverse);
  } catch (error) {
    const isHeld = error instanceof DomainError && error.code === 'payment_has_freezes';
    if (isHeld && (deed.kind === 'move' || deed.kind === 'transfer')) return null;
    throw new Error(`${deed.kind} is done and can't be taken back`, { cause: error });
  }
  const after = (await bothChains(story)).map(withoutIdlePlaces);
  if (!(await isDone(perform))) throw new Error(`${deed.kind} was taken back and can't be done again`);
  return { before, after };
}

/** A membership without a day waits wherever the others leave it: where that is says nothing to anybody. */
function withoutIdlePlaces({ payments, ...chain }: StoryChain): object {
  const places = payments.map(({ startDate, endDate, durationDays, ...payment }) =>
    endDate < startDate ? payment : { ...payment, startDate, endDate, durationDays },
  );
  return { ...chain, payments: places.sort((a, b) => a.id - b.id) };
}

export function bothChains(story: Story): Promise<StoryChain[]> {
  return Promise.all(EVERYBODY.map((who) => story.chain(who)));
}

/** What really happened, so that nothing holds only because everything was refused. */
export class DeedCounts {
  private readonly counts = new Map<DeedKind, number>();

  add({ kind }: Deed): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  /** The kinds that happened less often. */
  rarerThan(times: number, kinds: readonly DeedKind[]): string[] {
    const rare = kinds.filter((kind) => (this.counts.get(kind) ?? 0) < times);
    return rare.map((kind) => `${kind}: ${this.counts.get(kind) ?? 0}`);
  }
}
