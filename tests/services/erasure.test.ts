import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/audit/actor.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { ClientPhoto } from '../../src/clients/client-photo.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { Delivery, type DeliveryStatus } from '../../src/deliveries/delivery.entity.js';
import { IdempotentAnswer } from '../../src/http/idempotent-answer.entity.js';
import { LazyDays } from '../../src/lazy-days/lazy-days.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';
import { PNG } from '../setup/photo.js';

const TELEGRAM_ID = '5000000001';
const BOT: Actor = { kind: 'bot', id: null, name: 'bot', role: null, telegram: null };
/** Whatever of this is found anywhere after an erasure was left behind. */
const PERSONAL = {
  firstName: 'Айгерим',
  lastName: 'Токтогулова',
  phone: '+996555987654',
  email: 'aigerim.t@example.com',
  region: 'Каракол',
  birthDate: '1991-07-23',
  telegramId: TELEGRAM_ID,
  telegramUsername: 'aigerim_t',
  note: 'подруга Асель',
};
const REMARKS = ['после операции', 'отдаст в пятницу'];

describeEachDatabase('a client who wants to be forgotten', (database) => {
  let studio: Studio;
  let clientId: number;
  const client = () => database.dataSource.getRepository(Client).findOneByOrFail({ id: clientId });

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    clientId = (await studio.clients.create(PERSONAL, MANAGER)).id;
  });

  const message = (dedupeKey: string, status: DeliveryStatus) => {
    const fact = {
      dedupeKey,
      status,
      clientId,
      chatId: TELEGRAM_ID,
      deliveryClass: 'interactive',
      method: 'sendMessage',
    };
    const { manager } = database.dataSource;
    const payload = { text: 'Айгерим, ждём вас', buttons: [] };
    return manager.save(manager.create(Delivery, { ...fact, payload, dueAt: studio.clock.now() } as object));
  };
  const live = async () => {
    await studio.clients.setPhotoByTelegramId(TELEGRAM_ID, PNG, BOT);
    await studio.clients.update(clientId, { region: 'Нарын' }, MANAGER);
    await studio.payments.renew({ clientId, amount: '1200', note: REMARKS[1] }, MANAGER);
    const days = { startDate: '2026-03-12', endDate: '2026-03-14' };
    await studio.lazyDays.freeze({ clientId, ...days, reason: REMARKS[0] }, MANAGER);
    const body = JSON.stringify({ id: clientId, ...PERSONAL });
    const answer = { scope: 'token:1', key: 'form', bodyHash: '', status: 201, body, createdAt: studio.clock.now() };
    await database.dataSource.manager.insert(IdempotentAnswer, answer);
    await message('one', 'pending');
    await message('two', 'sent');
    await studio.telegramRefusals.record(TELEGRAM_ID, 'telegram.press', { reason: 'forged' }, BOT);
  };

  describe('asks in the bot', () => {
    it('once: the first asking counts, and may be taken back', async () => {
      const { telegramPeople } = studio;
      expect(await telegramPeople.erasureRequest(TELEGRAM_ID)).toBeNull();
      const first = await telegramPeople.requestErasure(TELEGRAM_ID, BOT);
      studio.passDays(1);
      expect(await telegramPeople.requestErasure(TELEGRAM_ID, BOT)).toEqual(first);
      expect(await telegramPeople.erasureRequest(TELEGRAM_ID)).toEqual(first);
      await telegramPeople.withdrawErasure(TELEGRAM_ID, BOT);
      expect(await telegramPeople.erasureRequest(TELEGRAM_ID)).toBeNull();
    });

    it('and is kept when the owner declines; managers decide nothing', async () => {
      await studio.telegramPeople.requestErasure(TELEGRAM_ID, BOT);
      expect(await refusal(studio.erasure.decline(clientId, MANAGER))).toBe('owner_only');
      expect(await refusal(studio.erasure.erase(clientId, MANAGER))).toBe('owner_only');
      await studio.erasure.decline(clientId, OWNER);
      expect(await client()).toMatchObject({ erasureRequestedAt: null, firstName: 'Айгерим' });
      expect(await refusal(studio.erasure.decline(clientId, OWNER))).toBe('nothing_changed');
    });

    it('and is told in the bot that the owner has declined, once for each request', async () => {
      const messages = () => database.dataSource.manager.find(Delivery, { order: { id: 'ASC' } });
      const askAndDecline = async () => {
        await studio.telegramPeople.requestErasure(TELEGRAM_ID, BOT);
        await studio.erasure.decline(clientId, OWNER);
      };
      await askAndDecline();
      const addressed = { clientId, chatId: TELEGRAM_ID, deliveryClass: 'interactive', status: 'pending' };
      expect(await messages()).toMatchObject([addressed]);
      await studio.clients.update(clientId, { language: 'en' }, MANAGER);
      studio.passDays(1);
      await askAndDecline();
      const texts = (await messages()).map(({ payload }) => payload.text);
      expect(texts).toEqual([
        expect.stringContaining('ничего не удалено'),
        expect.stringContaining('nothing was deleted'),
      ]);
    });

    it('and is not written to where the bot is blocked', async () => {
      await studio.telegramPeople.requestErasure(TELEGRAM_ID, BOT);
      await database.dataSource.manager.update(Client, { id: clientId }, { telegramState: 'blocked' });
      await studio.erasure.decline(clientId, OWNER);
      expect(await database.dataSource.manager.count(Delivery)).toBe(0);
    });

    it('but not for a record that is not there or is archived', async () => {
      expect(await refusal(studio.telegramPeople.requestErasure('5000000077', BOT))).toBe('not_found');
      await studio.clients.archive(clientId, OWNER);
      expect(await refusal(studio.telegramPeople.requestErasure(TELEGRAM_ID, BOT))).toBe('client_archived');
    });
  });

  describe('is erased by the owner', () => {
    it('so that nothing personal is left in any table', async () => {
      await live();
      await studio.erasure.erase(clientId, OWNER);
      const values = [...Object.values(PERSONAL), ...REMARKS, 'Нарын'];
      const found: string[] = [];
      for (const { name, tablePath } of database.dataSource.entityMetadatas) {
        const table = database.dataSource.driver.escape(tablePath);
        const rows = JSON.stringify(await database.dataSource.query(`SELECT * FROM ${table}`)).toLowerCase();
        for (const value of values) if (rows.includes(value.toLowerCase())) found.push(`${name}: ${value}`);
      }
      expect(found).toEqual([]);
      expect(await database.dataSource.getRepository(ClientPhoto).count()).toBe(0);
    });

    it('and stays as history: archived, with memberships, freezes and money', async () => {
      await live();
      await studio.erasure.erase(clientId, OWNER);
      const name = { firstName: 'Удалённый клиент', lastName: `№${clientId}` };
      expect(await client()).toMatchObject({ ...name, phone: null, telegramId: null, hasPhoto: false });
      expect((await client()).archivedAt).not.toBeNull();
      const { manager } = database.dataSource;
      expect(await manager.findBy(Payment, { clientId })).toMatchObject([{ amount: '1200.00', note: null }]);
      expect(await manager.findBy(LazyDays, { clientId })).toMatchObject([{ reason: null }]);
      expect(await studio.clientQueries.count('archived')).toBe(1);
    });

    it('and gets nothing any more of what was waiting to be sent', async () => {
      await live();
      await studio.erasure.erase(clientId, OWNER);
      const messages = await database.dataSource.manager.find(Delivery, { order: { dedupeKey: 'ASC' } });
      expect(messages.map(({ status, chatId }) => [status, chatId])).toEqual([
        ['cancelled', '0'],
        ['sent', '0'],
      ]);
    });

    it('with a log that tells what was done and when, without the values', async () => {
      await live();
      await studio.erasure.erase(clientId, OWNER);
      const log = await database.dataSource.getRepository(AuditEntry).findBy({ entity: 'Client' });
      expect(log.map(({ action }) => action)).toContain('client.erase');
      const created = log.find(({ action }) => action === 'client.create');
      expect(created?.after).toMatchObject({ firstName: '•••', phone: '•••', registeredDate: '2026-03-10' });
    });

    it('also when the record was archived long ago, and a link that waits opens nothing', async () => {
      await studio.clients.update(clientId, { telegramId: null }, MANAGER);
      const { code } = await studio.linkCodes.make(clientId, MANAGER);
      await studio.clients.archive(clientId, OWNER);
      await studio.erasure.erase(clientId, OWNER);
      await studio.clients.restore(clientId, OWNER);
      expect(await refusal(studio.linkCodes.use({ code, telegramId: TELEGRAM_ID }, BOT))).toBe('link_code_expired');
      expect((await client()).firstName).toBe('Удалённый клиент');
    });
  });

  describe('or no broadcasts', () => {
    it('stops them and lets them come again; the first stop counts', async () => {
      const stopped = async (broadcastsStopped: boolean) => {
        await studio.clients.updateByTelegramId(TELEGRAM_ID, { broadcastsStopped }, BOT);
        return (await client()).broadcastsStoppedAt;
      };
      const first = await stopped(true);
      expect(first).not.toBeNull();
      studio.passDays(1);
      expect(await stopped(true)).toEqual(first);
      expect((await studio.clientQueries.findTelegramUser(TELEGRAM_ID)).broadcastsStopped).toBe(true);
      expect(await stopped(false)).toBeNull();
    });

    it('blocks the bot and comes back; a stranger leaves no trace', async () => {
      await studio.telegramPeople.setReachable(TELEGRAM_ID, false, BOT);
      expect((await client()).telegramState).toBe('blocked');
      await studio.telegramPeople.setReachable(TELEGRAM_ID, true, BOT);
      expect((await client()).telegramState).toBe('ok');
      const log = database.dataSource.getRepository(AuditEntry);
      const before = await log.count();
      await studio.telegramPeople.setReachable('5000000077', false, BOT);
      expect(await log.count()).toBe(before);
    });
  });
});
