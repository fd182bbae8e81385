import { beforeEach, expect, it } from '@jest/globals';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { desksOf, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('a trial', (database) => {
  let studio: Studio;
  let planId: number;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    const fields = { name: 'Пробный', durationDays: 7, price: '500', isTrial: true };
    planId = (await studio.plans.create(fields, OWNER)).id;
  });

  const register = async (input: object): Promise<number> =>
    (await studio.clients.create({ firstName: 'Анна', ...input }, MANAGER)).id;
  const tryOut = (clientId: number, { payments } = studio) => refusal(payments.renew({ clientId, planId }, MANAGER));

  it('is sold once per client, and other plans after it', async () => {
    const clientId = await register({ phone: nextPhone() });
    expect(await tryOut(clientId)).toBe('not refused');
    expect(await tryOut(clientId)).toBe('planId: trial_already_used');
    const month = await studio.plans.create({ name: 'Месяц', durationDays: 30, price: '1' }, OWNER);
    const sold = await studio.payments.renew({ clientId, planId: month.id }, MANAGER);
    expect(sold.startDate).toBe('2026-03-17');
  });

  it('is refused in the preview already', async () => {
    const clientId = await register({ phone: nextPhone() });
    const preview = () => refusal(studio.payments.previewRenewal({ clientId, planId }, MANAGER));
    expect(await preview()).toBe('not refused');
    await tryOut(clientId);
    expect(await preview()).toBe('planId: trial_already_used');
  });

  it('is not sold again under another record with the same phone, and says who had it and when', async () => {
    const phone = nextPhone();
    await tryOut(await register({ phone, firstName: 'Анна', lastName: 'Ким' }));
    studio.passDays(400);
    const again = await register({ phone, firstName: 'Аня' });
    await expect(studio.payments.renew({ clientId: again, planId }, MANAGER)).rejects.toMatchObject({
      fields: [{ path: 'planId', code: 'trial_already_used', params: { date: '2026-03-10', name: 'Ким Анна' } }],
    });
  });

  it('is not sold again when the record that had it is archived', async () => {
    const phone = nextPhone();
    const gone = await register({ phone });
    await tryOut(gone);
    await studio.clients.archive(gone, OWNER);
    expect(await tryOut(await register({ phone }))).toBe('planId: trial_already_used');
  });

  it('belongs to the Telegram account, whatever the phone is now', async () => {
    const clientId = await register({ phone: nextPhone(), telegramId: '5216000000' });
    await tryOut(clientId);
    await studio.clients.update(clientId, { phone: nextPhone() }, MANAGER);
    expect(await tryOut(clientId)).toBe('planId: trial_already_used');
    expect(await refusal(register({ telegramId: '5216000000' }))).toBe('telegramId: client_exists');
  });

  it('is sold to two people without a phone', async () => {
    const one = await register({ telegramId: '1000001' });
    const two = await register({ telegramId: '1000002' });
    expect([await tryOut(one), await tryOut(two)]).toEqual(['not refused', 'not refused']);
  });

  it('stays used when it was refunded, and when its plan is no trial any more', async () => {
    const clientId = await register({ phone: nextPhone() });
    const sold = await studio.payments.renew({ clientId, planId }, MANAGER);
    await studio.refunds.refund(sold.id, {}, OWNER);
    expect(await tryOut(clientId)).toBe('planId: trial_already_used');
    await studio.plans.update(planId, { isTrial: false }, OWNER);
    expect(await tryOut(clientId)).toBe('not refused');
    await studio.plans.update(planId, { isTrial: true }, OWNER);
    expect(await tryOut(clientId)).toBe('planId: trial_already_used');
  });

  it('sold at the same moment to two records of one person is sold once', async () => {
    const phone = nextPhone();
    const records = [];
    for (let record = 0; record < 8; record += 1) records.push(await register({ phone }));
    const desks = desksOf(studio, records.length);
    const answers = await Promise.all(records.map((id, index) => tryOut(id, desks[index])));
    expect(answers.filter((answer) => answer === 'not refused')).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set(['not refused', 'planId: trial_already_used']));
    expect(await database.dataSource.manager.countBy(Payment, { isTrial: true })).toBe(1);
  });
});
