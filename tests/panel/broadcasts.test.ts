import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Broadcast } from '../../src/broadcasts/broadcast.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, OWNER } from '../setup/studio.js';
import { startPanel, type PanelServer, type Visitor } from './panel-server.js';
import { PNG } from '../setup/photo.js';

const NEW = '/admin/api/resources/Broadcast/actions/new';
const ADMIN = '7000000001';

// It is noon of 10 March 2026 in Bishkek, UTC+6.
describeEachDatabase('broadcasts in the panel', (database) => {
  let panel: PanelServer;
  let manager: Visitor;
  let owner: Visitor;
  let coach: Visitor;
  let people = 0;

  beforeAll(async () => {
    panel = await startPanel(database.dataSource);
    manager = await panel.loggedIn('manager');
    owner = await panel.loggedIn('owner');
    coach = await panel.loggedIn('coach');
    await panel.studio.settings.set('adminTelegramIds', [ADMIN], OWNER);
    await register({ firstName: 'Анна', telegramId: '5000000001' });
    await register({ firstName: '=1+1', telegramId: null });
    const blocked = await register({ firstName: 'Олег', telegramId: '5000000003' });
    await database.dataSource.manager.update(Client, { id: blocked }, { telegramState: 'blocked' });
  });
  afterAll(() => panel?.close());

  const register = async (fields: object): Promise<number> => {
    people += 1;
    return (await panel.studio.clients.create({ phone: `+99655510000${people}`, ...fields }, MANAGER)).id;
  };
  const path = (id: number, action: string) => `/admin/api/resources/Broadcast/records/${id}/${action}`;
  const act = (id: number, action: string, data: object = {}, visitor = manager) =>
    visitor.post(path(id, action), data);
  const text = 'Здравствуйте, {firstName|друг}! <b>Завтра</b> открытая тренировка.';
  const form = (more: object = {}) => ({ mode: 'save', text, audience: { kind: 'all' }, ...more });
  const draft = async (more: object = {}): Promise<number> =>
    (await manager.post(NEW, form(more))).json.result.id as number;
  const progress = async (id: number) => (await manager.get(path(id, 'progress'))).json.result;
  const row = (id: number) => database.dataSource.manager.findOneByOrFail(Broadcast, { id });
  const messages = (where: object) => database.dataSource.manager.find(Delivery, { where, order: { id: 'ASC' } });
  const settle = () => panel.studio.broadcastDriver.drive();

  describe('while they are written', () => {
    it('show whom they would reach, who is left out, and what is wrong with the text', async () => {
      const preview = (more: object) => manager.post(NEW, { ...form(more), mode: 'preview' });
      const size = { people: 3, reachable: 1, withoutTelegram: 1, blocked: 1, optedOut: 0 };
      expect((await preview({})).json.result).toEqual({ size, textError: null });
      expect((await preview({ text: ' ' })).json.result).toEqual({ size, textError: null });
      const { result } = (await preview({ text: '<b>без конца' })).json;
      expect(result).toMatchObject({ size, textError: expect.stringContaining('<b>') });
      expect((await preview({ audience: { kind: 'group' } })).json.problem?.fields).toHaveProperty([
        'audience.groupId',
      ]);
      expect(await database.dataSource.manager.count(Broadcast)).toBe(0);
    });

    it('are kept as one draft, however often the form is sent', async () => {
      const first = await draft({ idempotencyKey: 'panel:one' });
      expect(await draft({ idempotencyKey: 'panel:one' })).toBe(first);
      expect(await row(first)).toMatchObject({ status: 'draft', text });
    });

    it('refuse a form that was opened before someone else’s change', async () => {
      const id = await draft();
      const { version } = await row(id);
      const edit = (news: string) => act(id, 'edit', form({ text: news, version }));
      expect((await edit('раз')).json.problem).toBeUndefined();
      expect((await edit('два')).json.problem?.code).toBe('changed_meanwhile');
      expect((await row(id)).text).toBe('раз');
    });

    it('take a photo judged by its content, show it to staff and let it be removed', async () => {
      const id = await draft();
      const photo = `/admin/broadcasts/${id}/photo`;
      const put = (visitor: Visitor, bytes: Uint8Array<ArrayBuffer>) =>
        visitor.send('POST', photo, bytes, { 'content-type': 'image/png' });
      expect((await put(manager, Buffer.from('<svg onload=alert(1)>'))).json.problem?.code).toBe('not_an_image');
      expect((await put(coach, PNG)).status).toBe(404);
      expect((await put(manager, Buffer.alloc(7 * 1024 * 1024))).status).toBe(413);
      expect((await put(manager, PNG)).json.problem).toBeUndefined();
      expect((await manager.get(photo)).headers.get('content-type')).toBe('image/jpeg');
      expect((await coach.get(photo)).status).toBe(404);
      expect((await panel.visitor().get(photo)).status).not.toBe(200);
      await act(id, 'edit', form({ withoutPhoto: true }));
      expect((await row(id)).hasPhoto).toBe(false);
    });
  });

  describe('on their way', () => {
    it('are tried out on an admin of the bot first', async () => {
      const id = await draft();
      expect((await act(id, 'test', { telegramId: ADMIN })).json.problem).toBeUndefined();
      expect(await messages({ chatId: ADMIN })).toMatchObject([{ deliveryClass: 'interactive', broadcastId: null }]);
    });

    it('are planned by the studio’s clock, and refuse a time that is none', async () => {
      const id = await draft();
      expect((await act(id, 'start', { date: '2026-03-11', time: '' })).json.problem?.fields).toHaveProperty('time');
      const slips = { time: { date: '2026-03-10', time: '11:59' }, date: { date: '', time: '09:30' } };
      for (const [field, slip] of Object.entries(slips)) {
        expect((await act(id, 'start', slip)).json.problem?.fields).toHaveProperty(field);
        expect((await row(id)).status).toBe('draft');
      }
      await act(id, 'start', { date: '2026-03-11', time: '09:30' });
      expect(await row(id)).toMatchObject({ status: 'scheduled', scheduledAt: new Date('2026-03-11T03:30:00Z') });
    });

    it('begin once, tell how far they are, are paused, go on and are cancelled', async () => {
      const id = await draft();
      expect(await progress(id)).toMatchObject({ status: 'draft', size: { reachable: 1 }, admins: [ADMIN] });
      for (const _ of [1, 2]) expect((await act(id, 'start')).json.problem).toBeUndefined();
      await settle();
      expect(await progress(id)).toMatchObject({ status: 'running', total: 1, pending: 1, skipped: 2, size: null });
      expect(await messages({ broadcastId: id })).toHaveLength(1);
      await panel.studio.settings.set('quietHoursFrom', 11, OWNER);
      await panel.studio.settings.set('quietHoursTo', 13, OWNER);
      expect(await progress(id)).toMatchObject({ heldUntil: '2026-03-10T07:00:00.000Z' });
      await panel.studio.settings.set('quietHoursFrom', null, OWNER);
      expect(await progress(id)).toMatchObject({ heldUntil: null });
      await act(id, 'pause');
      expect((await row(id)).status).toBe('paused');
      await act(id, 'resume');
      expect((await row(id)).status).toBe('running');
      await act(id, 'cancel');
      await settle();
      expect(await progress(id)).toMatchObject({ status: 'cancelled', pending: 0 });
    });

    it('are reported by outcome, and what nobody knows of is sent again when staff say so', async () => {
      const id = await draft();
      await act(id, 'start');
      await settle();
      await database.dataSource.manager.update(Delivery, { broadcastId: id }, { status: 'unknown', error: 'reset' });
      const report = async (outcome: string) => (await act(id, 'recipients', { outcome })).json.result.items;
      expect(await report('sent')).toEqual([]);
      expect(await report('unknown')).toMatchObject([{ name: 'Анна', status: 'unknown', error: 'reset' }]);
      expect((await act(id, 'resend')).json.result).toEqual({ messages: 1 });
      expect(await messages({ broadcastId: id })).toMatchObject([{ status: 'pending' }]);
      expect((await act(id, 'recipients', { outcome: 'anything' })).json.problem?.fields).toHaveProperty('outcome');
    });

    it('give a list of whom to call, in which no name is a formula', async () => {
      const id = await draft();
      await act(id, 'start');
      await settle();
      const file = await manager.get(`/admin/broadcasts/${id}/call-list.csv`);
      expect(file.headers.get('content-disposition')).toContain(`call-list-${id}.csv`);
      expect(file.text).toContain('"\'=1+1","\'+996555100002","нет Telegram"');
      expect(file.text).toContain('"Олег","\'+996555100003","заблокировал бота"');
      expect((await coach.get(`/admin/broadcasts/${id}/call-list.csv`)).status).toBe(404);
      expect((await manager.get('/admin/broadcasts/424242/call-list.csv')).status).toBe(404);
    });
  });

  it('are nothing a coach may do anything with', async () => {
    const id = await draft();
    const actions = ['edit', 'start', 'test', 'pause', 'resume', 'resend', 'cancel', 'recipients'];
    for (const action of actions) {
      expect([action, (await act(id, action, form(), coach)).json.notice?.type]).toEqual([action, 'error']);
    }
    for (const address of [NEW, path(id, 'progress'), path(id, 'draft')]) {
      expect((await coach.get(address)).json.result).toBeUndefined();
    }
    expect((await coach.post(NEW, form())).json.notice?.type).toBe('error');
    expect((await row(id)).status).toBe('draft');
  });

  it('are listed by their text without its tags', async () => {
    await draft({ text: '<b>Скидка</b> до <i>пятницы</i>' });
    const { json } = await manager.get('/admin/api/resources/Broadcast/actions/list');
    expect(json.records[0]?.title).toBe('Скидка до пятницы');
    const found = await manager.get('/admin/api/resources/Broadcast/actions/list?filters.text=пятницы');
    expect(found.json.records).toHaveLength(1);
  });

  it('of which the owner has the same rights as a manager', async () => {
    const id = await draft();
    expect((await act(id, 'cancel', {}, owner)).json.problem).toBeUndefined();
    expect((await row(id)).status).toBe('cancelled');
  });

  it('are begun by no link that somebody opens', async () => {
    const id = await draft();
    for (const action of ['start', 'cancel', 'test']) await manager.get(path(id, action));
    expect((await row(id)).status).toBe('draft');
  });
});
