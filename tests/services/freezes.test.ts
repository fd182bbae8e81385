import { beforeEach, describe, expect, it } from '@jest/globals';
import type { InvitationStatus } from '../../src/contract/sessions.js';
import { Invitation } from '../../src/invitations/invitation.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { ranges } from '../factories/chain.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('what a freeze depends on', (database) => {
  let studio: Studio;
  let clientId: number;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    clientId = (await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER)).id;
  });

  const sell = async (limits: object) => {
    const plan = await studio.plans.create({ name: 'Месяц', durationDays: 30, price: '1', ...limits }, OWNER);
    await studio.payments.renew({ clientId, planId: plan.id }, MANAGER);
    return plan;
  };
  const days = (from: string, to: string) => ({ clientId, startDate: `2026-${from}`, endDate: `2026-${to}` });
  const freeze = (from: string, to: string) => refusal(studio.lazyDays.freeze(days(from, to), MANAGER));
  const periods = async () =>
    ranges(await database.dataSource.manager.find(Payment, { where: { clientId }, order: { startDate: 'ASC' } }));

  describe('the plan’s limits', () => {
    it('are those of the day of sale: a stricter plan later takes nothing away', async () => {
      const { id } = await sell({});
      await studio.plans.update(id, { freezeAllowed: false, freezeTotalDays: 3 }, OWNER);
      expect(await freeze('03-12', '03-21')).toBe('not refused');
    });

    it('are those of the day of sale: a more generous plan later gives nothing more', async () => {
      const { id } = await sell({ freezeTotalDays: 7 });
      await studio.plans.update(id, { freezeTotalDays: 30 }, OWNER);
      expect(await freeze('03-12', '03-19')).toBe('endDate: freeze_days_used_up');
      expect(await freeze('03-12', '03-18')).toBe('not refused');
    });

    it('bind each membership by its own terms, also one that is queued', async () => {
      const { id } = await sell({ freezeTotalDays: 7 });
      await studio.plans.update(id, { freezeTotalDays: null }, OWNER);
      await studio.payments.renew({ clientId, planId: id }, MANAGER);
      expect(await freeze('04-08', '04-15')).toBe('endDate: freeze_days_used_up');
      expect(await freeze('04-09', '04-20')).toBe('not refused');
    });
  });

  describe('a closure', () => {
    const close = (from: string, to: string) =>
      studio.closures.close({ scope: 'studio', ...days(from, to), reason: 'ремонт' }, OWNER);

    it('uses nothing of the personal allowance, and a freeze over it only the days that were open', async () => {
      await sell({ freezeTotalDays: 7 });
      await close('03-14', '03-18');
      expect(await freeze('03-12', '03-19')).toBe('not refused');
      expect(await periods()).toEqual(['2026-03-10..2026-04-16']);
      expect(await freeze('03-25', '03-29')).toBe('endDate: freeze_days_used_up');
      expect(await freeze('03-25', '03-28')).toBe('not refused');
    });

    it('announced after the freeze gives its days back to the allowance', async () => {
      await sell({ freezeTotalDays: 7 });
      expect(await freeze('03-12', '03-18')).toBe('not refused');
      expect(await freeze('03-25', '03-26')).toBe('endDate: freeze_days_used_up');
      await close('03-17', '03-18');
      expect(await freeze('03-25', '03-26')).toBe('not refused');
    });
  });

  it('the preview names the sessions to which the client is still invited on these days', async () => {
    await sell({});
    const coach = await studio.coaches.create({ firstName: 'Олег' }, MANAGER);
    const group = await studio.groups.create({ name: 'Утро', startTime: '09:00' }, MANAGER);
    const invite = async (date: string, status: InvitationStatus = 'sent') => {
      const session = { groupId: group.id, coachId: coach.id, date: `2026-${date}` };
      const { id: groupTrainingId } = await studio.trainings.createSession(session, MANAGER);
      const { manager } = database.dataSource;
      const expiresAt = studio.clock.now();
      await manager.save(manager.create(Invitation, { clientId, groupTrainingId, status, expiresAt }));
      return groupTrainingId;
    };
    const later = await invite('03-16', 'accepted');
    const sooner = await invite('03-12');
    await invite('03-11');
    await invite('03-17');
    await invite('03-13', 'declined');
    await studio.trainings.cancelSession(await invite('03-14', 'accepted'), MANAGER);
    const { sessions } = await studio.lazyDays.previewFreeze(days('03-12', '03-16'), MANAGER);
    expect(sessions).toEqual([
      { id: sooner, date: '2026-03-12', startsAt: '2026-03-12T03:00:00.000Z', groupName: 'Утро' },
      { id: later, date: '2026-03-16', startsAt: '2026-03-16T03:00:00.000Z', groupName: 'Утро' },
    ]);
  });
});
