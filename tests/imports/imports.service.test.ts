import { beforeEach, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import type { EntityManager } from 'typeorm';
import { IMPORT_ACTOR, type Actor } from '../../src/audit/actor.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { Coach } from '../../src/coaches/coach.entity.js';
import { Group } from '../../src/groups/group.entity.js';
import { createImportContainer } from '../../src/imports/import-container.js';
import type { ImportsService } from '../../src/imports/imports.service.js';
import { totalsOf } from '../../src/imports/import-plan.rules.js';
import { readStudioBook } from '../../src/imports/studio-book.js';
import { LazyDays } from '../../src/lazy-days/lazy-days.entity.js';
import { FixedClock } from '../../src/lib/clock.js';
import { replayChain } from '../../src/payments/chain.rules.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { MembershipPlan } from '../../src/plans/membership-plan.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { BOOK_WITH_BAD_ROWS, GOOD_BOOK, largeBook } from './studio-book.fixture.js';
import { typed, workbook } from './workbook.fixture.js';

const ENTITIES = [Client, Payment, LazyDays, MembershipPlan, Group, Coach, AuditEntry];
const STUDIO_BOOKS = ['studio-book.csv', 'studio-book.cp1251.csv'].map((file) => `../shared/data/${file}`);
const all = { fileName: 'book.csv', skipRefused: false };
const goodOnly = { fileName: 'book.csv', skipRefused: true };

describeEachDatabase('The import of a studio’s book', (database) => {
  const clock = new FixedClock(new Date('2026-11-22T06:00:00Z'), 'Asia/Bishkek');
  let imports: ImportsService;
  let manager: EntityManager;

  beforeEach(async () => {
    await database.clear();
    ({ imports } = createImportContainer(database.dataSource, clock));
    ({ manager } = database.dataSource);
  });

  const apply = async (bytes: Uint8Array, options = all) =>
    imports.apply(await readStudioBook(bytes, 'ru'), IMPORT_ACTOR, options);

  async function counts(): Promise<Record<string, number>> {
    const entries = [];
    for (const entity of ENTITIES) entries.push([entity.name, await manager.count(entity)] as const);
    return Object.fromEntries(entries);
  }

  async function paymentsOf(where: { firstName: string }): Promise<Payment[]> {
    const { id } = await manager.findOneByOrFail(Client, where);
    return manager.find(Payment, { where: { clientId: id }, order: { startDate: 'ASC' } });
  }

  /** Clients whose stored periods are not those of a replay of their chain. */
  async function wronglyStored(): Promise<number[]> {
    const [payments, freezes] = [await manager.find(Payment), await manager.find(LazyDays)];
    const wrong = new Set<number>();
    for (const clientId of new Set(payments.map((payment) => payment.clientId))) {
      const own = payments.filter((payment) => payment.clientId === clientId);
      const frozen = freezes.filter((freeze) => freeze.clientId === clientId);
      for (const period of replayChain({ payments: own, freezes: frozen, closures: [], visits: null })) {
        const stored = own.find(({ id }) => id === period.paymentId);
        if (stored?.startDate !== period.startDate || stored.endDate !== period.endDate) wrong.add(clientId);
      }
    }
    return [...wrong];
  }

  it('previews without writing anything', async () => {
    const plan = await imports.preview(await readStudioBook(GOOD_BOOK, 'ru'));
    expect(totalsOf(plan)).toMatchObject({ rows: 7, refused: 0, newClients: 5, payments: 5, freezes: 1 });
    expect(Object.values(await counts())).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('writes clients, memberships, freezes and what they belong to', async () => {
    const { written } = await apply(GOOD_BOOK);
    expect(written).toBe(true);
    expect(await counts()).toEqual({
      Client: 5,
      Payment: 5,
      LazyDays: 1,
      MembershipPlan: 2,
      Group: 2,
      Coach: 2,
      AuditEntry: 18,
    });
    expect(await manager.findOneByOrFail(Client, { firstName: 'Анна' })).toMatchObject({
      lastName: 'Иванова',
      phone: '+996555123456',
      telegramUsername: 'anna_i',
      email: 'anna@b.example',
      birthDate: '1996-02-29',
      searchName: 'иванова анна иванова',
      registeredDate: '2026-10-01',
      archivedAt: null,
    });
    const [first, second] = await paymentsOf({ firstName: 'Анна' });
    expect(first).toMatchObject({ startDate: '2026-10-01', endDate: '2026-10-30', amount: '4500.00', method: 'cash' });
    expect(second).toMatchObject({
      saleDate: '2026-10-29',
      askedStartDate: '2026-10-31',
      durationDays: 30,
      endDate: '2026-12-04',
      note: 'скидка 10%',
      method: 'card',
    });
    const [freeze] = await manager.find(LazyDays);
    expect(freeze).toMatchObject({ paymentId: second?.id, startDate: '2026-11-10', endDate: '2026-11-14' });
  });

  it('joins groups with their coaches and packs with their visits', async () => {
    await apply(GOOD_BOOK);
    const boxing = await manager.findOneOrFail(Group, { where: { name: 'Бокс' }, relations: { coach: true } });
    expect(boxing.coach?.firstName).toBe('Эльдар');
    expect((await manager.findOneByOrFail(Client, { firstName: 'Анна' })).groupId).toBe(boxing.id);
    const [pack] = await paymentsOf({ firstName: 'Кирилл' });
    expect(pack).toMatchObject({ visitLimit: 8, visitsUsed: 0, startDate: '2026-11-25' });
  });

  it('stores exactly the periods that a replay of the chain gives', async () => {
    await apply(GOOD_BOOK);
    expect((await paymentsOf({ firstName: 'Дарья' })).map(({ startDate }) => startDate)).toEqual([
      '2026-11-01',
      '2026-12-01',
    ]);
    expect(await wronglyStored()).toEqual([]);
  });

  it('adds nothing when run again', async () => {
    await apply(GOOD_BOOK);
    const before = await counts();
    const { plan } = await apply(GOOD_BOOK);
    expect(totalsOf(plan)).toMatchObject({ newClients: 0, payments: 0, freezes: 0, unchanged: 7, refused: 0 });
    expect(await counts()).toEqual(before);
  });

  it('adds nothing when the same book comes again as a workbook', async () => {
    await apply(GOOD_BOOK);
    const before = await counts();
    const { plan } = await apply(await workbook({ Клиенты: typed(GOOD_BOOK) }));
    expect(totalsOf(plan)).toMatchObject({ newClients: 0, payments: 0, freezes: 0, unchanged: 7, refused: 0 });
    expect(await counts()).toEqual(before);
  });

  it('writes nothing at all while a row has an error', async () => {
    const { written, plan } = await apply(BOOK_WITH_BAD_ROWS);
    expect(written).toBe(false);
    expect(totalsOf(plan).refused).toBe(3);
    expect(Object.values(await counts())).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('writes the good rows alone when the bad ones are to be skipped', async () => {
    await apply(BOOK_WITH_BAD_ROWS, goodOnly);
    expect(await counts()).toMatchObject({ Client: 5, Payment: 5, MembershipPlan: 2, Group: 2, Coach: 2 });
  });

  it('takes everything back when the last write fails', async () => {
    const broken: Actor = { ...IMPORT_ACTOR, kind: null as unknown as Actor['kind'] };
    await expect(imports.apply(await readStudioBook(GOOD_BOOK, 'ru'), broken, all)).rejects.toThrow(/NULL|null/);
    expect(Object.values(await counts())).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('is the owner’s alone', async () => {
    const staff: Actor = { kind: 'staff', id: 1, name: 'manager', role: 'manager', telegram: null };
    await expect(imports.apply(await readStudioBook(GOOD_BOOK, 'ru'), staff, all)).rejects.toThrow('owner_only');
  });

  it('fills what is empty at a known client and leaves what staff entered', async () => {
    await apply(GOOD_BOOK);
    await manager.createQueryBuilder().delete().from(LazyDays).execute();
    await manager.createQueryBuilder().delete().from(Payment).execute();
    await manager.update(
      Client,
      { firstName: 'Анна' },
      { email: null, lastName: 'Петрова-Иванова', note: 'от персонала' },
    );
    await apply(GOOD_BOOK);
    const anna = await manager.findOneByOrFail(Client, { firstName: 'Анна' });
    expect(anna).toMatchObject({ email: 'anna@b.example', lastName: 'Петрова-Иванова', note: 'от персонала' });
    expect(await manager.count(Client)).toBe(5);
  });

  it('moves a stored later membership and keeps the chain whole', async () => {
    await apply(GOOD_BOOK);
    const [first] = await paymentsOf({ firstName: 'Дарья' });
    await manager.delete(Payment, { id: first?.id ?? 0 });
    const [alone] = await paymentsOf({ firstName: 'Дарья' });
    await manager.update(
      Payment,
      { id: alone?.id ?? 0 },
      {
        startDate: '2026-11-10',
        endDate: '2026-12-09',
      },
    );
    await apply(GOOD_BOOK);
    expect((await paymentsOf({ firstName: 'Дарья' })).map(({ endDate }) => endDate)).toEqual([
      '2026-11-30',
      '2026-12-30',
    ]);
    expect(await wronglyStored()).toEqual([]);
    expect(await manager.countBy(AuditEntry, { action: 'payment.move' })).toBe(1);
  });

  it('gives every one of a thousand rows to its own client', async () => {
    await apply(largeBook(500));
    expect(await manager.count(Payment)).toBe(1000);
    const strangers: unknown[] = await manager.query(
      `SELECT c.id FROM clients c LEFT JOIN payments p ON p.clientId = c.id GROUP BY c.id HAVING COUNT(p.id) <> 2`,
    );
    expect(strangers).toEqual([]);
    expect(await wronglyStored()).toEqual([]);
  });

  // Where no such book lies beside the repository there is nothing to try.
  for (const file of STUDIO_BOOKS.filter((book) => existsSync(book))) {
    it(`takes all of ${file} but the six rows that say the impossible, and twice is once`, async () => {
      const { plan } = await apply(readFileSync(file), goodOnly);
      const refused = plan.rows.filter(({ outcome }) => outcome === 'refused').map(({ row }) => row.number);
      expect(refused).toEqual([75, 92, 181, 253, 290, 352]);
      expect(totalsOf(plan)).toMatchObject({ rows: 524, newClients: 244, payments: 515, freezes: 54 });
      expect(await wronglyStored()).toEqual([]);
      const before = await counts();
      await apply(readFileSync(file), goodOnly);
      expect(await counts()).toEqual(before);
    });
  }
});
