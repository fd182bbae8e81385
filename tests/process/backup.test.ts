import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { MIGRATIONS } from '../../migrations/index.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { checkBackup, withBackup } from '../../src/backup/backup-file.js';
import { bringUpToDate, loadSnapshot } from '../../src/backup/load-snapshot.js';
import { makeBackup } from '../../src/backup/make-backup.js';
import { Client } from '../../src/clients/client.entity.js';
import { createDataSource } from '../../src/db/data-source.js';
import { schemaFault } from '../../src/db/open-database.js';
import { describeEachDatabase, type TestDatabase } from '../setup/databases.js';
import { killRemaining, newFolder, PRODUCTION, startProgram, type Ending, type Variables } from '../setup/processes.js';
import { nextPhone, OWNER, studioOn } from '../setup/studio.js';
import { contentsOf, fillWholeStudio } from '../setup/whole-studio.js';

const LIMIT_MS = 180_000;
const QUIETLY = { force: false, progress: () => undefined };
const NOW = new Date('2026-11-28T03:30:00Z');

afterAll(killRemaining);

const restore = (file: string, databaseUrl: string, force = false) =>
  withBackup(file, (snapshot) => loadSnapshot(snapshot, databaseUrl, { ...QUIETLY, force }));
const backUp = (databaseUrl: string, folder = newFolder()) => makeBackup(databaseUrl, folder, NOW, QUIETLY.progress);

const run = (command: string, variables: Variables, ...args: string[]): Promise<Ending> =>
  startProgram(`src/backup/${command}.command.js`, { NODE_ENV: 'production', ...variables }, args).ended;

/** Makes a program send itself the signal before the first statement that matches. */
const killedAt = (statement: string): Variables => ({
  NODE_OPTIONS: `--import=${pathToFileURL(path.join(import.meta.dirname, 'signal-at-statement.mjs')).href}`,
  SIGNAL: 'SIGKILL',
  SIGNAL_AT: statement,
});

async function clientsIn(databaseUrl: string): Promise<number> {
  const dataSource = await createDataSource(databaseUrl).initialize();
  try {
    return (await dataSource.showMigrations()) ? 0 : await dataSource.manager.count(Client);
  } finally {
    await dataSource.destroy();
  }
}

/** An id above all that were ever given, and one of them given back: counting on from the rows alone would give it again. */
async function eraseNewestClient({ dataSource }: TestDatabase): Promise<number> {
  const { clients } = studioOn(dataSource);
  const { id } = await clients.create({ firstName: 'Последняя', phone: nextPhone() }, OWNER);
  await dataSource.manager.delete(Client, { id });
  return id;
}

describeEachDatabase('A studio', (source) => {
  let newestId: number;

  beforeAll(async () => {
    await fillWholeStudio(source.dataSource);
    newestId = await eraseNewestClient(source);
  }, LIMIT_MS);

  describeEachDatabase(
    'carried to a database',
    (target) => {
      it(
        'equals the original after a backup and a restore, and counts on where it was',
        async () => {
          await restore(await backUp(source.url), target.url);
          const original = await contentsOf(source.dataSource);
          expect(await contentsOf(target.dataSource)).toEqual(original);
          expect(original.Client?.length).toBeGreaterThan(150);
          expect(original.ClientPhoto).toHaveLength(4);
          const { clients } = studioOn(target.dataSource);
          const { id } = await clients.create({ firstName: 'Новая', phone: nextPhone() }, OWNER);
          expect(id).toBe(newestId + 1);
        },
        LIMIT_MS,
      );

      it(
        'is not put over one that has data unless it is forced, and then replaces it whole',
        async () => {
          const before = await contentsOf(target.dataSource);
          await expect(restore(await backUp(source.url), target.url)).rejects.toMatchObject({ code: 'not_empty' });
          expect(await contentsOf(target.dataSource)).toEqual(before);
          await restore(await backUp(source.url), target.url, true);
          expect(await contentsOf(target.dataSource)).toEqual(await contentsOf(source.dataSource));
        },
        LIMIT_MS,
      );

      it(
        'is moved by npm run move-database, killed on the way it leaves nothing, and done again it is all there',
        async () => {
          const { clients } = studioOn(target.dataSource);
          await clients.create({ firstName: 'Чужая', phone: nextPhone() }, OWNER);
          const args = ['--from', source.url, '--to', target.url];
          const refused = await run('move-database', {}, ...args);
          expect(refused).toMatchObject({ code: 1, stdout: '' });
          expect(refused.stderr).toContain('--force');
          const moment = target.kind === 'SQLite' ? 'INSERT INTO "payments"' : '^COMMIT$';
          const killed = await run('move-database', killedAt(moment), ...args, '--force');
          expect(killed.code).toBeNull();
          expect(await clientsIn(target.url)).toBe(0);
          const moved = await run('move-database', {}, ...args);
          expect(moved).toMatchObject({ code: 0, stderr: '' });
          expect(moved.stdout).toContain('каждая таблица сверена');
          expect(await contentsOf(target.dataSource)).toEqual(await contentsOf(source.dataSource));
        },
        LIMIT_MS,
      );
    },
    { empty: true },
  );

  it(
    'is backed up while others write as it was at one moment',
    async () => {
      const { clients } = studioOn(source.dataSource);
      let isWriting = true;
      const writing = (async () => {
        while (isWriting) {
          await clients.create({ firstName: 'Пока', phone: nextPhone() }, OWNER);
          // SQLite answers at once: without a pause nothing else in this process would have its turn.
          await sleep(2);
        }
      })();
      const files = [await backUp(source.url), await backUp(source.url), await backUp(source.url)];
      isWriting = false;
      await writing;
      for (const file of files) {
        const url = `sqlite:${path.join(newFolder(), 'copy.sqlite')}`;
        await restore(file, url);
        const copy = await createDataSource(url).initialize();
        // Written together, so both are there or neither is; the demo's clients came without an entry.
        const audited = await copy.manager.countBy(AuditEntry, { action: 'client.create' });
        const made = await copy.manager.countBy(Client, { firstName: 'Пока' });
        const others = await copy.manager.count(AuditEntry);
        expect(others).toBeGreaterThan(0);
        expect(audited - made).toBe(5);
        await copy.destroy();
      }
    },
    LIMIT_MS,
  );
});

