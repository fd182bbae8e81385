import { beforeEach, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { MembershipPlan } from '../../src/plans/membership-plan.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { COACH, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('plans', (database) => {
  let studio: Studio;
  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
  });

  const stored = (id: number) => database.dataSource.manager.findOneByOrFail(MembershipPlan, { id });
  const sell = async (planId: number) => {
    const { id: clientId } = await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER);
    return studio.payments.renew({ clientId, planId }, MANAGER);
  };

  it('are made and changed by the owner alone, and every change is in the audit log', async () => {
    const season = { name: 'Сезон', durationMonths: 3, price: '12000' };
    for (const actor of [MANAGER, COACH]) {
      expect(await refusal(studio.plans.create(season, actor))).toBe('owner_only');
    }
    const { id } = await studio.plans.create(season, OWNER);
    expect(await refusal(studio.plans.update(id, { price: '1' }, MANAGER))).toBe('owner_only');
    await studio.plans.update(id, { price: '13000', isTrial: true }, OWNER);
    expect(await stored(id)).toMatchObject({ price: '13000.00', isTrial: true, durationMonths: 3, durationDays: 91 });
    const entries = await database.dataSource.manager.findBy(AuditEntry, { entity: 'MembershipPlan' });
    expect(entries.map(({ action }) => action)).toEqual(['plan.create', 'plan.update']);
    expect(entries[1]?.before).toEqual({ isTrial: false, price: '12000.00' });
  });

  it('pass from months to days only when both are said, never to both at once', async () => {
    const { id } = await studio.plans.create({ name: 'Сезон', durationMonths: 3, price: '12000' }, OWNER);
    expect(await refusal(studio.plans.update(id, { durationDays: 90 }, OWNER))).toBe('durationMonths: days_or_months');
    expect(await refusal(studio.plans.update(id, { durationMonths: null }, OWNER))).toBe(
      'durationDays: days_or_months',
    );
    await studio.plans.update(id, { durationDays: 90, durationMonths: null }, OWNER);
    expect(await stored(id)).toMatchObject({ durationDays: 90, durationMonths: null });
    await studio.plans.update(id, { durationDays: null, durationMonths: 1 }, OWNER);
    expect(await stored(id)).toMatchObject({ durationDays: 30, durationMonths: 1 });
  });

  it('of months sell as many days as their months have, from where the period begins', async () => {
    const { id } = await studio.plans.create({ name: 'Месяц', durationMonths: 1, price: '3000' }, OWNER);
    expect(await sell(id)).toMatchObject({
      startDate: '2026-03-10',
      endDate: '2026-04-09',
      durationDays: 31,
      durationMonths: 1,
    });
  });

  it('changed later leave what was sold as it was sold', async () => {
    const plan = { name: 'Месяц', durationMonths: 1, price: '3000', freezeTotalDays: 14 };
    const { id } = await studio.plans.create(plan, OWNER);
    const { id: paymentId } = await sell(id);
    await studio.plans.update(
      id,
      { durationMonths: null, durationDays: 7, price: '1', visitLimit: 1, freezeAllowed: false },
      OWNER,
    );
    expect(await database.dataSource.manager.findOneByOrFail(Payment, { id: paymentId })).toMatchObject({
      endDate: '2026-04-09',
      durationMonths: 1,
      amount: '3000.00',
      visitLimit: null,
      freezePolicy: { allowed: true, totalDays: 14 },
    });
  });

  it('are listed by their length, months among days, without the archived', async () => {
    const lengths = [{ durationDays: 45 }, { durationMonths: 1 }, { durationDays: 7 }, { durationMonths: 2 }];
    for (const [index, length] of lengths.entries()) {
      await studio.plans.create({ ...length, name: JSON.stringify(length), price: index }, OWNER);
    }
    const [, month] = await studio.plans.listActive();
    expect((await studio.plans.listActive()).map(({ name }) => name)).toEqual([
      '{"durationDays":7}',
      '{"durationMonths":1}',
      '{"durationDays":45}',
      '{"durationMonths":2}',
    ]);
    await studio.plans.archive(month?.id ?? 0, OWNER);
    expect(await studio.plans.listActive()).toHaveLength(3);
    expect(await refusal(sell(month?.id ?? 0))).toBe('planId: plan_archived');
  });

  it('have a name of their own', async () => {
    const plan = { name: 'Месяц', durationDays: 30, price: '3000' };
    await studio.plans.create(plan, OWNER);
    expect(await refusal(studio.plans.create(plan, OWNER))).toBe('name: name_taken');
  });
});
