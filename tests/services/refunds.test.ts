import { beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError } from '../../src/errors/domain-error.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { Training } from '../../src/trainings/training.entity.js';
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

describeEachDatabase('refunds', (database) => {
  let studio: Studio;
  let clientId: number;
  let first: Payment;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    clientId = (await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER)).id;
    first = await studio.payments.renew({ clientId, amount: '3000' }, MANAGER);
  });

  const periods = async () => {
    const payments = await database.dataSource.manager.find(Payment, { where: { clientId }, order: { id: 'ASC' } });
    return payments.map(({ startDate, endDate }) => `${startDate}..${endDate}`);
  };
  const visitOn = (days: number) =>
    database.dataSource.manager.insert(Training, {
      clientId,
      paymentId: first.id,
      date: studio.dayFromToday(days),
      slot: `d${studio.dayFromToday(days)}`,
      source: 'panel',
      createdAt: new Date(),
      updatedAt: new Date(),
    });

  it('proposes the price of the unused days, frozen days among them', async () => {
    await studio.lazyDays.freeze({ clientId, startDate: '2026-03-15', endDate: '2026-03-21' }, MANAGER);
    studio.passDays(8);
    const { proposed, refundDate, payments } = await studio.refunds.preview(first.id, {}, OWNER);
    expect({ proposed, refundDate }).toEqual({ proposed: '2500.00', refundDate: '2026-03-18' });
    expect(payments[0]).toMatchObject({ endDate: '2026-03-17', before: { endDate: '2026-04-15' } });
    expect(await periods()).toEqual(['2026-03-10..2026-04-15']);
  });

  it('ends the membership the day before, and the renewal behind it moves up', async () => {
    await studio.payments.renew({ clientId, amount: '3000' }, MANAGER);
    studio.passDays(10);
    const change = await studio.refunds.refund(first.id, {}, OWNER);
    expect(change.amount).toBe('2000.00');
    expect(await periods()).toEqual(['2026-03-10..2026-03-19', '2026-03-20..2026-04-18']);
    const { memberships } = await studio.clientQueries.getDetail(clientId);
    expect(memberships.at(-1)).toMatchObject({ refundDate: '2026-03-20' });
  });

  it('is undone exactly', async () => {
    await studio.payments.renew({ clientId, amount: '3000' }, MANAGER);
    const before = await periods();
    studio.passDays(10);
    await studio.refunds.refund(first.id, { amount: '1' }, OWNER);
    await studio.refunds.undo(first.id, OWNER);
    expect(await periods()).toEqual(before);
    expect(await refusal(studio.refunds.undo(first.id, OWNER))).toBe('not_refunded');
  });

  it('of a membership that has not begun leaves no day of it', async () => {
    const next = await studio.payments.renew({ clientId, amount: '3000' }, MANAGER);
    const { amount } = await studio.refunds.refund(next.id, { refundDate: '2026-04-09' }, OWNER);
    expect(amount).toBe('3000.00');
    expect((await periods())[1]).toBe('2026-04-09..2026-04-08');
  });

  it('counts the money on the refund day', async () => {
    studio.passDays(10);
    await studio.refunds.refund(first.id, { amount: '500' }, OWNER);
    const stored = await database.dataSource.manager.findOneByOrFail(Payment, { id: first.id });
    expect(stored).toMatchObject({ refundAmount: '500.00', refundDate: '2026-03-20', amount: '3000.00' });
  });

  it('begins after the last day on which the client came', async () => {
    await visitOn(0);
    expect((await studio.refunds.preview(first.id, {}, OWNER)).refundDate).toBe('2026-03-11');
    expect(await refusal(studio.refunds.refund(first.id, { refundDate: '2026-03-10' }, OWNER))).toBe(
      'refund_has_visits',
    );
  });

  it.each<[string, object, string]>([
    ['above what was paid', { amount: '3000.01' }, 'refund_too_large'],
    ['below zero', { amount: '-1' }, 'invalid_input'],
    ['from yesterday', { refundDate: '2026-03-09' }, 'start_in_past'],
    ['after the last day', { refundDate: '2026-04-09' }, 'date_too_far'],
    ['on 31 April', { refundDate: '2026-04-31' }, 'invalid_input'],
  ])('%s is refused', async (_, input, code) => {
    expect(await refusal(studio.refunds.refund(first.id, input, OWNER))).toBe(code);
    expect(await periods()).toEqual(['2026-03-10..2026-04-08']);
  });

  it('is refused when the membership is over', async () => {
    studio.passDays(30);
    expect(await refusal(studio.refunds.refund(first.id, {}, OWNER))).toBe('refund_period_over');
  });

  it('clicked five times at once is one refund', async () => {
    const clicks = await Promise.allSettled(
      Array.from({ length: 5 }, () => studio.refunds.refund(first.id, {}, OWNER)),
    );
    expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  describe('rights', () => {
    it.each([MANAGER, COACH])('only the owner gives money back: not $name', async (actor) => {
      expect(await refusal(studio.refunds.preview(first.id, {}, actor))).toBe('owner_only');
      expect(await refusal(studio.refunds.refund(first.id, {}, actor))).toBe('owner_only');
      expect(await refusal(studio.refunds.undo(first.id, actor))).toBe('owner_only');
    });
  });
});
