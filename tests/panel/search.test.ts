import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeEachDatabase } from '../setup/databases.js';
import { OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

interface Found {
  id: number;
  name: string;
  status: string;
  endDate: string | null;
  cameToday: boolean;
  may: { renew: boolean; visit: boolean };
}

describeEachDatabase('the one search of the panel', (database) => {
  let panel: PanelServer;
  let manager: Visitor;
  let planId = 0;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    manager = await panel.loggedIn('manager');
    planId = (await panel.studio.plans.create({ name: 'Month', durationDays: 30, price: '1000' }, OWNER)).id;
    await register({ firstName: 'Игорь', lastName: 'Ёлкин', phone: '+79991234567' });
    await register({ firstName: 'Иван', lastName: 'Светлов', phone: '+996555700001', telegramUsername: 'Ivan_S' });
    await register({ firstName: 'Светлана', lastName: 'Абаева', phone: '+996555700002', telegramId: '5123456789' });
  });
  afterAll(() => panel?.close());

  const register = (person: object): Promise<{ id: number }> => panel.studio.clients.create(person, OWNER);
  const find = async (text: string, visitor = manager): Promise<Found[]> => {
    const { json } = await visitor.get(`/admin/api/resources/Client/actions/find?q=${encodeURIComponent(text)}`);
    return json.result.clients as Found[];
  };
  const names = async (text: string, visitor = manager): Promise<string[]> =>
    (await find(text, visitor)).map(({ name }) => name);

  it.each(['ЁЛКИН', 'елк', 'игорь ёл', '8 999 123', '8(999)123-45-67', '+7 (999) 123', '999 1234', '79991234567'])(
    'finds a client by «%s»',
    async (text) => expect(await names(text)).toEqual(['Ёлкин Игорь']),
  );

  it('finds a client by the Telegram name in any case, and by the Telegram id', async () => {
    expect(await names('@ivan_s')).toEqual(['Светлов Иван']);
    expect(await names('@IVAN')).toEqual(['Светлов Иван']);
    expect(await names('@van')).toEqual([]);
    expect(await names('5123456789')).toEqual(['Абаева Светлана']);
    expect(await names('512345678')).toEqual([]);
  });

  it('gives first those whose last name begins so, and takes % and _ for letters', async () => {
    expect(await names('свет')).toEqual(['Светлов Иван', 'Абаева Светлана']);
    expect(await names('%')).toEqual([]);
    expect(await names('@_')).toEqual([]);
    expect(await names('   ')).toEqual([]);
  });

  it('tells the status with the last day, and offers a visit only to who may train and has not come today', async () => {
    const { id } = await register({ firstName: 'Приходящий', phone: '+996555700003' });
    expect(await find('Приходящий')).toMatchObject([{ status: 'new', may: { renew: true, visit: false } }]);
    await panel.studio.payments.renew({ clientId: id, planId }, OWNER);
    const active = { status: 'active', endDate: '2026-04-08', cameToday: false, may: { renew: true, visit: true } };
    expect(await find('Приходящий')).toMatchObject([active]);
    await manager.post(`/admin/api/resources/Client/records/${id}/visit`);
    await manager.post(`/admin/api/resources/Client/records/${id}/visit`);
    expect(await find('Приходящий')).toMatchObject([{ ...active, cameToday: true }]);
    expect((await panel.studio.clientQueries.getDetail(id)).visitCount).toBe(1);
  });

  it('leaves out the archived, and says when there are more than it shows', async () => {
    const { id } = await register({ firstName: 'Ушедший', phone: '+996555700004' });
    await panel.studio.clients.archive(id, OWNER);
    expect(await names('Ушедший')).toEqual([]);
    for (let place = 0; place < 9; place += 1)
      await register({ firstName: `Много${place}`, phone: `+99655570010${place}` });
    const { json } = await manager.get(`/admin/api/resources/Client/actions/find?q=${encodeURIComponent('много')}`);
    expect(json.result).toMatchObject({ hasMore: true });
    expect(json.result.clients).toHaveLength(8);
  });

  it('shows a coach the own groups only, no renewal, and a visit only when there is a session today', async () => {
    const coach = await panel.studio.coaches.create({ firstName: 'Олег' }, OWNER);
    const group = await panel.studio.groups.create({ name: 'Утро', coachId: coach.id }, OWNER);
    const { id } = await register({ firstName: 'Ученик', phone: '+996555700005' });
    await panel.studio.payments.renew({ clientId: id, planId }, OWNER);
    await panel.studio.groups.addClient(group.id, id, OWNER);
    const person = await panel.loggedIn('coach', coach.id);
    expect(await names('Ёлкин', person)).toEqual([]);
    expect(await find('Ученик', person)).toMatchObject([{ may: { renew: false, visit: false } }]);
    await panel.studio.trainings.createSession({ groupId: group.id, coachId: coach.id, time: '10:00' }, OWNER);
    expect(await find('Ученик', person)).toMatchObject([{ may: { renew: false, visit: true } }]);
  });

  it('answers nobody without a login', async () => {
    const { status, text } = await panel.visitor().get('/admin/api/resources/Client/actions/find?q=elkin');
    expect([status, text.includes('clients')]).toEqual([401, false]);
  });
});
