import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Closure } from '../../src/closures/closure.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

const api = (rest: string): string => `/admin/api/resources/Closure/${rest}`;
const NEW = api('actions/new');

// Today is 10 March 2026.
describeEachDatabase('closures in the panel', (database) => {
  let panel: PanelServer;
  let owner: Visitor;
  let manager: Visitor;
  let groupId: number;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    owner = await panel.loggedIn('owner');
    manager = await panel.loggedIn('manager');
    groupId = (await panel.studio.groups.create({ name: 'Утро' }, MANAGER)).id;
    const client = await panel.studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER);
    await panel.studio.payments.renew({ clientId: client.id, amount: '4500' }, MANAGER);
    await panel.studio.groups.addClient(groupId, client.id, MANAGER);
  });
  afterAll(() => panel?.close());

  const days = { startDate: '2026-03-16', endDate: '2026-03-20' };
  const closures = () => database.dataSource.manager.count(Closure);
  const titles = async (query: string): Promise<string[]> => {
    const { json } = await manager.get(api(`actions/list?${query}`));
    return json.records.map(({ title }) => title);
  };

  it('offer what can be closed, show what it moves, and write nothing until it is saved', async () => {
    const start = await manager.get(NEW);
    expect(start.json.result).toMatchObject({ groups: [{ id: groupId, name: 'Утро' }], mayBackdate: false });
    const preview = await manager.post(NEW, { mode: 'preview', scope: 'group', groupId, planId: null, ...days });
    expect(preview.json.result).toMatchObject({ clients: 1, days: 5, first: [{ name: 'Анна' }] });
    await manager.get(`${NEW}?mode=save&scope=studio&startDate=${days.startDate}&endDate=${days.endDate}&reason=x`);
    expect(await closures()).toBe(0);
  });

  it('name each field that is not as it should be', async () => {
    const form = { mode: 'save', scope: 'studio', ...days, reason: '' };
    expect((await manager.post(NEW, form)).json.problem?.fields).toEqual({ reason: 'Заполните это поле.' });
    const past = { ...form, startDate: '2026-03-09', reason: 'праздник' };
    expect((await manager.post(NEW, past)).json.problem?.fields).toEqual({
      startDate: 'Начало не может быть в прошлом.',
    });
    expect(await closures()).toBe(0);
  });

  it('are saved once, however often the form is sent, and are found by what they close and by their state', async () => {
    const form = { mode: 'save', scope: 'group', groupId, ...days, reason: 'ремонт', idempotencyKey: 'panel:1' };
    for (const _ of [1, 2]) expect((await manager.post(NEW, form)).json.result).toMatchObject({ clients: 1, days: 5 });
    const yesterday = { startDate: '2026-03-09', endDate: '2026-03-09' };
    await owner.post(NEW, { mode: 'save', scope: 'studio', ...yesterday, reason: 'праздник' });
    expect(await titles('')).toEqual(['ремонт', 'праздник']);
    expect(await titles('filters.state=planned')).toEqual(['ремонт']);
    expect(await titles('filters.state=over')).toEqual(['праздник']);
    expect(await titles('filters.state=running')).toEqual([]);
    expect(await titles(`filters.groupId=${groupId}`)).toEqual(['ремонт']);
    const { json } = await manager.get(api('actions/list?filters.scope=group'));
    expect(json.records).toMatchObject([
      { params: { state: 'planned', scope: 'group' }, populated: { groupId: { title: 'Утро' } } },
    ]);
    expect(json.records[0]).not.toHaveProperty('params.idempotencyKey');
  });

  it('are undone by the manager until they begin, by the owner ever after', async () => {
    const [planned, over] = await database.dataSource.manager.find(Closure, { order: { id: 'ASC' } });
    const undo = (visitor: Visitor, closure: Closure | undefined, mode: string) =>
      visitor.post(api(`records/${closure?.id}/undo`), { mode });
    expect((await undo(manager, planned, 'preview')).json.result).toMatchObject({ clients: 1, days: 5 });
    expect((await undo(manager, over, 'save')).json.problem?.code).toBe('owner_only');
    expect((await undo(manager, planned, 'save')).json.result).toMatchObject({ clients: 1, days: 5 });
    expect((await undo(owner, planned, 'save')).json.problem?.code).toBe('closure_undone');
    expect((await undo(owner, over, 'save')).json.result).toMatchObject({ days: 0 });
    expect(await titles('filters.state=undone')).toEqual(['ремонт', 'праздник']);
  });

  it('are nothing that anyone edits or deletes, and no business of a coach', async () => {
    const [closure] = await database.dataSource.manager.find(Closure);
    const before = { ...closure };
    const coach = await panel.loggedIn('coach');
    const record = (action: string): string => api(`records/${closure?.id}/${action}`);
    for (const path of [NEW, api('actions/list'), record('show'), record('undo')]) {
      const { json } = await coach.post(path, { mode: 'save', scope: 'studio', ...days, reason: 'x' });
      expect([path, json.notice?.type]).toEqual([path, 'error']);
    }
    for (const action of ['edit', 'delete']) {
      const { json } = await owner.post(record(action), { reason: 'другая' });
      expect(json.notice?.type).toBe('error');
    }
    expect(await database.dataSource.manager.findOneBy(Closure, { id: closure?.id ?? 0 })).toEqual(before);
  });
});
