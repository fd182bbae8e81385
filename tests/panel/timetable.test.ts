import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Group } from '../../src/groups/group.entity.js';
import { GroupTraining } from '../../src/trainings/group-training.entity.js';
import { Training } from '../../src/trainings/training.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

const SESSIONS = '/admin/api/resources/GroupTraining';
const WEEK = `${SESSIONS}/actions/week`;

interface Entry {
  sessionId: number | null;
  group: { id: number; capacity: number | null };
  date: string;
  time: string | null;
  state: string;
  attended: number;
}

// It is noon of Tuesday, 10 March 2026, in Bishkek.
describeEachDatabase('the timetable of the panel', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let manager: Visitor;
  let coach: Visitor;
  let foreignCoach: Visitor;
  let coachId: number;
  let otherCoachId: number;
  let groupId: number;
  let clientIds: number[];
  let groups = 0;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    coachId = (await panel.studio.coaches.create({ firstName: 'Олег' }, OWNER)).id;
    otherCoachId = (await panel.studio.coaches.create({ firstName: 'Ирина' }, OWNER)).id;
    owner = await panel.loggedIn('owner');
    manager = await panel.loggedIn('manager');
    coach = await panel.loggedIn('coach', coachId);
    foreignCoach = await panel.loggedIn('coach', otherCoachId);
  });
  afterAll(() => panel?.close());

  beforeEach(async () => {
    panel.clock.set(new Date('2026-03-10T06:00:00Z'));
    groups += 1;
    const week = { weekdays: [2, 4], startTime: '19:00', capacity: 5 };
    groupId = (await panel.studio.groups.create({ name: `Утро ${groups}`, coachId, ...week }, OWNER)).id;
    // The database's own clock stamps what is made.
    await database.dataSource.manager.update(Group, { id: groupId }, { createdAt: new Date('2026-01-01T00:00:00Z') });
    clientIds = [await member(), await member(), await member()];
  });

  const client = async (isActive = true): Promise<number> => {
    const { id } = await panel.studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER);
    if (isActive) await panel.studio.payments.renew({ clientId: id, amount: '1' }, MANAGER);
    return id;
  };
  const member = async (): Promise<number> => {
    const id = await client();
    await panel.studio.groups.addClient(groupId, id, MANAGER);
    return id;
  };
  const entriesOf = async (visitor: Visitor, day?: string): Promise<Entry[]> => {
    const { json } = await visitor.post(WEEK, day ? { day } : {});
    return (json.result.entries as Entry[]).filter((entry) => entry.group.id === groupId);
  };
  const session = async (given: object = {}): Promise<number> => {
    const fields = { groupId, coachId, date: '2026-03-10', time: '10:00', ...given };
    return (await panel.studio.trainings.createSession(fields, OWNER)).id;
  };
  const act = (visitor: Visitor, id: number, action: string, data: object = {}) =>
    visitor.post(`${SESSIONS}/records/${id}/${action}`, data);
  const visits = (id: number) => database.dataSource.manager.countBy(Training, { groupTrainingId: id });

  describe('shows a week', () => {
    it('with what is planned, at the hours and with the places of the group', async () => {
      expect(await entriesOf(manager)).toMatchObject([
        { sessionId: null, date: '2026-03-10', time: '19:00', state: 'planned', group: { capacity: 5 } },
        { sessionId: null, date: '2026-03-12', time: '19:00', state: 'planned' },
      ]);
      expect(await entriesOf(manager, '2026-03-18')).toMatchObject([{ date: '2026-03-17' }, { date: '2026-03-19' }]);
    });

    it('with a session in place of the plan, at the studio’s hour and with who came', async () => {
      const id = await session();
      await act(manager, id, 'mark', { clientId: clientIds[0], came: true });
      const [entry] = await entriesOf(manager);
      expect(entry).toMatchObject({ sessionId: id, time: '10:00', state: 'over', attended: 1 });
    });

    it('to a coach with the own sessions and groups alone', async () => {
      expect(await entriesOf(coach)).toHaveLength(2);
      expect(await entriesOf(foreignCoach)).toEqual([]);
      const id = await session({ coachId: otherCoachId });
      expect(await entriesOf(foreignCoach)).toMatchObject([{ sessionId: id }]);
    });

    it('with what the person may do there', async () => {
      const may = async (visitor: Visitor) => (await visitor.post(WEEK)).json.result.may;
      expect(await may(manager)).toEqual({ start: true, substitute: true, cancel: true, create: true });
      expect(await may(coach)).toEqual({ start: false, substitute: false, cancel: false, create: false });
    });

    it('and refuses what is no day', async () => {
      expect((await manager.post(WEEK, { day: '2026-02-30' })).json.problem?.fields).toHaveProperty('day');
    });
  });

  describe('substitutes a coach', () => {
    it('and says who is busy at that time', async () => {
      const id = await session({ date: '2026-03-08' });
      const { id: second } = await panel.studio.groups.create({ name: `Вечер ${groups}`, coachId }, OWNER);
      await session({ groupId: second, coachId: otherCoachId, date: '2026-03-08', time: '10:30' });
      // Before and after it.
      for (const time of ['09:00', '11:00']) await session({ groupId: second, date: '2026-03-08', time });
      const { json } = await manager.get(`${SESSIONS}/records/${id}/substitute`);
      expect(json.result.coaches).toMatchObject([
        { id: coachId, isUsual: true, busyWith: null },
        { id: otherCoachId, isUsual: false, busyWith: `Вечер ${groups}` },
      ]);
    });

    it('unless somebody changed the session meanwhile', async () => {
      const id = await session();
      const { version } = (await manager.get(`${SESSIONS}/records/${id}/substitute`)).json.result;
      expect((await act(manager, id, 'substitute', { coachId: otherCoachId, version })).json.problem).toBeUndefined();
      const again = await act(manager, id, 'substitute', { coachId, version });
      expect(again.json.problem?.code).toBe('changed_meanwhile');
      expect(await database.dataSource.manager.findOneBy(GroupTraining, { id })).toMatchObject({
        coachId: otherCoachId,
      });
    });

    it('for owner and managers only', async () => {
      const id = await session();
      const refused = await act(coach, id, 'substitute', { coachId: otherCoachId });
      expect(refused.json.notice?.type).toBe('error');
      expect((await act(owner, id, 'substitute', { coachId: otherCoachId })).json.problem).toBeUndefined();
    });
  });

  describe('marks a whole group', () => {
    it('in one go, telling who could not be marked and why', async () => {
      const id = await session();
      const without = await client(false);
      const { json } = await act(manager, id, 'markAll', { clientIds: [...clientIds, without], came: true });
      expect(json.result).toEqual({ marked: clientIds, refused: [{ clientId: without, reason: expect.any(String) }] });
      expect(await visits(id)).toBe(3);
    });

    it('once, however often it is pressed and by however many', async () => {
      const id = await session();
      await act(manager, id, 'mark', { clientId: clientIds[0], came: true });
      const press = (visitor: Visitor) => act(visitor, id, 'markAll', { clientIds, came: true });
      await Promise.all([press(manager), press(coach), press(owner)]);
      expect(await visits(id)).toBe(3);
      expect((await press(manager)).json.result).toEqual({ marked: [], refused: [] });
    });

    it('of yesterday too, and takes back exactly what it marked', async () => {
      const id = await session();
      panel.clock.set(new Date('2026-03-11T06:00:00Z'));
      // The logins of yesterday have ended.
      const [coachToday, managerToday] = [await panel.loggedIn('coach', coachId), await panel.loggedIn('manager')];
      await act(coachToday, id, 'mark', { clientId: clientIds[0], came: true });
      const { result } = (await act(managerToday, id, 'markAll', { clientIds, came: true })).json;
      expect(result).toEqual({ marked: clientIds.slice(1), refused: [] });
      await act(managerToday, id, 'markAll', { clientIds: result.marked, came: false });
      expect(await visits(id)).toBe(1);
    });

    it('of the own sessions by a coach, until they are closed', async () => {
      const id = await session();
      expect((await act(foreignCoach, id, 'markAll', { clientIds, came: true })).json.result).toBeUndefined();
      await act(coach, id, 'close');
      const closed = await act(coach, id, 'markAll', { clientIds, came: true });
      expect(closed.json.problem?.code).toBe('session_closed');
      expect(await visits(id)).toBe(0);
    });

    it('of no day to come', async () => {
      const id = await session({ date: '2026-03-12' });
      expect((await act(manager, id, 'markAll', { clientIds, came: true })).json.problem?.code).toBe('date_in_future');
    });
  });

  describe('fills a group', () => {
    const path = () => `/admin/api/resources/Group/records/${groupId}/addClients`;
    const offered = async (q: string) =>
      ((await manager.post(path(), { mode: 'search', q })).json.result.offered as { id: number }[]).map(({ id }) => id);

    it('offering active clients without a group alone, by name or phone', async () => {
      const phone = nextPhone();
      const { id } = await panel.studio.clients.create({ firstName: 'Жанна', lastName: 'Ёлкина', phone }, MANAGER);
      expect(await offered('елкина')).toEqual([]);
      await panel.studio.payments.renew({ clientId: id, amount: '1' }, MANAGER);
      expect(await offered('ёлкина ЖАННА')).toContain(id);
      expect(await offered(phone.slice(-9))).toEqual([id]);
      await panel.studio.groups.addClient(groupId, id, MANAGER);
      expect(await offered('ёлкина')).not.toContain(id);
    });

    it('with several at once, the last places to the first chosen, and one result told', async () => {
      const chosen = [await client(), await client(), await client()];
      const answer = await manager.post(path(), { mode: 'save', clientIds: chosen, idempotencyKey: `add ${groupId}` });
      const full = { clientId: chosen[2], reason: expect.any(String) };
      expect(answer.json.result).toEqual({ added: chosen.slice(0, 2), refused: [full] });
      expect((await manager.get(path())).json.result).toMatchObject({ free: 0 });
    });

    it('once for one form', async () => {
      const form = { mode: 'save', clientIds: [await client()], idempotencyKey: `twice ${groupId}` };
      const [first, second] = [await manager.post(path(), form), await manager.post(path(), form)];
      expect(second.json.result).toEqual(first.json.result);
      expect(first.json.result).toMatchObject({ added: form.clientIds });
    });

    it('for owner and managers only', async () => {
      const refused = await coach.post(path(), { mode: 'save', clientIds: [await client()] });
      expect(refused.json.notice?.type).toBe('error');
    });
  });
});
