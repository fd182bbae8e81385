import { describe, expect, it } from '@jest/globals';
import type { Client } from '../clients/client.entity.js';
import { clientStatusOn, covers, isExpiringOn } from '../clients/client-status.rules.js';
import { calendarDate, daysInclusive, isoWeekday, type CalendarDate } from '../lib/calendar-date.js';
import { moneyToCents } from '../lib/money.js';
import { normalizePhone } from '../lib/phone.js';
import type { Group } from '../groups/group.entity.js';
import type { LazyDays } from '../lazy-days/lazy-days.entity.js';
import { replayChain } from '../payments/chain.rules.js';
import type { Payment } from '../payments/payment.entity.js';
import type { MembershipPlan } from '../plans/membership-plan.entity.js';
import type { GroupTraining } from '../trainings/group-training.entity.js';
import type { Training } from '../trainings/training.entity.js';
import { DEMO_TELEGRAM_PEOPLE } from './demo-clients.js';
import { STORY_COUNTS } from './demo-memberships.js';
import { demoRows } from './demo-rows.js';

interface Studio {
  today: CalendarDate;
  clients: Client[];
  groups: Group[];
  plans: MembershipPlan[];
  payments: Payment[];
  freezes: LazyDays[];
  sessions: GroupTraining[];
  visits: Training[];
}

function studioOn(day: string): Studio {
  const today = calendarDate(day);
  return { today, ...demoRows(today, 'Asia/Bishkek', 'ru') } as unknown as Studio;
}

const historyOf = ({ payments, freezes, visits }: Studio, { id }: Client) => ({
  payments: payments.filter(({ clientId }) => clientId === id),
  freezes: freezes.filter(({ clientId }) => clientId === id),
  closures: [],
  visits: visits.filter(({ clientId }) => clientId === id),
});

const factsOf = (studio: Studio, client: Client) => ({
  archivedDate: client.archivedDate,
  ...historyOf(studio, client),
});

/** Ids count from 1 in the order of the rows. */
const byId = <T extends { id: number }>(records: readonly T[], id: number | null): T => {
  const record = records[(id ?? 0) - 1];
  if (!record) throw new Error(`no record ${id}`);
  return record;
};

