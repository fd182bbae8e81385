import { beforeEach, expect, it } from '@jest/globals';
import { describe } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { clientDetailSchema } from '../../src/contract/clients.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { LazyDays } from '../../src/lazy-days/lazy-days.entity.js';
import { addDays } from '../../src/lib/calendar-date.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { COACH, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'not refused';
}

describeEachDatabase('memberships', (database) => {
  let studio: Studio;
  let clientId: number;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    const client = await studio.clients.create({ firstName: 'Анна', lastName: 'Ёлкина', phone: nextPhone() }, MANAGER);
    clientId = client.id;
  });

  const sell = (input: object = {}) => studio.payments.renew({ clientId, amount: '4500', ...input }, MANAGER);
  const periods = async () => {
    const payments = await database.dataSource.manager.find(Payment, {
      where: { clientId },
      order: { startDate: 'ASC' },
    });
    return payments.map(({ startDate, endDate }) => `${startDate}..${endDate}`);
  };
  const status = async () => (await studio.clientQueries.getDetail(clientId)).status;

  describe('a sale', () => {
    it('starts today, lasts the default 30 days and makes the client active', async () => {
      const payment = await sell();
      expect(payment).toMatchObject({ startDate: '2026-03-10', endDate: '2026-04-08', amount: '4500.00' });
      expect(await status()).toBe('active');
    });

    it('that midnight falls into starts on the day it was sold', async () => {
      const evening = studio.clock.today();
      const days = [evening];
      studio.clock.today = () => days.shift() ?? addDays(evening, 1);
      expect(await sell()).toMatchObject({ saleDate: evening, startDate: evening });
    });

    it('that would end after the calendar does is refused, and the client can still be read', async () => {
      for (let sale = 0; sale < 17; sale += 1) await sell({ durationDays: 3660 });
      expect(await refusal(sell({ durationDays: 3660 }))).toBe('date_too_far');
      const detail = await studio.clientQueries.getDetail(clientId);
      expect(clientDetailSchema.safeParse(detail).error).toBeUndefined();
    });

    it('is not moved past the end of the calendar by a freeze', async () => {
      for (let sale = 0; sale < 17; sale += 1) await sell({ durationDays: 3660 });
      await sell({ durationDays: 1260 });
      const freeze = { clientId, startDate: studio.dayFromToday(1), endDate: studio.dayFromToday(10) };
      expect(await refusal(studio.lazyDays.freeze(freeze, MANAGER))).toBe('date_too_far');
      const oneDay = { ...freeze, endDate: freeze.startDate };
      expect(await refusal(studio.lazyDays.freeze(oneDay, MANAGER))).toBe('not refused');
    });

    it('made early is chained: no day lost, none uncovered', async () => {
      await sell();
      await sell();
      expect(await periods()).toEqual(['2026-03-10..2026-04-08', '2026-04-09..2026-05-08']);
    });

    it('of a plan takes its days, price and visits, and keeps them when the plan changes later', async () => {
      const fields = { name: '8 занятий', durationDays: 14, price: '3200.50', visitLimit: 8 };
      const plan = await studio.plans.create(fields, OWNER);
      const payment = await studio.payments.renew({ clientId, planId: plan.id }, MANAGER);
      expect(payment).toMatchObject({ durationDays: 14, amount: '3200.50', visitLimit: 8, endDate: '2026-03-23' });
      await studio.plans.update(plan.id, { durationDays: 90, visitLimit: null }, OWNER);
      const kept = await database.dataSource.manager.findOneByOrFail(Payment, { id: payment.id });
      expect(kept).toMatchObject({ durationDays: 14, amount: '3200.50', visitLimit: 8, endDate: '2026-03-23' });
    });

    it('is previewed as it will be sold, and the preview writes nothing', async () => {
      const preview = await studio.payments.previewRenewal({ clientId, durationDays: 7 }, MANAGER);
      expect(preview).toMatchObject({ startDate: '2026-03-10', endDate: '2026-03-16', durationDays: 7 });
      expect(await periods()).toEqual([]);
      const sold = await sell({ durationDays: 7 });
      expect(sold).toMatchObject({ startDate: preview.startDate, endDate: preview.endDate });
    });

    it('repeated with the same form key sells once', async () => {
      const first = await sell({ idempotencyKey: 'form-1' });
      const second = await sell({ idempotencyKey: 'form-1' });
      expect(second.id).toBe(first.id);
      expect(await periods()).toHaveLength(1);
    });

    it('with the same key but another amount is refused', async () => {
      await sell({ idempotencyKey: 'form-1' });
      expect(await refusal(sell({ idempotencyKey: 'form-1', amount: '1' }))).toBe('idempotency_key_reused');
    });

    it('may be part-paid: what is owed is known, in the preview already, and shown until it is paid', async () => {
      const preview = await studio.payments.previewRenewal({ clientId, amount: '4500', paid: '1500.50' }, MANAGER);
      expect(preview).toMatchObject({ amount: '4500.00', paid: '1500.50', owed: '2999.50' });
      const sold = await sell({ paid: '1500.50' });
      expect(sold).toMatchObject({ amount: '4500.00', paidAmount: '1500.50', owedAmount: '2999.50' });
      const { membership } = await studio.clientQueries.getDetail(clientId);
      expect(membership).toMatchObject({ amount: '4500.00', paid: '1500.50', owed: '2999.50' });
      expect(await studio.clientQueries.ids('owing')).toEqual([clientId]);
      expect(await studio.clientQueries.count('owing')).toBe(1);
    });

    it('is paid in full unless said otherwise, and nothing is then owed', async () => {
      expect(await sell()).toMatchObject({ paidAmount: '4500.00', owedAmount: '0.00' });
      expect(await sell({ paid: '' })).toMatchObject({ paidAmount: '4500.00', owedAmount: '0.00' });
      expect(await sell({ paid: '0' })).toMatchObject({ paidAmount: '0.00', owedAmount: '4500.00' });
      expect(await studio.clientQueries.count('owing')).toBe(1);
    });

    it('is never paid above its price', async () => {
      expect(await refusal(sell({ paid: '4500.01' }))).toBe('paid_too_much');
      expect(await periods()).toEqual([]);
    });

    it('with the same key but another sum paid is refused', async () => {
      await sell({ idempotencyKey: 'form-1', paid: '1000' });
      expect((await sell({ idempotencyKey: 'form-1', paid: '1000' })).paidAmount).toBe('1000.00');
      expect(await refusal(sell({ idempotencyKey: 'form-1' }))).toBe('idempotency_key_reused');
    });

    it('of calendar months lasts them, and a typed number of days takes their place', async () => {
      const plan = await studio.plans.create({ name: 'Квартал', durationMonths: 3, price: '9000' }, OWNER);
      const quarter = await studio.payments.renew({ clientId, planId: plan.id }, MANAGER);
      expect(quarter).toMatchObject({ durationMonths: 3, durationDays: 92, endDate: '2026-06-09' });
      const days = await studio.payments.renew({ clientId, planId: plan.id, durationDays: 10 }, MANAGER);
      expect(days).toMatchObject({ durationMonths: null, startDate: '2026-06-10', endDate: '2026-06-19' });
    });

    it('clicked twenty times at once with one key sells once', async () => {
      const sold = await Promise.all(Array.from({ length: 20 }, () => sell({ idempotencyKey: 'double-click' })));
      expect(new Set(sold.map(({ id }) => id)).size).toBe(1);
      expect(await periods()).toHaveLength(1);
    });

    it('made by ten people at once never covers a day twice', async () => {
      await Promise.all(Array.from({ length: 10 }, (_, index) => sell({ idempotencyKey: `desk-${index}` })));
      const sold = await periods();
      expect(sold).toHaveLength(10);
      expect(new Set(sold.map((period) => period.slice(0, 10))).size).toBe(10);
      expect(sold.at(-1)).toBe('2026-12-05..2027-01-03');
    });

    it.each([
      ['a negative amount', { amount: '-1' }, 'invalid_input'],
      ['an amount beyond all numbers', { amount: '1e309' }, 'invalid_input'],
      ['three decimals', { amount: '1.001' }, 'invalid_input'],
      ['no amount and no plan', { amount: '' }, 'invalid_input'],
      ['31 April', { startDate: '2026-04-31' }, 'invalid_input'],
      ['no days', { durationDays: 0 }, 'invalid_input'],
      ['half a day', { durationDays: 1.5 }, 'invalid_input'],
      ['eleven years', { durationDays: 4000 }, 'invalid_input'],
      ['an unknown method', { method: 'bitcoin' }, 'invalid_input'],
      ['a missing client', { clientId: undefined }, 'invalid_input'],
      ['an unknown client', { clientId: 987_654 }, 'not_found'],
      ['an unknown plan', { planId: 987_654 }, 'not_found'],
      ['a start in the past', { startDate: '2026-03-09' }, 'start_in_past'],
    ])('with %s is refused and writes nothing', async (_, input, code) => {
      expect(await refusal(sell(input))).toBe(code);
      expect(await periods()).toEqual([]);
      expect(await database.dataSource.manager.countBy(AuditEntry, { action: 'payment.renew' })).toBe(0);
    });

    it('to an archived client is refused', async () => {
      await studio.clients.archive(clientId, OWNER);
      expect(await refusal(sell())).toBe('client_archived');
    });

    it('of an archived plan is refused', async () => {
      const plan = await studio.plans.create({ name: 'Старый', durationDays: 30, price: '1' }, OWNER);
      await studio.plans.archive(plan.id, OWNER);
      expect(await refusal(sell({ planId: plan.id }))).toBe('plan_archived');
    });
  });

  describe('a freeze', () => {
    const freeze = (from: number, to: number, actor = MANAGER, extra: object = {}) =>
      studio.lazyDays.freeze(
        { clientId, startDate: studio.dayFromToday(from), endDate: studio.dayFromToday(to), ...extra },
        actor,
      );

    it('from today for 7 days moves the membership and the renewal behind it by 7 days, and says so', async () => {
      await sell();
      await sell();
      const preview = await studio.lazyDays.previewFreeze(
        { clientId, startDate: '2026-03-10', endDate: '2026-03-16' },
        MANAGER,
      );
      expect(await periods()).toEqual(['2026-03-10..2026-04-08', '2026-04-09..2026-05-08']);
      const change = await freeze(0, 6);
      expect(change.days).toBe(7);
      expect(change.payments).toEqual(preview.payments);
      expect(change.payments.map(({ before, endDate }) => `${before.endDate} -> ${endDate}`)).toEqual([
        '2026-04-08 -> 2026-04-15',
        '2026-05-08 -> 2026-05-15',
      ]);
      expect(await periods()).toEqual(['2026-03-10..2026-04-15', '2026-04-16..2026-05-15']);
      expect(await status()).toBe('frozen');
    });

    it('that is cancelled before it begins gives back exactly the former dates', async () => {
      await sell();
      await sell();
      const before = await periods();
      const { id } = await freeze(3, 9);
      expect(await periods()).not.toEqual(before);
      await studio.lazyDays.cancel(id ?? 0, MANAGER);
      expect(await periods()).toEqual(before);
      expect(await database.dataSource.manager.countBy(LazyDays, { clientId })).toBe(0);
    });

    it('ended early keeps the days used, and today is a training day again', async () => {
      await sell();
      const { id } = await freeze(0, 6);
      studio.passDays(3);
      const preview = await studio.lazyDays.previewResume(id ?? 0, MANAGER);
      const change = await studio.lazyDays.resume(id ?? 0, MANAGER);
      expect(change).toMatchObject({ days: 3, endDate: '2026-03-12', payments: preview.payments });
      expect(await periods()).toEqual(['2026-03-10..2026-04-11']);
      expect(await status()).toBe('active');
    });

    it('ended on its first day is removed', async () => {
      await sell();
      const { id } = await freeze(0, 6);
      expect(await studio.lazyDays.resume(id ?? 0, MANAGER)).toMatchObject({ days: 0 });
      expect(await periods()).toEqual(['2026-03-10..2026-04-08']);
    });

    it('that is over can neither be resumed nor cancelled', async () => {
      await sell();
      const { id } = await freeze(0, 6);
      studio.passDays(7);
      expect(await refusal(studio.lazyDays.resume(id ?? 0, MANAGER))).toBe('freeze_finished');
      expect(await refusal(studio.lazyDays.cancel(id ?? 0, OWNER))).toBe('freeze_finished');
    });

    it('clicked ten times at once with one key freezes once', async () => {
      await sell();
      await Promise.all(Array.from({ length: 10 }, () => freeze(0, 6, MANAGER, { idempotencyKey: 'one' })));
      expect(await periods()).toEqual(['2026-03-10..2026-04-15']);
    });

    it('asked by five people at once for the same days is granted to one', async () => {
      await sell();
      const results = await Promise.allSettled(Array.from({ length: 5 }, () => freeze(0, 6)));
      expect(results.filter(({ status: outcome }) => outcome === 'fulfilled')).toHaveLength(1);
      expect(await periods()).toEqual(['2026-03-10..2026-04-15']);
    });

    it('and a renewal at the same moment leave no gap and no overlap', async () => {
      await sell();
      await Promise.all([freeze(0, 6), sell()]);
      expect(await periods()).toEqual(['2026-03-10..2026-04-15', '2026-04-16..2026-05-15']);
    });

    it('in the past is for the owner only, who says why', async () => {
      await sell();
      studio.passDays(5);
      expect(await refusal(freeze(-2, 3))).toBe('freeze_in_past');
      expect(await refusal(freeze(-2, 3, OWNER))).toBe('required');
      expect(await refusal(freeze(-2, 3, OWNER, { reason: ' ' }))).toBe('required');
      await freeze(-2, 3, OWNER, { reason: 'болезнь' });
      expect(await periods()).toEqual(['2026-03-10..2026-04-14']);
    });

    it('without a membership, or of an archived client, is refused', async () => {
      expect(await refusal(freeze(0, 6))).toBe('freeze_not_covered');
      await sell();
      await studio.clients.archive(clientId, OWNER);
      expect(await refusal(freeze(0, 6))).toBe('client_archived');
    });

    it('keeps to the limits of the plan', async () => {
      const plan = await studio.plans.create(
        { name: 'Месяц', durationDays: 30, price: '4500', freezeTotalDays: 7, freezeMinDays: 3 },
        OWNER,
      );
      await sell({ planId: plan.id });
      expect(await refusal(freeze(0, 1))).toBe('freeze_too_short');
      await freeze(0, 4);
      expect(await refusal(freeze(10, 12))).toBe('freeze_days_used_up');
    });
  });

  describe('rights', () => {
    it('only the owner corrects a payment', async () => {
      const payment = await sell();
      for (const actor of [MANAGER, COACH]) {
        expect(await refusal(studio.paymentChanges.change(payment.id, { amount: '1' }, actor))).toBe('owner_only');
      }
      await studio.paymentChanges.change(payment.id, { amount: '4000', note: 'скидка' }, OWNER);
      expect(await database.dataSource.manager.findOneByOrFail(Payment, { id: payment.id })).toMatchObject({
        amount: '4000.00',
        note: 'скидка',
      });
    });

    it('a coach sells, freezes and resumes nothing', async () => {
      await sell();
      const days = { clientId, startDate: studio.dayFromToday(1), endDate: studio.dayFromToday(3) };
      const { id } = await studio.lazyDays.freeze(days, MANAGER);
      const { payments, lazyDays, clients } = studio;
      const attempts = {
        preview: () => payments.previewRenewal({ clientId }, COACH),
        renew: () => payments.renew({ clientId, amount: '1' }, COACH),
        'preview a freeze': () => lazyDays.previewFreeze(days, COACH),
        freeze: () => lazyDays.freeze(days, COACH),
        resume: () => lazyDays.resume(id ?? 0, COACH),
        cancel: () => lazyDays.cancel(id ?? 0, COACH),
        register: () => clients.create({ firstName: 'X', phone: nextPhone() }, COACH),
        edit: () => clients.update(clientId, { firstName: 'X' }, COACH),
        archive: () => clients.archive(clientId, COACH),
      };
      for (const [name, attempt] of Object.entries(attempts)) {
        expect([name, await refusal(attempt())]).toEqual([name, name === 'archive' ? 'owner_only' : 'forbidden']);
      }
      expect(await periods()).toEqual(['2026-03-10..2026-04-11']);
    });

    it('every sale and freeze is in the audit log with who did it', async () => {
      await sell();
      await studio.lazyDays.freeze({ clientId, startDate: '2026-03-11', endDate: '2026-03-12' }, OWNER);
      const entries = await database.dataSource.manager.find(AuditEntry, { order: { id: 'ASC' } });
      expect(entries.map(({ action, actorName }) => `${action} by ${actorName}`)).toEqual([
        'client.create by Manager',
        'payment.renew by Manager',
        'freeze.create by Owner',
      ]);
    });
  });
});
