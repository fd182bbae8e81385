import { addDays, type CalendarDate } from '../src/lib/calendar-date.js';
import {
  NEVER_USED,
  replayChain,
  type ChainFreeze,
  type ChainPayment,
  type ChainPeriod,
} from '../src/payments/chain.rules.js';

/** A kind of client; of the payments in all `past` are over, one may run and `queued` follow it. */
export interface Story {
  past: number;
  isCurrent?: boolean;
  queued?: number;
  /** A freeze of a week in the first payment. */
  wasFrozen?: boolean;
  isFrozen?: boolean;
  startsLater?: boolean;
  isArchived?: boolean;
  owes?: boolean;
  /** Eight visits instead of days without limit. */
  isPack?: boolean;
}

/** A reception's mix: the share of each story in a thousand clients; 2.5 payments each on average. */
const MIX: readonly [share: number, story: Story][] = [
  [40, { past: 0 }],
  [30, { past: 2, isArchived: true }],
  [340, { past: 2 }],
  [20, { past: 4 }],
  [60, { past: 1, isCurrent: true }],
  [238, { past: 2, isCurrent: true }],
  [2, { past: 2, isCurrent: true, owes: true }],
  [80, { past: 0, isCurrent: true, queued: 3 }],
  [100, { past: 2, isCurrent: true, wasFrozen: true }],
  [30, { past: 2, isCurrent: true, isFrozen: true }],
  [20, { past: 1, startsLater: true }],
  [40, { past: 1, isCurrent: true, isPack: true }],
];

const STORIES = MIX.flatMap(([share, story]) => Array.from({ length: share }, () => story));

export const PLAN_DAYS = 30;
export const PACK_VISITS = 8;
const GAP_DAYS = 9;

export interface BenchVisit {
  date: CalendarDate;
  /** The place of its payment in the chain. */
  payment: number;
}

export interface BenchClient {
  firstName: string;
  lastName: string;
  archivedDate: CalendarDate | null;
  owes: boolean;
  payments: ChainPayment[];
  freezes: (ChainFreeze & { payment: number })[];
  visits: BenchVisit[];
}

const FIRST_NAMES =
  'Анна Бакыт Вера Gulnara Денис Елена Жанна Зарина Игорь Karina Лейла Мария Нурлан Ольга Пётр Роза Салтанат Тимур Ульяна Фёдор Чынара Emma Юлия Ян';
const LAST_NAMES =
  'Абдылдаева Белов Волкова Гаврилов Дюшеева Ёлкина Жумабаев Зайцева Иванова Ким Лебедев Морозова Новикова Осмонов Павлова Романов Smith Токтогулов Уланова Филиппов Хан Цой Чернова Шаршенов Щукина Эргешов Юсупова Яковлев Brown Кузнецова';

const [firstNames, lastNames] = [FIRST_NAMES.split(' '), LAST_NAMES.split(' ')];

/** The same for the same index and salt, and as good as random from index to index. */
function spread(index: number, salt: number, below: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) % below;
}

function storyOf(index: number): Story {
  return STORIES[spread(index, 1, STORIES.length)] ?? { past: 0 };
}

/** So many ids of clients with such a story, as far from each other as the studio is large. Throws when there are too few. */
export function clientsWith(clients: number, wanted: number, isWanted: (story: Story) => boolean): number[] {
  const all = Array.from({ length: clients }, (_, index) => index).filter((index) => isWanted(storyOf(index)));
  if (all.length < wanted) throw new RangeError(`only ${all.length} of ${wanted} clients with this story`);
  const step = Math.floor(all.length / wanted);
  return Array.from({ length: wanted }, (_, place) => 1 + (all[place * step] ?? 0));
}

/** The client of this number in every benchmark on `today`; ids of the payments count from 1 within the client. */
export function benchClient(index: number, today: CalendarDate): BenchClient {
  const story = storyOf(index);
  const sales = salesOf(story, index, today);
  const first = sales[0];
  const running = story.isFrozen ? { startDate: addDays(today, -2), endDate: addDays(today, 4) } : null;
  const former = story.wasFrozen && first ? weekIn(first.saleDate) : null;
  const freezes = [
    ...(former ? [{ ...former, payment: 0 }] : []),
    ...(running ? [{ ...running, payment: sales.length - 1 }] : []),
  ];
  const visits = story.isPack ? packVisits(sales, index, today) : [];
  const periods = replayChain({ payments: sales, freezes, closures: [], visits });
  return {
    firstName: firstNames[spread(index, 2, firstNames.length)] ?? '',
    lastName: lastNames[spread(index, 3, lastNames.length)] ?? '',
    archivedDate: story.isArchived ? addDays(today, -spread(index, 4, 300)) : null,
    owes: story.owes ?? false,
    payments: sales.map((sale) => withPeriod(sale, periods)),
    freezes,
    visits,
  };
}

function withPeriod(sale: ChainPayment, periods: readonly ChainPeriod[]): ChainPayment {
  const period = periods.find(({ paymentId }) => paymentId === sale.id);
  if (!period) throw new Error('the chain lost a payment');
  const { startDate, endDate, visitsUsed, usedUpDate } = period;
  return { ...sale, startDate, endDate, visitsUsed, usedUpDate };
}

function salesOf(story: Story, index: number, today: CalendarDate): ChainPayment[] {
  const begun = addDays(today, -(story.isFrozen ? 2 : 0) - spread(index, 5, PLAN_DAYS - 2));
  const lastSale = story.isCurrent ? begun : addDays(begun, -PLAN_DAYS - spread(index, 6, 400));
  const begunSales = story.past + (story.isCurrent ? 1 : 0);
  const sales = Array.from({ length: begunSales }, (_, place) =>
    addDays(lastSale, -(begunSales - 1 - place) * (PLAN_DAYS + GAP_DAYS)),
  ).map((date, place) => sale(place + 1, date, null, story.isPack && place === begunSales - 1));
  for (let queued = 0; queued < (story.queued ?? 0); queued += 1) {
    const payment = sale(sales.length + 1, begun, null, false);
    sales.push({ ...payment, startDate: addDays(begun, (queued + 1) * PLAN_DAYS) });
  }
  if (story.startsLater) sales.push(sale(sales.length + 1, today, addDays(today, 3 + spread(index, 7, 30)), false));
  return sales;
}

function sale(
  id: number,
  saleDate: CalendarDate,
  askedStartDate: CalendarDate | null,
  isPack: boolean | undefined,
): ChainPayment {
  const startDate = askedStartDate ?? saleDate;
  return {
    id,
    planId: isPack ? 2 : 1,
    durationDays: PLAN_DAYS,
    durationMonths: null,
    saleDate,
    askedStartDate,
    visitLimit: isPack ? PACK_VISITS : null,
    ...NEVER_USED,
    startDate,
    endDate: startDate,
  };
}

function weekIn(startDate: CalendarDate): ChainFreeze {
  return { startDate: addDays(startDate, 5), endDate: addDays(startDate, 11) };
}

/** Every other day of the running pack until today, some of them all that it has. */
function packVisits(
  sales: readonly ChainPayment[],
  index: number,
  today: CalendarDate,
): (BenchVisit & { id: number })[] {
  const payment = sales.length - 1;
  const startDate = sales[payment]?.startDate ?? today;
  const most = spread(index, 8, 4) === 0 ? PACK_VISITS : PACK_VISITS / 2;
  return Array.from({ length: most }, (_, place) => ({
    id: place + 1,
    date: addDays(startDate, 2 * place),
    payment,
  })).filter(({ date }) => date <= today);
}
