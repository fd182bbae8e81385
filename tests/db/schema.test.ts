import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';
import { Client } from '../../src/clients/client.entity.js';
import { ENTITIES } from '../../src/db/entities.js';
import { createDataSource } from '../../src/db/data-source.js';
import { isSchemaCurrent, migrate, openDatabase } from '../../src/db/open-database.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { describeEachDatabase } from '../setup/databases.js';
import { MANAGER, nextPhone, studioOn } from '../setup/studio.js';

// A busy server takes many seconds for the whole schema, and some tests make it three times.
jest.setTimeout(120_000);

/** Without a transaction: SQLite rebuilds tables for it and would check their foreign keys half-way. */
async function undoMigrations(dataSource: DataSource): Promise<void> {
  for (const _ of MIGRATIONS) await dataSource.undoLastMigration({ transaction: 'none' });
}

describeEachDatabase(
  'the schema',
  (database) => {
    beforeEach(async () => {
      await migrate(database.dataSource);
    });

    afterEach(async () => {
      await undoMigrations(database.dataSource);
    });

    it('is what the entities say: nothing to add, nothing to drop', async () => {
      const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    });

    it('names every index and foreign key itself', () => {
      const generated = /^(IDX|FK|PK|UQ|REL)_[0-9a-f]{20,}$/;
      const names = database.dataSource.entityMetadatas.flatMap(({ indices, foreignKeys }) =>
        [...indices, ...foreignKeys].map(({ name }) => name),
      );
      expect(names.filter((name) => generated.test(name))).toEqual([]);
      expect(names.length).toBeGreaterThan(40);
    });

    it('goes up, down and up again on a filled database', async () => {
      const studio = studioOn(database.dataSource);
      const sell = async () => {
        const { id } = await studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, MANAGER);
        return studio.payments.renew({ clientId: id, amount: '1600.50' }, MANAGER);
      };
      await sell();
      await undoMigrations(database.dataSource);
      expect(await isSchemaCurrent(database.dataSource)).toBe(false);
      await migrate(database.dataSource);
      expect(await isSchemaCurrent(database.dataSource)).toBe(true);
      expect((await sell()).amount).toBe('1600.50');
      expect(await database.dataSource.manager.count(Client)).toBe(1);
    });

    it('is brought up by two processes at once without a fault', async () => {
      await undoMigrations(database.dataSource);
      const others = await Promise.all([1, 2].map(() => openDatabase(database.url)));
      try {
        await Promise.all(others.map((dataSource) => migrate(dataSource)));
        expect(await isSchemaCurrent(database.dataSource)).toBe(true);
      } finally {
        await Promise.all(others.map((dataSource) => dataSource.destroy()));
      }
    });

    it('keeps money exact to the hundredth and dates as they were written', async () => {
      const studio = studioOn(database.dataSource);
      const { id } = await studio.clients.create(
        { firstName: 'Анна', phone: nextPhone(), birthDate: '1924-02-29' },
        MANAGER,
      );
      for (const amount of ['0', '0.1', '0.29', '1234567.89', '9999999999.99']) {
        const { id: paymentId } = await studio.payments.renew({ clientId: id, amount }, MANAGER);
        const stored = await database.dataSource.manager.findOneByOrFail(Payment, { id: paymentId });
        expect(Number(stored.amount)).toBe(Number(amount));
        expect(stored.amount).toMatch(/^\d+\.\d\d$/);
      }
      const client = await database.dataSource.manager.findOneByOrFail(Client, { id });
      expect(client.birthDate).toBe('1924-02-29');
      expect(client.registeredDate).toBe('2026-03-10');
    });
  },
  { empty: true },
);

describe('the list of entities', () => {
  it('has every table of the schema, parents before children', async () => {
    const dataSource = await createDataSource('sqlite::memory:').initialize();
    const position = new Map(ENTITIES.map((entity, index) => [dataSource.getMetadata(entity).tableName, index]));
    for (const { tableName, foreignKeys } of dataSource.entityMetadatas) {
      for (const { referencedEntityMetadata } of foreignKeys) {
        if (referencedEntityMetadata.tableName === tableName) continue;
        expect(position.get(referencedEntityMetadata.tableName)).toBeLessThan(position.get(tableName) ?? -1);
      }
    }
    await dataSource.destroy();
  });
});
