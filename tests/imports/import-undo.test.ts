import { beforeEach, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { IMPORT_ACTOR } from '../../src/audit/actor.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { countDifferences, recountStatuses } from '../../src/clients/status-recount.js';
import { Group } from '../../src/groups/group.entity.js';
import { createImportContainer } from '../../src/imports/import-container.js';
import { readStudioBook } from '../../src/imports/studio-book.js';
import { undoReport } from '../../src/imports/undo-report.js';
import { FixedClock } from '../../src/lib/clock.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { MembershipPlan } from '../../src/plans/membership-plan.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { GOOD_BOOK, HEADER, largeBook } from './studio-book.fixture.js';

const TABLES = ['clients', 'payments', 'lazy_days', 'membership_plans', 'groups', 'coaches', 'trainings'];
/** What any write changes, and what only grows. */
const PASSING = new Set(['version', 'updatedAt', 'createdAt']);

describeEachDatabase('Undoing the last import', (database) => {
  let studio: Studio;
  let manager: EntityManager;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource, new FixedClock(new Date('2026-11-22T06:00:00Z'), 'Asia/Bishkek'));
    ({ manager } = database.dataSource);
  });

  const container = () => createImportContainer(database.dataSource, studio.clock);
  const take = async (book: Buffer, fileName = 'book.csv') =>
    container().imports.apply(await readStudioBook(book, 'ru'), IMPORT_ACTOR, { fileName, skipRefused: false });
  const undo = () => container().undo.undo(IMPORT_ACTOR);

  /** All that the studio knows; ids only where they were there before. */
  async function everything(): Promise<Record<string, unknown[]>> {
    const tables: Record<string, unknown[]> = {};
    for (const table of TABLES) {
      const name = database.dataSource.driver.escape(table);
      const rows: Record<string, unknown>[] = await manager.query(`SELECT * FROM ${name} ORDER BY id`);
      tables[table] = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !PASSING.has(key))));
    }
    return tables;
  }

  async function wrongCounts(): Promise<unknown[]> {
    const day = studio.clock.today();
    return countDifferences(await studio.statusLedger.countsOn(day), await recountStatuses(studio.unitOfWork, day));
  }

  const blockers = async (): Promise<string[]> =>
    ((await container().undo.preview())?.blockers ?? []).map(({ name, reason }) => `${name}: ${reason}`);

  const clientNamed = (firstName: string) => manager.findOneByOrFail(Client, { firstName });
  async function paymentOf(firstName: string): Promise<Payment> {
    const { id } = await clientNamed(firstName);
    return manager.findOneOrFail(Payment, { where: { clientId: id }, order: { startDate: 'DESC' } });
  }

  it('leaves nothing of it, and the same file can be imported again', async () => {
    await take(GOOD_BOOK);
    const first = await everything();
    expect(await wrongCounts()).toEqual([]);
    expect(await undo()).toMatchObject({ undone: true, removed: { Client: 5, Payment: 5, LazyDays: 1 } });
    expect(Object.values(await everything()).flat()).toEqual([]);
    expect(await wrongCounts()).toEqual([]);
    await take(GOOD_BOOK);
    const counts = (tables: Record<string, unknown[]>) => Object.values(tables).map((rows) => rows.length);
    expect(counts(await everything())).toEqual(counts(first));
    expect(await wrongCounts()).toEqual([]);
  });

  it('shows what would go without touching it', async () => {
    await take(GOOD_BOOK);
    const before = await everything();
    const plan = await container().undo.preview();
    expect(plan).toMatchObject({ removed: { Client: 5, Payment: 5 }, filled: 0, blockers: [] });
    expect(undoReport(plan, { language: 'ru', timeZone: 'Asia/Bishkek' })).toBe(
      'Последняя загрузка: book.csv, 22.11.2026 12:00\n' +
        '  убрать: клиентов 5, абонементов 5, заморозок 1, тарифов 2, групп 2, тренеров 2\n' +
        '  вернуть прежние данные: клиентов 0\n\n' +
        'Отменить: npm run import -- --undo --commit\n',
    );
    expect(await everything()).toEqual(before);
  });

  it('gives a known client back what was there: empty fields, no group, and every date', async () => {
    const anna = await studio.clients.create(
      { firstName: 'Анна', lastName: 'Иванова', phone: '+996555123456' },
      MANAGER,
    );
    await studio.payments.renew({ clientId: anna.id, amount: '100', durationDays: 40 }, MANAGER);
    await studio.trainings.recordVisit({ clientId: anna.id }, MANAGER);
    const before = await everything();
    await take(GOOD_BOOK);
    expect(await clientNamed('Анна')).toMatchObject({ email: 'anna@b.example', birthDate: '1996-02-29' });
    expect(await manager.countBy(Payment, { clientId: anna.id })).toBe(3);
    expect(await undo()).toMatchObject({ undone: true, filled: 1 });
    expect(await everything()).toEqual(before);
    expect(await wrongCounts()).toEqual([]);
  });

  it('leaves what staff have changed since of what it filled in', async () => {
    await studio.clients.create({ firstName: 'Анна', lastName: 'Иванова', phone: '+996555123456' }, MANAGER);
    await take(GOOD_BOOK);
    const { id } = await clientNamed('Анна');
    await studio.clients.update(id, { email: 'new@b.example' }, MANAGER);
    expect(await undo()).toMatchObject({ undone: true });
    expect(await clientNamed('Анна')).toMatchObject({ email: 'new@b.example', birthDate: null, groupId: null });
  });

  it('undoes the one before when it is asked again, and then says that there is none', async () => {
    await take(GOOD_BOOK);
    const before = await everything();
    await take(largeBook(3), 'second.csv');
    expect(await undo()).toMatchObject({ undone: true, batch: { fileName: 'second.csv' } });
    expect(await everything()).toEqual(before);
    expect(await undo()).toMatchObject({ undone: true, batch: { fileName: 'book.csv' } });
    expect(await undo()).toBeNull();
    expect(undoReport(null, { language: 'en', timeZone: 'UTC' })).toBe('Nothing to undo: no file was imported.\n');
  });

  it('has nothing to undo of a file that brought nothing new', async () => {
    await take(GOOD_BOOK, 'first.csv');
    await take(GOOD_BOOK, 'again.csv');
    expect((await container().undo.preview())?.batch.fileName).toBe('first.csv');
  });

  it('is kept in the audit log, with all that went', async () => {
    await take(GOOD_BOOK);
    await undo();
    const entries = await manager.findBy(AuditEntry, { action: 'import.undo' });
    const kinds = entries.map(({ entity }) => entity);
    expect(new Set(kinds)).toEqual(
      new Set(['Client', 'Payment', 'LazyDays', 'MembershipPlan', 'Group', 'Coach', 'ImportBatch']),
    );
    expect(entries.find(({ entity }) => entity === 'Client')?.before).toMatchObject({ lastName: 'Иванова' });
  });

  it('is the owner’s alone', async () => {
    await take(GOOD_BOOK);
    await expect(container().undo.undo(MANAGER)).rejects.toThrow('owner_only');
  });

  it('takes a visit of before back to where it was, and refuses to lose one of since', async () => {
    const anna = await studio.clients.create(
      { firstName: 'Анна', lastName: 'Иванова', phone: '+996555123456' },
      MANAGER,
    );
    await studio.trainings.recordVisit({ clientId: anna.id, override: true }, OWNER);
    const before = await everything();
    await take(GOOD_BOOK);
    expect(await everything()).toMatchObject({ trainings: [{ paymentId: (await paymentOf('Анна')).id }] });
    expect(await blockers()).toEqual([]);
    await undo();
    expect(await everything()).toEqual(before);
    await take(GOOD_BOOK);
    studio.passDays(1);
    await studio.trainings.recordVisit({ clientId: anna.id }, MANAGER);
    expect(await blockers()).toEqual(['Иванова Анна: visits']);
  });

  it.each<[string, string, (studio: Studio) => Promise<unknown>]>([
    [
      'a visit',
      'Иванова Анна: visits',
      async (at) => at.trainings.recordVisit({ clientId: (await clientNamed('Анна')).id }, MANAGER),
    ],
    [
      'a sale',
      'Тестова Дарья: sales',
      async (at) =>
        at.payments.renew({ clientId: (await clientNamed('Дарья')).id, amount: '1', durationDays: 1 }, MANAGER),
    ],
    [
      'a freeze',
      'Тестова Дарья: freezes',
      async (at) => {
        const [startDate, endDate] = [at.dayFromToday(1), at.dayFromToday(2)];
        await at.lazyDays.freeze({ clientId: (await clientNamed('Дарья')).id, startDate, endDate }, MANAGER);
      },
    ],
    ['a refund', 'Тестова Дарья: refunded', async (at) => at.refunds.refund((await paymentOf('Дарья')).id, {}, OWNER)],
    [
      'a transfer',
      'Тестова Дарья: transferred',
      async (at) => {
        const other = await at.clients.create({ firstName: 'Другая', phone: nextPhone() }, MANAGER);
        await at.transfers.transfer((await paymentOf('Дарья')).id, { clientId: other.id }, OWNER);
      },
    ],
    [
      'a correction',
      'Тестова Дарья: changed',
      async (at) => at.paymentChanges.change((await paymentOf('Дарья')).id, { note: 'верно' }, OWNER),
    ],
    [
      'new data',
      '<b>Зоя</b> & "Ко": changed',
      async (at) =>
        at.clients.update(
          (await manager.findOneByOrFail(Client, { phone: '+996555998884' })).id,
          { phone: nextPhone() },
          MANAGER,
        ),
    ],
    [
      'another client in its group',
      'Йога: members',
      async (at) => {
        const other = await at.clients.create({ firstName: 'Другая', phone: nextPhone() }, MANAGER);
        await at.payments.renew({ clientId: other.id, amount: '1', durationDays: 5 }, MANAGER);
        await at.groups.addClient((await manager.findOneByOrFail(Group, { name: 'Йога' })).id, other.id, MANAGER);
      },
    ],
    [
      'a sale of its plan',
      'Месяц: sales',
      async (at) => {
        const other = await at.clients.create({ firstName: 'Другая', phone: nextPhone() }, MANAGER);
        const plan = await manager.findOneByOrFail(MembershipPlan, { name: 'Месяц' });
        await at.payments.renew({ clientId: other.id, planId: plan.id }, MANAGER);
      },
    ],
    [
      'a session of its group',
      'Йога: sessions',
      async (at) => {
        const group = await manager.findOneByOrFail(Group, { name: 'Йога' });
        const coach = await at.coaches.create({ firstName: 'Олег' }, MANAGER);
        await at.trainings.createSession({ groupId: group.id, coachId: coach.id, time: '10:00' }, MANAGER);
      },
    ],
  ])('is refused after %s, which it names, and changes nothing', async (_, named, happen) => {
    await take(GOOD_BOOK);
    await happen(studio);
    const before = await everything();
    expect(await blockers()).toContain(named);
    expect(await undo()).toMatchObject({ undone: false });
    expect(await everything()).toEqual(before);
  });

  it('is refused after an instalment', async () => {
    const debtor = 'Должник Ян;0555000111;;;;;;Месяц;4500;01.11.2026;01.11.2026;30.11.2026;;;нал;;1500';
    await take(Buffer.from(`${HEADER};Долг\n${debtor}`));
    await studio.instalments.pay((await paymentOf('Ян')).id, { amount: '500' }, MANAGER);
    expect(await blockers()).toEqual(['Должник Ян: instalments']);
  });

  it('names twenty of those in its way and counts the rest', async () => {
    await take(largeBook(25));
    for (const { id } of await manager.find(Client)) await studio.trainings.recordVisit({ clientId: id }, MANAGER);
    const lines = undoReport(await container().undo.preview(), { language: 'ru', timeZone: 'UTC' }).split('\n');
    expect(lines.filter((line) => line.endsWith(': есть посещения'))).toHaveLength(20);
    expect(lines).toContain('  … и ещё 5');
    expect(lines.at(-2)).toBe('Ничего не изменено.');
  });
});
