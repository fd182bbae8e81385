import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Client } from '../../src/clients/client.entity.js';
import { Coach } from '../../src/coaches/coach.entity.js';
import { Group } from '../../src/groups/group.entity.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { MembershipPlan } from '../../src/plans/membership-plan.entity.js';
import { GOOD_BOOK, largeBook } from '../imports/studio-book.fixture.js';
import { workbook } from '../imports/workbook.fixture.js';
import { describeEachDatabase } from '../setup/databases.js';
import {
  PRODUCTION,
  killRemaining,
  newFolder,
  startNode,
  startProgram,
  type Ending,
  type StudioProcess,
  type Variables,
} from '../setup/processes.js';

const LIMIT_MS = 120_000;
const UP_TO_DATE = 'the schema is up to date\n';
const TABLES = ['clients', 'payments', 'lazy_days', 'membership_plans', 'groups', 'coaches', 'audit_entries'];

let folder: string;
let databaseFile: string;

beforeEach(() => {
  folder = newFolder();
  databaseFile = path.join(folder, 'crm.sqlite');
});
afterAll(killRemaining);

const variables = () => ({ ...PRODUCTION, DATABASE_URL: `sqlite:${databaseFile}` });
const startMigration = (extra: Variables = {}): StudioProcess =>
  startProgram('src/migrate.js', { ...variables(), ...extra });
const migrate = (): Promise<Ending> => startMigration().ended;

/** Makes a program send itself the signal before the first SQL statement that matches. */
const signalAt = (signal: 'SIGKILL' | 'SIGSTOP', statement: string): Variables => ({
  NODE_OPTIONS: `--import=${pathToFileURL(path.join(import.meta.dirname, 'signal-at-statement.mjs')).href}`,
  SIGNAL: signal,
  SIGNAL_AT: statement,
});

function saved(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

const importBook = (...args: string[]): Promise<Ending> =>
  startProgram('src/imports/import.command.js', variables(), args).ended;

/** How many rows each table has, read as another program would; the file must be sound. */
function rowCounts(): Record<string, number> {
  const database = new Database(databaseFile);
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const count = (table: string) => database.prepare<[], number>(`SELECT COUNT(*) FROM "${table}"`).pluck().get() ?? 0;
    return Object.fromEntries(TABLES.map((table) => [table, count(table)]));
  } finally {
    database.close();
  }
}

describe('npm run migrate', () => {
  it(
    'from several places at once makes one whole schema, and a later run finds nothing to do',
    async () => {
      const endings = await Promise.all([migrate(), migrate(), migrate(), migrate()]);
      expect(endings.map(({ code, stderr }) => `${code}${stderr}`)).toEqual(['0', '0', '0', '0']);
      expect(endings.filter(({ stdout }) => stdout.startsWith('migrated: '))).toHaveLength(1);
      expect(Object.values(rowCounts())).toEqual(TABLES.map(() => 0));
      expect(await migrate()).toEqual({ code: 0, stdout: UP_TO_DATE, stderr: '' });
    },
    LIMIT_MS,
  );

  it(
    'finds the work done when another was quicker',
    async () => {
      const slow = startMigration(signalAt('SIGSTOP', 'BEGIN IMMEDIATE'));
      await slow.prints('SIGSTOP');
      expect((await migrate()).stdout).toContain('migrated: ');
      slow.resume();
      expect(await slow.ended).toEqual({ code: 0, stdout: UP_TO_DATE, stderr: 'SIGSTOP\n' });
    },
    LIMIT_MS,
  );

  it.each(['CREATE TABLE "schema_migrations"', 'CREATE TABLE "link_codes"'])(
    'killed just before %s leaves nothing behind for the next one',
    async (statement) => {
      expect((await startMigration(signalAt('SIGKILL', statement)).ended).code).not.toBe(0);
      expect((await migrate()).stdout).toContain('migrated: ');
      expect(Object.values(rowCounts())).toEqual(TABLES.map(() => 0));
    },
    LIMIT_MS,
  );
});

/** What Excel saves in Russia; of the letters outside ASCII only the Russian ones. */
function inWindows1251(text: string): Uint8Array {
  const YO: Record<string, number> = { Ё: 0xa8, ё: 0xb8 };
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code < 0x80 ? code : (YO[letter] ?? code - 'А'.charCodeAt(0) + 0xc0);
  });
}

