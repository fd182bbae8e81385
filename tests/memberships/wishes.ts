import fc from 'fast-check';
import { CLOSURE_SCOPES } from '../../src/closures/closure.entity.js';
import { addDays, type CalendarDate } from '../../src/lib/calendar-date.js';
import type { ChainPayment } from '../../src/payments/chain.rules.js';
import type { Deed, DeedKind, PlanTerms, Story, StoryChain, Who } from './story.js';

/** What is on sale; null = by days, without a plan. */
const PRICE_LIST: readonly (PlanTerms | null)[] = [
  null,
  { days: 30, months: null, visits: null, isTrial: false },
  { days: 30, months: 1, visits: null, isTrial: false },
  { days: 90, months: 3, visits: null, isTrial: false },
  { days: 30, months: null, visits: 2, isTrial: false },
  { days: 10, months: null, visits: 1, isTrial: false },
  { days: 30, months: 1, visits: 3, isTrial: false },
];

/** How often what happens. */
const WEIGHTS = {
  sell: 6,
  freeze: 8,
  resume: 3,
  cancel: 3,
  visit: 9,
  'remove visit': 3,
  refund: 3,
  'undo refund': 2,
  close: 4,
  'undo closure': 2,
  move: 3,
  'undo move': 2,
  transfer: 2,
  'undo transfer': 2,
  join: 3,
  leave: 1,
} as const satisfies Record<DeedKind, number>;

export const ALL_KINDS = Object.keys(WEIGHTS) as DeedKind[];

/** Something that somebody might want to do; what exactly follows from where the story is by then. */
export interface Wish {
  kind: DeedKind;
  who: Who;
  pick: number;
  plan: number;
  days: number;
  /** The day asked for: so many days after today, or after the first or last day of one of the client's memberships. */
  near: 'today' | 'start' | 'end';
  shift: number;
  /** No day asked for, where one may be left out. */
  isAsap: boolean;
}

export function wishes(kinds: readonly DeedKind[], clients: readonly Who[] = [0, 0, 1]): fc.Arbitrary<Wish> {
  return fc.record({
    kind: fc.oneof(...kinds.map((kind) => ({ weight: WEIGHTS[kind], arbitrary: fc.constant(kind) }))),
    who: fc.constantFrom(...clients),
    pick: fc.nat(5),
    plan: fc.nat(PRICE_LIST.length - 1),
    days: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 40 })),
    near: fc.constantFrom<Wish['near'][]>('today', 'start', 'end'),
    shift: fc.oneof(fc.integer({ min: -1, max: 2 }), fc.integer({ min: -9, max: 40 })),
    isAsap: fc.boolean(),
  });
}

/** What a wish means where the story is now; null when there is nothing to do it to. */
export async function resolve(wish: Wish, story: Story): Promise<Deed | null> {
  const { kind, who, days } = wish;
  const chain = await story.chain(who);
  const { today } = story;
  const plan = PRICE_LIST[wish.plan] ?? null;
  const startDate = dayOf(wish, chain, today);
  const asked = wish.isAsap ? null : startDate;
  const endDate = addDays(startDate, days - 1);
  const ofPayment = (deed: (paymentId: number) => Deed): Deed | null =>
    about(fitting(kind, chain.payments), wish, deed);
  switch (kind) {
    case 'sell':
      return { kind, who, plan, days, startDate: asked };
    case 'freeze':
      return { kind, who, startDate, endDate };
    case 'visit':
      return { kind, who, date: startDate > today ? today : startDate, session: wish.isAsap ? 0 : 1 };
    case 'close':
      return { kind, scope: CLOSURE_SCOPES[wish.pick % 3] ?? 'studio', plan, startDate, endDate };
    case 'join':
    case 'leave':
      return { kind, who };
    case 'resume':
    case 'cancel':
      return about(notOver(chain.freezes, today), wish, (freezeId) => ({ kind, freezeId }));
    case 'remove visit':
      return about(chain.visits, wish, (visitId) => ({ kind, visitId }));
    case 'undo closure':
      return about(await story.closures(), wish, (closureId) => ({ kind, closureId }));
    case 'move':
      return ofPayment((paymentId) => ({ kind, paymentId, startDate: asked }));
    case 'refund':
      return ofPayment((paymentId) => ({ kind, paymentId, date: asked }));
    case 'transfer':
      return ofPayment((paymentId) => ({ kind, paymentId, to: who === 0 ? 1 : 0, date: asked }));
    default:
      return ofPayment((paymentId) => ({ kind, paymentId }));
  }
}

function about(rows: readonly { id: number }[], { pick }: Wish, deed: (id: number) => Deed): Deed | null {
  const row = rows[pick % rows.length];
  return row ? deed(row.id) : null;
}

/** Those that the deed is for; where there are none, any: it will be refused. */
function fitting(kind: DeedKind, payments: readonly ChainPayment[]): readonly ChainPayment[] {
  const some = payments.filter(({ refundDate, transferDate, askedStartDate }) => {
    if (kind === 'undo refund') return refundDate !== null;
    if (kind === 'undo transfer') return transferDate !== null;
    if (kind === 'undo move') return askedStartDate !== null;
    return refundDate === null && transferDate === null;
  });
  return some.length > 0 ? some : payments;
}

function notOver(freezes: StoryChain['freezes'], today: CalendarDate): StoryChain['freezes'] {
  const some = freezes.filter(({ endDate }) => endDate >= today);
  return some.length > 0 ? some : freezes;
}

function dayOf({ near, shift, pick }: Wish, { payments }: StoryChain, today: CalendarDate): CalendarDate {
  const payment = payments[pick % payments.length];
  const anchor = near === 'today' || !payment ? today : near === 'start' ? payment.startDate : payment.endDate;
  return addDays(anchor, shift);
}
