import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/audit/actor.js';
import { calendarDate } from '../../src/lib/calendar-date.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { BOT, GroupAtWork, inTelegram } from '../setup/group-at-work.js';
import { desksOf, MANAGER, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('attendance', (database) => {
  let studio: Studio;
  let group: GroupAtWork;
  let coach: Actor;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    group = await GroupAtWork.open(studio);
    coach = inTelegram({ id: group.coachTelegramId, coachId: group.coachId });
  });

  const mark = (sessionId: number, clientId: number, came = true, actor: Actor = coach) =>
    studio.attendance.mark(sessionId, { clientId, came }, actor);
  const loginOf = async (coachId: number | null): Promise<Actor> => {
    const fields = { name: 'Олег', role: 'coach', password: 'long enough 1', email: `coach-${coachId}@example.com` };
    const { id } = await studio.staff.create({ ...fields, ...(coachId !== null && { coachId }) }, OWNER);
    return { kind: 'staff', id, name: 'Олег', role: 'coach', telegram: null };
  };

  describe('the roster', () => {
    it('has everyone invited and everyone active in the group once, with what they said and whether they came', async () => {
      const [joined, refused, silent] = [
        await group.member({ firstName: 'Аня' }),
        await group.member({ firstName: 'Боря' }),
        await group.member({ firstName: 'Вера' }),
      ];
      const { id } = await group.start({ time: '12:00' });
      await group.join(id, joined);
      await group.refuse(id, refused);
      await studio.lazyDays.freeze({ clientId: silent.id, startDate: '2026-03-10', endDate: '2026-03-12' }, MANAGER);
      const late = await group.member({ firstName: 'Галя' });
      const { session, people } = await studio.attendance.roster(id, coach);
      expect(people).toEqual([
        { clientId: joined.id, name: 'Аня', invitation: 'accepted', attended: true },
        { clientId: refused.id, name: 'Боря', invitation: 'declined', attended: false },
        { clientId: silent.id, name: 'Вера', invitation: 'sent', attended: false },
        { clientId: late.id, name: 'Галя', invitation: null, attended: false },
      ]);
      expect(session).toMatchObject({ id, invited: 3, joined: 1, attended: 1, cancelled: false, closedAt: null });
    });

    it('is seen by the coach who leads the session and by the group’s own, by login and in Telegram, and by the studio', async () => {
      const other = await GroupAtWork.open(studio);
      const { id } = await group.start({ coachId: other.coachId, time: '12:00' });
      const see = (actor: Actor) => refusal(studio.attendance.roster(id, actor));
      const third = await GroupAtWork.open(studio);
      for (const actor of [
        coach,
        await loginOf(group.coachId),
        inTelegram({ coachId: other.coachId }),
        await loginOf(other.coachId),
        inTelegram({ isAdmin: true }),
        MANAGER,
        OWNER,
        BOT,
      ]) {
        expect(await see(actor)).toBe('not refused');
      }
      for (const actor of [
        inTelegram({ coachId: third.coachId }),
        await loginOf(third.coachId),
        await loginOf(null),
        inTelegram({ clientId: 1 }),
      ]) {
        expect(await see(actor)).toBe('forbidden');
        expect(await refusal(studio.attendance.close(id, actor))).toBe('forbidden');
        expect(await refusal(studio.attendance.reopen(id, actor))).toBe('forbidden');
        expect(await refusal(studio.attendance.mark(id, { clientId: 1, came: true }, actor))).toBe('forbidden');
      }
      expect(await refusal(studio.attendance.roster(404_404, coach))).toBe('not_found');
    });
  });

  describe('a mark', () => {
    it('that somebody came records the visit once, that they did not takes it back', async () => {
      const { id: clientId } = await group.member({ visitLimit: 8 });
      const { id } = await group.start({ time: '12:00' });
      const used = async () =>
        (await database.dataSource.manager.findBy(Payment, { clientId })).map(({ visitsUsed }) => visitsUsed);
      const desks = desksOf(studio, 4);
      await Promise.all(desks.map((desk) => desk.attendance.mark(id, { clientId, came: true }, coach)));
      expect(await used()).toEqual([1]);
      expect(await group.visits()).toHaveLength(1);
      const answers = await Promise.all(
        desks.map((desk) => desk.attendance.mark(id, { clientId, came: false }, coach)),
      );
      expect(answers[0]).toEqual({ clientId, name: 'Анна', invitation: 'sent', attended: false });
      expect(await used()).toEqual([0]);
      expect(await mark(id, clientId)).toMatchObject({ attended: true });
    });

    it('of who did not come stands, however often they press Join again', async () => {
      const anna = await group.member();
      const { id } = await group.start({ time: '12:00' });
      await group.join(id, anna);
      await mark(id, anna.id, false);
      expect(await group.join(id, anna)).toMatchObject({ status: 'accepted', trainingId: null });
      expect(await group.visits()).toEqual([]);
    });

    it('by a coach is of the people of that session only; the studio may let a guest in', async () => {
      const other = await GroupAtWork.open(studio);
      const guest = await other.member();
      const { id } = await group.start({ time: '12:00' });
      expect(await refusal(mark(id, guest.id))).toBe('forbidden');
      expect(await refusal(mark(id, 404_404))).toBe('forbidden');
      expect(await refusal(mark(id, 404_404, true, MANAGER))).toBe('not_found');
      expect(await refusal(mark(id, guest.id, false, MANAGER))).toBe('not_found');
      expect(await mark(id, guest.id, true, MANAGER)).toMatchObject({ invitation: null, attended: true });
      expect(await mark(id, guest.id, false)).toMatchObject({ attended: false });
    });

    it('needs an active client, a day that has come, and a session that takes place', async () => {
      const anna = await group.member();
      const { id } = await group.start({ time: '12:00' });
      const { id: tomorrow } = await group.start({ date: '2026-03-11' });
      expect(await refusal(mark(tomorrow, anna.id))).toBe('date: date_in_future');
      expect(await refusal(studio.attendance.close(tomorrow, coach))).toBe('date: date_in_future');
      await studio.lazyDays.freeze({ clientId: anna.id, startDate: '2026-03-10', endDate: '2026-03-12' }, MANAGER);
      expect(await refusal(mark(id, anna.id))).toBe('client_not_active');
      await studio.trainings.cancelSession(id, MANAGER);
      expect(await refusal(mark(id, anna.id))).toBe('session_cancelled');
      expect(await refusal(studio.attendance.close(id, coach))).toBe('session_cancelled');
    });
  });

  describe('a closed session', () => {
    it('keeps its marks from coaches and programs, but for a coach’s second thought within two hours', async () => {
      const [came, missed] = [await group.member(), await group.member()];
      const { id } = await group.start({ time: '12:00' });
      await mark(id, came.id);
      expect((await studio.attendance.close(id, coach)).closedAt).toBe(studio.clock.now().toISOString());
      expect(await refusal(mark(id, missed.id))).toBe('session_closed');
      expect(await refusal(mark(id, missed.id, true, BOT))).toBe('session_closed');
      group.pass(120);
      expect(await mark(id, came.id, false)).toMatchObject({ attended: false });
      expect(await mark(id, came.id, true, MANAGER)).toMatchObject({ attended: true });
      group.pass(0.001);
      expect(await refusal(mark(id, came.id, false))).toBe('session_closed');
      expect(await mark(id, came.id, false, inTelegram({ isAdmin: true }))).toMatchObject({ attended: false });
      expect(await mark(id, missed.id, true, OWNER)).toMatchObject({ attended: true });
    });

    it('keeps them from a coach’s other ways to mark as well', async () => {
      const [came, missed] = [await group.member(), await group.member()];
      const { id } = await group.start({ time: '12:00' });
      const login = await loginOf(group.coachId);
      const record = (clientId: number, actor: Actor) =>
        studio.trainings.recordVisit({ clientId, groupTrainingId: id }, actor);
      const visit = await record(came.id, login);
      await studio.attendance.close(id, login);
      expect(await refusal(record(missed.id, login))).toBe('session_closed');
      expect(await refusal(record(missed.id, MANAGER))).toBe('not refused');
      group.pass(121);
      expect(await refusal(studio.trainings.removeVisit(visit.id, login))).toBe('session_closed');
      expect(await refusal(studio.trainings.removeVisit(visit.id, MANAGER))).toBe('not refused');
    });

    it('can be opened again for two hours, and closing or opening twice changes nothing', async () => {
      const { id } = await group.start({ time: '12:00' });
      const { closedAt } = await studio.attendance.close(id, coach);
      group.pass(120);
      expect((await studio.attendance.close(id, coach)).closedAt).toBe(closedAt);
      expect((await studio.attendance.reopen(id, coach)).closedAt).toBeNull();
      expect((await studio.attendance.reopen(id, coach)).closedAt).toBeNull();
      await studio.attendance.close(id, coach);
      group.pass(120.001);
      expect(await refusal(studio.attendance.reopen(id, coach))).toBe('reopen_too_late');
      expect(await refusal(studio.attendance.reopen(id, MANAGER))).toBe('reopen_too_late');
    });
  });

  describe('the lists', () => {
    it('of a coach have what they lead and what their groups do, and are theirs and the studio’s', async () => {
      const other = await GroupAtWork.open(studio);
      const own = await group.start({ time: '19:00' });
      const led = await other.start({ coachId: group.coachId, time: '09:00' });
      await other.start();
      await group.start({ date: '2026-03-12' });
      const list = (actor: Actor, to = '2026-03-11') =>
        studio.sessionLists.ofCoach(group.coachId, calendarDate('2026-03-10'), calendarDate(to), actor);
      expect((await list(coach)).map(({ id }) => id)).toEqual([led.id, own.id]);
      expect((await list(MANAGER))[1]).toMatchObject({ group: { id: group.groupId }, coach: { lastName: 'Ким' } });
      expect(await refusal(list(inTelegram({ coachId: other.coachId })))).toBe('forbidden');
      expect(await refusal(list(await loginOf(other.coachId)))).toBe('forbidden');
      expect(await refusal(list(coach, '2027-03-11'))).toBe('to: out_of_range');
      const missing = studio.sessionLists.ofCoach(
        404_404,
        calendarDate('2026-03-10'),
        calendarDate('2026-03-10'),
        OWNER,
      );
      expect(await refusal(missing)).toBe('not_found');
    });

    it('of a client have the group’s week and sessions of 14 days, with what can still be answered', async () => {
      const anna = await group.member();
      const open = await group.start({ time: '18:00' });
      const answered = await group.start({ time: '12:00' });
      await group.join(answered.id, anna);
      const silent = await studio.trainings.createSession(
        { groupId: group.groupId, coachId: group.coachId, date: '2026-03-23' },
        MANAGER,
      );
      await group.start({ date: '2026-03-24' });
      await group.start({ date: '2026-03-09' });
      group.pass(61);
      const { group: week, sessions } = await studio.sessionLists.timetable(anna.id);
      expect(week).toMatchObject({ id: group.groupId, startTime: '18:00', coach: { firstName: 'Олег' } });
      expect(sessions).toMatchObject([
        { id: answered.id, invitation: { status: 'accepted', canAnswer: false }, attended: true },
        { id: open.id, invitation: { status: 'sent', canAnswer: true }, attended: false },
        { id: silent.id, invitation: null, attended: false },
      ]);
      await studio.groups.removeClient(group.groupId, anna.id, MANAGER);
      const alone = await studio.sessionLists.timetable(anna.id);
      expect(alone.group).toBeNull();
      // Two they were invited to while they were in the group, and the one of the fourteenth day they were not.
      expect(alone.sessions.map(({ id }) => id)).toEqual([answered.id, open.id]);
      expect(await refusal(studio.sessionLists.timetable(404_404))).toBe('not_found');
    });

    it('of visits tell how many, and the newest first', async () => {
      const anna = await group.member();
      const { id } = await group.start({ time: '12:00' });
      await mark(id, anna.id);
      await studio.trainings.recordVisit({ clientId: anna.id }, MANAGER);
      expect(await studio.sessionLists.visits(anna.id)).toMatchObject({
        total: 2,
        items: [
          { date: '2026-03-10', groupName: null },
          { date: '2026-03-10', groupName: `Йога ${group.coachId}` },
        ],
      });
      expect(await refusal(studio.sessionLists.visits(404_404))).toBe('not_found');
    });

    it('of coaches tell how full their sessions were: of the capacity, else of those invited', async () => {
      const small = await GroupAtWork.open(studio, { capacity: 4 });
      const [anna, boris] = [await group.member(), await group.member()];
      const vera = await small.member();
      const day = calendarDate('2026-03-10');
      const numbers = async () => (await studio.statistics.coaches(day, day)).items;
      expect(await numbers()).toMatchObject([{ fill: null }, { fill: null }]);
      const open = await group.start({ time: '12:00' });
      const counted = await small.start({ time: '12:00' });
      await mark(open.id, anna.id);
      await small.join(counted.id, vera);
      await group.start({ time: '18:00' });
      expect(await numbers()).toEqual([
        expect.objectContaining({ coachId: group.coachId, sessions: 1, visits: 1, fill: 0.5 }),
        expect.objectContaining({ coachId: small.coachId, sessions: 1, visits: 1, fill: 0.25 }),
      ]);
      await mark(open.id, boris.id);
      expect((await numbers())[0]).toMatchObject({ visits: 2, fill: 1 });
    });
  });
});