describe('npm run import', () => {
  it(
    'shows what it would do and leaves no file behind',
    async () => {
      const { code, stdout, stderr } = await importBook(saved('book.csv', GOOD_BOOK));
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('клиенты: новых 5');
      expect(stdout).toContain('ничего не записано');
      expect(readdirSync(folder)).toEqual(['book.csv']);
    },
    LIMIT_MS,
  );

  it(
    'writes with --commit, and adds nothing when run again',
    async () => {
      const book = saved('book.csv', GOOD_BOOK);
      expect((await importBook(book, '--commit')).code).toBe(0);
      const written = rowCounts();
      expect(written).toMatchObject({ clients: 5, payments: 5, lazy_days: 1 });
      const again = await importBook(book, '--commit');
      expect(again.code).toBe(0);
      expect(again.stdout).toContain('клиенты: новых 0');
      expect(rowCounts()).toEqual(written);
    },
    LIMIT_MS,
  );

  it(
    'reads a book in the encoding of Russian Excel',
    async () => {
      const { code, stdout } = await importBook(saved('book.csv', inWindows1251(GOOD_BOOK.toString('utf8'))));
      expect(code).toBe(0);
      expect(stdout).toContain('windows-1251');
      expect(stdout).toContain('Иванова Анна');
      expect(stdout).toContain('с ошибками 0');
    },
    LIMIT_MS,
  );

  it.each([
    ['an empty file', 'file_empty', Buffer.alloc(0), 'файл пуст'],
    ['a web page', 'is_html', Buffer.from('<!DOCTYPE html><table><tr><td>ФИО</td></tr></table>'), 'веб-страница'],
    [
      'a binary file',
      'is_binary',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]),
      'не текст',
    ],
    ['a damaged workbook', 'workbook_broken', Buffer.from('PK\u0003\u0004workbook'), 'книга Excel повреждена'],
    ['a workbook of the old format', 'old_workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'сохраните как .xlsx'],
  ])(
    'refuses %s in words and as the code %s, and makes no database',
    async (_, errorCode, bytes, words) => {
      const file = saved('book.csv', bytes);
      const [told, coded] = await Promise.all([importBook(file, '--commit'), importBook(file, '--commit', '--json')]);
      expect(told.code).toBe(1);
      expect(told.stdout).toBe('');
      expect(told.stderr).toContain(`${file}: `);
      expect(told.stderr).toContain(words);
      expect(told.stderr).not.toMatch(/\n\s+at /);
      expect(coded).toMatchObject({ code: 1, stderr: '' });
      expect(JSON.parse(coded.stdout)).toMatchObject({ error: { code: errorCode } });
      expect(readdirSync(folder)).toEqual(['book.csv']);
    },
    LIMIT_MS,
  );

  it.each(['America/Los_Angeles', 'Asia/Bishkek', 'Pacific/Kiritimati'])(
    'reads the dates of a workbook as they were typed, on a machine in %s',
    async (TZ) => {
      const header = ['ФИО', 'Телефон', 'Сумма', 'Начало', 'Окончание'];
      const anna = ['Иванова Анна', 996555123456, 4500, new Date('2026-01-01'), new Date('2028-02-29')];
      const book = saved('book.xlsx', await workbook({ Клиенты: [header, anna] }));
      // Not by its npm script, which sets the zone itself.
      const command = ['dist/src/imports/import.command.js', book, '--json'];
      const { stdout } = await startNode(command, { ...variables(), TZ }).ended;
      expect(JSON.parse(stdout)).toMatchObject({
        format: 'xlsx',
        sheet: 'Клиенты',
        rows: [{ outcome: 'added', startDate: '2026-01-01', endDate: '2028-02-29', amount: '4500.00' }],
      });
    },
    LIMIT_MS,
  );

  it(
    'reads columns as --map says, shows it, and refuses what it cannot follow',
    async () => {
      const book = saved(
        'book.xlsx',
        await workbook({
          Люди: [
            ['Кто', 'Телефон'],
            ['Иванова Анна', 996555123456],
          ],
        }),
      );
      const [guessed, told, coded, unknown] = await Promise.all([
        importBook(book),
        importBook(book, '--map', 'кто=fullName'),
        importBook(book, '--map', 'A=ФИО', '--map', 'B=phone', '--json'),
        importBook(book, '--map', 'Кто=рост'),
      ]);
      expect(guessed).toMatchObject({ code: 1, stdout: '' });
      expect(guessed.stderr).toContain('не нашлись колонки: «ФИО»');
      expect(told.stdout).toMatch(/A {3}Кто +ФИО \(fullName\), задано\n {2}B {3}Телефон +Телефон \(phone\)\n/);
      expect(told.stdout).toContain('лист «Люди», строк 1');
      expect(told.stdout).toContain('--map "кто=fullName" --commit');
      expect(JSON.parse(coded.stdout)).toMatchObject({
        columns: [
          { column: 'A', title: 'Кто', field: 'fullName', chosen: true },
          { column: 'B', title: 'Телефон', field: 'phone', chosen: true },
        ],
        ignoredColumns: [],
        rows: [{ client: 'Иванова Анна', outcome: 'added' }],
      });
      expect(unknown).toMatchObject({ code: 1, stdout: '' });
      expect(unknown.stderr).toContain('нет поля «рост»');
    },
    LIMIT_MS,
  );

  it(
    'explains a call that it does not understand, and a file that is not there',
    async () => {
      const [nothing, unknown, absent] = await Promise.all([
        importBook(),
        importBook('book.csv', '--everything'),
        importBook(path.join(folder, 'absent.csv')),
      ]);
      expect([nothing.code, unknown.code, absent.code]).toEqual([2, 2, 1]);
      for (const { stderr } of [nothing, unknown]) expect(stderr).toContain('npm run import -- ФАЙЛ');
      expect(absent.stderr).toContain('файл не найден');
    },
    LIMIT_MS,
  );
});

