import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Client } from '../../src/clients/client.entity.js';
import { BOT_USERNAME_KEY } from '../../src/contract/store-keys.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';

const TELEGRAM_ID = '5000000001';

describeEachDatabase('a client’s Telegram in the panel', (database) => {
  let panel: PanelServer;
  let staff: Record<'owner' | 'manager' | 'coach', Visitor>;
  let clientId: number;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    const coach = await panel.studio.coaches.create({ firstName: 'Олег' }, OWNER);
    staff = {
      owner: await panel.loggedIn('owner'),
      manager: await panel.loggedIn('manager'),
      coach: await panel.loggedIn('coach', coach.id),
    };
    const group = await panel.studio.groups.create({ name: 'Утро', coachId: coach.id }, OWNER);
    groupId = group.id;
  });
  afterAll(() => panel?.close());
  let groupId: number;

  beforeEach(async () => {
    const person = { firstName: 'Анна', lastName: 'Петрова', phone: nextPhone() };
    clientId = (await panel.studio.clients.create(person, MANAGER)).id;
    await panel.studio.payments.renew({ clientId, amount: '1' }, MANAGER);
    await panel.studio.groups.addClient(groupId, clientId, MANAGER);
  });

  const act = (role: keyof typeof staff, action: string) =>
    staff[role].post(`/admin/api/resources/Client/records/${clientId}/${action}`);
  const card = async (role: keyof typeof staff) =>
    (await staff[role].get(`/admin/api/resources/Client/records/${clientId}/card`)).json.result;
  const client = () => database.dataSource.manager.findOneByOrFail(Client, { id: clientId });
  const askErasure = async () => {
    await database.dataSource.manager.update(Client, { telegramId: TELEGRAM_ID }, { telegramId: null });
    await panel.studio.clients.update(clientId, { telegramId: TELEGRAM_ID }, MANAGER);
    await panel.studio.telegramPeople.requestErasure(TELEGRAM_ID, OWNER);
  };

  it('is linked by a link and its picture, made once for each press', async () => {
    await panel.studio.store.set(BOT_USERNAME_KEY, 'studio_bot', 60);
    const { json } = await act('manager', 'linkTelegram');
    const { link, picture } = json.result as { link: string; picture: string };
    expect(link).toMatch(/^https:\/\/t\.me\/studio_bot\?start=[\w-]{22}$/);
    expect(picture).toMatch(/^data:image\/svg\+xml;base64,/);
    const again = (await act('manager', 'linkTelegram')).json.result as { link: string };
    expect(again.link).not.toBe(link);
    const { headers } = await staff.manager.get(`/admin/resources/Client/records/${clientId}/linkTelegram`);
    expect(headers.get('content-security-policy')).toContain("img-src 'self' data:");
  });

  it('is linked by a code to be typed while the bot has not told its name', async () => {
    await panel.studio.store.delete(BOT_USERNAME_KEY);
    expect((await act('manager', 'linkTelegram')).json.result).toMatchObject({ link: null, picture: null });
  });

  it('is not linked twice, nor by a link that somebody opens', async () => {
    await panel.studio.clients.update(clientId, { telegramId: '5000000009' }, MANAGER);
    expect((await act('manager', 'linkTelegram')).json.problem?.code).toBe('already_linked');
    const page = `/admin/api/resources/Client/records/${clientId}/linkTelegram`;
    expect((await staff.manager.get(page)).json.result).toBeUndefined();
    await panel.studio.clients.update(clientId, { telegramId: null }, MANAGER);
  });

  it('is nothing that a coach sees or links', async () => {
    expect((await act('coach', 'linkTelegram')).json.notice?.type).toBe('error');
    expect((await card('coach')).telegram).toBeNull();
    expect((await card('manager')).telegram).toMatchObject({
      state: 'ok',
      messages: [],
      mayLink: true,
      mayErase: false,
    });
  });

  it('may be erased by the owner alone, and the card tells everyone else that it was asked for', async () => {
    await askErasure();
    const asked = { erasureRequestedAt: '2026-03-10T06:00:00.000Z' };
    expect((await card('manager')).telegram).toMatchObject({ ...asked, mayErase: false });
    expect((await card('owner')).telegram).toMatchObject({ ...asked, mayErase: true });
    const onFirstPage = async (role: keyof typeof staff) => (await staff[role].get('/admin/api/dashboard')).json.studio;
    expect(await onFirstPage('owner')).toMatchObject({ erasures: [{ id: clientId, name: 'Петрова Анна' }] });
    expect(await onFirstPage('manager')).toMatchObject({ erasures: [] });
    for (const role of ['manager', 'coach'] as const) {
      for (const action of ['erase', 'declineErasure']) {
        expect((await act(role, action)).json.notice?.type).toBe('error');
      }
    }
    expect((await client()).firstName).toBe('Анна');
    expect((await act('owner', 'declineErasure')).json.problem).toBeUndefined();
    expect((await client()).erasureRequestedAt).toBeNull();
    expect((await act('owner', 'erase')).json.problem).toBeUndefined();
    expect(await client()).toMatchObject({ phone: null, telegramId: null });
  });
});
