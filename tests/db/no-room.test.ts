import { beforeEach, expect, it } from '@jest/globals';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { describeOnSqlite } from '../setup/databases.js';
import { nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';

const MORE_THAN_FIT = 3000;

describeOnSqlite('A database that can take nothing more', (database) => {
  let studio: Studio;

  beforeEach(async () => {
    await database.clear();
    studio = studioOn(database.dataSource);
  });

  const pragma = async (text: string): Promise<unknown> => {
    const answer: unknown = await database.dataSource.query(`PRAGMA ${text}`);
    const [row = {}] = Array.isArray(answer) ? (answer as object[]) : [];
    return Object.values(row)[0];
  };
  const create = () => studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, OWNER);
  const refusalOf = async (): Promise<unknown> => {
    try {
      await create();
      return null;
    } catch (error) {
      return error instanceof DomainError ? error.code : error;
    }
  };
  const counts = async (): Promise<[number, number]> => [
    await database.dataSource.manager.count(Client),
    await database.dataSource.manager.countBy(AuditEntry, { action: 'client.create' }),
  ];

  it('refuses in words, keeps what it took and no half of a write, and goes on as soon as there is room', async () => {
    await pragma(`max_page_count = ${Number(await pragma('page_count')) + 8}`);
    let taken = 0;
    let refusal: unknown = null;
    while (refusal === null && taken < MORE_THAN_FIT) {
      refusal = await refusalOf();
      if (refusal === null) taken += 1;
    }
    expect(refusal).toBe('not_writable');
    expect(taken).toBeGreaterThan(0);
    // The next one is refused for the same reason, not for what the first one left behind.
    expect(await refusalOf()).toBe('not_writable');
    expect(await counts()).toEqual([taken, taken]);
    expect(await pragma('integrity_check')).toBe('ok');
    await pragma('max_page_count = 1000000');
    await create();
    // Two in one: were a transaction still open, this one would be a part of it, and taken back with it.
    const broken = studio.unitOfWork.run(async () => {
      await create();
      throw new Error('the power went off');
    });
    await expect(broken).rejects.toThrow('the power went off');
    expect(await counts()).toEqual([taken + 1, taken + 1]);
  });

  it('refuses in words when it may only be read, and goes on when it may be written again', async () => {
    await create();
    await pragma('query_only = ON');
    expect(await refusalOf()).toBe('not_writable');
    expect(await counts()).toEqual([1, 1]);
    await pragma('query_only = OFF');
    await create();
    expect(await counts()).toEqual([2, 2]);
  });
});