describeEachDatabase('npm run import --commit of a large book', (database) => {
  /** Two memberships each. */
  const CLIENTS = 750;

  async function counts(): Promise<Record<string, number>> {
    const { manager } = database.dataSource;
    const entries = [];
    for (const entity of [Client, Payment, MembershipPlan, Group, Coach, AuditEntry]) {
      entries.push([entity.name, await manager.count(entity)] as const);
    }
    return Object.fromEntries(entries);
  }

  it(
    'leaves nothing behind however far it has come when it is killed, and can simply be repeated',
    async () => {
      const book = saved('book.csv', largeBook(CLIENTS));
      const env = { ...PRODUCTION, DATABASE_URL: database.url };
      const importing = (extra: Variables = {}) =>
        startProgram('src/imports/import.command.js', { ...env, ...extra }, [book, '--commit']).ended;
      const nothing = await counts();
      for (const moment of ['INSERT INTO .payments', 'INSERT INTO .audit_entries', '^COMMIT']) {
        const { code } = await importing(signalAt('SIGKILL', moment));
        expect({ moment, code, ...(await counts()) }).toEqual({ moment, code: null, ...nothing });
      }
      expect((await importing()).code).toBe(0);
      expect(await counts()).toMatchObject({ Client: CLIENTS, Payment: 2 * CLIENTS, Group: 1, Coach: 1 });
    },
    LIMIT_MS,
  );
});

describe('npm run export', () => {
  const exportTo = (...args: string[]): Promise<Ending> =>
    startProgram('src/exports/export.command.js', variables(), args).ended;

  it(
    'writes what the import reads back, replaces a file only when told to, and leaves no half of one',
    async () => {
      const file = path.join(folder, 'studio.csv');
      const early = await exportTo(file);
      expect(early).toMatchObject({ code: 1, stdout: '' });
      expect(early.stderr).toContain('базы данных ещё нет');
      expect((await importBook(saved('book.csv', GOOD_BOOK), '--commit')).code).toBe(0);
      const imported = rowCounts();
      const [first, again, forced] = [await exportTo(file), await exportTo(file), await exportTo(file, '--force')];
      expect([first.code, again.code, forced.code]).toEqual([0, 1, 0]);
      expect(again.stderr).toContain('--force');
      expect(readdirSync(folder).filter((name) => name.startsWith('studio'))).toEqual(['studio.csv']);
      expect((await importBook(file, '--commit')).code).toBe(0);
      expect(rowCounts()).toEqual(imported);
      const absent = await exportTo(path.join(folder, 'absent', 'studio.xlsx'));
      expect(absent).toMatchObject({ code: 1, stdout: '' });
      expect(absent.stderr).toContain('файл не записывается');
    },
    LIMIT_MS,
  );

  it(
    'explains a call that it does not understand',
    async () => {
      for (const args of [[], ['studio.pdf'], ['a.csv', 'b.csv'], ['a.csv', '--all']]) {
        const ending = await exportTo(...args);
        expect(ending.code).toBe(2);
        expect(ending.stderr).toContain('npm run export -- ФАЙЛ');
      }
    },
    LIMIT_MS,
  );
});
