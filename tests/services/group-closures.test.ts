import { beforeEach, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { refusal } from './refusal.js';

describeEachDatabase('a closure of a group', (database) => {
  let studio: Studio;
  let groupId: number;
  let otherId: number;
  let clientId: number;
  let closureId: number;

  /** Sold on 10 March for 30 days; the group is closed from 16 to 25 March. */
  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
    groupId = (await studio.groups.create({ name: 'Утро' }, MANAGER)).id;
    otherId = (await studio.groups.create({ name: 'Вечер' }, MANAGER)).id;
    clientId = (await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER)).id;
    await studio.payments.renew({ clientId, amount: '4500' }, MANAGER);
  });

  const closeGroup = async (): Promise<void> => {
    const days = { startDate: '2026-03-16', endDate: '2026-03-25' };
    const closure = { scope: 'group', groupId, ...days, reason: 'ремонт зала' };
    ({ id: closureId } = await studio.closures.close(closure, MANAGER));
  };
  const join = (id = groupId) => studio.groups.addClient(id, clientId, MANAGER);
  const leave = () => studio.groups.removeClient(groupId, clientId, MANAGER);
  const lastDay = async (): Promise<string> =>
    (await database.dataSource.manager.findOneByOrFail(Payment, { clientId })).endDate;
  const status = async () => (await studio.clientQueries.getDetail(clientId)).status;

  it('concerns whoever joins before it begins', async () => {
    await closeGroup();
    await join();
    expect(await lastDay()).toBe('2026-04-18');
    studio.passDays(6);
    expect(await status()).toBe('frozen');
  });

  it('concerns whoever joins while it lasts from that day on, or from the next for one who has come today', async () => {
    await closeGroup();
    studio.passDays(10);
    await studio.trainings.recordVisit({ clientId, date: '2026-03-17' }, MANAGER);
    await join();
    expect([await lastDay(), await status()]).toEqual(['2026-04-14', 'frozen']);
    await leave();
    expect([await lastDay(), await status()]).toEqual(['2026-04-08', 'active']);
    await studio.trainings.recordVisit({ clientId }, MANAGER);
    await join();
    expect([await lastDay(), await status()]).toEqual(['2026-04-13', 'active']);
  });

  it('concerns nobody who joins on its last day after training, or later', async () => {
    await closeGroup();
    studio.passDays(15);
    await studio.trainings.recordVisit({ clientId }, MANAGER);
    await join();
    await leave();
    studio.passDays(1);
    await join();
    expect(await lastDay()).toBe('2026-04-08');
  });

  it('no longer concerns whoever leaves before it begins', async () => {
    await join();
    await closeGroup();
    expect(await lastDay()).toBe('2026-04-18');
    await leave();
    expect(await lastDay()).toBe('2026-04-08');
  });

  it('gives whoever leaves while it lasts the days until then, and the new group trains today', async () => {
    await join();
    await closeGroup();
    studio.passDays(9);
    expect(await status()).toBe('frozen');
    await studio.clients.update(clientId, { groupId: otherId }, MANAGER);
    expect([await lastDay(), await status()]).toEqual(['2026-04-11', 'active']);
  });

  it('gives whoever comes back the days of both stays, not those in between', async () => {
    await join();
    await closeGroup();
    studio.passDays(8);
    await leave();
    studio.passDays(2);
    await studio.trainings.recordVisit({ clientId, date: '2026-03-19' }, MANAGER);
    await join();
    expect(await lastDay()).toBe('2026-04-16');
    await studio.closures.undo(closureId, OWNER);
    expect(await lastDay()).toBe('2026-04-08');
  });

  it('ends for the clients of a group that is archived, and for a client who is', async () => {
    await join();
    await closeGroup();
    studio.passDays(8);
    await studio.groups.archive(groupId, OWNER);
    expect(await lastDay()).toBe('2026-04-10');
    await studio.groups.restore(groupId, OWNER);
    await join();
    expect(await lastDay()).toBe('2026-04-18');
    await studio.clients.archive(clientId, OWNER);
    expect(await lastDay()).toBe('2026-04-10');
  });

  it('leaves the dates of the past alone, whoever joins or leaves afterwards', async () => {
    await join();
    await closeGroup();
    studio.passDays(20);
    await leave();
    expect(await lastDay()).toBe('2026-04-18');
  });

  it('that is undone concerns nobody who joins', async () => {
    await closeGroup();
    await studio.closures.undo(closureId, MANAGER);
    await join();
    expect(await lastDay()).toBe('2026-04-08');
  });

  it('lets nobody join whose chain would not fit the calendar, and names each move in the audit log', async () => {
    await closeGroup();
    await join();
    await leave();
    const { manager } = database.dataSource;
    const entries = await manager.find(AuditEntry, { where: { entity: 'Client' }, order: { id: 'ASC' } });
    expect(entries.map(({ action }) => action).slice(-4)).toEqual([
      'client.group',
      'closure.join',
      'client.group',
      'closure.leave',
    ]);
    expect(entries.at(-1)?.after).toMatchObject({ groupId, moved: [{ endDate: '2026-04-08' }] });
    await manager.update(Payment, { clientId }, { durationDays: 63_480, endDate: '2199-12-29' });
    expect(await refusal(join())).toBe('groupId: date_too_far');
  });
});
