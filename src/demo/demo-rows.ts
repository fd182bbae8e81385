import { lookupColumns } from '../clients/client-lookup.rules.js';
import { searchNameOf } from '../clients/client.rules.js';
import type { Client } from '../clients/client.entity.js';
import type { Coach } from '../coaches/coach.entity.js';
import type { Group } from '../groups/group.entity.js';
import type { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { addDays, daysInclusive, instantInZone, type CalendarDate } from '../lib/calendar-date.js';
import { moneyFromCents, moneyToCents, ZERO_MONEY, type Money } from '../lib/money.js';
import type { Language } from '../lib/wording.js';
import type { Payment, PaymentMethod } from '../payments/payment.entity.js';
import { freezePolicyOf } from '../plans/freeze-policy.js';
import type { MembershipPlan } from '../plans/membership-plan.entity.js';
import type { GroupTraining } from '../trainings/group-training.entity.js';
import type { Training } from '../trainings/training.entity.js';
import { visitSlot } from '../trainings/training.rules.js';
import { demoSessions, demoVisits, type DemoSession, type DemoVisit } from './demo-attendance.js';
import { DEMO_COACHES, DEMO_GROUPS, DEMO_PLANS, DISCOUNT_NOTE, FREEZE_REASONS, inLanguage } from './demo-catalogue.js';
import { DEMO_COACH_TELEGRAM_ID, demoClients, type DemoClient } from './demo-clients.js';
import type { DemoMembership } from './demo-memberships.js';
import { SeededRandom } from './seeded-random.js';

/** A row as it is inserted: columns alone, ids included. */
type Row<E> = Partial<Record<keyof E, unknown>>;

export interface DemoRows {
  coaches: Row<Coach>[];
  groups: Row<Group>[];
  clients: Row<Client>[];
  plans: Row<MembershipPlan>[];
  payments: Row<Payment>[];
  freezes: Row<LazyDays>[];
  sessions: Row<GroupTraining>[];
  visits: Row<Training>[];
}

/** Changing it changes every demo studio. */
const SEED = 20_260_301;
const METHODS: readonly PaymentMethod[] = ['cash', 'cash', 'card', 'card', 'card', 'transfer', 'transfer', 'other'];
const DISCOUNT_PERCENT = 10;
/** Every third client of the demo has a card. */
const DEMO_FIRST_CARD = 700_100;
const DEBTORS = 4;
const DEBTOR_EVERY = 25;

/**
 * Every row of the demo studio for a day, with ids counted from 1: for empty tables. The same day and language give the
 * same rows.
 */
export function demoRows(today: CalendarDate, timeZone: string, language: Language): DemoRows {
  const random = new SeededRandom(SEED);
  const at = instants(timeZone);
  const stamp = (day: CalendarDate) => ({ createdAt: at(day), updatedAt: at(day), version: 1 });
  const opened = stamp(addDays(today, -120));
  const clients = demoClients(today, language, random);
  const busy = new Set(clients.flatMap(({ group }) => group ?? []));
  const sessions = demoSessions(DEMO_GROUPS, busy, today, random);
  const visits = demoVisits(clients, sessions, DEMO_GROUPS, today, random);
  const sales = saleRows(clients, visits, language, random);
  return {
    coaches: DEMO_COACHES.map((coach, index) => coachRow(coach, index, language)).map((row) => ({ ...row, ...opened })),
    groups: DEMO_GROUPS.map((group, index) => ({
      id: index + 1,
      name: inLanguage(group.name, language),
      coachId: group.coach + 1,
      weekdays: group.weekdays.join(','),
      startTime: group.startTime,
      durationMinutes: group.durationMinutes,
      capacity: group.capacity,
      archivedAt: null,
      ...opened,
    })),
    plans: DEMO_PLANS.map((plan, index) => ({
      ...plan,
      id: index + 1,
      name: inLanguage(plan.name, language),
      price: moneyFromCents(plan.price * 100),
      archivedAt: null,
      ...opened,
    })),
    clients: clients.map((client, index) => ({
      ...clientRow(client, index),
      archivedAt: client.story === 'archived' ? at(addDays(today, -7)) : null,
      archivedDate: client.story === 'archived' ? addDays(today, -7) : null,
      ...stamp(client.registeredDate),
    })),
    payments: partPaid(sales.payments, today).map((row) => ({ ...row, ...stamp(row.saleDate as CalendarDate) })),
    freezes: sales.freezes.map(({ askedOn, ...row }) => ({ ...row, ...stamp(askedOn) })),
    sessions: sessions.map((session, index) => ({ ...sessionRow(session, index, at), ...stamp(session.date) })),
    visits: visits.map((visit, index) => ({
      id: index + 1,
      clientId: visit.client + 1,
      groupTrainingId: visit.session + 1,
      paymentId: sales.paymentId(visit.client, visit.membership),
      date: visit.date,
      slot: visitSlot(visit.session + 1, visit.date),
      source: 'demo',
      createdAt: at(visit.date),
      updatedAt: at(visit.date),
    })),
  };
}

type InstantAt = (day: CalendarDate, time?: string) => Date;

/** Thousands of rows share some hundred instants, and asking the zone's rules for one is slow. */
function instants(timeZone: string): InstantAt {
  const known = new Map<string, Date>();
  return (day, time = '12:00') => {
    const key = `${day} ${time}`;
    const instant = known.get(key) ?? instantInZone(day, time, timeZone);
    known.set(key, instant);
    return instant;
  };
}

function coachRow(
  { firstName, lastName }: (typeof DEMO_COACHES)[number],
  index: number,
  language: Language,
): Row<Coach> {
  const name = { firstName: inLanguage(firstName, language), lastName: inLanguage(lastName, language) };
  return {
    id: index + 1,
    ...name,
    searchName: searchNameOf(name),
    phone: `+9967000001${String(index).padStart(2, '0')}`,
    telegramId: index === 0 ? DEMO_COACH_TELEGRAM_ID : null,
    archivedAt: null,
  };
}

function clientRow(client: DemoClient, index: number): Row<Client> {
  const { firstName, lastName, phone, email, birthDate, telegramId, telegramUsername, registeredDate, note } = client;
  const cardNumber = index % 3 === 0 ? String(DEMO_FIRST_CARD + index) : null;
  return {
    id: index + 1,
    firstName,
    lastName,
    ...lookupColumns({ firstName, lastName, birthDate, telegramUsername, cardNumber }),
    cardNumber,
    phone,
    phoneVerifiedAt: null,
    email,
    birthDate,
    region: null,
    telegramId,
    telegramUsername,
    telegramState: 'ok',
    language: telegramId === null ? null : client.language,
    groupId: client.group === null ? null : client.group + 1,
    note,
    registeredDate,
    hasPhoto: false,
    broadcastsStoppedAt: null,
    erasureRequestedAt: null,
  };
}

type FreezeRow = Row<LazyDays> & { askedOn: CalendarDate };

interface Sales {
  payments: Row<Payment>[];
  freezes: FreezeRow[];
  paymentId(client: number, membership: number): number;
}

function saleRows(
  clients: readonly DemoClient[],
  visits: readonly DemoVisit[],
  language: Language,
  random: SeededRandom,
): Sales {
  const visitsUsed = new Map<string, number>();
  const key = (client: number, membership: number): string => `${client}/${membership}`;
  for (const { client, membership } of visits) {
    const sale = key(client, membership);
    visitsUsed.set(sale, (visitsUsed.get(sale) ?? 0) + 1);
  }
  const ids = new Map<string, number>();
  const payments: Row<Payment>[] = [];
  const freezes: FreezeRow[] = [];
  clients.forEach(({ memberships }, client) =>
    memberships.forEach((membership, index) => {
      const id = payments.length + 1;
      ids.set(key(client, index), id);
      const used = visitsUsed.get(key(client, index)) ?? 0;
      payments.push({ id, clientId: client + 1, visitsUsed: used, ...paymentRow(membership, language, random) });
      if (membership.freeze === null) return;
      const { startDate, endDate } = membership.freeze;
      const owner = {
        id: freezes.length + 1,
        clientId: client + 1,
        paymentId: id,
        staffId: null,
        idempotencyKey: null,
      };
      const reason = inLanguage(random.pick(FREEZE_REASONS), language);
      freezes.push({
        ...owner,
        startDate,
        endDate,
        askedEndDate: endDate,
        usesAllowance: true,
        reason,
        askedOn: addDays(startDate, -1),
      });
    }),
  );
  return { payments, freezes, paymentId: (client, membership) => ids.get(key(client, membership)) ?? 0 };
}

function paymentRow(membership: DemoMembership, language: Language, random: SeededRandom): Row<Payment> {
  const { plan, saleDate, askedStartDate, startDate, endDate, refundDate } = membership;
  const hasDiscount = random.chance(0.12);
  const amount = moneyFromCents(plan.price * (hasDiscount ? 100 - DISCOUNT_PERCENT : 100));
  return {
    planId: DEMO_PLANS.findIndex(({ name }) => name === plan.name) + 1,
    durationDays: plan.durationDays,
    durationMonths: plan.durationMonths,
    isTrial: plan.isTrial,
    visitLimit: plan.visitLimit,
    visitsCarried: 0,
    usedUpDate: null,
    freezePolicy: freezePolicyOf(plan),
    amount,
    paidAmount: amount,
    owedAmount: ZERO_MONEY,
    transferDate: null,
    method: random.pick(METHODS),
    saleDate,
    askedStartDate,
    startDate,
    endDate,
    refundDate,
    refundAmount: refundDate === null ? null : unusedShare(membership),
    note: hasDiscount ? inLanguage(DISCOUNT_NOTE, language) : null,
    staffId: null,
    idempotencyKey: null,
  };
}

/** A few of those who train now have paid a half and owe the rest. */
function partPaid(payments: readonly Row<Payment>[], today: CalendarDate): Row<Payment>[] {
  const running = payments.filter(({ startDate, endDate }) => String(startDate) <= today && today <= String(endDate));
  const owing = new Set(running.filter((_, place) => place % DEBTOR_EVERY === 0).slice(0, DEBTORS));
  return payments.map((row) => {
    if (!owing.has(row)) return row;
    const half = moneyFromCents(moneyToCents(row.amount as Money) / 2);
    return { ...row, paidAmount: half, owedAmount: half };
  });
}

/** Of the price, for the days after the refund; whole units of the currency. */
function unusedShare({ plan, startDate, endDate }: DemoMembership): Money {
  const unused = plan.durationDays - daysInclusive(startDate, endDate);
  return moneyFromCents(Math.floor((plan.price * 0.9 * unused) / plan.durationDays) * 100);
}

function sessionRow({ group, coach, date }: DemoSession, index: number, at: InstantAt): Row<GroupTraining> {
  const { startTime, isOnline } = DEMO_GROUPS[group] ?? { startTime: '12:00', isOnline: false };
  return {
    id: index + 1,
    groupId: group + 1,
    coachId: coach + 1,
    date,
    startsAt: at(date, startTime),
    link: isOnline ? `https://meet.example.com/yoga-${date}` : null,
    cancelledAt: null,
    invitedAt: null,
    closedAt: null,
  };
}
