import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { GroupTraining } from '../../src/trainings/group-training.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

const SESSION = '/admin/api/resources/GroupTraining/records';

// It is noon of Tuesday, 10 March 2026.
describeEachDatabase('sessions in the panel', (database) => {
  let panel: PanelServer;
  let manager: Visitor;
  let coach: Visitor;
  let foreignCoach: Visitor;
  let coachId: number;
  let groupId: number;
  let clientIds: number[];
  let groups = 0;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    coachId = (await panel.studio.coaches.create({ firstName: 'Олег' }, OWNER)).id;
    const other = await panel.studio.coaches.create({ firstName: 'Ирина' }, OWNER);
    manager = await panel.loggedIn('manager');
    coach = await panel.loggedIn('coach', coachId);
    foreignCoach = await panel.loggedIn('coach', other.id);
  });
  afterAll(() => panel?.close());

  beforeEach(async () => {
    groups += 1;
    const week = { weekdays: [2, 4], startTime: '19:00' };
    groupId = (await panel.studio.groups.create({ name: `Утро ${groups}`, coachId, ...week }, OWNER)).id;
    clientIds = [await member(`50000${groups}01`), await member(null)];
  });

  const member = async (telegramId: string | null): Promise<number> => {
    const person = { firstName: 'Анна', phone: nextPhone(), telegramId };
    const { id } = await panel.studio.clients.create(person, MANAGER);
    await panel.studio.payments.renew({ clientId: id, amount: '1' }, MANAGER);
    await panel.studio.groups.addClient(groupId, id, MANAGER);
    return id;
  };
  const startPath = () => `/admin/api/resources/Group/records/${groupId}/startSession`;
  const form = (more: object = {}) => ({
    mode: 'save',
    coachId,
    date: '2026-03-10',
    time: '19:00',
    link: null,
    ...more,
  });
  const start = async (): Promise<number> => (await manager.post(startPath(), form())).json.result.id as number;
  const act = (visitor: Visitor, id: number, action: string, data: object = {}) =>
    visitor.post(`${SESSION}/${id}/${action}`, data);
  const sessions = () => database.dataSource.manager.countBy(GroupTraining, { groupId });

  it('offer the usual coach first, the group’s next day, and how many would be invited', async () => {
    const { json } = await manager.get(startPath());
    expect(json.result).toMatchObject({ date: '2026-03-10', time: '19:00', usual: { id: coachId } });
    const preview = await manager.post(startPath(), { mode: 'preview', date: '2026-03-10' });
    expect(preview.json.result).toEqual({ invited: 2, unreachable: 1 });
    expect(await sessions()).toBe(0);
  });

  it('begin on the next usual day once today’s hour has passed', async () => {
    panel.clock.set(new Date('2026-03-10T14:00:00Z'));
    expect((await manager.get(startPath())).json.result).toMatchObject({ date: '2026-03-12' });
    panel.clock.set(new Date('2026-03-10T06:00:00Z'));
  });

  it('are started once, however often the form is sent', async () => {
    const save = () => manager.post(startPath(), form({ idempotencyKey: `panel:${groupId}` }));
    const first = await save();
    expect(first.json.result).toMatchObject({ invited: 2, unreachable: 1 });
    expect((await save()).json.result).toEqual(first.json.result);
    expect(await sessions()).toBe(1);
    const together = () => manager.post(startPath(), form({ idempotencyKey: `panel:two:${groupId}`, time: '20:00' }));
    await Promise.all([together(), together()]);
    expect(await sessions()).toBe(2);
  });

  it('may be sent again after a refusal, which names its field', async () => {
    const idempotencyKey = `panel:wrong:${groupId}`;
    const refused = await manager.post(startPath(), form({ idempotencyKey, link: 'javascript:alert(1)' }));
    expect(Object.keys(refused.json.problem?.fields ?? {})).toEqual(['link']);
    expect((await manager.post(startPath(), form({ idempotencyKey }))).json.result).toMatchObject({ invited: 2 });
  });

  it('show who was asked and who came, and are closed and opened again', async () => {
    const id = await start();
    const roster = async (visitor = manager) => (await visitor.get(`${SESSION}/${id}/roster`)).json;
    expect((await roster()).result).toMatchObject({ session: { invited: 2, joined: 0, attended: 0 } });
    await act(manager, id, 'mark', { clientId: clientIds[1], came: true });
    expect((await roster(coach)).result).toMatchObject({ session: { attended: 1 } });
    await act(coach, id, 'mark', { clientId: clientIds[1], came: false });
    expect((await roster()).result).toMatchObject({ session: { attended: 0 } });
    await act(coach, id, 'close');
    expect((await act(coach, id, 'mark', { clientId: clientIds[0], came: true })).json.problem?.code).toBe(
      'session_closed',
    );
    await act(coach, id, 'reopen');
    expect((await act(coach, id, 'mark', { clientId: clientIds[0], came: true })).json.problem).toBeUndefined();
  });

  it('of the timetable are announced later, and to nobody twice', async () => {
    const session = { groupId, coachId, date: '2026-03-12', time: '19:00' };
    const { id } = await panel.studio.trainings.createSession(session, OWNER);
    expect((await act(manager, id, 'invite')).json.result).toMatchObject({ invited: 2 });
    expect((await act(manager, id, 'invite')).json.result).toMatchObject({ invited: 0 });
  });

  it('are a coach’s to mark when they are theirs, and never to start, invite to or cancel', async () => {
    const id = await start();
    expect((await coach.post(startPath(), form())).json.notice?.type).toBe('error');
    for (const action of ['invite', 'cancel']) expect((await act(coach, id, action)).json.notice?.type).toBe('error');
    const foreign = await act(foreignCoach, id, 'mark', { clientId: clientIds[0], came: true });
    expect(foreign.json.result).toBeUndefined();
    expect((await foreignCoach.get(`${SESSION}/${id}/roster`)).json.result).toBeUndefined();
  });
});
