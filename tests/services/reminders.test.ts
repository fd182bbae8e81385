import { beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from '../../src/clients/client.entity.js';
import { CronRunner } from '../../src/cron/cron-runner.js';
import { reminderJobs } from '../../src/cron/reminder-jobs.js';
import { insertEntities } from '../../src/db/write-entities.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { FixedClock } from '../../src/lib/clock.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { GroupAtWork, nextTelegramId, type Member } from '../setup/group-at-work.js';
import { desksOf, MANAGER, OWNER, silentLogger, studioOn, type Studio } from '../setup/studio.js';

describeEachDatabase('reminders', (database) => {
  let studio: Studio;
  let group: GroupAtWork;

  /** Noon in Bishkek, which is six in the morning in UTC. */
  const open = async (now = '2026-03-10T06:00:00Z', zone = 'Asia/Bishkek') => {
    await database.clear();
    studio = studioOn(database.dataSource, new FixedClock(new Date(now), zone));
    group = await GroupAtWork.open(studio);
  };
  beforeEach(() => open());

  const at = (instant: string) => studio.clock.set(new Date(instant));
  const set = (key: string, value: unknown) => studio.settings.set(key, value, OWNER);
  const keys = async (prefix: string) => (await group.messages(prefix)).map(({ dedupeKey }) => dedupeKey);
  const paymentOf = async ({ id }: Member): Promise<Payment> => {
    const where = { clientId: id };
    const [last] = await database.dataSource.manager.find(Payment, { where, order: { id: 'DESC' }, take: 1 });
    if (!last) throw new Error('no payment');
    return last;
  };
  const textOf = async (prefix: string) => (await group.messages(prefix)).map(({ payload }) => payload.text);

  describe('of the last paid day', () => {
    it('come three days and one day before, on the day, and three days after', async () => {
      const anna = await group.member({ days: 5 });
      const { id } = await paymentOf(anna);
      for (let day = 0; day < 10; day += 1) {
        await studio.reminders.remindExpiry();
        studio.passDays(1);
      }
      expect(await keys('reminder:')).toEqual([3, 1, 0, -3].map((offset) => `reminder:${id}:2026-03-14:${offset}`));
      expect(await textOf('reminder:')).toEqual([
        'Анна, ваш абонемент закончится через 3 дня: последний день — 14 марта.\nПродлите его заранее: новый начнётся сразу после этого, и ни один день не пропадёт.',
        expect.stringContaining('через 1 день:'),
        expect.stringContaining('сегодня последний день'),
        expect.stringContaining('закончился 14 марта'),
      ]);
      const [first] = await group.messages('reminder:');
      expect(first).toMatchObject({
        chatId: anna.telegramId,
        clientId: anna.id,
        deliveryClass: 'reminder',
        // The end of 11 March in Bishkek.
        expiresAt: new Date('2026-03-11T15:00:00Z'),
        payload: { buttons: [[{ kind: 'membership', text: 'Мой абонемент' }]] },
      });
    });

    it('come from the hour of the studio’s day on, none from nine in the evening, and late when the process was off', async () => {
      await group.member({ days: 1 });
      for (const [instant, written] of [
        ['2026-03-10T03:59:59Z', 0],
        ['2026-03-10T15:00:00Z', 0],
        ['2026-03-10T17:59:59Z', 0],
        ['2026-03-10T14:59:59Z', 1],
        ['2026-03-10T04:00:00Z', 0],
      ] as const) {
        at(instant);
        expect([instant, await studio.reminders.remindExpiry()]).toEqual([instant, written]);
      }
    });

    it('are not made up for on another day', async () => {
      await group.member({ days: 2 });
      studio.passDays(2);
      expect(await studio.reminders.remindExpiry()).toBe(0);
      await group.member({ days: 1 });
      expect(await studio.reminders.remindExpiry()).toBe(1);
    });

    it('come once whatever runs at the same moment, again, or again after a restart', async () => {
      await group.member({ days: 1 });
      const counts = await Promise.all(desksOf(studio, 6).map((desk) => desk.reminders.remindExpiry()));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
      const another = studioOn(database.dataSource, studio.clock);
      expect(await another.reminders.remindExpiry()).toBe(0);
      const [first] = reminderJobs(studio.reminders, studio.staleReminders).slice(1, 2);
      if (!first) throw new Error('no job');
      const runner = () => new CronRunner(studio.unitOfWork, studio.clock, silentLogger);
      const slots = [runner(), runner()].map((cron) => cron.runSlot(first, studio.clock.now()));
      expect((await Promise.all(slots)).sort()).toEqual(['done', 'taken']);
      expect(await group.messages('reminder:')).toHaveLength(1);
    });

    it('go to nobody who has renewed, is frozen, archived, refunded, out of reach or has no Telegram', async () => {
      const renewed = await group.member({ days: 1 });
      await studio.payments.renew({ clientId: renewed.id, amount: '1', durationDays: 30 }, MANAGER);
      const frozen = await group.member({ days: 2 });
      await studio.lazyDays.freeze({ clientId: frozen.id, startDate: '2026-03-10', endDate: '2026-03-10' }, MANAGER);
      await studio.clients.archive((await group.member({ days: 1 })).id, OWNER);
      await group.block(await group.member({ days: 1 }));
      await group.member({ days: 1, telegramId: null });
      const refunded = await group.member({ days: 30 });
      studio.passDays(1);
      await studio.refunds.refund((await paymentOf(refunded)).id, { refundAmount: '0' }, OWNER);
      studio.passDays(-1);
      const told = await group.member({ days: 1 });
      await studio.reminders.remindExpiry();
      expect(await group.toldTo('reminder:')).toEqual([told.telegramId]);
    });

    it('look at the end of the whole chain, and speak again when it moves', async () => {
      const anna = await group.member({ days: 2 });
      await studio.payments.renew({ clientId: anna.id, amount: '1', durationDays: 2 }, MANAGER);
      await studio.reminders.remindExpiry();
      const { id } = await paymentOf(anna);
      expect(await keys('reminder:')).toEqual([`reminder:${id}:2026-03-13:3`]);
      await studio.lazyDays.freeze({ clientId: anna.id, startDate: '2026-03-11', endDate: '2026-03-12' }, MANAGER);
      studio.passDays(2);
      expect(await studio.reminders.remindExpiry()).toBe(0);
      studio.passDays(2);
      await studio.reminders.remindExpiry();
      expect(await keys('reminder:')).toEqual([`reminder:${id}:2026-03-13:3`, `reminder:${id}:2026-03-15:1`]);
    });

    it('keep to the calendar of a zone whose clocks change, over the end of a month', async () => {
      await open('2026-03-27T11:00:00Z', 'Europe/Berlin');
      const anna = await group.member({ days: 5 });
      const { id } = await paymentOf(anna);
      // Ten o'clock is at nine in UTC before 29 March, and at eight from then on.
      const due: [string, number][] = [
        ['2026-03-28T08:59:00Z', 0],
        ['2026-03-28T09:00:00Z', 1],
        ['2026-03-28T09:05:00Z', 0],
        ['2026-03-29T00:59:00Z', 0],
        ['2026-03-29T01:01:00Z', 0],
        ['2026-03-30T07:59:00Z', 0],
        ['2026-03-30T08:00:00Z', 1],
        ['2026-03-31T18:59:00Z', 1],
        ['2026-04-03T08:00:00Z', 1],
      ];
      for (const [instant, written] of due) {
        at(instant);
        expect([instant, await studio.reminders.remindExpiry()]).toEqual([instant, written]);
      }
      expect(await keys('reminder:')).toEqual([3, 1, 0, -3].map((offset) => `reminder:${id}:2026-03-31:${offset}`));
      const [first] = await group.messages('reminder:');
      expect(first?.expiresAt).toEqual(new Date('2026-03-28T20:00:00Z'));
    });

    it('say what staff wrote, in the client’s language, with names that cannot break the text', async () => {
      await set('textExpiryToday', { ru: '<b>{firstName}</b>, {plan|абонемент} до {endDate}', en: 'Dear {firstName}' });
      await set('reminderOffsets', [0]);
      await group.member({ days: 1, firstName: 'Анна & Ко' });
      await group.member({ days: 1, firstName: 'John', language: 'en' });
      await studio.reminders.remindExpiry();
      expect(await textOf('reminder:')).toEqual(['<b>Анна &amp; Ко</b>, абонемент до 10 марта', 'Dear John']);
    });

    it('reach everyone of a thousand, chunk by chunk, also after a crash between two chunks', async () => {
      const { manager } = database.dataSource;
      const { id } = await group.member({ days: 1 });
      const anna = await manager.findOneByOrFail(Client, { id });
      const sale = await manager.findOneByOrFail(Payment, { clientId: id });
      const others = Array.from({ length: 1000 }, () => ({ ...anna, telegramId: nextTelegramId() }));
      const clients = await insertEntities(manager, Client, others);
      await insertEntities(
        manager,
        Payment,
        clients.map((client) => ({ ...sale, clientId: client.id })),
      );
      const { outbox } = studio;
      const enqueue = outbox.enqueue.bind(outbox);
      let calls = 0;
      outbox.enqueue = (drafts) => {
        calls += drafts.length > 0 ? 1 : 0;
        return calls === 2 && drafts.length > 0 ? Promise.reject(new Error('the process died')) : enqueue(drafts);
      };
      await expect(studio.reminders.remindExpiry()).rejects.toThrow('the process died');
      expect(await manager.count(Delivery)).toBe(500);
      expect(await studio.reminders.remindExpiry()).toBe(501);
      expect(await manager.count(Delivery)).toBe(1001);
    });
  });

  describe('that still wait to be sent', () => {
    const waiting = async () =>
      (await group.messages('')).filter(({ status }) => status === 'pending').map(({ dedupeKey }) => dedupeKey);

    it('are taken back from who has renewed or gone into a freeze meanwhile', async () => {
      const renewed = await group.member({ days: 1 });
      const frozen = await group.member({ days: 1 });
      const told = await group.member({ days: 1 });
      await studio.reminders.remindExpiry();
      expect(await studio.staleReminders.takeBack()).toBe(0);
      await studio.payments.renew({ clientId: renewed.id, amount: '1', durationDays: 30 }, MANAGER);
      await studio.lazyDays.freeze({ clientId: frozen.id, startDate: '2026-03-10', endDate: '2026-03-12' }, MANAGER);
      expect(await studio.staleReminders.takeBack()).toBe(2);
      expect(await waiting()).toEqual([`reminder:${(await paymentOf(told)).id}:2026-03-10:0`]);
      expect(await studio.staleReminders.takeBack()).toBe(0);
    });

    it('are left alone once they are sent', async () => {
      const anna = await group.member({ days: 1 });
      await studio.reminders.remindExpiry();
      await group.deliverAll();
      await studio.payments.renew({ clientId: anna.id, amount: '1', durationDays: 30 }, MANAGER);
      expect(await studio.staleReminders.takeBack()).toBe(0);
    });

    it('are taken back when the visit is given back, or the session called off', async () => {
      await set('sessionReminderMinutes', 360);
      const anna = await group.member({ visitLimit: 2 });
      const { id } = await studio.trainings.recordVisit({ clientId: anna.id }, MANAGER);
      const session = { groupId: group.groupId, coachId: group.coachId };
      const { id: off } = await studio.trainings.createSession({ ...session, time: '18:00' }, MANAGER);
      const { id: moved } = await studio.trainings.createSession({ ...session, time: '17:00' }, MANAGER);
      await studio.trainings.createSession({ ...session, time: '16:00' }, MANAGER);
      await studio.reminders.remindVisits();
      expect(await studio.reminders.remindSessions()).toBe(3);
      await studio.trainings.removeVisit(id, MANAGER);
      await studio.trainings.cancelSession(off, MANAGER);
      await studio.trainings.updateSession(moved, { time: '17:30' }, MANAGER);
      expect(await studio.staleReminders.takeBack()).toBe(3);
      expect(await studio.reminders.remindSessions()).toBe(1);
    });
  });

  describe('of the visits left', () => {
    it('come once for each number, in the daytime, and not to who has bought the next membership', async () => {
      await set('reminderVisitsLeft', [1, 2]);
      const anna = await group.member({ visitLimit: 3 });
      const ready = await group.member({ visitLimit: 2 });
      await studio.trainings.recordVisit({ clientId: ready.id }, MANAGER);
      await studio.payments.renew({ clientId: ready.id, amount: '1', durationDays: 30 }, MANAGER);
      expect(await studio.reminders.remindVisits()).toBe(0);
      await studio.trainings.recordVisit({ clientId: anna.id }, MANAGER);
      at('2026-03-10T15:00:00Z');
      expect(await studio.reminders.remindVisits()).toBe(0);
      at('2026-03-11T03:00:00Z');
      expect(await studio.reminders.remindVisits()).toBe(1);
      await studio.trainings.recordVisit({ clientId: anna.id }, MANAGER);
      expect(await studio.reminders.remindVisits()).toBe(1);
      expect(await studio.reminders.remindVisits()).toBe(0);
      const { id } = await paymentOf(anna);
      expect(await keys('visits:')).toEqual([`visits:${id}:2`, `visits:${id}:1`]);
      expect((await textOf('visits:'))[1]).toContain('осталось 1 занятие');
    });

    it('do not greet a pack that nobody has used yet', async () => {
      await group.member({ visitLimit: 1 });
      expect(await studio.reminders.remindVisits()).toBe(0);
    });
  });

  describe('of birthdays', () => {
    const born = async (birthDate: string, more: Partial<Client> = {}): Promise<Member> => {
      const member = await group.member();
      await database.dataSource.manager.update(Client, { id: member.id }, { birthDate, ...more });
      return member;
    };

    it('are off at first; on, they greet once a year, at the hour, who has not stopped broadcasts', async () => {
      const anna = await born('1990-03-10');
      await born('1990-03-11');
      await born('1990-03-10', { broadcastsStoppedAt: new Date() });
      await born('1990-03-10', { telegramState: 'gone' });
      expect(await studio.reminders.greetBirthdays()).toBe(0);
      await set('birthdayGreeting', true);
      at('2026-03-10T03:59:00Z');
      expect(await studio.reminders.greetBirthdays()).toBe(0);
      at('2026-03-10T04:00:00Z');
      expect(await studio.reminders.greetBirthdays()).toBe(1);
      expect(await studio.reminders.greetBirthdays()).toBe(0);
      expect(await keys('birthday:')).toEqual([`birthday:${anna.id}:2026`]);
      at('2027-03-10T04:00:00Z');
      expect(await studio.reminders.greetBirthdays()).toBe(1);
    });

    it('keep 29 February on the 28th of a common year', async () => {
      await set('birthdayGreeting', true);
      const anna = await born('2000-02-29');
      for (const day of ['2027-02-28', '2027-03-01', '2028-02-28', '2028-02-29']) {
        at(`${day}T06:00:00Z`);
        await studio.reminders.greetBirthdays();
      }
      expect(await keys('birthday:')).toEqual([`birthday:${anna.id}:2027`, `birthday:${anna.id}:2028`]);
      const greetings = await group.messages('birthday:');
      expect(greetings.map(({ expiresAt }) => expiresAt?.toISOString())).toEqual([
        '2027-02-28T15:00:00.000Z',
        '2028-02-29T15:00:00.000Z',
      ]);
    });
  });

  describe('of a session', () => {
    it('are off at first; on, they come before it to the active clients of its group, until it begins', async () => {
      const anna = await group.member();
      const frozen = await group.member();
      await studio.lazyDays.freeze({ clientId: frozen.id, startDate: '2026-03-10', endDate: '2026-03-12' }, MANAGER);
      const { id } = await studio.trainings.createSession({ groupId: group.groupId, coachId: group.coachId }, MANAGER);
      at('2026-03-10T11:30:00Z');
      expect(await studio.reminders.remindSessions()).toBe(0);
      await set('sessionReminderMinutes', 60);
      at('2026-03-10T10:59:59Z');
      expect(await studio.reminders.remindSessions()).toBe(0);
      at('2026-03-10T11:00:00Z');
      expect(await studio.reminders.remindSessions()).toBe(1);
      expect(await studio.reminders.remindSessions()).toBe(0);
      const [message] = await group.messages('session-reminder:');
      const startsAt = new Date('2026-03-10T12:00:00Z');
      expect(message).toMatchObject({
        dedupeKey: `session-reminder:${id}:${startsAt.getTime()}:${anna.id}`,
        expiresAt: startsAt,
        payload: {
          text: `Напоминаем о занятии: Йога ${group.coachId}, вторник, 10 марта в 18:00. Тренер: Олег Ким.`,
        },
      });
      await group.member();
      at('2026-03-10T12:00:00Z');
      expect(await studio.reminders.remindSessions()).toBe(0);
    });

    it('where people were invited, come to those who did not decline and were asked long enough ago', async () => {
      await set('sessionReminderMinutes', 60);
      const [joined, silent, refused] = [await group.member(), await group.member(), await group.member()];
      const lastVisit = await group.member({ visitLimit: 1 });
      const { id } = await group.start();
      await group.join(id, joined);
      await group.join(id, lastVisit);
      await group.refuse(id, refused);
      at('2026-03-10T11:10:00Z');
      await group.member();
      await studio.invitations.inviteToSession(id, MANAGER);
      await studio.reminders.remindSessions();
      expect(await group.toldTo('session-reminder:')).toEqual([
        joined.telegramId,
        silent.telegramId,
        lastVisit.telegramId,
      ]);
    });
  });
});
