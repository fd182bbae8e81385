import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { clientStatusOn, isExpiringOn } from '../../src/clients/client-status.rules.js';
import { statusExpression, statusParameters } from '../../src/clients/client-status.sql.js';
import { Client } from '../../src/clients/client.entity.js';
import { ClientPhoto } from '../../src/clients/client-photo.entity.js';
import { Closure } from '../../src/closures/closure.entity.js';
import { closedOn } from '../../src/closures/closure.queries.js';
import { clientFilterSchema } from '../../src/contract/clients.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { addDays } from '../../src/lib/calendar-date.js';
import { ZERO_MONEY, type Money } from '../../src/lib/money.js';
import { LazyDays } from '../../src/lazy-days/lazy-days.entity.js';
import type { ChainClosure } from '../../src/payments/chain.rules.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';
import { JPEG_START, PNG } from '../setup/photo.js';

async function refused(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.fields.length ? error.fields.map(({ path, code }) => `${path}: ${code}`) : [error.code];
  }
  return ['not refused'];
}

describeEachDatabase('clients', (database) => {
  let studio: Studio;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
  });

  const create = (input: object) => studio.clients.create({ firstName: 'Анна', phone: nextPhone(), ...input }, MANAGER);

  describe('registering', () => {
    it('stores names clean, the phone in E.164 and the studio’s day', async () => {
      const client = await create({ firstName: '  Анна\u200B ', lastName: 'О’Коннор', phone: '0555 12-34-56' });
      expect(client).toMatchObject({
        firstName: 'Анна',
        lastName: 'О’Коннор',
        phone: '+996555123456',
        registeredDate: '2026-03-10',
      });
    });

    it('keeps markup, quotes, emoji and right-to-left letters of a name as they are', async () => {
      const client = await create({ firstName: '<b>Зоя</b> & "Ко" 🏋️', lastName: 'محمد' });
      const stored = await studio.clientQueries.get(client.id);
      expect(stored).toMatchObject({ firstName: '<b>Зоя</b> & "Ко" 🏋️', lastName: 'محمد' });
    });

    it.each<[string, object, string]>([
      ['no name', { firstName: ' \u200B ' }, 'firstName: required'],
      ['a name of 101 letters', { firstName: 'я'.repeat(101) }, 'firstName: too_long'],
      ['letters for a phone', { phone: 'позвоните мне' }, 'phone: not_a_phone'],
      ['too few digits', { phone: '0555' }, 'phone: not_a_phone'],
      ['a broken e-mail', { email: 'anna@' }, 'email: not_an_email'],
      ['a birthday tomorrow', { birthDate: '2026-03-11' }, 'birthDate: date_in_future'],
      ['a birthday on 31 April', { birthDate: '1990-04-31' }, 'birthDate: not_a_date'],
      ['letters in the Telegram id', { telegramId: '12a' }, 'telegramId: not_a_telegram_id'],
      ['another language', { language: 'de' }, 'language: not_an_option'],
      ['neither phone nor Telegram', { phone: '' }, 'phone: contact_required'],
    ])('is refused with %s, naming the field', async (_, input, expected) => {
      expect(await refused(create(input))).toContain(expected);
      expect(await database.dataSource.manager.count(Client)).toBe(0);
    });

    it('of one Telegram id by ten requests at once makes one client', async () => {
      const results = await Promise.allSettled(Array.from({ length: 10 }, () => create({ telegramId: '5216000000' })));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await database.dataSource.manager.count(Client)).toBe(1);
    });

    it('tells a known client from an archived one', async () => {
      const known = await create({ telegramId: '5216000000' });
      expect(await refused(create({ telegramId: '5216000000' }))).toEqual(['telegramId: client_exists']);
      await studio.clients.archive(known.id, OWNER);
      expect(await refused(create({ telegramId: '5216000000' }))).toEqual(['telegramId: client_archived']);
    });
  });

  describe('changing', () => {
    it('touches the given fields only', async () => {
      const client = await create({ lastName: 'Ким', email: 'Anna@Example.com' });
      await studio.clients.update(client.id, { lastName: 'Пак' }, MANAGER);
      expect(await studio.clientQueries.get(client.id)).toMatchObject({ lastName: 'Пак', email: 'anna@example.com' });
    });

    it('by two people on one form tells the second one', async () => {
      const client = await create({});
      const { version } = await studio.clientQueries.get(client.id);
      await studio.clients.update(client.id, { lastName: 'Первая' }, MANAGER, version);
      expect(await refused(studio.clients.update(client.id, { lastName: 'Вторая' }, MANAGER, version))).toEqual([
        'changed_meanwhile',
      ]);
      expect(await studio.clientQueries.get(client.id)).toMatchObject({ lastName: 'Первая' });
    });

    it('of the phone takes its proof away', async () => {
      const client = await create({ phoneVerified: true });
      expect(client.phoneVerifiedAt).not.toBeNull();
      await studio.clients.update(client.id, { phone: nextPhone() }, MANAGER);
      expect((await studio.clientQueries.get(client.id)).phoneVerifiedAt).toBeNull();
    });

    it('an unknown or missing id changes nobody', async () => {
      await create({});
      expect(await refused(studio.clients.update(999, { lastName: 'X' }, MANAGER))).toEqual(['not_found']);
      const missing = undefined as unknown as number;
      await expect(studio.clients.update(missing, { lastName: 'X' }, MANAGER)).rejects.toThrow();
      expect(await database.dataSource.manager.countBy(Client, { lastName: 'X' })).toBe(0);
    });

    it('is written to the audit log with the fields that differ, and only those', async () => {
      const client = await create({ lastName: 'Ким' });
      await studio.clients.update(client.id, { lastName: 'Пак' }, MANAGER);
      const entry = await database.dataSource.manager.findOneByOrFail(AuditEntry, { action: 'client.update' });
      expect(entry).toMatchObject({ before: { lastName: 'Ким' }, after: { lastName: 'Пак' } });
    });
  });

  describe('archiving', () => {
    it('is the owner’s: the client leaves the lists and can be restored', async () => {
      const client = await create({});
      expect(await refused(studio.clients.archive(client.id, MANAGER))).toEqual(['owner_only']);
      await studio.clients.archive(client.id, OWNER);
      expect(await studio.clientQueries.counts()).toMatchObject({ all: 0, new: 0, archived: 1 });
      expect(await refused(studio.clients.update(client.id, { lastName: 'X' }, MANAGER))).toEqual(['client_archived']);
      expect(await refused(studio.clients.restore(client.id, MANAGER))).toEqual(['owner_only']);
      await studio.clients.restore(client.id, OWNER);
      expect(await studio.clientQueries.counts()).toMatchObject({ all: 1, new: 1, archived: 0 });
    });
  });

  describe('a photo', () => {
    it('is known by its content and kept as a JPEG', async () => {
      const client = await create({ telegramId: '77' });
      await studio.clients.setPhotoByTelegramId('77', PNG, MANAGER);
      const stored = await database.dataSource.manager.findOneByOrFail(ClientPhoto, { clientId: client.id });
      expect(stored.mimeType).toBe('image/jpeg');
      expect(Buffer.from(stored.bytes).subarray(0, 3).equals(JPEG_START)).toBe(true);
    });

    it('that is a program with a picture’s name is refused', async () => {
      await create({ telegramId: '77' });
      const program = Buffer.from('MZ this is no picture');
      expect(await refused(studio.clients.setPhotoByTelegramId('77', program, MANAGER))).toEqual([
        'photo: not_an_image',
      ]);
    });
  });

  describe('searching', () => {
    const found = async (q: string) => {
      const { items } = await studio.clientQueries.list({ q, limit: 50 });
      return items.map(({ firstName, lastName }) => `${lastName} ${firstName}`);
    };

    beforeEach(async () => {
      await create({ firstName: 'Анна', lastName: 'Ёлкина', phone: '0555 12-34-56' });
      await create({ firstName: 'Пётр', lastName: 'Иванов' });
      await create({ firstName: '100%', lastName: 'Скидка_' });
    });

    it('finds a part of the name in any letter case, Cyrillic too, and ё as е', async () => {
      expect(await found('ЁЛК')).toEqual(['Ёлкина Анна']);
      expect(await found('елк')).toEqual(['Ёлкина Анна']);
      expect(await found('петр')).toEqual(['Иванов Пётр']);
    });

    it('finds first and last name in either order', async () => {
      expect(await found('анна елкина')).toEqual(['Ёлкина Анна']);
      expect(await found('Ёлкина Анна')).toEqual(['Ёлкина Анна']);
    });

    it('finds the phone however it is typed', async () => {
      for (const typed of ['0555123456', '+996 555 12', '555-12-34', '123456']) {
        expect(await found(typed)).toEqual(['Ёлкина Анна']);
      }
    });

    it('takes % and _ for letters', async () => {
      expect(await found('%')).toEqual(['Скидка_ 100%']);
      expect(await found('_')).toEqual(['Скидка_ 100%']);
      expect(await found("' OR 1=1 --")).toEqual([]);
    });

    it('pages through everyone once, in order', async () => {
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await studio.clientQueries.list({ limit: 2, cursor });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(new Set(seen).size).toBe(3);
      expect(seen).toHaveLength(3);
    });

    it('refuses a cursor that is none', async () => {
      expect(await refused(studio.clientQueries.list({ limit: 2, cursor: 'abc' }))).toEqual(['cursor: malformed']);
    });
  });

  it('the status in SQL and the kept counts are those of the rules, over random histories and days', async () => {
    const today = studio.clock.today();
    const { manager } = database.dataSource;
    const { id: planId } = await studio.plans.create({ name: 'Месяц', durationDays: 30, price: '1' }, OWNER);
    const offset = fc.integer({ min: -20, max: 20 });
    const day = offset.map((days) => addDays(today, days));
    const range = fc
      .record({ start: offset, days: fc.integer({ min: 0, max: 12 }) })
      .map(({ start, days }) => ({ startDate: addDays(today, start), endDate: addDays(today, start + days - 1) }));
    const sold = fc.record({ dates: range, usedUpDate: fc.option(day), hasPlan: fc.boolean(), owes: fc.boolean() });
    const histories = fc.sample(
      fc.record({
        archivedDate: fc.option(day, { freq: 5 }),
        sales: fc.array(sold, { maxLength: 3 }),
        freezes: fc.array(range, { maxLength: 2 }),
      }),
      { numRuns: 150, seed: 20_260_310 },
    );
    const closed = { scope: 'plan', planId, reason: 'ремонт' } as const;
    const closure = { ...closed, startDate: addDays(today, 3), endDate: addDays(today, 5) };
    await manager.save(manager.create(Closure, closure));
    const closures: ChainClosure[] = [closure];
    const facts = [];
    for (const { archivedDate, sales, freezes: asked } of histories) {
      const { id } = await create({});
      await manager.update(Client, { id }, { archivedDate, archivedAt: archivedDate && studio.clock.now() });
      const payments = sales.map(({ dates, usedUpDate, hasPlan, owes }) => ({
        ...dates,
        usedUpDate,
        planId: hasPlan ? planId : null,
        owedAmount: owes ? ('1.00' as Money) : ZERO_MONEY,
      }));
      const base = {
        clientId: id,
        amount: ZERO_MONEY,
        paidAmount: ZERO_MONEY,
        method: 'cash',
        saleDate: today,
      } as const;
      const stored = payments.map((payment) => manager.create(Payment, { ...base, durationDays: 1, ...payment }));
      const [payment] = await manager.save(stored);
      const freezes = payment ? asked : [];
      await manager.save(
        freezes.map((freeze) =>
          manager.create(LazyDays, {
            ...freeze,
            clientId: id,
            paymentId: payment?.id ?? 0,
            askedEndDate: freeze.endDate,
          }),
        ),
      );
      facts.push({ id, archivedDate, payments, freezes, closures, owes: sales.some(({ owes }) => owes) });
    }
    await studio.unitOfWork.run(() => studio.statusLedger.rebuild());
    for (const shift of [-3, 0, 4]) {
      const on = addDays(today, shift);
      const rows = await manager
        .createQueryBuilder(Client, 'client')
        .select('client.id', 'id')
        .addSelect(statusExpression('client', await closedOn(manager, on)), 'status')
        .setParameters({ ...statusParameters(on, 3) })
        .getRawMany<{ id: number; status: string }>();
      const inSql = new Map(rows.map((row) => [Number(row.id), row.status]));
      for (const fact of facts) expect([fact.id, inSql.get(fact.id)]).toEqual([fact.id, clientStatusOn(on, fact)]);
      for (const filter of clientFilterSchema.options) {
        const expected = facts.filter((fact) => {
          const status = clientStatusOn(on, fact);
          if (filter === 'all') return status !== 'archived';
          if (filter === 'inactive') return status !== 'archived' && status !== 'active';
          if (filter === 'owing') return status !== 'archived' && fact.owes;
          return filter === 'expiring' ? isExpiringOn(on, fact, 3) : status === filter;
        });
        const { sql, parameters } = await studio.clientQueries.condition(filter, 'client', on);
        const listed = await manager.createQueryBuilder(Client, 'client').where(sql, parameters).getCount();
        expect([filter, shift, listed]).toEqual([filter, shift, expected.length]);
        // Debts are counted as they are now, whatever the day.
        if (filter === 'owing') continue;
        expect([filter, shift, await studio.clientQueries.count(filter, on)]).toEqual([filter, shift, expected.length]);
      }
    }
    expect(new Set(facts.map((fact) => clientStatusOn(today, fact))).size).toBe(6);
  });
});
