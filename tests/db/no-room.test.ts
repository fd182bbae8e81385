import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { createDataSource, detectServer } from '../../src/db/data-source.js';
import { DomainError } from '../../src/errors/domain-error.js';
import { describeOnSqlite } from '../setup/databases.js';
import { canStartMariaDb, installServer, OwnMariaDb, serversFolder } from '../setup/own-mariadb.js';
import { freePort } from '../setup/processes.js';
import { nextPhone, OWNER, studioOn, type Studio } from '../setup/studio.js';

const MORE_THAN_FIT = 3000;
const START_LIMIT_MS = 120_000;

/** A desk that goes on entering clients. */
class Desk {
  readonly studio: Studio;

  constructor(private readonly dataSource: DataSource) {
    this.studio = studioOn(dataSource);
  }

  readonly create = () => this.studio.clients.create({ firstName: 'Анна', phone: nextPhone() }, OWNER);

  /** Why the next client is refused; null = it was taken. */
  async refusal(): Promise<unknown> {
    try {
      await this.create();
      return null;
    } catch (error) {
      return error instanceof DomainError ? error.code : error;
    }
  }

  /** Enters clients until one is refused. */
  async fill(): Promise<{ taken: number; refusal: unknown }> {
    for (let taken = 0; taken < MORE_THAN_FIT; taken += 1) {
      const refusal = await this.refusal();
      if (refusal !== null) return { taken, refusal };
    }
    return { taken: MORE_THAN_FIT, refusal: null };
  }

  /** Clients, and what the audit log tells of them. */
  async counts(): Promise<[number, number]> {
    const { manager } = this.dataSource;
    return [await manager.count(Client), await manager.countBy(AuditEntry, { action: 'client.create' })];
  }
}

describeOnSqlite('A database that can take nothing more', (database) => {
  let desk: Desk;

  beforeEach(async () => {
    await database.clear();
    desk = new Desk(database.dataSource);
  });

  const pragma = async (text: string): Promise<unknown> => {
    const answer: unknown = await database.dataSource.query(`PRAGMA ${text}`);
    const [row = {}] = Array.isArray(answer) ? (answer as object[]) : [];
    return Object.values(row)[0];
  };

  it('refuses in words, keeps what it took and no half of a write, and goes on as soon as there is room', async () => {
    await pragma(`max_page_count = ${Number(await pragma('page_count')) + 8}`);
    const { taken, refusal } = await desk.fill();
    expect(refusal).toBe('not_writable');
    expect(taken).toBeGreaterThan(0);
    // The next one is refused for the same reason, not for what the first one left behind.
    expect(await desk.refusal()).toBe('not_writable');
    expect(await desk.counts()).toEqual([taken, taken]);
    expect(await pragma('integrity_check')).toBe('ok');
    await pragma('max_page_count = 1000000');
    await desk.create();
    // Two in one: were a transaction still open, this one would be a part of it, and taken back with it.
    const broken = desk.studio.unitOfWork.run(async () => {
      await desk.create();
      throw new Error('the power went off');
    });
    await expect(broken).rejects.toThrow('the power went off');
    expect(await desk.counts()).toEqual([taken + 1, taken + 1]);
  });

  it('refuses in words when it may only be read, and goes on when it may be written again', async () => {
    await desk.create();
    await pragma('query_only = ON');
    expect(await desk.refusal()).toBe('not_writable');
    expect(await desk.counts()).toEqual([1, 1]);
    await pragma('query_only = OFF');
    await desk.create();
    expect(await desk.counts()).toEqual([2, 2]);
  });
});

(canStartMariaDb() ? describe : describe.skip)('A database server that can take nothing more (MySQL)', () => {
  let server: OwnMariaDb;
  let dataSource: DataSource;
  let desk: Desk;

  /** All tables are in one file that may grow no further: a disk of their own, so to say. */
  const room = (megabytes: number): string => `--innodb-data-file-path=ibdata1:12M:autoextend:max:${megabytes}M`;

  beforeAll(async () => {
    const folder = path.join(serversFolder(), 'small');
    installServer(folder);
    server = new OwnMariaDb(folder, await freePort(), ['--innodb-file-per-table=0', '--innodb-autoextend-increment=1']);
    await server.start(room(96));
    // Root may write to a server that only reads.
    await server.query("CREATE USER desk@'127.0.0.1'");
    await server.query("GRANT ALL ON crm.* TO desk@'127.0.0.1'");
    dataSource = await createDataSource(await detectServer(server.url.replace('root@', 'desk@'))).initialize();
    await dataSource.runMigrations();
    desk = new Desk(dataSource);
  }, START_LIMIT_MS);
  afterAll(async () => {
    await dataSource?.destroy();
    await server?.remove();
  }, START_LIMIT_MS);

  it(
    'refuses in words, keeps what it took and no half of a write, and goes on as soon as there is room',
    async () => {
      await server.query('CREATE TABLE crm.filler (id int AUTO_INCREMENT PRIMARY KEY, bytes longblob)');
      const isFull = async (bytes: number) =>
        server.query(`INSERT INTO crm.filler (bytes) VALUES (REPEAT('x', ${bytes}))`).then(
          () => false,
          () => true,
        );
      for (const bytes of [1_000_000, 100_000, 10_000]) while (!(await isFull(bytes)));
      const { taken, refusal } = await desk.fill();
      expect(refusal).toBe('not_writable');
      expect(await desk.refusal()).toBe('not_writable');
      expect(await desk.counts()).toEqual([taken, taken]);
      await server.kill();
      await server.start(room(192));
      // Of the connections that were open some are found to be gone only now.
      for (let tries = 0; tries < 10 && (await desk.refusal()) !== null; tries += 1);
      expect(await desk.counts()).toEqual([taken + 1, taken + 1]);
      const [checked] = await server.query<{ Msg_text: string }>('CHECK TABLE crm.clients');
      expect(checked?.Msg_text).toBe('OK');
    },
    START_LIMIT_MS,
  );

  it('refuses in words when it may only be read, and goes on when it may be written again', async () => {
    const [before] = await desk.counts();
    await server.query('SET GLOBAL read_only = 1');
    expect(await desk.refusal()).toBe('not_writable');
    expect(await desk.counts()).toEqual([before, before]);
    await server.query('SET GLOBAL read_only = 0');
    await desk.create();
    expect(await desk.counts()).toEqual([before + 1, before + 1]);
  });
});