describe('A backup', () => {
  let folder: string;
  let url: string;
  let file: string;

  beforeAll(async () => {
    folder = newFolder();
    url = `sqlite:${path.join(folder, 'crm.sqlite')}`;
    const dataSource = await createDataSource(url).initialize();
    await dataSource.runMigrations();
    await fillWholeStudio(dataSource);
    await dataSource.destroy();
    file = await backUp(url, folder);
  }, LIMIT_MS);

  const changed = (name: string, change: (lines: string[]) => string[]): string => {
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
    const copy = path.join(folder, name);
    writeFileSync(copy, gzipSync(`${change(lines).join('\n')}\n`));
    return copy;
  };

  it('is readable by its owner alone', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it(
    'that was cut off, lost a row or had a value changed is refused before anything is touched',
    async () => {
      const half = path.join(folder, 'half');
      writeFileSync(half, readFileSync(file).subarray(0, statSync(file).size / 2));
      const isClient = (line: string) => line.includes('Ёлка');
      const damaged = [
        half,
        changed('no-end', (lines) => lines.slice(0, -1)),
        changed('no-row', (lines) => lines.filter((line) => !isClient(line))),
        changed('other-value', (lines) => lines.map((line) => line.replace('Ёлка', 'Елка'))),
      ];
      for (const copy of damaged) {
        await expect(checkBackup(copy, () => undefined)).rejects.toMatchObject({ code: 'damaged' });
      }
      const ending = await run('restore', { DATABASE_URL: url, STUDIO_LOCALE: 'en' }, half, '--force');
      expect(ending).toMatchObject({ code: 1, stdout: '' });
      expect(ending.stderr).toContain('the backup is damaged');
      expect(await clientsIn(url)).toBeGreaterThan(150);
      await expect(
        checkBackup(
          changed('other', () => ['{}']),
          () => undefined,
        ),
      ).rejects.toMatchObject({
        code: 'not_a_backup',
      });
    },
    LIMIT_MS,
  );

  it(
    'of an older version is brought up to date, and one of a newer version refused',
    async () => {
      const old = `sqlite:${path.join(folder, 'old.sqlite')}`;
      const dataSource = await createDataSource(old, MIGRATIONS.slice(0, 2)).initialize();
      await dataSource.runMigrations();
      await dataSource.query(
        "INSERT INTO coaches (firstName, searchName, version, createdAt, updatedAt) VALUES ('Олег', 'олег', 1, '2026-01-01 00:00:00.000', '2026-01-01 00:00:00.000')",
      );
      await dataSource.destroy();
      const target = `sqlite:${path.join(folder, 'upgraded.sqlite')}`;
      await restore(await backUp(old), target);
      await bringUpToDate(target);
      const upgraded = await createDataSource(target).initialize();
      expect(await schemaFault(upgraded)).toBeNull();
      expect(await upgraded.query('SELECT firstName FROM coaches')).toEqual([{ firstName: 'Олег' }]);
      await upgraded.destroy();

      const newer = changed('newer', ([head = '', ...rest]) => [
        head.replace('CreateStudio', 'CreateSpaceship'),
        ...rest,
      ]);
      await expect(restore(newer, `sqlite:${path.join(folder, 'new.sqlite')}`)).rejects.toMatchObject({
        code: 'made_by_newer',
      });
    },
    LIMIT_MS,
  );

  it(
    'is made, checked and restored by commands that need no secret but the database’s address',
    async () => {
      const backups = path.join(newFolder(), 'backups');
      const made = await run('backup', { DATABASE_URL: url }, '--to', backups);
      expect(made).toMatchObject({ code: 0, stderr: '' });
      const [name = ''] = readdirSync(backups);
      expect(readdirSync(backups)).toEqual([name]);
      expect(await run('backup', {}, '--to', backups, '--recent')).toMatchObject({ code: 0 });
      expect(await run('backup', {}, '--to', newFolder(), '--recent')).toMatchObject({ code: 1 });
      const target = `sqlite:${path.join(backups, 'restored.sqlite')}`;
      expect(await run('restore', {}, path.join(backups, name), '--check')).toMatchObject({ code: 0 });
      expect(await run('restore', { DATABASE_URL: target }, path.join(backups, name))).toMatchObject({ code: 0 });
      expect(await clientsIn(target)).toBe(await clientsIn(url));
      const daily = startProgram('src/backup/backup.command.js', { ...PRODUCTION, DATABASE_URL: url }, [
        '--to',
        newFolder(),
        '--daily',
        '03:30',
      ]);
      await daily.prints('Готово');
      expect((await daily.stop()).code).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'explains a call that it does not understand',
    async () => {
      const calls = [
        run('backup', {}, 'here'),
        run('backup', {}, '--keep', '0'),
        run('restore', {}),
        run('move-database', {}),
      ];
      for (const { code, stderr } of await Promise.all(calls)) {
        expect(code).toBe(2);
        expect(stderr).toContain('npm run ');
      }
      const missing = await run('restore', { DATABASE_URL: url }, path.join(folder, 'absent'));
      expect(missing).toMatchObject({ code: 1 });
      expect(missing.stderr).toContain('файл не найден');
    },
    LIMIT_MS,
  );
});
