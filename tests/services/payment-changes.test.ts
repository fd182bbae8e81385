import { beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { LazyDays } from '../../src/lazy-days/lazy-days.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { COACH, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { wrongCounts } from './kept-counts.js';
import { refusal } from './refusal.js';

/** Today is 10 March 2026; 30 days sold today end on 8 April. */
describeEachDatabase('after the sale the owner', (database) => {
  let studio: Studio;
  let clientId: number;
  let first: Payment;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    clientId = (await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER)).id;
    first = await sell();
  });

  const sell = (input: object = {}) => studio.payments.renew({ clientId, amount: '3000', ...input }, OWNER);
  const change = (id: number, input: object) => studio.paymentChanges.change(id, input, OWNER);
  const rows = () => database.dataSource.manager.find(Payment, { where: { clientId }, order: { id: 'ASC' } });
  const row = (id: number) => database.dataSource.manager.findOneByOrFail(Payment, { id });
  const periods = async () => (await rows()).map(({ startDate, endDate }) => `${startDate}..${endDate}`);
  const facts = async () => (await rows()).map(({ version: _, updatedAt: __, createdAt: ___, ...kept }) => kept);
  const freeze = (startDate: string, endDate: string) =>
    studio.lazyDays.freeze({ clientId, startDate, endDate, reason: 'отпуск' }, OWNER);
  const visit = (date: string) => studio.trainings.recordVisit({ clientId, date }, OWNER);
  const lastAudit = async (action: string) =>
    database.dataSource.manager.findOneOrFail(AuditEntry, { where: { action }, order: { id: 'DESC' } });

  describe('moves a membership', () => {
    it('to another day, and what follows as soon as possible moves with it', async () => {
      await sell();
      const { startDate, endDate, payments } = await change(first.id, { startDate: '2026-03-20' });
      expect({ startDate, endDate }).toEqual({ startDate: '2026-03-20', endDate: '2026-04-18' });
      expect(payments.map(({ before, ...period }) => [before.startDate, period.startDate])).toEqual([
        ['2026-03-10', '2026-03-20'],
        ['2026-04-09', '2026-04-19'],
      ]);
      expect(await periods()).toEqual(['2026-03-20..2026-04-18', '2026-04-19..2026-05-18']);
      expect(await wrongCounts(studio)).toEqual([]);
    });

    it('into the past, as only the owner may sell', async () => {
      await change(first.id, { startDate: '2026-02-28' });
      expect(await periods()).toEqual(['2026-02-28..2026-03-29']);
    });

    it('behind another one: the chain goes by the new days', async () => {
      await sell();
      await change(first.id, { startDate: '2026-04-20' });
      expect(await periods()).toEqual(['2026-04-20..2026-05-19', '2026-03-10..2026-04-08']);
    });

    it('to the first day of another one, which then begins after it', async () => {
      const second = await sell();
      await change(second.id, { startDate: '2026-03-10' });
      expect(await periods()).toEqual(['2026-04-09..2026-05-08', '2026-03-10..2026-04-08']);
    });

    it('back to "as soon as possible", where it begins right after the one before it', async () => {
      const second = await sell({ startDate: '2026-05-01' });
      await change(second.id, { startDate: '' });
      expect(await periods()).toEqual(['2026-03-10..2026-04-08', '2026-04-09..2026-05-08']);
    });

    it('of calendar months, whose length follows from the new start', async () => {
      await change(first.id, { durationMonths: 1, startDate: '2026-04-01' });
      expect(await row(first.id)).toMatchObject({ endDate: '2026-04-30', durationDays: 30 });
      await change(first.id, { startDate: '2026-05-01' });
      expect(await row(first.id)).toMatchObject({ endDate: '2026-05-31', durationDays: 31 });
    });

    it('and its freeze goes on giving its days back', async () => {
      await freeze('2026-03-20', '2026-03-24');
      await change(first.id, { startDate: '2026-03-15' });
      expect(await periods()).toEqual(['2026-03-15..2026-04-18']);
    });

    it('and a freeze that lies ahead then belongs to the membership that covers it', async () => {
      const second = await sell();
      await freeze('2026-04-05', '2026-04-07');
      await change(first.id, { startDate: '2026-04-20' });
      expect(await database.dataSource.manager.findBy(LazyDays, { clientId })).toMatchObject([
        { paymentId: second.id },
      ]);
    });

    it('not onto days of another one', async () => {
      const second = await sell();
      await expect(change(second.id, { startDate: '2026-04-01' })).rejects.toMatchObject({
        fields: [
          { path: 'startDate', code: 'period_overlap', params: { startDate: '2026-03-10', endDate: '2026-04-08' } },
        ],
      });
    });

    it('not so that it would push one that was promised for a day', async () => {
      await sell({ startDate: '2026-04-15' });
      await expect(change(first.id, { startDate: '2026-03-20' })).rejects.toMatchObject({
        fields: [{ code: 'period_overlap', params: { startDate: '2026-04-15', endDate: '2026-05-14' } }],
      });
      await change(first.id, { startDate: '2026-03-16' });
      expect(await periods()).toEqual(['2026-03-16..2026-04-14', '2026-04-15..2026-05-14']);
    });

    it('not away from under a visit', async () => {
      await visit('2026-03-10');
      await expect(change(first.id, { startDate: '2026-03-11' })).rejects.toMatchObject({
        code: 'visit_not_covered',
        params: { date: '2026-03-10' },
      });
    });

    it('not away from under a freeze', async () => {
      await freeze('2026-03-12', '2026-03-14');
      await expect(change(first.id, { startDate: '2026-03-20' })).rejects.toMatchObject({
        code: 'payment_has_freezes',
        params: { startDate: '2026-03-12', endDate: '2026-03-14' },
      });
    });
  });

  describe('corrects', () => {
    it('the days sold, and what is queued moves up', async () => {
      await sell();
      await change(first.id, { durationDays: 10 });
      expect(await periods()).toEqual(['2026-03-10..2026-03-19', '2026-03-20..2026-04-18']);
    });

    it('days into months and back into days', async () => {
      await change(first.id, { durationMonths: 2 });
      expect(await row(first.id)).toMatchObject({ durationMonths: 2, durationDays: 61, endDate: '2026-05-09' });
      await change(first.id, { durationDays: 5 });
      expect(await row(first.id)).toMatchObject({ durationMonths: null, durationDays: 5, endDate: '2026-03-14' });
    });

    it('the number of visits: a pack ends on its last one, and without a limit on its last day', async () => {
      await visit('2026-03-10');
      await change(first.id, { visitLimit: 1 });
      expect(await row(first.id)).toMatchObject({ endDate: '2026-03-10', usedUpDate: '2026-03-10', visitsUsed: 1 });
      await change(first.id, { visitLimit: '' });
      expect(await row(first.id)).toMatchObject({ endDate: '2026-04-08', usedUpDate: null, visitLimit: null });
    });

    it('the number of visits, but not below those that were made', async () => {
      await studio.trainings.recordVisit({ clientId, date: '2026-03-10' }, OWNER);
      studio.passDays(1);
      await visit('2026-03-11');
      expect(await refusal(change(first.id, { visitLimit: 1 }))).toBe('visit_not_covered');
    });

    it('the number of visits, but not below those that a book on paper had already counted', async () => {
      await database.dataSource.manager.update(Payment, { id: first.id }, { visitLimit: 8, visitsCarried: 3 });
      expect(await refusal(change(first.id, { visitLimit: 2 }))).toBe('visitLimit: out_of_range');
      expect(await refusal(change(first.id, { visitLimit: 4 }))).toBe('not refused');
    });

    it('the duration, but not so that it would push one that was promised for a day', async () => {
      await sell({ startDate: '2026-04-15' });
      expect(await refusal(change(first.id, { durationDays: 37 }))).toBe('durationDays: period_overlap');
      expect(await refusal(change(first.id, { durationMonths: 2 }))).toBe('durationMonths: period_overlap');
      expect(await refusal(change(first.id, { durationDays: 36 }))).toBe('not refused');
    });

    it('the price of a sale paid at once, and what was paid follows', async () => {
      expect(await change(first.id, { amount: '2500' })).toMatchObject({
        amount: '2500.00',
        paid: '2500.00',
        owed: '0.00',
      });
      expect(await row(first.id)).toMatchObject({ amount: '2500.00', paidAmount: '2500.00', owedAmount: '0.00' });
    });

    it('what was received, and the rest is owed', async () => {
      expect(await change(first.id, { paid: '1000' })).toMatchObject({ paid: '1000.00', owed: '2000.00' });
      await studio.instalments.pay(first.id, { amount: '500' }, MANAGER);
      expect(await change(first.id, { amount: '4000' })).toMatchObject({ paid: '1000.00', owed: '2500.00' });
      expect(await refusal(change(first.id, { amount: '1499.99' }))).toBe('paid: paid_too_much');
    });

    it('method and note without touching a date', async () => {
      const before = await periods();
      await change(first.id, { method: 'card', note: 'за март' });
      expect(await row(first.id)).toMatchObject({ method: 'card', note: 'за март' });
      expect(await periods()).toEqual(before);
    });

    it('of a refunded membership the sums alone, and no less than was given back', async () => {
      await studio.refunds.refund(first.id, { amount: '1000' }, OWNER);
      for (const input of [{ startDate: '2026-03-20' }, { durationDays: 5 }, { visitLimit: 3 }]) {
        expect(await refusal(change(first.id, input))).toBe('already_refunded');
      }
      expect(await refusal(change(first.id, { amount: '999' }))).toBe('paid: refund_too_large');
      expect(await change(first.id, { amount: '1500', note: 'скидка' })).toMatchObject({ owed: '0.00' });
    });

    it.each<[string, object, string]>([
      ['31 April', { startDate: '2026-04-31' }, 'startDate: not_a_date'],
      ['more than a year ahead', { startDate: '2027-03-12' }, 'startDate: date_too_far'],
      ['no days', { durationDays: 0 }, 'durationDays: out_of_range'],
      ['days in words', { durationDays: 'тридцать' }, 'durationDays: not_a_number'],
      ['half a month', { durationMonths: 0.5 }, 'durationMonths: out_of_range'],
      ['no visits', { visitLimit: 0 }, 'visitLimit: out_of_range'],
      ['a negative price', { amount: '-1' }, 'amount: not_an_amount'],
      ['more paid than agreed', { paid: '3000.01' }, 'paid: paid_too_much'],
      ['an unknown method', { method: 'barter' }, 'method: not_an_option'],
      ['a note as long as a book', { note: 'а'.repeat(501) }, 'note: too_long'],
      ['nothing', {}, 'nothing_changed'],
      ['the same again', { amount: '3000', startDate: null, durationDays: 30, note: '' }, 'nothing_changed'],
    ])('%s is refused', async (_, input, code) => {
      const before = await facts();
      expect(await refusal(studio.paymentChanges.preview(first.id, input, OWNER))).toBe(code);
      expect(await refusal(change(first.id, input))).toBe(code);
      expect(await facts()).toEqual(before);
    });

    it('nothing when someone else has changed it meanwhile', async () => {
      const { version } = await row(first.id);
      await change(first.id, { note: 'раз' });
      const late = studio.paymentChanges.change(first.id, { note: 'два' }, OWNER, version);
      expect(await refusal(late)).toBe('changed_meanwhile');
    });

    it('what the preview promised, which itself writes nothing', async () => {
      await sell();
      const before = await facts();
      const input = { startDate: '2026-03-15', durationDays: 12, amount: '1000', paid: '400' };
      const promised = await studio.paymentChanges.preview(first.id, input, OWNER);
      expect(await facts()).toEqual(before);
      expect(await change(first.id, input)).toEqual(promised);
    });
  });

  describe('deletes a sale entered by mistake', () => {
    it('and what is queued moves up; the audit log keeps the whole row', async () => {
      const second = await sell();
      const promised = await studio.paymentChanges.previewRemoval(first.id, OWNER);
      const { payments } = await studio.paymentChanges.remove(first.id, OWNER);
      expect(payments).toEqual(promised.payments);
      expect(payments).toMatchObject([{ id: second.id, startDate: '2026-03-10', before: { startDate: '2026-04-09' } }]);
      expect(await periods()).toEqual(['2026-03-10..2026-04-08']);
      expect((await lastAudit('payment.remove')).before).toMatchObject({
        clientId,
        amount: '3000.00',
        durationDays: 30,
      });
      expect(await wrongCounts(studio)).toEqual([]);
    });

    it('not when the client came on it', async () => {
      await visit('2026-03-10');
      await expect(studio.paymentChanges.remove(first.id, OWNER)).rejects.toMatchObject({
        code: 'payment_has_visits',
        params: { date: '2026-03-10' },
      });
    });

    it('not when it has a freeze, nor when a freeze of another one would be left on no membership', async () => {
      const second = await sell();
      await freeze('2026-04-07', '2026-04-12');
      expect(await refusal(studio.paymentChanges.remove(first.id, OWNER))).toBe('payment_has_freezes');
      await studio.lazyDays.cancel(
        (await database.dataSource.manager.findOneByOrFail(LazyDays, { clientId })).id,
        OWNER,
      );
      await freeze('2026-05-01', '2026-05-03');
      expect(await refusal(studio.paymentChanges.remove(second.id, OWNER))).toBe('payment_has_freezes');
      expect(await refusal(studio.paymentChanges.remove(first.id, OWNER))).toBe('payment_has_freezes');
    });

    it('not when money was given back or came later', async () => {
      await change(first.id, { paid: '1000' });
      await studio.instalments.pay(first.id, { amount: '1' }, MANAGER);
      expect(await refusal(studio.paymentChanges.remove(first.id, OWNER))).toBe('payment_depended_on');
      const second = await sell();
      await studio.refunds.refund(second.id, {}, OWNER);
      expect(await refusal(studio.paymentChanges.remove(second.id, OWNER))).toBe('payment_depended_on');
    });

    it('once, however often the button is pressed', async () => {
      const presses = Array.from({ length: 4 }, () => refusal(studio.paymentChanges.remove(first.id, OWNER)));
      expect((await Promise.all(presses)).filter((answer) => answer === 'not refused')).toHaveLength(1);
      expect(await rows()).toEqual([]);
    });
  });

  describe('takes back', () => {
    const undo = (id: number) => studio.paymentUndo.undo(id, OWNER);
    const restore = (id: number) => studio.paymentUndo.restore(id, OWNER);

    it.each<[string, object]>([
      ['a move', { startDate: '2026-04-20' }],
      ['a correction of the days', { durationDays: 3 }],
      ['days turned into months', { durationMonths: 3 }],
      ['a correction of the price', { amount: '1', paid: '0' }],
      ['everything at once', { startDate: '2026-06-01', durationMonths: 2, visitLimit: 8, amount: '9', note: 'а' }],
    ])('%s: every date and sum is as before', async (_, input) => {
      await sell();
      await sell({ startDate: '2026-10-01' });
      const before = await facts();
      await change(first.id, input);
      expect(await studio.paymentUndo.undoable([first.id])).toEqual(new Set([first.id]));
      const promised = await studio.paymentUndo.preview(first.id, OWNER);
      expect((await undo(first.id)).payments).toEqual(promised.payments);
      expect(await facts()).toEqual(before);
      expect(await wrongCounts(studio)).toEqual([]);
    });

    it('a deletion: the sale comes back with its id, its dates and its terms', async () => {
      await sell();
      const before = await facts();
      await studio.paymentChanges.remove(first.id, OWNER);
      await restore(first.id);
      expect(await facts()).toEqual(before);
      expect(await wrongCounts(studio)).toEqual([]);
    });

    it('a deletion, and a sale made since moves behind what comes back', async () => {
      await studio.paymentChanges.remove(first.id, OWNER);
      await sell();
      await restore(first.id);
      expect(await periods()).toEqual(['2026-03-10..2026-04-08', '2026-04-09..2026-05-08']);
    });

    it('a deletion, but not into the place of a sale promised for a day', async () => {
      await studio.paymentChanges.remove(first.id, OWNER);
      await sell({ startDate: '2026-03-10' });
      expect(await refusal(restore(first.id))).toBe('startDate: period_overlap');
    });

    it('a change once, and only the last one', async () => {
      await change(first.id, { note: 'раз' });
      await change(first.id, { note: 'два' });
      await undo(first.id);
      expect(await row(first.id)).toMatchObject({ note: 'раз' });
      expect(await refusal(undo(first.id))).toBe('nothing_to_undo');
      expect(await studio.paymentUndo.undoable([first.id])).toEqual(new Set());
    });

    it('no change that something was built on', async () => {
      await change(first.id, { durationDays: 20 });
      await freeze('2026-03-20', '2026-03-22');
      expect(await refusal(undo(first.id))).toBe('nothing_to_undo');
      await change(first.id, { paid: '1000' });
      await studio.instalments.pay(first.id, { amount: '100' }, MANAGER);
      expect(await refusal(undo(first.id))).toBe('nothing_to_undo');
    });

    it('no change of a sale that was written to in another way since', async () => {
      await change(first.id, { note: 'раз' });
      await database.dataSource.manager.update(Payment, { id: first.id }, { note: 'из файла' });
      expect(await refusal(undo(first.id))).toBe('nothing_to_undo');
    });

    it('no change under a visit that it alone covers', async () => {
      await change(first.id, { startDate: '2026-03-05' });
      await visit('2026-03-06');
      expect(await refusal(undo(first.id))).toBe('visit_not_covered');
    });

    it('nothing where nothing was changed', async () => {
      expect(await refusal(undo(first.id))).toBe('nothing_to_undo');
      expect(await refusal(restore(first.id))).toBe('nothing_to_undo');
      expect(await refusal(undo(999_999))).toBe('not_found');
      expect(await refusal(restore(999_999))).toBe('nothing_to_undo');
    });

    it('a deletion as a deletion: a change made after that is another matter', async () => {
      await studio.paymentChanges.remove(first.id, OWNER);
      expect(await refusal(undo(first.id))).toBe('not_found');
      await restore(first.id);
      await change(first.id, { note: 'вернули' });
      expect(await refusal(restore(first.id))).toBe('nothing_to_undo');
      expect(await refusal(undo(first.id))).toBe('not refused');
    });

    it('no second trial', async () => {
      const trial = await studio.plans.create({ name: 'Пробный', durationDays: 7, price: '1', isTrial: true }, OWNER);
      const tried = await sell({ planId: trial.id });
      await studio.paymentChanges.remove(tried.id, OWNER);
      await sell({ planId: trial.id });
      expect(await refusal(restore(tried.id))).toBe('planId: trial_already_used');
    });
  });

  it('does all or nothing', async () => {
    await sell();
    const before = await facts();
    const broken = studio.unitOfWork.run(async () => {
      await change(first.id, { startDate: '2026-05-01' });
      await studio.paymentChanges.remove((await rows())[1]?.id ?? 0, OWNER);
      throw new Error('power cut');
    });
    await expect(broken).rejects.toThrow('power cut');
    expect(await facts()).toEqual(before);
    expect(await wrongCounts(studio)).toEqual([]);
  });

  it('and a sale at the same moment wait for each other: no day is sold twice', async () => {
    const desk = database.kind === 'SQLite' ? studio : studioOn(database.dataSource);
    await Promise.all([
      change(first.id, { durationDays: 60 }),
      desk.payments.renew({ clientId, amount: '1' }, MANAGER),
    ]);
    const [one, two] = await rows();
    expect(one).toMatchObject({ endDate: '2026-05-08' });
    expect(two).toMatchObject({ startDate: '2026-05-09' });
  });

  it.each([MANAGER, COACH])('is the only one who may: not $name', async (actor) => {
    const { paymentChanges, paymentUndo } = studio;
    const attempts = [
      paymentChanges.preview(first.id, { note: 'а' }, actor),
      paymentChanges.change(first.id, { note: 'а' }, actor),
      paymentChanges.previewRemoval(first.id, actor),
      paymentChanges.remove(first.id, actor),
      paymentUndo.preview(first.id, actor),
      paymentUndo.undo(first.id, actor),
      paymentUndo.restore(first.id, actor),
    ];
    for (const attempt of attempts) expect(await refusal(attempt)).toBe('owner_only');
  });

  it('hears that there is no such sale', async () => {
    expect(await refusal(change(999_999, { note: 'а' }))).toBe('not_found');
    expect(await refusal(studio.paymentChanges.remove(999_999, OWNER))).toBe('not_found');
  });
});
