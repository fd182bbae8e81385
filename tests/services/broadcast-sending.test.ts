import { beforeEach, describe, expect, it } from '@jest/globals';
import { CHUNK_CLIENTS } from '../../src/broadcasts/audience.queries.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { desksOf, MANAGER, studioOn, type Studio } from '../setup/studio.js';
import { PNG } from '../setup/photo.js';
import { ALL, broadcastDesk, type BroadcastDesk } from './broadcast-desk.js';
import { refusal } from './refusal.js';
import { senderOn, type Sender } from './sender.js';

describeEachDatabase('broadcasts on their way', (database) => {
  let studio: Studio;
  let sender: Sender;
  let desk: BroadcastDesk;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    sender = senderOn(studio);
    desk = broadcastDesk(studio);
  });

  describe('writing its messages', () => {
    const MANY = 2 * CHUNK_CLIENTS + 500;

    it('goes on where a crash left it, at any point, and writes each client once', async () => {
      await desk.crowd(MANY);
      const { id } = await desk.draft();
      // Never kicked: every chunk is ours.
      studio.broadcastDriver.kick = () => undefined;
      await studio.broadcasts.start(id, {}, MANAGER);
      const { audiences } = studio;
      const insert = audiences.insertChunk.bind(audiences);
      const totals: number[] = [];
      for (let chunk = 0; chunk < 3; chunk += 1) {
        audiences.insertChunk = async (...args) => {
          await insert(...args);
          throw new Error('killed');
        };
        await expect(studio.broadcastDriver.prepareChunk(id)).rejects.toThrow('killed');
        audiences.insertChunk = insert;
        totals.push((await desk.view(id)).total);
        expect(await studioOn(database.dataSource, studio.clock).broadcastDriver.prepareChunk(id)).toBe(chunk < 2);
      }
      expect(totals).toEqual([0, CHUNK_CLIENTS, 2 * CHUNK_CLIENTS]);
      const rows = await sender.rows();
      expect(new Set(rows.map(({ clientId }) => clientId)).size).toBe(MANY);
      expect(rows).toHaveLength(MANY);
      expect(await desk.view(id)).toMatchObject({ status: 'running', total: MANY, pending: MANY, skipped: 0 });
    });

    it('is done once by two processes that drive at the same time', async () => {
      await desk.crowd(MANY);
      const desks = desksOf(studio, 2);
      const { id } = await studio.broadcasts.create({ text: 'Привет', audience: ALL }, MANAGER);
      await Promise.all(desks.map((desk) => desk.broadcastDriver.drive()));
      expect(await sender.rows()).toHaveLength(MANY);
      expect(await desk.view(id)).toMatchObject({ status: 'running', total: MANY, skipped: 0 });
    });

    it('stops when it is paused, and goes on when it is resumed', async () => {
      await desk.crowd(MANY);
      const { id } = await desk.draft();
      studio.broadcastDriver.kick = () => undefined;
      await studio.broadcasts.start(id, {}, MANAGER);
      await studio.broadcastDriver.prepareChunk(id);
      await studio.broadcastControl.pause(id, MANAGER);
      expect(await studio.broadcastDriver.prepareChunk(id)).toBe(false);
      await studio.broadcastDriver.catchUp();
      expect(await desk.view(id)).toMatchObject({ status: 'paused', total: CHUNK_CLIENTS });
      expect(await sender.claim()).toEqual([]);
      await studio.broadcastControl.resume(id, MANAGER);
      await studio.broadcastDriver.catchUp();
      expect(await desk.view(id)).toMatchObject({ status: 'running', total: MANY });
    });

    it('is given up when it is cancelled, and what is written is cancelled after it', async () => {
      await desk.crowd(MANY);
      const { id } = await desk.draft();
      studio.broadcastDriver.kick = () => undefined;
      await studio.broadcasts.start(id, {}, MANAGER);
      await studio.broadcastDriver.prepareChunk(id);
      await studio.broadcastControl.cancel(id, MANAGER);
      expect(await studio.broadcastDriver.prepareChunk(id)).toBe(false);
      expect(await desk.view(id)).toMatchObject({ status: 'cancelled', pending: CHUNK_CLIENTS });
      await studio.broadcastDriver.catchUp();
      expect(await desk.view(id)).toMatchObject({
        status: 'cancelled',
        total: CHUNK_CLIENTS,
        pending: 0,
        skipped: CHUNK_CLIENTS,
      });
    });
  });

  describe('on its way', () => {
    it('is held back at the begin when it is paused; resumed it reaches everyone once', async () => {
      for (let count = 0; count < 6; count += 1) await desk.register();
      const id = await desk.send();
      await sender.finish(await sender.send(2), 'sent');
      const claimed = await sender.claim(2);
      await studio.broadcastControl.pause(id, MANAGER);
      await studio.broadcastControl.pause(id, MANAGER);
      expect((await sender.begin(claimed)).begun).toEqual([]);
      expect(await sender.claim()).toEqual([]);
      expect(await desk.view(id)).toMatchObject({ status: 'paused', sent: 2, pending: 4 });
      await studio.broadcastControl.resume(id, MANAGER);
      const rest = await sender.sendAll();
      expect(new Set(rest).size).toBe(4);
      expect(await desk.view(id)).toMatchObject({ status: 'done', sent: 6, pending: 0 });
    });

    it('lets end what is being sent when it is cancelled, and nothing else', async () => {
      for (let count = 0; count < 6; count += 1) await desk.register();
      const id = await desk.send();
      const sending = await sender.send(2);
      const claimed = await sender.claim(2);
      await studio.broadcastControl.cancel(id, MANAGER);
      expect((await sender.begin(claimed)).begun).toEqual([]);
      await studio.broadcastDriver.catchUp();
      await sender.finish(sending.slice(0, 1), 'sent');
      // Surely not sent, and so pending again: it is cancelled as well.
      await sender.finish(sending.slice(1), 'retry');
      await studio.broadcastDriver.catchUp();
      expect(await desk.view(id)).toMatchObject({ status: 'cancelled', sent: 1, skipped: 5, pending: 0 });
      await studio.broadcastControl.cancel(id, MANAGER);
      expect(await refusal(studio.broadcastControl.resume(id, MANAGER))).toBe('broadcast_not_running');
      expect(await refusal(studio.broadcasts.start(id, {}, MANAGER))).toBe('broadcast_not_editable');
    });

    it('goes on when it was ended by a report that did not see what another one had left to send', async () => {
      await desk.register();
      const id = await desk.send();
      const items = await sender.send();
      await sender.finish(items, 'unknown');
      expect(await desk.view(id)).toMatchObject({ status: 'done', unknown: 1 });
      // Both reports have been written at the same moment, each without seeing the other.
      await database.dataSource.query("UPDATE deliveries SET status = 'pending', leaseToken = NULL");
      await studio.broadcastDriver.catchUp();
      expect(await desk.view(id)).toMatchObject({ status: 'running', finishedAt: null, pending: 1 });
      expect(await sender.sendAll()).toHaveLength(1);
      expect(await desk.view(id)).toMatchObject({ status: 'done', sent: 1 });
    });

    it('does not keep another from being sent while it is paused', async () => {
      await desk.register();
      const paused = await desk.send();
      await studio.broadcastControl.pause(paused, MANAGER);
      await desk.send({ text: 'Второе' });
      expect((await sender.claim()).map(({ payload }) => payload.text)).toEqual(['Второе']);
    });

    it('waits with all others when Telegram asks to wait, for exactly so long', async () => {
      for (let count = 0; count < 3; count += 1) await desk.register();
      const id = await desk.send();
      const items = await sender.claim(2);
      await sender.begin(items.slice(0, 1));
      const { revoked } = await studio.steps.step({
        worker: 'a',
        finished: items
          .slice(0, 1)
          .map((item) => ({ id: item.id, leaseToken: item.leaseToken, outcome: 'flood', retryAfter: 3 })),
        begin: items.slice(1).map((item) => ({ id: item.id, leaseToken: item.leaseToken })),
      });
      expect(revoked).toEqual(items.slice(1).map((item) => item.id));
      sender.passSeconds(3.999);
      expect(await sender.claim()).toEqual([]);
      sender.passSeconds(0.001);
      expect(await sender.sendAll()).toHaveLength(3);
      expect(await desk.view(id)).toMatchObject({ status: 'done', sent: 3 });
    });

    it('stops by itself after 20 refusals of its text; the rest waits', async () => {
      for (let count = 0; count < 25; count += 1) await desk.register();
      const id = await desk.send();
      await sender.finish(await sender.send(19), 'failed', { error: 'can’t parse entities' });
      expect(await desk.view(id)).toMatchObject({ status: 'running', reason: null });
      await sender.finish(await sender.send(1), 'failed');
      expect(await desk.view(id)).toMatchObject({
        status: 'paused',
        reason: 'content_refused',
        failed: 20,
        pending: 5,
      });
      await studio.broadcastControl.resume(id, MANAGER);
      expect((await desk.view(id)).reason).toBeNull();
    });

    it('goes on after refusals when one has arrived', async () => {
      for (let count = 0; count < 25; count += 1) await desk.register();
      const id = await desk.send();
      const items = await sender.send(21);
      await sender.finish(items.slice(0, 1), 'sent');
      await sender.finish(items.slice(1), 'failed');
      expect((await desk.view(id)).status).toBe('running');
    });

    it('is done when nothing is left to send; what nobody knows stays to be decided by staff', async () => {
      for (let count = 0; count < 4; count += 1) await desk.register();
      const id = await desk.send();
      const items = await sender.send();
      await sender.finish(items.slice(0, 1), 'sent');
      await sender.finish(items.slice(1), 'unknown');
      sender.passSeconds(3600);
      await studio.broadcastDriver.catchUp();
      expect(await desk.view(id)).toMatchObject({ status: 'done', sent: 1, unknown: 3, pending: 0, total: 4 });
      expect(await sender.claim()).toEqual([]);
      const chosen = items.slice(0, 2).map((item) => item.id);
      expect(await studio.broadcastControl.resendUnknown(id, chosen, MANAGER)).toBe(1);
      expect((await desk.view(id)).status).toBe('running');
      await sender.sendAll();
      expect(await studio.broadcastControl.resendUnknown(id, 'all', MANAGER)).toBe(2);
      await sender.sendAll();
      expect(await desk.view(id)).toMatchObject({ status: 'done', sent: 4, unknown: 0 });
      expect(await studio.broadcastControl.resendUnknown(id, 'all', MANAGER)).toBe(0);
    });

    it('goes on when a late report says that a message was surely not sent', async () => {
      await desk.register();
      const id = await desk.send();
      const items = await sender.send();
      sender.passSeconds(60);
      await studio.leases.sweep();
      await studio.broadcastDriver.catchUp();
      expect(await desk.view(id)).toMatchObject({ status: 'done', unknown: 1 });
      await sender.finish(items, 'retry');
      sender.passSeconds(1);
      expect(await sender.sendAll()).toHaveLength(1);
      expect(await desk.view(id)).toMatchObject({ status: 'done', sent: 1 });
    });
  });

  describe('its report', () => {
    it('lists who got it and what became of it, a page at a time, and who is to be called instead', async () => {
      const names = ['sent', 'blocked', 'unknown', 'failed'] as const;
      for (const firstName of names) await desk.register({ firstName });
      const absent = await desk.register({ firstName: 'absent', telegramId: null });
      const id = await desk.send();
      const items = await sender.send();
      for (const [index, outcome] of names.entries())
        await sender.finish(items.slice(index, index + 1), outcome, { error: outcome });
      const first = await studio.broadcastQueries.recipients(id, { limit: 3 });
      expect(first.items.map(({ name, status }) => [name, status])).toEqual(
        names.slice(0, 3).map((name) => [name, name]),
      );
      const rest = await studio.broadcastQueries.recipients(id, { limit: 3, after: first.nextId ?? 0 });
      expect(rest).toMatchObject({ items: [{ name: 'failed', error: 'failed' }], nextId: null });
      const everyone = await studio.broadcastQueries.recipients(id, { limit: 4 });
      expect(everyone).toMatchObject({ items: names.map((name) => ({ name })), nextId: null });
      const { items: blocked } = await studio.broadcastQueries.recipients(id, { outcome: 'blocked', limit: 10 });
      expect(blocked.map(({ name }) => name)).toEqual(['blocked']);
      const calls = [];
      for await (const row of studio.broadcastQueries.callList(id)) calls.push([row.name, row.reason]);
      expect(calls).toEqual([
        ['unknown', 'unknown'],
        ['blocked', 'blocked'],
        ['failed', 'failed'],
        ['absent', 'no_telegram'],
      ]);
      expect(absent.telegramId).toBeNull();
    });

    it('has an entry in the audit log for everything that staff did', async () => {
      await desk.register();
      const { id } = await desk.draft();
      await studio.broadcasts.setPhoto(id, PNG, MANAGER);
      await studio.broadcasts.update(id, { text: 'Пока' }, MANAGER);
      await studio.broadcasts.start(id, {}, MANAGER);
      await studio.broadcastControl.pause(id, MANAGER);
      await studio.broadcastControl.resume(id, MANAGER);
      await studio.broadcastControl.cancel(id, MANAGER);
      const entries = await database.dataSource.manager.find(AuditEntry, {
        where: { entity: 'Broadcast' },
        order: { id: 'ASC' },
      });
      const actions = ['create', 'photo', 'update', 'start', 'pause', 'resume', 'cancel'];
      expect(entries.map(({ action }) => action)).toEqual(actions.map((word) => `broadcast.${word}`));
    });
  });
});
