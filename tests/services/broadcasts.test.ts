import { beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from '../../src/clients/client.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { COACH, MANAGER, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { PNG } from '../setup/photo.js';
import { ALL, broadcastDesk, type BroadcastDesk } from './broadcast-desk.js';
import { refusal } from './refusal.js';
import { senderOn, type Sender } from './sender.js';

describeEachDatabase('broadcasts', (database) => {
  let studio: Studio;
  let sender: Sender;
  let desk: BroadcastDesk;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    sender = senderOn(studio);
    desk = broadcastDesk(studio);
  });

  const renew = (clientId: number) => studio.payments.renew({ clientId, amount: '1000', durationDays: 30 }, MANAGER);

  describe('writing one', () => {
    it.each<[string, object, string]>([
      ['no text', { text: ' \u200B ' }, 'text: required'],
      ['nothing but tags', { text: '<b> </b>' }, 'text: required'],
      ['4097 characters', { text: 'я'.repeat(4097) }, 'text: too_long'],
      ['a tag that is not closed', { text: '<b>Скидка' }, 'text: bad_markup'],
      ['a placeholder that nobody knows', { text: 'Цена {price}' }, 'text: bad_markup'],
      ['a broken word for a missing name', { text: '{firstName|<b>друг}' }, 'text: bad_markup'],
      ['another audience', { audience: { kind: 'friends' } }, 'audience.kind: not_an_option'],
      ['no group', { audience: { kind: 'group' } }, 'audience.groupId: required'],
      ['an unknown group', { audience: { kind: 'group', groupId: 99 } }, 'audience.groupId: not_found'],
      ['a time without a zone', { scheduledAt: '2026-03-11T10:00:00' }, 'scheduledAt: malformed'],
      ['a time in two years', { scheduledAt: '2028-03-11T10:00:00Z' }, 'scheduledAt: date_too_far'],
    ])('is refused with %s, naming the field', async (_, fields, expected) => {
      await desk.register();
      expect(await refusal(desk.draft(fields))).toBe(expected);
    });

    it('takes 4096 characters of what people see, tags and placeholders not counted', async () => {
      const text = `<b>${'я'.repeat(4095)}</b>{firstName}!`;
      await desk.register();
      await desk.send({ text });
      const [item] = await sender.claim();
      // The name would make it too long: it is left out rather than the message.
      expect(item?.payload.text).toBe(`<b>${'я'.repeat(4095)}</b>!`);
    });

    it('is refused when it would begin and reach nobody', async () => {
      await desk.register({ telegramId: null });
      expect(await refusal(desk.send())).toBe('nobody_reachable');
      expect(await refusal(studio.broadcasts.start((await desk.draft()).id, {}, MANAGER))).toBe('nobody_reachable');
    });

    it('makes one of a form that was sent twice', async () => {
      await desk.register();
      const form = { text: 'Привет', audience: ALL, idempotencyKey: 'form-1' };
      const first = await studio.broadcasts.create(form, MANAGER);
      expect(await studio.broadcasts.create(form, MANAGER)).toEqual(first);
    });

    it('is the studio’s alone: not a coach’s, and not a client’s in Telegram', async () => {
      const { id } = await desk.draft();
      const client = { ...MANAGER, role: null, telegram: { id: '5', clientId: 1, coachId: null, isAdmin: false } };
      for (const actor of [COACH, client]) {
        const attempts = [
          studio.broadcasts.create({ text: 'Привет', audience: ALL }, actor),
          studio.broadcasts.update(id, { text: 'x' }, actor),
          studio.broadcasts.setPhoto(id, PNG, actor),
          studio.broadcasts.removePhoto(id, actor),
          studio.broadcasts.start(id, {}, actor),
          studio.broadcastControl.pause(id, actor),
          studio.broadcastControl.resume(id, actor),
          studio.broadcastControl.cancel(id, actor),
          studio.broadcastControl.resendUnknown(id, 'all', actor),
          studio.broadcastTrials.sendTest(id, '5', actor),
        ];
        for (const attempt of attempts) expect(await refusal(attempt)).toBe('forbidden');
      }
      expect(await sender.rows()).toEqual([]);
    });

    it('keeps which admin of the bot began it', async () => {
      await desk.register();
      const admin = { ...MANAGER, role: null, telegram: { id: '77', clientId: null, coachId: null, isAdmin: true } };
      const { id } = await studio.broadcasts.create({ text: 'Привет', audience: ALL }, admin);
      expect(await studio.broadcastQueries.get(id)).toMatchObject({ adminTelegramId: '77', staffId: null });
    });
  });

  describe('a draft', () => {
    it('changes until it begins, and then no more', async () => {
      await desk.register();
      const { id } = await desk.draft();
      await studio.broadcasts.update(id, { text: 'Пока', audience: { kind: 'expiring' } }, MANAGER);
      expect(await desk.view(id)).toMatchObject({ text: 'Пока', audience: { kind: 'expiring' }, status: 'draft' });
      await studio.broadcasts.update(id, { audience: ALL }, MANAGER);
      await studio.broadcasts.start(id, {}, MANAGER);
      expect(await refusal(studio.broadcasts.update(id, { text: 'x' }, MANAGER))).toBe('broadcast_not_editable');
      expect(await refusal(studio.broadcasts.setPhoto(id, PNG, MANAGER))).toBe('broadcast_not_editable');
      await studio.broadcasts.start(id, {}, MANAGER);
      await studio.broadcastDriver.drive();
      expect(await sender.sendAll()).toHaveLength(1);
    });

    it('takes a photo by its content, and then 1024 characters', async () => {
      const { id } = await desk.draft();
      expect(await refusal(studio.broadcasts.setPhoto(id, Buffer.from('GIF89a'), MANAGER))).toBe('photo: not_an_image');
      await studio.broadcasts.setPhoto(id, PNG, MANAGER);
      expect((await studio.broadcasts.getPhoto(id)).mimeType).toBe('image/jpeg');
      const long = { text: 'я'.repeat(1025) };
      expect(await refusal(studio.broadcasts.update(id, long, MANAGER))).toBe('text: too_long');
      const other = await desk.draft(long);
      expect(await refusal(studio.broadcasts.setPhoto(other.id, PNG, MANAGER))).toBe('text: too_long');
      await desk.register();
      await studio.broadcasts.start(id, {}, MANAGER);
      await studio.broadcastDriver.drive();
      expect(await sender.claim()).toMatchObject([{ method: 'sendPhoto', payload: { text: 'Привет', photoOf: id } }]);
    });

    it('gives its photo back', async () => {
      const { id } = await desk.draft();
      await studio.broadcasts.setPhoto(id, PNG, MANAGER);
      await studio.broadcasts.removePhoto(id, MANAGER);
      expect((await desk.view(id)).hasPhoto).toBe(false);
      expect(await refusal(studio.broadcasts.getPhoto(id))).toBe('not_found');
    });

    it('is sent to oneself first: as a client one gets what clients get, and nobody else gets it', async () => {
      await desk.register({ firstName: 'Ольга', language: 'en', telegramId: '42' });
      await desk.register();
      const { id } = await desk.draft({ text: 'Hello, {firstName|friend}!' });
      await studio.settings.set('adminTelegramIds', ['42', '43'], OWNER);
      await studio.broadcastTrials.sendTest(id, '42', MANAGER);
      await studio.broadcastTrials.sendTest({ text: 'Привет, {firstName|друг}!' }, '43', MANAGER);
      const items = await sender.send();
      expect(items.map(({ chatId, payload }) => [chatId, payload.text])).toEqual([
        ['42', 'Hello, Ольга!'],
        ['43', 'Привет, друг!'],
      ]);
      expect(await refusal(studio.broadcastTrials.sendTest({ text: '<b>' }, '42', MANAGER))).toBe('text: bad_markup');
      const toStranger = studio.broadcastTrials.sendTest(id, '44', MANAGER);
      expect(await refusal(toStranger)).toBe('telegramId: not_an_option');
      expect((await desk.view(id)).total).toBe(0);
    });
  });

  describe('the time', () => {
    it('that is still to come is waited for, whoever is there then gets it', async () => {
      await desk.register();
      const { id } = await studio.broadcasts.create(
        { text: 'Привет', audience: ALL, scheduledAt: '2026-03-10T13:00:00+06:00' },
        MANAGER,
      );
      await studio.broadcastDriver.catchUp();
      expect(await desk.view(id)).toMatchObject({ status: 'scheduled', total: 0 });
      await desk.register();
      sender.passSeconds(3600);
      await studio.broadcastDriver.catchUp();
      expect(await desk.view(id)).toMatchObject({ status: 'running', total: 2, startedAt: '2026-03-10T07:00:00.000Z' });
    });

    it('of a scheduled one may be given up: it goes at once', async () => {
      await desk.register();
      const { id } = await desk.draft();
      await studio.broadcasts.start(id, { scheduledAt: '2026-03-12T10:00:00Z' }, MANAGER);
      expect((await desk.view(id)).status).toBe('scheduled');
      await studio.broadcasts.start(id, {}, MANAGER);
      await studio.broadcastDriver.drive();
      expect((await desk.view(id)).status).toBe('running');
    });

    it('between the quiet hours is nobody’s, over midnight of the studio’s zone', async () => {
      await studio.settings.set('quietHoursFrom', 22, OWNER);
      await studio.settings.set('quietHoursTo', 8, OWNER);
      await desk.register();
      await desk.send();
      await sender.enqueue({ deliveryClass: 'reminder', chatId: '1' });
      const chatsAt = async (instant: string): Promise<string[]> => {
        studio.clock.set(new Date(instant));
        const claimed = await sender.claim();
        studio.clock.set(new Date(studio.clock.now().getTime() + 61_000));
        return claimed.map((item) => item.class);
      };
      expect(await chatsAt('2026-03-10T16:00:00Z')).toEqual(['reminder']);
      expect(await chatsAt('2026-03-10T17:59:00Z')).toEqual(['reminder']);
      expect(await chatsAt('2026-03-11T01:58:00Z')).toEqual(['reminder']);
      expect(await chatsAt('2026-03-11T02:00:00Z')).toEqual(['reminder', 'bulk']);
      const { pauseUntil } = await studio.claims.claim({ worker: 'a', limit: 1, waitSeconds: 0 });
      expect(pauseUntil).toBeNull();
      studio.clock.set(new Date('2026-03-11T16:00:00Z'));
      const night = await studio.claims.claim({ worker: 'a', limit: 1, waitSeconds: 0 });
      expect(night.pauseUntil).toBe('2026-03-12T02:00:00.000Z');
    });
  });

  describe('the audience', () => {
    it('is counted as by hand, for each kind, and each of them gets one message', async () => {
      const group = await studio.groups.create(
        { name: 'Йога', weekdays: [1], startTime: '19:00', capacity: 10 },
        MANAGER,
      );
      const [active, frozen, blocked, silent, absent] = [
        await desk.register({ firstName: 'active' }),
        await desk.register({ firstName: 'frozen' }),
        await desk.register({ firstName: 'blocked' }),
        await desk.register({ firstName: 'silent' }),
        await desk.register({ firstName: 'absent', telegramId: null }),
      ];
      await desk.register({ firstName: 'new' });
      const archived = await desk.register({ firstName: 'archived' });
      for (const { id } of [active, frozen, blocked, silent, absent, archived]) {
        await renew(id);
        await studio.groups.addClient(group.id, id, MANAGER);
      }
      await studio.lazyDays.freeze(
        { clientId: frozen.id, startDate: studio.dayFromToday(0), endDate: studio.dayFromToday(5) },
        MANAGER,
      );
      const { manager } = database.dataSource;
      await manager.update(Client, { id: blocked.id }, { telegramState: 'blocked' });
      await manager.update(Client, { id: silent.id }, { broadcastsStoppedAt: studio.clock.now() });
      await studio.clients.archive(archived.id, OWNER);

      const leftOut = { withoutTelegram: 1, blocked: 1, optedOut: 1 };
      const nobody = { withoutTelegram: 0, blocked: 0, optedOut: 0 };
      const expected = [
        { kind: 'all', size: { people: 6, reachable: 3, ...leftOut } },
        { kind: 'active', size: { people: 4, reachable: 1, ...leftOut } },
        { kind: 'inactive', size: { people: 2, reachable: 2, ...nobody } },
        { kind: 'expiring', size: { people: 0, reachable: 0, ...nobody } },
        { kind: 'group', groupId: group.id, size: { people: 5, reachable: 2, ...leftOut } },
        { kind: 'group', groupId: group.id, activeOnly: true, size: { people: 4, reachable: 1, ...leftOut } },
      ] as const;
      for (const { size, ...audience } of expected) {
        const { kind, groupId = null, activeOnly = false } = { groupId: null, activeOnly: false, ...audience };
        expect(await studio.audiences.size({ audience: kind, groupId, activeOnly })).toEqual(size);
        if (size.reachable === 0) continue;
        const id = await desk.send({ audience });
        expect(await desk.view(id)).toMatchObject({
          status: 'running',
          total: size.reachable,
          skipped: size.people - size.reachable,
        });
        expect(new Set(await sender.sendAll()).size).toBe(size.reachable);
      }
    });

    it('is everyone who is on the last day, and who the setting says expires soon', async () => {
      const { id } = await desk.register();
      await renew(id);
      studio.passDays(27);
      expect(await studio.audiences.size({ audience: 'expiring', groupId: null, activeOnly: false })).toMatchObject({
        reachable: 1,
      });
    });
  });

  describe('its messages', () => {
    it('are made of its text and the client’s names, whatever these are, in the client’s language', async () => {
      await desk.register({ firstName: '<a href=x>&"', lastName: '', language: 'en' });
      await desk.register({ firstName: 'Анна', lastName: 'Петрова' });
      await desk.send({ text: '<b>Привет</b>, {firstName} {lastName}!' });
      const [first, second] = await sender.claim();
      expect(first?.payload).toEqual({
        text: '<b>Привет</b>, &lt;a href=x&gt;&amp;&quot;!',
        buttons: [[{ kind: 'stop_broadcasts', text: 'Stop these messages' }]],
      });
      expect(second?.payload).toEqual({
        text: '<b>Привет</b>, Анна Петрова!',
        buttons: [[{ kind: 'stop_broadcasts', text: 'Не присылать рассылки' }]],
      });
    });

    it('go after everything else that is due', async () => {
      await desk.register();
      await desk.send();
      await sender.enqueue({ deliveryClass: 'reminder' });
      expect((await sender.claim()).map((item) => item.class)).toEqual(['reminder', 'bulk']);
    });

    it('are not begun for who has asked for no more, while invitations are', async () => {
      const { id, telegramId } = await desk.register();
      const broadcastId = await desk.send();
      await sender.enqueue({ deliveryClass: 'invitation', clientId: id, chatId: telegramId ?? '' });
      const items = await sender.claim();
      await database.dataSource.manager.update(Client, { id }, { broadcastsStoppedAt: studio.clock.now() });
      const { begun } = await sender.begin(items);
      expect(items.filter((item) => begun.includes(item.id)).map((item) => item.class)).toEqual(['invitation']);
      expect(await desk.view(broadcastId)).toMatchObject({ status: 'done', skipped: 1, pending: 0 });
    });

    it('to somebody who blocked the bot are the last: the next broadcast leaves them out until they return', async () => {
      const { id } = await desk.register();
      await desk.register();
      await desk.send();
      const items = await sender.send();
      await sender.finish(items.slice(0, 1), 'blocked');
      await sender.finish(items.slice(1), 'sent');
      const next = await desk.send();
      expect(await desk.view(next)).toMatchObject({ total: 1, skipped: 1 });
      await database.dataSource.manager.update(Client, { id }, { telegramState: 'ok' });
      expect(await desk.view(await desk.send())).toMatchObject({ total: 2, skipped: 0 });
    });
  });
});
