import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/audit/actor.js';
import { CoachesService } from '../../src/coaches/coaches.service.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { StaffService } from '../../src/staff/staff.service.js';
import { GroupTraining } from '../../src/trainings/group-training.entity.js';
import { Training } from '../../src/trainings/training.entity.js';
import type { TrainingsService } from '../../src/trainings/trainings.service.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('sessions and visits', (database) => {
  let studio: Studio;
  let trainings: TrainingsService;
  let coachId: number;
  let groupId: number;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    const { unitOfWork, clock, audit } = studio;
    trainings = studio.trainings;
    coachId = (await new CoachesService(unitOfWork, clock, audit).create({ firstName: 'Олег' }, MANAGER)).id;
    groupId = (await studio.groups.create({ name: 'Утро', startTime: '09:00', coachId }, MANAGER)).id;
  });

  const newClient = async (): Promise<number> =>
    (await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER)).id;
  const activeClient = async (visitLimit?: number): Promise<number> => {
    const id = await newClient();
    const plan =
      visitLimit &&
      (await studio.plans.create({ name: `Пакет ${id}`, durationDays: 30, price: '1', visitLimit }, OWNER));
    await studio.payments.renew({ clientId: id, amount: '1', ...(plan && { planId: plan.id }) }, MANAGER);
    return id;
  };
  const visitsUsed = async (clientId: number): Promise<number[]> => {
    const payments = await database.dataSource.manager.findBy(Payment, { clientId });
    return payments.map((payment) => payment.visitsUsed);
  };
  const session = async (input: object = {}): Promise<GroupTraining> => {
    const { id } = await trainings.createSession({ groupId, coachId, ...input }, MANAGER);
    return database.dataSource.manager.findOneByOrFail(GroupTraining, { id });
  };

  describe('a session', () => {
    it('starts at the group’s time today when nothing else is said, and at the studio’s wall clock otherwise', async () => {
      expect(await session()).toMatchObject({ date: '2026-03-10', startsAt: new Date('2026-03-10T03:00:00Z') });
      expect(await session({ date: '2026-03-12', time: '00:30' })).toMatchObject({
        date: '2026-03-12',
        startsAt: new Date('2026-03-11T18:30:00Z'),
      });
      expect(await session({ startsAt: '2026-03-11T20:00:00Z' })).toMatchObject({ date: '2026-03-12' });
    });

    it.each([
      [{ link: 'javascript:alert(1)' }, 'link: not_a_link'],
      [{ time: '9:00' }, 'time: not_a_time'],
      [{ date: '2026-02-30' }, 'date: not_a_date'],
      [{ date: '2062-03-10' }, 'date: date_too_far'],
      [{ startsAt: 'soon' }, 'startsAt: not_a_date'],
      [{ groupId: 404 }, 'groupId: not_an_option'],
      [{ coachId: 404 }, 'coachId: not_an_option'],
    ])('is refused with %j', async (input, reason) => {
      expect(await refusal(session(input))).toBe(reason);
    });

    it('keeps its day once people came, and gives their visits back when it is cancelled', async () => {
      const { id, version } = await session();
      const clientId = await activeClient(8);
      await trainings.recordVisit({ clientId, groupTrainingId: id }, MANAGER);
      expect(await refusal(trainings.updateSession(id, { date: '2026-03-11' }, MANAGER))).toBe('date: not_an_option');
      await trainings.updateSession(id, { time: '10:00', link: 'https://meet.example.com/a' }, MANAGER, version);
      expect(await refusal(trainings.updateSession(id, { time: '11:00' }, MANAGER, version))).toBe('changed_meanwhile');
      const moved = await database.dataSource.manager.findOneByOrFail(GroupTraining, { id });
      expect(moved).toMatchObject({ date: '2026-03-10', startsAt: new Date('2026-03-10T04:00:00Z') });
      await trainings.cancelSession(id, MANAGER);
      expect(await visitsUsed(clientId)).toEqual([0]);
      const late = trainings.recordVisit({ clientId, groupTrainingId: id }, MANAGER);
      expect(await refusal(late)).toBe('groupTrainingId: archived');
    });
  });

  describe('a visit', () => {
    it('is counted once per session however often it is marked, even at the same moment', async () => {
      const { id } = await session();
      const clientId = await activeClient(8);
      const mark = () => trainings.recordVisit({ clientId, groupTrainingId: id }, MANAGER);
      const visits = await Promise.all([mark(), mark(), mark()]);
      expect(new Set(visits.map((visit) => visit.id)).size).toBe(1);
      expect(await visitsUsed(clientId)).toEqual([1]);
    });

    it('takes the last visit of a pack once, after which the client is not active', async () => {
      const clientId = await activeClient(1);
      const sessions = [await session(), await session({ time: '18:00' })];
      const marks = sessions.map(({ id }) =>
        refusal(trainings.recordVisit({ clientId, groupTrainingId: id }, MANAGER)),
      );
      expect((await Promise.all(marks)).sort()).toEqual(['client_not_active', 'not refused']);
      expect(await visitsUsed(clientId)).toEqual([1]);
      expect(await studio.clientQueries.getDetail(clientId)).toMatchObject({ status: 'expired', daysLeft: 0 });
    });

    it('needs an active client or the owner’s word', async () => {
      const clientId = await newClient();
      expect(await refusal(trainings.recordVisit({ clientId }, MANAGER))).toBe('client_not_active');
      expect(await refusal(trainings.recordVisit({ clientId, override: true }, MANAGER))).toBe('owner_only');
      const visit = await trainings.recordVisit({ clientId, override: true }, OWNER);
      expect(visit).toMatchObject({ paymentId: null, date: '2026-03-10', source: 'panel' });
      const frozen = await activeClient();
      await studio.lazyDays.freeze({ clientId: frozen, startDate: '2026-03-10', endDate: '2026-03-12' }, MANAGER);
      expect(await refusal(trainings.recordVisit({ clientId: frozen }, MANAGER))).toBe('client_not_active');
    });

    it('lies neither in the future nor in a mistyped year', async () => {
      const clientId = await activeClient();
      const on = (date: string) => refusal(trainings.recordVisit({ clientId, date }, MANAGER));
      expect(await on('2026-03-11')).toBe('date: date_in_future');
      expect(await on('1926-03-10')).toBe('date: date_too_far');
      expect(await on('2026-03-09')).toBe('client_not_active');
      const { id } = await session({ date: '2026-03-11' });
      expect(await refusal(trainings.recordVisit({ clientId, groupTrainingId: id }, MANAGER))).toBe(
        'date: date_in_future',
      );
    });

    it('taken back is given back, once', async () => {
      const clientId = await activeClient(8);
      const { id } = await trainings.recordVisit({ clientId }, MANAGER);
      const removals = [trainings.removeVisit(id, MANAGER), trainings.removeVisit(id, MANAGER)].map(refusal);
      expect((await Promise.all(removals)).sort()).toEqual(['not refused', 'not_found']);
      expect(await visitsUsed(clientId)).toEqual([0]);
      expect(await database.dataSource.manager.count(Training)).toBe(0);
    });

    it('of another coach’s group can’t be marked by a coach', async () => {
      const { unitOfWork, clock, audit } = studio;
      const staff = new StaffService(unitOfWork, clock, audit);
      const login = { name: 'Олег', role: 'coach', password: 'long enough 1' };
      const own = await staff.create({ ...login, email: 'own@example.com', coachId }, OWNER);
      const other = await staff.create({ ...login, email: 'other@example.com' }, OWNER);
      const actor = (id: number): Actor => ({ kind: 'staff', id, name: 'Олег', role: 'coach', telegram: null });
      const { id: groupTrainingId } = await session();
      const clientId = await activeClient();
      const mark = (id: number, input: object) => refusal(trainings.recordVisit({ clientId, ...input }, actor(id)));
      expect(await mark(other.id, { groupTrainingId })).toBe('forbidden');
      expect(await mark(own.id, {})).toBe('forbidden');
      expect(await mark(own.id, { groupTrainingId })).toBe('not refused');
      expect(await refusal(trainings.createSession({ groupId, coachId }, actor(own.id)))).toBe('forbidden');
    });
  });
});