// A leap day, the days around a year's and a summer time's change, and an ordinary one.
describe.each(['2028-02-29', '2026-12-31', '2027-01-01', '2026-03-29', '2026-11-22'])(
  'The demo studio on %s',
  (day) => {
    const studio = studioOn(day);
    const { today } = studio;

    it('stores exactly the periods that a replay of the chain gives', () => {
      const resultsOf = (results: readonly Pick<Payment, 'startDate' | 'endDate' | 'visitsUsed' | 'usedUpDate'>[]) =>
        results.map(({ startDate, endDate, visitsUsed, usedUpDate }) =>
          [startDate, endDate, visitsUsed, usedUpDate].join(),
        );
      const wrong = studio.clients.filter((client) => {
        const history = historyOf(studio, client);
        return resultsOf(history.payments).join(';') !== resultsOf(replayChain(history)).join(';');
      });
      expect(wrong).toEqual([]);
    });

    it('has as many clients of every status as its stories tell', () => {
      const counts: Record<string, number> = {};
      for (const client of studio.clients) {
        const facts = factsOf(studio, client);
        const status = isExpiringOn(today, facts, 3) ? 'expiring' : clientStatusOn(today, facts);
        counts[status] = (counts[status] ?? 0) + 1;
      }
      const { active, queued, expired, lapsed, refunded, expiring, frozen, upcoming, archived } = STORY_COUNTS;
      expect(counts).toEqual({
        active: active + queued,
        expiring,
        frozen,
        upcoming,
        expired: expired + lapsed + refunded,
        new: STORY_COUNTS.new,
        archived,
      });
    });

    it('sold nothing in the future and refunded no more than was paid', () => {
      const wrong = studio.payments.filter(
        ({ saleDate, startDate, refundAmount, amount }) =>
          saleDate > today || saleDate > startDate || Number(refundAmount ?? 0) > Number(amount),
      );
      expect(wrong).toEqual([]);
      expect(studio.payments.filter(({ saleDate }) => saleDate === today).length).toBeGreaterThan(0);
    });

    it('has a few clients who train and still owe a half', () => {
      const owing = studio.payments.filter(({ owedAmount }) => Number(owedAmount) > 0);
      expect(owing).toHaveLength(4);
      for (const payment of owing) {
        expect(covers(payment, today)).toBe(true);
        expect(moneyToCents(payment.paidAmount) + moneyToCents(payment.owedAmount)).toBe(moneyToCents(payment.amount));
      }
    });

    it('froze within the plan’s limits, first day covered by the payment it names', () => {
      const wrong = studio.freezes.filter((freeze) => {
        const payment = byId(studio.payments, freeze.paymentId);
        const plan = byId(studio.plans, payment.planId);
        const days = daysInclusive(freeze.startDate, freeze.endDate);
        const isAllowed =
          plan.freezeAllowed && days >= (plan.freezeMinDays ?? 1) && days <= (plan.freezeTotalDays ?? 0);
        return !isAllowed || !covers(payment, freeze.startDate);
      });
      expect(wrong).toEqual([]);
      expect(studio.freezes.length).toBeGreaterThan(15);
    });

    it('holds sessions on the group’s weekdays only and leads one group that has not begun', () => {
      const wrong = studio.sessions.filter(
        ({ groupId, date }) => !byId(studio.groups, groupId).weekdays.includes(String(isoWeekday(date))),
      );
      expect(wrong).toEqual([]);
      expect(new Set(studio.sessions.map(({ groupId }) => groupId)).size).toBe(studio.groups.length - 1);
    });

    it('counts visits of the own group’s sessions on covered, unfrozen days, each once', () => {
      const wrong = studio.visits.filter((visit) => {
        const session = byId(studio.sessions, visit.groupTrainingId);
        const isOwn = session.groupId === byId(studio.clients, visit.clientId).groupId && session.date === visit.date;
        const isFrozen = studio.freezes.some(
          (freeze) => freeze.clientId === visit.clientId && covers(freeze, visit.date),
        );
        return !isOwn || isFrozen || !covers(byId(studio.payments, visit.paymentId), visit.date);
      });
      expect(wrong).toEqual([]);
      expect(new Set(studio.visits.map(({ clientId, slot }) => `${clientId} ${slot}`)).size).toBe(studio.visits.length);
      expect(studio.visits.length).toBeGreaterThan(1000);
    });

    it('keeps the count of used visits and never exceeds a pack', () => {
      const visitsOf = new Map<number | null, number>();
      for (const { paymentId } of studio.visits) visitsOf.set(paymentId, (visitsOf.get(paymentId) ?? 0) + 1);
      const wrong = studio.payments.filter(
        ({ id, visitsUsed, visitLimit }) =>
          visitsUsed !== (visitsOf.get(id) ?? 0) || visitsUsed > (visitLimit ?? Infinity),
      );
      expect(wrong).toEqual([]);
    });

    it('puts no more clients into a group than it has seats', () => {
      const wrong = studio.groups.filter(
        ({ id, capacity }) => studio.clients.filter(({ groupId }) => groupId === id).length > (capacity ?? Infinity),
      );
      expect(wrong).toEqual([]);
    });

    it('gives everybody a name of their own, a valid phone and a Telegram of their own', () => {
      const names = studio.clients.map(({ firstName, lastName }) => `${lastName} ${firstName}`);
      const telegramIds = studio.clients.flatMap(({ telegramId }) => telegramId ?? []);
      expect(studio.clients).toHaveLength(150);
      expect(new Set(names).size).toBe(150);
      expect(new Set(telegramIds).size).toBe(telegramIds.length);
      expect(studio.clients.filter(({ telegramId }) => telegramId === null).length).toBeGreaterThan(20);
      expect(names.filter((name) => /^[A-Z]/.test(name)).length).toBeGreaterThan(10);
      expect(studio.clients.filter(({ phone }) => normalizePhone(phone ?? '', 'KG') !== phone)).toEqual([]);
    });
  },
);

describe('The demo studio', () => {
  it('is the same on every run of a day and another on another day', () => {
    expect(studioOn('2026-11-22')).toEqual(studioOn('2026-11-22'));
    expect(studioOn('2026-11-22').payments).not.toEqual(studioOn('2026-11-23').payments);
  });

  it('lets the playground be clients of several statuses', () => {
    const studio = studioOn('2026-11-22');
    const statuses = DEMO_TELEGRAM_PEOPLE.flatMap(({ id }) => {
      const client = studio.clients.find(({ telegramId }) => telegramId === String(id));
      if (!client) return [];
      return clientStatusOn(studio.today, factsOf(studio, client));
    });
    expect(statuses).toEqual(['active', 'frozen', 'active', 'expired', 'archived']);
  });
});
