import { beforeEach, expect, it } from '@jest/globals';
import { IsNull, Not } from 'typeorm';
import { Client } from '../../src/clients/client.entity.js';
import { UnitOfWork } from '../../src/db/unit-of-work.js';
import { StatusLedger } from '../../src/clients/status-ledger.js';
import { fillDemoData, openDemoLogins } from '../../src/demo/demo-data.js';
import { demoTelegramPeople, playedRoles } from '../../src/demo/demo-telegram.js';
import { demoRows } from '../../src/demo/demo-rows.js';
import { FixedClock } from '../../src/lib/clock.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { hashPassword, verifyPassword } from '../../src/staff/password-hash.js';
import { isStrongPassword } from '../../src/staff/password.rules.js';
import { Staff } from '../../src/staff/staff.entity.js';
import { GroupTraining } from '../../src/trainings/group-training.entity.js';
import { Training } from '../../src/trainings/training.entity.js';
import { describeEachDatabase } from '../setup/databases.js';

const clock = new FixedClock(new Date('2026-11-22T06:00:00Z'), 'Asia/Bishkek');

describeEachDatabase('Demo data', (database) => {
  beforeEach(() => database.clear());

  const fill = () => {
    const unitOfWork = new UnitOfWork(database.dataSource);
    return fillDemoData({ unitOfWork, statusLedger: new StatusLedger(unitOfWork), clock, config: { locale: 'ru' } });
  };

  it('fills an empty studio with the rows planned for the day', async () => {
    await fill();
    const { manager } = database.dataSource;
    const planned = demoRows(clock.today(), clock.timeZone, 'ru');
    const pick = ({
      id,
      startDate,
      endDate,
      saleDate,
      amount,
      visitsUsed,
    }: Partial<Record<keyof Payment, unknown>>) => ({
      id,
      startDate,
      endDate,
      saleDate,
      amount,
      visitsUsed,
    });
    const payments = await manager.find(Payment, { order: { id: 'ASC' } });
    expect(payments.map(pick)).toEqual(planned.payments.map(pick));
    expect(await manager.count(Client)).toBe(150);
    expect(await manager.count(GroupTraining)).toBe(planned.sessions.length);
    expect(await manager.count(Training)).toBe(planned.visits.length);
  });

  it('lets the shown logins in, and their passwords are ones that the studio would accept', async () => {
    await fill();
    const logins = await openDemoLogins(new UnitOfWork(database.dataSource));
    expect(logins.map(({ role }) => role)).toEqual(['owner', 'manager', 'coach']);
    for (const { email, password } of logins) {
      const staff = await database.dataSource.manager.findOneOrFail(Staff, {
        where: { email },
        select: { id: true, passwordHash: true, coachId: true, role: true },
      });
      expect(await verifyPassword(staff.passwordHash, password)).toBe(true);
      expect(isStrongPassword(password, email)).toBe(true);
      expect(staff.coachId).toBe(staff.role === 'coach' ? 1 : null);
    }
  });

  it('brings everyone who has Telegram to the playground, where all but the newcomer have started the bot', async () => {
    await fill();
    const { manager } = database.dataSource;
    const people = await demoTelegramPeople(new UnitOfWork(database.dataSource), 'ru');
    const started = new Set(people.filter(({ hasStarted }) => hasStarted).map(({ id }) => String(id)));
    const clients = await manager.find(Client, { where: { telegramId: Not(IsNull()) } });
    expect(clients.length).toBeGreaterThan(50);
    expect(clients.filter(({ telegramId }) => !started.has(telegramId ?? ''))).toEqual([]);
    expect(people.filter(({ isExtra }) => !isExtra).map(({ about }) => about)).toEqual([
      ...Array<string>(5).fill('клиент'),
      ...['тренер', 'админ', 'ещё не клиент'],
    ]);
    expect(people.filter(({ hasStarted }) => !hasStarted).map(({ about }) => about)).toEqual(['ещё не клиент']);
    expect(playedRoles(people)).toEqual([
      'Айгерим Осмонова (клиент)',
      'Айдана Сыдыкова (тренер)',
      'Администратор (админ)',
      'Новый Гость (ещё не клиент)',
    ]);
  });

  it('says nothing of who is who in a studio of one’s own', async () => {
    const people = await demoTelegramPeople(new UnitOfWork(database.dataSource), 'ru');
    expect(people.some(({ hasStarted }) => hasStarted)).toBe(false);
    expect(playedRoles(people)).toEqual([]);
  });

  it('goes on counting ids where the demo ends', async () => {
    await fill();
    const { manager } = database.dataSource;
    const [client] = await manager.find(Client, { order: { id: 'DESC' }, take: 1 });
    const { id: _, ...facts } = client ?? ({} as Client);
    const added = await manager.save(manager.create(Client, { ...facts, telegramId: null, firstName: 'Новая' }));
    expect(added.id).toBeGreaterThan(150);
  });

  it('leaves a studio with clients as it is: no login that everybody knows ever opens real data', async () => {
    const { manager } = database.dataSource;
    expect(await fill()).toBe(true);
    await manager.createQueryBuilder().delete().from(Staff).execute();
    await manager.update(Client, { id: 1 }, { firstName: 'Настоящая' });
    expect(await fill()).toBe(false);
    expect(await manager.count(Client)).toBe(150);
    expect((await manager.findOneByOrFail(Client, { id: 1 })).firstName).toBe('Настоящая');
    expect(await manager.count(Staff)).toBe(0);
  });

  it('no longer shows a login whose password was changed or that was disabled', async () => {
    const { manager } = database.dataSource;
    await fill();
    await manager.update(Staff, { role: 'owner' }, { passwordHash: await hashPassword('another password') });
    await manager.update(Staff, { role: 'coach' }, { disabledAt: clock.now() });
    const logins = await openDemoLogins(new UnitOfWork(database.dataSource));
    expect(logins.map(({ role }) => role)).toEqual(['manager']);
  });
});
