import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryOutcome } from '../../src/contract/deliveries.js';
import { createDataSource } from '../../src/db/data-source.js';
import { proveDelivered } from '../../src/deliveries/proof.js';
import { pruneDeliveries } from '../../src/deliveries/prune.js';
import { describeEachDatabase } from '../setup/databases.js';
import { desksOf, MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { senderOn, type Sender } from './sender.js';

const CHAT = '5216000001';
const idsOf = (items: readonly { id: number }[]): number[] => items.map(({ id }) => id);

describeEachDatabase('messages', (database) => {
  let studio: Studio;
  let sender: Sender;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    sender = senderOn(studio);
  });

  const anna = () =>
    studio.clients.create({ firstName: 'Анна', phone: nextPhone(), telegramId: CHAT, language: 'ru' }, MANAGER);
  const stateOf = async (clientId: number) => (await studio.clientQueries.get(clientId)).telegramState;

  describe('the outbox', () => {
    it('writes one message per key, whoever else writes it at the same moment', async () => {
      const desks = desksOf(studio, 4);
      const drafts = [{ dedupeKey: 'a' }, { dedupeKey: 'b' }, { dedupeKey: 'a' }];
      const written = await Promise.all(desks.map((desk) => senderOn(desk).enqueue(...drafts)));
      expect(written.reduce((sum, count) => sum + count, 0)).toBe(2);
      expect(await sender.rows()).toHaveLength(2);
      expect(await sender.enqueue({ dedupeKey: 'b' }, { dedupeKey: 'c' })).toBe(1);
    });

    it('writes nothing when the fact itself is not written', async () => {
      const failing = studio.unitOfWork.run(async () => {
        await sender.enqueue({});
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await sender.rows()).toEqual([]);
    });

    it('does not swallow other errors', async () => {
      await expect(sender.enqueue({ clientId: 999 })).rejects.toThrow();
    });
  });

  describe('claiming', () => {
    it('gives the most urgent first, what is due, each with its payload', async () => {
      const later = new Date(studio.clock.now().getTime() + 1000);
      await sender.enqueue(
        { deliveryClass: 'reminder', chatId: '3' },
        { deliveryClass: 'invitation', chatId: '2' },
        { deliveryClass: 'interactive', chatId: '9', dueAt: later },
        { deliveryClass: 'interactive', chatId: '1', payload: { text: 'a', buttons: [], photoOf: 4 } },
      );
      const items = await sender.claim(2);
      expect(items.map(({ chatId }) => chatId)).toEqual(['1', '2']);
      expect(items[0]).toMatchObject({ method: 'sendPhoto', class: 'interactive', payload: { text: 'a', photoOf: 4 } });
      sender.passSeconds(1);
      expect((await sender.claim()).map(({ chatId }) => chatId)).toEqual(['9', '3']);
    });

    it('by many at once gives nothing twice', async () => {
      await sender.enqueue(...Array.from({ length: 300 }, () => ({})));
      const desks = desksOf(studio, 6).map(senderOn);
      const claimed = await Promise.all([...desks, ...desks].map((desk) => desk.claim(20)));
      const rest = await sender.claim(100);
      const ids = [...claimed.flat(), ...rest].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(claimed.flat()).toHaveLength(240);
    });

    it('never gives out what is over', async () => {
      const over = new Date(studio.clock.now().getTime() + 1000);
      await sender.enqueue({ expiresAt: over }, { expiresAt: over });
      const first = await sender.claim(1);
      sender.passSeconds(1);
      expect(await sender.claim()).toEqual([]);
      expect((await sender.begin(first)).revoked).toEqual(idsOf(first));
      expect(await sender.statuses()).toEqual(['expired', 'expired']);
    });

    it('waits for a message and has it as soon as it is committed', async () => {
      const waiting = studio.claims.claim({ worker: 'a', limit: 5, waitSeconds: 50 });
      await sender.enqueue({ chatId: '1' });
      expect((await waiting).items).toMatchObject([{ chatId: '1' }]);
    });

    it('finds what another process has written', async () => {
      const waiting = studio.claims.claim({ worker: 'a', limit: 5, waitSeconds: 50 });
      const elsewhere = await createDataSource(database.url).initialize();
      await senderOn(studioOn(elsewhere, studio.clock)).enqueue({ chatId: '1' });
      await elsewhere.destroy();
      expect((await waiting).items).toMatchObject([{ chatId: '1' }]);
    });

    it('brings no bulk to a worker that Telegram has asked for patience, and the rest at once', async () => {
      await sender.enqueue({ chatId: '1', deliveryClass: 'bulk' }, { chatId: '2', deliveryClass: 'reminder' });
      const claim = { worker: 'a', limit: 5, waitSeconds: 0 };
      expect((await studio.claims.claim({ ...claim, withBulk: false })).items).toMatchObject([{ chatId: '2' }]);
      expect((await studio.claims.claim({ ...claim, withBulk: false })).items).toEqual([]);
    });

    it('takes nothing for a worker that has hung up', async () => {
      const worker = new AbortController();
      const waiting = studio.claims.claim({ worker: 'a', limit: 5, waitSeconds: 50 }, worker.signal);
      worker.abort();
      await sender.enqueue({});
      expect((await waiting).items).toEqual([]);
      expect(await sender.claim()).toHaveLength(1);
    });

    it('waits no longer when the process is to stop', async () => {
      const waiting = studio.claims.claim({ worker: 'a', limit: 5, waitSeconds: 50 });
      studio.claims.stop();
      expect((await waiting).items).toEqual([]);
    });
  });

  describe('a lease', () => {
    it('that ends before the begin gives the message to another, and the first may not send it', async () => {
      await sender.enqueue({});
      const first = await sender.claim();
      sender.passSeconds(60);
      const second = await sender.claim();
      expect(idsOf(second)).toEqual(idsOf(first));
      expect(await sender.begin(first)).toMatchObject({ begun: [], revoked: idsOf(first) });
      expect(await sender.begin(second)).toMatchObject({ begun: idsOf(first) });
    });

    it('that ends after the begin leaves the message unknown, never pending', async () => {
      await sender.enqueue({});
      await sender.send();
      sender.passSeconds(45);
      expect(await sender.claim()).toEqual([]);
      expect(await sender.statuses()).toEqual(['unknown']);
      sender.passSeconds(3600);
      expect(await sender.claim()).toEqual([]);
    });

    it.each<[DeliveryOutcome, string]>([
      ['sent', 'sent'],
      ['blocked', 'blocked'],
      ['failed', 'failed'],
      ['retry', 'pending'],
    ])('lets a late report of %s still tell what happened', async (outcome, expected) => {
      await sender.enqueue({});
      const items = await sender.send();
      sender.passSeconds(300);
      await studio.leases.sweep();
      await sender.finish(items, outcome);
      expect(await sender.statuses()).toEqual([expected]);
    });

    it('of somebody else changes nothing', async () => {
      await sender.enqueue({});
      const items = await sender.send();
      const foreign = items.map((item) => ({ ...item, leaseToken: 'x' }));
      await sender.finish(foreign, 'failed');
      expect(await sender.statuses()).toEqual(['sending']);
    });
  });

  describe('a step', () => {
    it('may be repeated: what is being sent is begun again, a report counts once', async () => {
      await sender.enqueue({}, {});
      const items = await sender.claim();
      const ids = items.map(({ id }) => id);
      expect((await sender.begin([...items, ...items])).begun).toEqual(ids);
      expect((await sender.begin(items)).begun).toEqual(ids);
      await sender.finish(items, 'sent', { messageId: 17 });
      await sender.finish(items, 'failed');
      expect((await sender.begin(items)).revoked).toEqual(ids);
      expect(await sender.rows()).toMatchObject([
        { status: 'sent', attempts: 1, messageId: '17' },
        { status: 'sent', attempts: 1, messageId: '17' },
      ]);
    });

    it('keeps each message’s own number', async () => {
      await sender.enqueue({}, {});
      const items = await sender.send();
      const finished = items.map(({ id, leaseToken }, index) => ({
        ...{ id, leaseToken, outcome: 'sent' as const },
        messageId: 100 + index,
      }));
      await studio.steps.step({ worker: 'a', begin: [], finished });
      expect((await sender.rows()).map(({ messageId }) => messageId)).toEqual(['100', '101']);
    });

    it('by many at once for the same messages begins each', async () => {
      await sender.enqueue(...Array.from({ length: 50 }, () => ({})));
      const items = await sender.claim();
      const desks = desksOf(studio, 4).map(senderOn);
      const answers = await Promise.all(desks.map((desk) => desk.begin(items)));
      for (const { begun } of answers) expect(begun).toHaveLength(50);
      await Promise.all(desks.map((desk) => desk.finish(items, 'sent')));
      expect((await sender.rows()).every(({ attempts, status }) => attempts === 1 && status === 'sent')).toBe(true);
    });

    it('of what was surely not sent tries again after 1, 2, 4 … 60 seconds', async () => {
      await sender.enqueue({});
      for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
        await sender.finish(await sender.send(), 'retry', { error: 'ECONNREFUSED' });
        sender.passSeconds(seconds - 0.001);
        expect(await sender.claim()).toEqual([]);
        sender.passSeconds(0.001);
      }
      await sender.finish(await sender.send(), 'sent');
      expect(await sender.rows()).toMatchObject([{ status: 'sent', attempts: 9, error: null }]);
    });
  });

  describe('what a person told by their chat', () => {
    it.each(['blocked', 'gone'] as const)('%s: is kept, and nothing is begun any more', async (outcome) => {
      const { id } = await anna();
      await sender.enqueue({ clientId: id, chatId: CHAT }, { clientId: id, chatId: CHAT });
      const items = await sender.claim();
      const [first, second] = [items.slice(0, 1), items.slice(1)];
      await sender.begin(first);
      await sender.finish(first, outcome, { error: 'Forbidden' });
      expect(await stateOf(id)).toBe(outcome);
      expect((await sender.begin(second)).revoked).toEqual(idsOf(second));
      expect(await sender.rows()).toMatchObject([
        { status: outcome, error: 'Forbidden' },
        { status: 'cancelled', error: `client_${outcome}` },
      ]);
    });

    it('failed: is the content’s fault, not theirs', async () => {
      const { id } = await anna();
      await sender.enqueue({ clientId: id, chatId: CHAT });
      await sender.finish(await sender.send(), 'failed');
      expect(await stateOf(id)).toBe('ok');
    });

    it('is not sent to the chat of an archived client, or to one that is no longer theirs', async () => {
      const { id } = await anna();
      const other = await studio.clients.create(
        { firstName: 'Б', phone: nextPhone(), telegramId: '5216000002' },
        MANAGER,
      );
      await sender.enqueue({ clientId: id, chatId: CHAT }, { clientId: other.id, chatId: '5216000002' });
      const items = await sender.claim();
      await studio.clients.archive(id, OWNER);
      await studio.clients.update(other.id, { telegramId: '5216000003' }, MANAGER);
      expect((await sender.begin(items)).begun).toEqual([]);
      expect((await sender.rows()).map(({ error }) => error)).toEqual(['client_archived', 'chat_changed']);
    });
  });

  describe('of an unknown outcome', () => {
    it.each(['invitation', 'reminder'] as const)('an %s is sent once more after ten minutes', async (deliveryClass) => {
      await sender.enqueue({ deliveryClass });
      await sender.finish(await sender.send(), 'unknown');
      sender.passSeconds(599);
      expect(await sender.claim()).toEqual([]);
      sender.passSeconds(6);
      await sender.finish(await sender.send(), 'unknown');
      sender.passSeconds(3600);
      expect(await sender.claim()).toEqual([]);
      expect(await sender.rows()).toMatchObject([{ status: 'unknown', attempts: 2 }]);
    });

    it('what nobody has reported is sent once more too', async () => {
      await sender.enqueue({ deliveryClass: 'invitation' });
      await sender.send();
      sender.passSeconds(45);
      await studio.leases.sweep();
      sender.passSeconds(600);
      expect(await sender.claim()).toHaveLength(1);
    });

    it('an invitation that is over meanwhile is not', async () => {
      await sender.enqueue({
        deliveryClass: 'invitation',
        expiresAt: new Date(studio.clock.now().getTime() + 500_000),
      });
      await sender.finish(await sender.send(), 'unknown');
      sender.passSeconds(605);
      expect(await sender.claim()).toEqual([]);
      expect(await sender.statuses()).toEqual(['unknown']);
    });

    it('a pressed button proves that it arrived: before the resend, while it waits, and while it is claimed', async () => {
      const prove = (key: string) => studio.unitOfWork.run((manager) => proveDelivered(manager, key));
      for (const dedupeKey of ['a', 'b', 'c', 'd']) await sender.enqueue({ dedupeKey, deliveryClass: 'invitation' });
      const items = await sender.send();
      await prove('d');
      await sender.finish(items.slice(0, 3), 'unknown');
      await prove('a');
      sender.passSeconds(605);
      await studio.leases.sweep();
      await prove('b');
      const again = await sender.claim();
      expect(idsOf(again)).toEqual(idsOf(items.slice(2, 3)));
      await prove('c');
      expect((await sender.begin(again)).begun).toEqual([]);
      expect(await sender.statuses()).toEqual(['sent', 'sent', 'sent', 'sent']);
    });

    it('a proof leaves alone what has never been sent', async () => {
      await sender.enqueue({ dedupeKey: 'a' });
      await studio.unitOfWork.run((manager) => proveDelivered(manager, 'a'));
      expect(await sender.statuses()).toEqual(['pending']);
    });

    it('a late report keeps it from being sent once more', async () => {
      await sender.enqueue({ deliveryClass: 'reminder' });
      const items = await sender.send();
      await sender.finish(items, 'unknown');
      sender.passSeconds(605);
      await studio.leases.sweep();
      await sender.finish(items, 'sent');
      expect(await sender.claim()).toEqual([]);
      expect(await sender.statuses()).toEqual(['sent']);
    });
  });

  describe('asked by Telegram to wait', () => {
    it('the message waits, that is no attempt, and the rate falls once for all who were told together', async () => {
      await sender.enqueue({}, {});
      const items = await sender.send();
      const first = await sender.finish(items.slice(0, 1), 'flood', { retryAfter: 3 });
      expect(first).toMatchObject({ bulkPerSecond: 17, pauseUntil: '2026-03-10T06:00:04.000Z' });
      const second = await sender.finish(items, 'flood', { retryAfter: 5 });
      expect(second).toMatchObject({ bulkPerSecond: 17, pauseUntil: '2026-03-10T06:00:06.000Z' });
      expect((await sender.rows()).map(({ attempts }) => attempts)).toEqual([0, 0]);
      sender.passSeconds(4);
      expect(await sender.claim()).toHaveLength(1);
    });

    it('is remembered by whoever comes next, and forgotten by and by', async () => {
      await sender.enqueue({});
      await sender.finish(await sender.send(), 'flood', { retryAfter: 4000 });
      const restarted = studioOn(database.dataSource, studio.clock);
      const answer = await restarted.claims.claim({ worker: 'b', limit: 1, waitSeconds: 0 });
      expect(answer.pauseUntil).toBe('2026-03-10T07:06:41.000Z');
      sender.passSeconds(4001 + 59);
      await studio.leases.sweep();
      sender.passSeconds(1);
      await studio.leases.sweep();
      expect((await studio.claims.claim({ worker: 'b', limit: 1, waitSeconds: 0 })).bulkPerSecond).toBe(18);
    });
  });

  it('are deleted when they are 90 days old, those of broadcasts and reminders after a year', async () => {
    await anna();
    await studio.broadcasts.create({ text: 'Привет', audience: { kind: 'all' } }, MANAGER);
    await studio.broadcastDriver.drive();
    await sender.enqueue({}, {}, { dedupeKey: 'visits:1:1', deliveryClass: 'reminder' });
    await sender.finish(await sender.send(1), 'sent');
    await sender.sendAll();
    const after = (days: number) => new Date(studio.clock.now().getTime() + days * 86_400_000 + 1);
    await sender.enqueue({ dueAt: after(400) });
    await pruneDeliveries(studio.unitOfWork, after(89));
    expect(await sender.statuses()).toEqual(['sent', 'sent', 'sent', 'sent', 'pending']);
    await pruneDeliveries(studio.unitOfWork, after(90));
    const kinds = (await sender.rows()).map(({ dedupeKey }) => dedupeKey.split(':')[0]);
    expect(kinds).toEqual(['broadcast', 'visits', 'test']);
    await pruneDeliveries(studio.unitOfWork, after(365));
    expect(await sender.statuses()).toEqual(['pending']);
  });
});
