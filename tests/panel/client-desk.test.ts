import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

let people = 0;

describeEachDatabase('writing to a client and looking back', (database) => {
  let panel: PanelServer;
  let staff: Record<'owner' | 'manager' | 'coach', Visitor>;
  let clientId = 0;
  let telegramId = '';

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    const coach = await panel.studio.coaches.create({ firstName: 'Олег' }, OWNER);
    staff = {
      owner: await panel.loggedIn('owner'),
      manager: await panel.loggedIn('manager'),
      coach: await panel.loggedIn('coach', coach.id),
    };
    groupId = (await panel.studio.groups.create({ name: 'Утро', coachId: coach.id }, OWNER)).id;
  });
  afterAll(() => panel?.close());
  let groupId = 0;

  beforeEach(async () => {
    people += 1;
    telegramId = String(6_000_000_000 + people);
    const person = { firstName: 'Анна', lastName: 'Петрова', phone: nextPhone(), telegramId };
    clientId = (await panel.studio.clients.create(person, MANAGER)).id;
  });

  const at = (action: string): string => `/admin/api/resources/Client/records/${clientId}/${action}`;
  const write = (text: string, key = 'panel:one', visitor = staff.manager) =>
    visitor.post(at('message'), { text, idempotencyKey: key });
  const written = () => database.dataSource.manager.findBy(Delivery, { clientId });

  it('sends one message however often the form is sent, its signs being letters', async () => {
    await Promise.all([write('Привет <b> & до встречи'), write('Привет <b> & до встречи')]);
    await write('Привет <b> & до встречи');
    const messages = await written();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      chatId: telegramId,
      deliveryClass: 'interactive',
      payload: { text: 'Привет &lt;b&gt; &amp; до встречи', buttons: [] },
    });
    await write('И ещё', 'panel:two');
    expect(await written()).toHaveLength(2);
  });

  it('refuses an empty and a too long text at the field, and whom the bot can’t write to', async () => {
    expect(Object.keys((await write('  ')).json.problem?.fields ?? {})).toEqual(['text']);
    expect(Object.keys((await write('я'.repeat(4097))).json.problem?.fields ?? {})).toEqual(['text']);
    await panel.studio.clients.update(clientId, { telegramId: null }, MANAGER);
    expect((await write('Привет')).json.problem?.code).toBe('nobody_reachable');
    await panel.studio.clients.archive(clientId, OWNER);
    expect((await write('Привет')).json.problem?.code).toBe('client_archived');
    expect(await written()).toHaveLength(0);
  });

  it('is nothing that a coach may, not even with a client of the own group, and nothing that a link does', async () => {
    await panel.studio.payments.renew({ clientId, durationDays: 30, amount: '10' }, OWNER);
    await panel.studio.groups.addClient(groupId, clientId, OWNER);
    expect((await write('Привет', 'panel:one', staff.coach)).json.notice?.type).toBe('error');
    expect((await staff.coach.get(at('history'))).json.notice?.type).toBe('error');
    await staff.manager.get(`${at('message')}?text=Hello&idempotencyKey=x`);
    expect(await written()).toHaveLength(0);
  });

  it('tells who changed what of the client, the memberships, freezes and visits, the newest first', async () => {
    await panel.studio.payments.renew({ clientId, durationDays: 30, amount: '10' }, OWNER);
    await staff.manager.post(at('visit'));
    await panel.studio.clients.update(clientId, { region: 'Bishkek' }, MANAGER);
    const other = await panel.studio.clients.create({ firstName: 'Other', phone: nextPhone() }, MANAGER);
    await panel.studio.payments.renew({ clientId: other.id, durationDays: 30, amount: '99' }, OWNER);
    const { json } = await staff.manager.get(at('history'));
    const entries = json.result.entries as {
      id: number;
      action: string;
      actorName: string;
      before: unknown;
      after: unknown;
    }[];
    expect(entries.map(({ action }) => action)).toEqual([
      'client.update',
      'visit.record',
      'payment.renew',
      'client.create',
    ]);
    expect(entries[0]).toMatchObject({ actorName: 'Manager', before: { region: null }, after: { region: 'Bishkek' } });
    const older = await staff.manager.get(`${at('history')}?before=${entries[1]?.id}`);
    expect((older.json.result.entries as object[]).length).toBe(2);
  });

  it('keeps what was written out of the log', async () => {
    await write('тайное слово');
    const { text } = await staff.owner.get(
      '/admin/api/resources/AuditEntry/actions/list?filters.action=client.message',
    );
    expect(text).toContain('client.message');
    expect(text).not.toContain('тайное');
  });
});
