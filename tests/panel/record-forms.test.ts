import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Client } from '../../src/clients/client.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelAnswer, type PanelServer, type Visitor } from './panel-server.js';

interface Effect {
  what: string;
  count?: number;
  day?: string;
  names?: string[];
}

describeEachDatabase('forms of records', (database) => {
  let panel: PanelServer;
  let staff: Record<'owner' | 'manager' | 'coach', Visitor>;
  let client: Client;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    const coach = await panel.studio.coaches.create({ firstName: 'Олег' }, OWNER);
    staff = {
      owner: await panel.loggedIn('owner'),
      manager: await panel.loggedIn('manager'),
      coach: await panel.loggedIn('coach', coach.id),
    };
  });
  afterAll(() => panel?.close());
  beforeEach(async () => {
    client = await panel.studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER);
  });

  const at = (action: string, resource = 'Client', id = client.id): string =>
    `/admin/api/resources/${resource}/records/${id}/${action}`;
  const edit = (fields: object, visitor = staff.manager) => visitor.post(at('edit'), fields);
  const effectsOf = async (action: string, resource = 'Client', id = client.id): Promise<Effect[]> =>
    (await staff.owner.get(at(action, resource, id))).json.result.effects as Effect[];

  it('make one client of one form, however often it is sent', async () => {
    const form = { firstName: 'Борис', phone: nextPhone(), formKey: 'panel:new-one' };
    const send = () => staff.manager.post('/admin/api/resources/Client/actions/new', form);
    const [first, second] = [await send(), await send()];
    expect(second.json.record.params.id).toBe(first.json.record.params.id);
    expect(await database.dataSource.manager.countBy(Client, { phone: form.phone })).toBe(1);
    await staff.owner.post('/admin/api/resources/Client/actions/new', form);
    expect(await database.dataSource.manager.countBy(Client, { phone: form.phone })).toBe(2);
  });

  it('tell who changed what of a record that was overtaken, and only to those who may edit', async () => {
    const opened = client.version;
    await staff.owner.post(at('edit'), { region: 'Бишкек', version: opened });
    const late = await edit({ note: 'моё', version: opened });
    expect(late.json.record.errors.form).toMatchObject({ type: 'changed_meanwhile' });
    const { result } = (await staff.manager.get(at('changes'))).json;
    expect(result.region).toMatchObject({ name: expect.stringContaining('Person') as unknown });
    expect(await panel.studio.clientQueries.get(client.id)).toMatchObject({ region: 'Бишкек', note: null });
    expect((await staff.coach.get(at('changes'))).json.result).toBeUndefined();
  });

  it('say what archiving a client touches, and take it back', async () => {
    const plan = await panel.studio.plans.create({ name: `План ${client.id}`, durationDays: 30, price: '1000' }, OWNER);
    await panel.studio.payments.renew({ clientId: client.id, planId: plan.id, paid: '400' }, OWNER);
    await panel.studio.lazyDays.freeze({ clientId: client.id, startDate: '2026-03-20', endDate: '2026-03-21' }, OWNER);
    await panel.studio.clients.update(client.id, { cardNumber: `C ${client.id}` }, OWNER);
    expect(await effectsOf('archive')).toEqual([
      { what: 'membershipUntil', day: '2026-04-10' },
      { what: 'freezes', count: 1 },
      { what: 'debts', count: 1 },
      { what: 'cardFreed', names: [`C ${client.id}`] },
    ]);
    const { undo } = (await staff.owner.get(at('archive'))).json.result;
    await staff.owner.post(at('archive'));
    await staff.owner.post(at(String(undo)));
    expect((await panel.studio.clientQueries.get(client.id)).archivedAt).toBeNull();
    expect(await effectsOf('archive', 'MembershipPlan', plan.id)).toContainEqual({
      what: 'membershipsRunning',
      count: 1,
    });
    expect(await effectsOf('erase')).toContainEqual({ what: 'forEver' });
    expect((await staff.manager.get(at('archive'))).json.result).toBeUndefined();
  });

  it('say whom archiving a group leaves without it, and what a coach leads', async () => {
    const coach = await panel.studio.coaches.create({ firstName: 'Вера' }, OWNER);
    const group = await panel.studio.groups.create({ name: `Г ${client.id}`, coachId: coach.id }, OWNER);
    await panel.studio.payments.renew({ clientId: client.id, durationDays: 30, amount: '100' }, OWNER);
    await panel.studio.groups.addClient(group.id, client.id, OWNER);
    await panel.studio.trainings.createSession({ groupId: group.id, coachId: coach.id, time: '18:00' }, OWNER);
    expect(await effectsOf('archive', 'Group', group.id)).toEqual([
      { what: 'clientsFreed', count: 1 },
      { what: 'sessionsAhead', count: 1 },
    ]);
    expect(await effectsOf('archive', 'Coach', coach.id)).toEqual([
      { what: 'groupsLed', count: 1, names: [`Г ${client.id}`] },
      { what: 'sessionsAhead', count: 1 },
    ]);
  });

  it('take a photo by its content from whoever may edit, and remove it', async () => {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const send = (visitor: Visitor, body: Buffer): Promise<PanelAnswer> =>
      visitor.send('POST', `/admin/photos/${client.id}`, new Uint8Array(body), { 'content-type': 'image/png' });
    expect((await send(staff.manager, Buffer.from('no picture'))).json.problem?.fields).toHaveProperty('photo');
    expect((await send(staff.coach, bytes)).status).toBe(404);
    expect((await send(staff.manager, bytes)).json.problem).toBeUndefined();
    expect((await staff.manager.get(`/admin/photos/${client.id}`)).status).toBe(200);
    await staff.manager.post(at('removePhoto'));
    expect((await staff.manager.get(`/admin/photos/${client.id}`)).status).toBe(404);
    expect((await panel.studio.clientQueries.get(client.id)).hasPhoto).toBe(false);
  });

  it('learn who is logged in, and nobody else does', async () => {
    expect((await staff.manager.get('/admin/api/session')).json).toEqual({ id: expect.any(String) as unknown });
    expect((await panel.visitor().get('/admin/api/session')).status).toBe(401);
  });
});
