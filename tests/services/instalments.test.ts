import { beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { calendarDate } from '../../src/lib/calendar-date.js';
import { Instalment } from '../../src/payments/instalment.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { COACH, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

/** Today is 10 March 2026. */
describeEachDatabase('a part-paid membership', (database) => {
  let studio: Studio;
  let clientId: number;
  let id: number;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    clientId = (await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER)).id;
    id = (await studio.payments.renew({ clientId, amount: '3000', paid: '1000' }, MANAGER)).id;
  });

  const pay = (input: object, actor = MANAGER) => studio.instalments.pay(id, input, actor);
  const owed = async () => (await database.dataSource.manager.findOneByOrFail(Payment, { id })).owedAmount;
  const between = (from: string, to: string) => studio.statistics.between(calendarDate(from), calendarDate(to));

  it('is paid off in instalments, each with its day and method', async () => {
    expect(await pay({ amount: '500' })).toMatchObject({ owed: '1500.00' });
    studio.passDays(5);
    expect(await pay({ amount: 1500, method: 'card', note: 'остаток' })).toMatchObject({ owed: '0.00' });
    expect(await studio.instalments.list(id)).toMatchObject([
      { amount: '500.00', method: 'cash', date: '2026-03-10' },
      { amount: '1500.00', method: 'card', date: '2026-03-15', note: 'остаток' },
    ]);
    expect(await refusal(pay({ amount: '1' }))).toBe('nothing_owed');
  });

  it('shows on the card and in the list of those who owe, until it is paid', async () => {
    expect((await studio.clientQueries.getDetail(clientId)).membership).toMatchObject({
      paid: '1000.00',
      owed: '2000.00',
    });
    expect(await studio.clientQueries.count('owing')).toBe(1);
    await pay({ amount: '2000' });
    expect((await studio.clientQueries.getDetail(clientId)).membership).toMatchObject({
      paid: '3000.00',
      owed: '0.00',
    });
    expect(await studio.clientQueries.count('owing')).toBe(0);
  });

  it('brings in money on the day it comes, and the rest is in the totals of what is owed', async () => {
    studio.passDays(1);
    await pay({ amount: '0.10' });
    await pay({ amount: '0.20' });
    const { days, totals } = await between('2026-03-10', '2026-03-11');
    expect(days.map(({ revenue }) => revenue)).toEqual(['1000.00', '0.30']);
    expect(totals).toMatchObject({ revenue: '1000.30', owed: '1999.70' });
  });

  it('is in the totals like in the list of those who owe: not while the client is archived, nor once refunded', async () => {
    const owed = async () => (await between('2026-03-10', '2026-03-10')).totals.owed;
    expect(await owed()).toBe('2000.00');
    await studio.clients.archive(clientId, OWNER);
    expect(await owed()).toBe('0.00');
    await studio.clients.restore(clientId, OWNER);
    expect(await owed()).toBe('2000.00');
    await studio.refunds.refund(id, { amount: '0' }, OWNER);
    expect((await between('2026-03-10', '2026-03-10')).totals.owed).toBe('0.00');
    expect(await refusal(pay({ amount: '1' }))).toBe('nothing_owed');
    await studio.refunds.undo(id, OWNER);
    expect(await owed()).toBe('2000.00');
  });

  it('owes again what was taken back', async () => {
    const { id: instalmentId } = await pay({ amount: '2000' });
    expect(await studio.instalments.remove(instalmentId ?? 0, OWNER)).toEqual({ owed: '2000.00' });
    expect(await owed()).toBe('2000.00');
    expect(await studio.instalments.list(id)).toEqual([]);
    expect(await refusal(studio.instalments.remove(instalmentId ?? 0, OWNER))).toBe('not_found');
  });

  it('keeps its instalments once refunded: what was given back had come in', async () => {
    const { id: instalmentId } = await pay({ amount: '2000' });
    await studio.refunds.refund(id, { amount: '3000' }, OWNER);
    expect(await refusal(studio.instalments.remove(instalmentId ?? 0, OWNER))).toBe('already_refunded');
  });

  it('tells the audit log of each', async () => {
    const { id: instalmentId } = await pay({ amount: '500' });
    await studio.instalments.remove(instalmentId ?? 0, OWNER);
    const entries = await database.dataSource.manager.find(AuditEntry, { order: { id: 'DESC' }, take: 2 });
    expect(entries).toMatchObject([
      { action: 'payment.instalment-undo', before: { owedAmount: '1500.00' }, after: { owedAmount: '2000.00' } },
      {
        action: 'payment.instalment',
        before: { owedAmount: '2000.00' },
        after: { owedAmount: '1500.00', instalment: { amount: '500.00', method: 'cash', date: '2026-03-10' } },
      },
    ]);
  });

  it.each<[string, object, string]>([
    ['more than is owed', { amount: '2000.01' }, 'amount: paid_too_much'],
    ['nothing', { amount: '0' }, 'amount: out_of_range'],
    ['a negative amount', { amount: '-5' }, 'amount: not_an_amount'],
    ['no amount', {}, 'amount: not_an_amount'],
    ['three decimals', { amount: '1.005' }, 'amount: not_an_amount'],
    ['an unknown method', { amount: '1', method: 'barter' }, 'method: not_an_option'],
    ['tomorrow', { amount: '1', date: '2026-03-11' }, 'date: date_in_future'],
    ['31 April', { amount: '1', date: '2026-04-31' }, 'date: not_a_date'],
    ['the day before the sale', { amount: '1', date: '2026-03-09' }, 'date: out_of_range'],
    ['a note as long as a book', { amount: '1', note: 'а'.repeat(501) }, 'note: too_long'],
  ])('%s is refused, in the preview too', async (_, input, code) => {
    expect(await refusal(pay(input, OWNER))).toBe(code);
    expect(await refusal(studio.instalments.preview(id, input, OWNER))).toBe(code);
    expect(await owed()).toBe('2000.00');
  });

  it('is paid with an earlier day by the owner alone', async () => {
    studio.passDays(3);
    expect(await refusal(pay({ amount: '1', date: '2026-03-11' }))).toBe('date: owner_only');
    expect(await refusal(pay({ amount: '1', date: '2026-03-11' }, OWNER))).toBe('not refused');
  });

  it('is not touched by a preview, which promises what is owed then', async () => {
    expect(await studio.instalments.preview(id, { amount: '700' }, MANAGER)).toEqual({ id: null, owed: '1300.00' });
    expect(await owed()).toBe('2000.00');
    expect(await pay({ amount: '700' })).toMatchObject({ owed: '1300.00' });
  });

  describe('at the same moment', () => {
    const desks = () => [studio, database.kind === 'SQLite' ? studio : studioOn(database.dataSource)];

    it('paid off by two people is paid off once', async () => {
      const answers = await Promise.all(
        desks().map(({ instalments }) => refusal(instalments.pay(id, { amount: '2000' }, MANAGER))),
      );
      expect(answers.sort()).toEqual(['not refused', 'nothing_owed']);
      expect(await database.dataSource.manager.countBy(Instalment, { paymentId: id })).toBe(1);
    });

    it('a form sent five times pays once', async () => {
      const form = { amount: '100', idempotencyKey: 'form' };
      const answers = await Promise.all(
        [...desks(), ...desks(), studio].map(({ instalments }) => instalments.pay(id, form, MANAGER)),
      );
      expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
      expect(await owed()).toBe('1900.00');
      expect(await refusal(pay({ ...form, amount: '101' }))).toBe('idempotency_key_reused');
    });
  });

  it('does all or nothing', async () => {
    const broken = studio.unitOfWork.run(async () => {
      await pay({ amount: '100' });
      throw new Error('power cut');
    });
    await expect(broken).rejects.toThrow('power cut');
    expect(await owed()).toBe('2000.00');
    expect(await studio.instalments.list(id)).toEqual([]);
  });

  it('is no business of a coach, and only the owner takes an instalment back', async () => {
    const { id: instalmentId } = await pay({ amount: '1' });
    expect(await refusal(pay({ amount: '1' }, COACH))).toBe('forbidden');
    expect(await refusal(studio.instalments.preview(id, { amount: '1' }, COACH))).toBe('forbidden');
    for (const actor of [MANAGER, COACH]) {
      expect(await refusal(studio.instalments.remove(instalmentId ?? 0, actor))).toBe('owner_only');
    }
    expect(await refusal(studio.instalments.pay(999_999, { amount: '1' }, MANAGER))).toBe('not_found');
  });
});
