import { beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { COACH, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { wrongCounts } from './kept-counts.js';
import { refusal } from './refusal.js';

/** Today is 10 March 2026; 30 days sold today end on 8 April. */
describeEachDatabase('the rest of a membership', (database) => {
  let studio: Studio;
  let anna: number;
  let boris: number;
  let id: number;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    anna = await register('Анна');
    boris = await register('Борис');
    id = (await sell(anna)).id;
  });

  const register = async (firstName: string): Promise<number> =>
    (await studio.clients.create({ firstName, phone: nextPhone() }, MANAGER)).id;
  const sell = (clientId: number, input: object = {}) =>
    studio.payments.renew({ clientId, amount: '3000', ...input }, OWNER);
  const transfer = (input: object = {}, paymentId = id) =>
    studio.transfers.transfer(paymentId, { clientId: boris, ...input }, OWNER);
  const preview = (input: object = {}) => studio.transfers.preview(id, { clientId: boris, ...input }, OWNER);
  const undo = (paymentId = id) => studio.transfers.undo(paymentId, OWNER);
  const freeze = (startDate: string, endDate: string, clientId = anna) =>
    studio.lazyDays.freeze({ clientId, startDate, endDate, reason: 'отпуск' }, OWNER);
  const visit = (clientId: number, date: string) => studio.trainings.recordVisit({ clientId, date }, OWNER);
  const rows = () => database.dataSource.manager.find(Payment, { order: { id: 'ASC' } });
  const facts = async () => (await rows()).map(({ version: _, updatedAt: __, createdAt: ___, ...kept }) => kept);
  const periods = async (clientId: number) =>
    (await rows())
      .filter((payment) => payment.clientId === clientId)
      .map(({ startDate, endDate }) => `${startDate}..${endDate}`);
  const taken = () => database.dataSource.manager.findOneByOrFail(Payment, { transferredFromId: id });

  describe('goes over to another client', () => {
    it('from today on: the giver’s ends yesterday, the taker’s has every day that was left', async () => {
      studio.passDays(10);
      const change = await transfer();
      expect(await periods(anna)).toEqual(['2026-03-10..2026-03-19']);
      expect(await periods(boris)).toEqual(['2026-03-20..2026-04-08']);
      expect(change).toMatchObject({
        transferDate: '2026-03-20',
        taken: { startDate: '2026-03-20', endDate: '2026-04-08', durationDays: 20, visitLimit: null },
        payments: [{ id, endDate: '2026-03-19', before: { endDate: '2026-04-08' } }],
      });
      expect(await wrongCounts(studio)).toEqual([]);
    });

    it('with its plan, at no price, and tells both cards whom it came from and went to', async () => {
      const plan = await studio.plans.create({ name: 'Месяц', durationDays: 30, price: '4500' }, OWNER);
      const sold = await sell(boris, { planId: plan.id });
      await studio.transfers.transfer(sold.id, { clientId: anna, note: 'сестре' }, OWNER);
      const [given] = (await studio.clientQueries.getDetail(boris)).memberships;
      const [got] = (await studio.clientQueries.getDetail(anna)).memberships;
      expect(given).toMatchObject({ transferDate: '2026-03-10', transferredTo: { id: anna, name: 'Анна' } });
      expect(got).toMatchObject({
        planName: 'Месяц',
        transferredFrom: { id: boris, name: 'Борис' },
        ...{ amount: '0.00', paid: '0.00', owed: '0.00', method: 'other', isTrial: false },
      });
    });

    it('behind what the taker has already', async () => {
      await sell(boris);
      await transfer();
      expect(await periods(boris)).toEqual(['2026-03-10..2026-04-08', '2026-04-09..2026-05-08']);
    });

    it('on a day ahead, and not before it', async () => {
      await transfer({ transferDate: '2026-03-25' });
      expect(await periods(anna)).toEqual(['2026-03-10..2026-03-24']);
      expect(await periods(boris)).toEqual(['2026-03-25..2026-04-08']);
    });

    it('before its first day as a whole, and what the giver has queued moves up', async () => {
      const second = await sell(anna);
      await sell(anna);
      await transfer({}, second.id);
      expect(await periods(anna)).toEqual([
        '2026-03-10..2026-04-08',
        '2026-04-09..2026-04-08',
        '2026-04-09..2026-05-08',
      ]);
      expect(await periods(boris)).toEqual(['2026-03-10..2026-04-08']);
    });

    it('of calendar months as the days that are left of them', async () => {
      const plan = await studio.plans.create({ name: 'Месяц', durationMonths: 1, price: '1' }, OWNER);
      const sold = await sell(boris, { planId: plan.id });
      studio.passDays(10);
      await studio.transfers.transfer(sold.id, { clientId: anna }, OWNER);
      expect((await rows()).at(-1)).toMatchObject({ durationDays: 21, durationMonths: null });
    });

    it('with its frozen and closed days unused', async () => {
      await freeze('2026-03-12', '2026-03-16');
      await studio.closures.close(
        { scope: 'studio', startDate: '2026-03-15', endDate: '2026-03-18', reason: 'ремонт' },
        OWNER,
      );
      studio.passDays(4);
      expect((await transfer()).taken.durationDays).toBe(28);
      // The closed days give the taker theirs back as well.
      expect(await periods(boris)).toEqual(['2026-03-14..2026-04-14']);
    });

    it('with the visits left of a pack, from the day after the last one', async () => {
      const plan = await studio.plans.create({ name: '8', durationDays: 30, price: '1', visitLimit: 8 }, OWNER);
      const pack = await sell(boris, { planId: plan.id });
      await visit(boris, '2026-03-10');
      const { transferDate, taken: rest } = await studio.transfers.transfer(pack.id, { clientId: anna }, OWNER);
      expect({ transferDate, visitLimit: rest.visitLimit }).toEqual({ transferDate: '2026-03-11', visitLimit: 7 });
      expect((await rows()).at(-1)).toMatchObject({ visitLimit: 7, visitsUsed: 0, visitsCarried: 0 });
    });

    it('with what is left of its freeze allowance', async () => {
      const limits = { freezeTotalDays: 14, freezeMaxCount: 2, freezeMinDays: 3 };
      const plan = await studio.plans.create({ name: 'М', durationDays: 30, price: '1', ...limits }, OWNER);
      const sold = await sell(boris, { planId: plan.id });
      await freeze('2026-03-11', '2026-03-20', boris);
      studio.passDays(5);
      await studio.transfers.transfer(sold.id, { clientId: anna }, OWNER);
      // Frozen from 11 to 14 March: from the 15th on the days are not the giver's any more.
      expect((await rows()).at(-1)?.freezePolicy).toMatchObject({ totalDays: 10, maxCount: 1, minDays: 3 });
    });

    it('without the debt, which stays with the giver', async () => {
      const sold = await sell(boris, { paid: '1000' });
      expect((await studio.transfers.transfer(sold.id, { clientId: anna }, OWNER)).owed).toBe('2000.00');
      expect(await studio.instalments.pay(sold.id, { amount: '2000' }, MANAGER)).toMatchObject({ owed: '0.00' });
    });

    it('and on from there to a third one', async () => {
      await transfer();
      const vera = await register('Вера');
      studio.passDays(10);
      await transfer({ clientId: vera }, (await taken()).id);
      expect(await periods(vera)).toEqual(['2026-03-20..2026-04-08']);
      expect(await refusal(undo())).toBe('payment_depended_on');
    });

    it('as the preview promised, which itself writes nothing', async () => {
      await sell(anna);
      const before = await facts();
      const promised = await preview({ transferDate: '2026-03-20' });
      expect(await facts()).toEqual(before);
      expect(await transfer({ transferDate: '2026-03-20' })).toEqual(promised);
    });

    it('and the audit log tells of it under both memberships', async () => {
      await transfer();
      const entries = await database.dataSource.manager.findBy(AuditEntry, { action: 'payment.transfer' });
      const { id: takenId } = await taken();
      expect(entries.map(({ entityId }) => entityId)).toEqual([String(id), String(takenId)]);
      expect(entries[0]?.after).toMatchObject({ transferDate: '2026-03-10', toClientId: boris, toPaymentId: takenId });
    });
  });

  describe('stays', () => {
    it.each<[string, object, string]>([
      ['from yesterday on', { transferDate: '2026-03-09' }, 'transferDate: start_in_past'],
      ['after its last day', { transferDate: '2026-04-09' }, 'transferDate: date_too_far'],
      ['on 31 April', { transferDate: '2026-04-31' }, 'transferDate: not_a_date'],
      ['without a taker', { clientId: undefined }, 'clientId: required'],
      ['with nobody known', { clientId: 999_999 }, 'clientId: not_found'],
      ['with a note as long as a book', { note: 'а'.repeat(501) }, 'note: too_long'],
    ])('%s', async (_, input, code) => {
      expect(await refusal(preview(input))).toBe(code);
      expect(await refusal(transfer(input))).toBe(code);
      expect(await periods(boris)).toEqual([]);
    });

    it('with the one who has it', async () => {
      expect(await refusal(transfer({ clientId: anna }))).toBe('clientId: transfer_to_self');
    });

    it('away from the archive', async () => {
      await studio.clients.archive(boris, OWNER);
      expect(await refusal(transfer())).toBe('clientId: client_archived');
    });

    it('over days on which the giver came', async () => {
      await visit(anna, '2026-03-10');
      expect(await refusal(transfer({ transferDate: '2026-03-10' }))).toBe('transferDate: visit_not_covered');
    });

    it('under a freeze that lies ahead: it is cancelled first', async () => {
      await freeze('2026-03-20', '2026-03-22');
      expect(await refusal(transfer({ transferDate: '2026-03-15' }))).toBe('payment_has_freezes');
    });

    it('when there is none any more: refunded, over, used up', async () => {
      await studio.refunds.refund(id, {}, OWNER);
      expect(await refusal(transfer())).toBe('already_refunded');
      const short = await sell(boris, { durationDays: 3 });
      const pack = await studio.plans.create({ name: '1', durationDays: 30, price: '1', visitLimit: 1 }, OWNER);
      const vera = await register('Вера');
      const used = await sell(vera, { planId: pack.id });
      await visit(vera, '2026-03-10');
      expect(await refusal(transfer({ transferDate: '2026-03-10' }, used.id))).toBe('transferDate: visit_not_covered');
      studio.passDays(3);
      expect(await refusal(transfer({ clientId: anna }, short.id))).toBe('transfer_period_over');
      expect(await refusal(transfer({}, used.id))).toBe('transfer_period_over');
    });

    it('once given, where it is: the second press is refused, and two at once are one', async () => {
      const desk = database.kind === 'SQLite' ? studio : studioOn(database.dataSource);
      const vera = await register('Вера');
      const answers = await Promise.all([
        refusal(transfer()),
        refusal(desk.transfers.transfer(id, { clientId: vera }, OWNER)),
      ]);
      expect(answers.sort()).toEqual(['already_transferred', 'not refused']);
      expect(await rows()).toHaveLength(2);
    });
  });

  describe('comes back', () => {
    it('with every date of both clients as it was', async () => {
      await sell(anna);
      await sell(boris);
      await freeze('2026-03-12', '2026-03-14');
      studio.passDays(3);
      const before = await facts();
      await transfer({ transferDate: '2026-03-20' });
      const promised = await studio.transfers.previewUndo(id, OWNER);
      expect((await undo()).payments).toEqual(promised.payments);
      expect(await facts()).toEqual(before);
      expect(await wrongCounts(studio)).toEqual([]);
      expect(await refusal(undo())).toBe('not_transferred');
    });

    it('also when it had not begun', async () => {
      const second = await sell(anna);
      await sell(anna);
      const before = await facts();
      await transfer({}, second.id);
      await undo(second.id);
      expect(await facts()).toEqual(before);
    });

    it('and the taker’s later sale moves up', async () => {
      await transfer();
      await sell(boris);
      await undo();
      expect(await periods(boris)).toEqual(['2026-03-10..2026-04-08']);
    });

    it('unless the taker came on it', async () => {
      await transfer();
      await visit(boris, '2026-03-10');
      expect(await refusal(undo())).toBe('payment_has_visits');
    });

    it('unless the taker froze it', async () => {
      await transfer();
      await freeze('2026-03-12', '2026-03-14', boris);
      expect(await refusal(undo())).toBe('payment_has_freezes');
    });

    it('unless money was taken or given for it', async () => {
      await transfer();
      const { id: takenId } = await taken();
      await studio.paymentChanges.change(takenId, { amount: '500', paid: '500' }, OWNER);
      expect(await refusal(undo())).toBe('payment_depended_on');
      await studio.paymentUndo.undo(takenId, OWNER);
      await studio.refunds.refund(takenId, { amount: '0' }, OWNER);
      expect(await refusal(undo())).toBe('payment_depended_on');
    });

    it('by undoing the transfer only, not by deleting what the taker got', async () => {
      await transfer();
      expect(await refusal(studio.paymentChanges.remove((await taken()).id, OWNER))).toBe('payment_depended_on');
      expect(await refusal(studio.paymentChanges.change(id, { durationDays: 5 }, OWNER))).toBe('already_transferred');
      expect(await refusal(studio.refunds.refund(id, {}, OWNER))).toBe('already_transferred');
    });

    it('once, however often the button is pressed', async () => {
      await transfer();
      const answers = await Promise.all(Array.from({ length: 4 }, () => refusal(undo())));
      expect(answers.sort()).toEqual(['not refused', 'not_transferred', 'not_transferred', 'not_transferred']);
    });
  });

  it('goes over and back at once between the same two: nobody waits for ever and no day is lost', async () => {
    const desk = database.kind === 'SQLite' ? studio : studioOn(database.dataSource);
    const other = await sell(boris);
    await Promise.all([transfer(), desk.transfers.transfer(other.id, { clientId: anna }, OWNER)]);
    const sum = (await rows())
      .filter(({ transferDate }) => transferDate === null)
      .reduce((total, { durationDays }) => total + durationDays, 0);
    expect(sum).toBe(60);
  });

  it('goes over as a whole or not at all', async () => {
    const before = await facts();
    const broken = studio.unitOfWork.run(async () => {
      await transfer();
      throw new Error('power cut');
    });
    await expect(broken).rejects.toThrow('power cut');
    expect(await facts()).toEqual(before);
    expect(await wrongCounts(studio)).toEqual([]);
  });

  it.each([MANAGER, COACH])('is given by the owner alone: not by $name', async (actor) => {
    const { transfers } = studio;
    await transfer();
    const attempts = [
      transfers.preview(id, { clientId: boris }, actor),
      transfers.transfer(id, { clientId: boris }, actor),
      transfers.previewUndo(id, actor),
      transfers.undo(id, actor),
    ];
    for (const attempt of attempts) expect(await refusal(attempt)).toBe('owner_only');
  });
});
