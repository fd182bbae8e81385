import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { rawWorkbook, textRow, typed, workbook } from '../../tests/imports/workbook.fixture.js';
import { BOOK_WITH_BAD_ROWS } from '../../tests/imports/studio-book.fixture.js';
import { calendarDate } from '../lib/calendar-date.js';
import { ImportFileError, type FileErrorCode } from './import-file-error.js';
import { severityOf } from './import-issues.js';
import type { RowContext } from './row-cells.js';
import { parseRow } from './row.rules.js';
import { readStudioBook, type StudioBook } from './studio-book.js';
import { readWorkbook } from './workbook.js';
import { packWorkbook } from './workbook-archive.js';

const HEADER = ['ФИО', 'Телефон'];
const ANNA = ['Иванова Анна', '0555 12-34-56'];

const CONTEXT: RowContext = {
  country: 'KG',
  today: calendarDate('2026-11-22'),
  dateOrder: 'day-first',
  nameOrder: 'last-first',
  fields: new Set(),
};

const read = (file: Uint8Array): Promise<StudioBook> => readStudioBook(file, 'ru');

async function refusal(file: Uint8Array): Promise<FileErrorCode | 'read'> {
  try {
    await read(file);
    return 'read';
  } catch (error) {
    if (error instanceof ImportFileError) return error.code;
    throw error;
  }
}

/** The cells of the first sheet. */
async function cells(file: Buffer): Promise<readonly (readonly string[])[]> {
  const [sheet] = await readWorkbook(file);
  return sheet?.records ?? [];
}

describe('A studio’s book in .xlsx', () => {
  it('says the same as the same book in .csv', async () => {
    const [csv, xlsx] = await Promise.all([
      read(BOOK_WITH_BAD_ROWS),
      workbook({ Клиенты: typed(BOOK_WITH_BAD_ROWS) }).then(read),
    ]);
    expect(xlsx.columns).toEqual(csv.columns);
    expect(xlsx.rows.map((row) => parseRow(row, CONTEXT))).toEqual(csv.rows.map((row) => parseRow(row, CONTEXT)));
  });

  it('is known by its content under any name', async () => {
    const book = await read(await workbook({ Клиенты: [HEADER, ANNA] }));
    expect(book.source).toEqual({ format: 'xlsx', sheet: 'Клиенты', otherSheets: [] });
  });

  it('reads phones, Telegram ids and amounts typed as numbers, and dates typed as dates', async () => {
    const book = await read(
      await workbook({
        Клиенты: [
          ['ФИО', 'Телефон', 'Telegram', 'Сумма', 'Начало', 'Окончание'],
          ['Иванова Анна', 996555123456, 5272205982, 1950.05, new Date('2026-01-01'), new Date('2028-02-29')],
        ],
      }),
    );
    expect(book.rows[0]?.cells).toEqual({
      fullName: 'Иванова Анна',
      phone: '996555123456',
      telegram: '5272205982',
      amount: '1950.05',
      startDate: '2026-01-01',
      endDate: '2028-02-29',
    });
  });

  it('numbers rows as the spreadsheet does, with a title above the header and blank rows between', async () => {
    const book = await read(await workbook({ Клиенты: [['Клиенты студии'], [], HEADER, ANNA, [], ANNA] }));
    expect(book.rows.map(({ number }) => number)).toEqual([4, 6]);
  });

  it('takes the first sheet with a header that lacks nothing, and names the others', async () => {
    const prices = [
      ['Название', 'Цена'],
      ['Месяц', 4500],
    ];
    const coaches = [
      ['Имя', 'Группа'],
      ['Эльдар', 'Бокс'],
    ];
    const book = await read(
      await workbook({ Цены: prices, Пусто: [], Тренеры: coaches, Клиенты: [HEADER, ANNA], Архив: [HEADER, ANNA] }),
    );
    expect(book.source).toEqual({
      format: 'xlsx',
      sheet: 'Клиенты',
      otherSheets: ['Цены', 'Пусто', 'Тренеры', 'Архив'],
    });
    expect(book.rows).toHaveLength(1);
  });

  it('passes over a sheet that is a chart', async () => {
    const book = await read(rawWorkbook([null, textRow(1, HEADER) + textRow(2, ANNA)]));
    expect(book.source).toMatchObject({ sheet: 'Лист2', otherSheets: ['Лист1'] });
  });

  it('takes the last result of a formula', async () => {
    const file = rawWorkbook([
      '<row r="1"><c r="A1"><f>2*2250</f><v>4500</v></c><c r="B1" t="str"><f>A2&amp;B2</f><v>Анна</v></c>' +
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1" s="1"><f>TODAY()</f><v>46348</v></c></row>',
    ]);
    expect(await cells(file)).toEqual([['4500', 'Анна', '', '2026-11-22']]);
  });

  it.each([
    ['fails', '<c r="C2" t="e"><f>VLOOKUP(A2,X:X,1)</f><v>#N/A</v></c>', '#N/A'],
    ['was never calculated', '<c r="C2" s="1"><f>B2+30</f></c>', '#CALC!'],
    ['was never calculated and has an empty value', '<c r="C2" s="1"><f>B2+30</f><v/></c>', '#CALC!'],
    ['was never calculated as text', '<c r="C2" t="str"><f>B2</f></c>', '#CALC!'],
    ['repeats one that was never calculated', '<c r="C2"><f t="shared" si="0"/><v></v></c>', '#CALC!'],
    ['has lost its reference, saved as text', '<c r="C2" t="inlineStr"><is><t>#ССЫЛКА!</t></is></c>', '#ССЫЛКА!'],
  ])('assumes nothing for a formula that %s', async (_, cell, text) => {
    const row = textRow(2, ANNA).replace('</row>', `${cell}</row>`);
    const book = await read(rawWorkbook([textRow(1, [...HEADER, 'Окончание', 'Сумма', 'Начало']) + row]));
    const [anna] = book.rows;
    expect(anna?.cells).toEqual({ fullName: ANNA[0], phone: ANNA[1] });
    const said = anna ? parseRow(anna, CONTEXT).issues : [];
    expect(said).toContainEqual({ code: 'formula_broken', params: { field: 'endDate', text } });
    expect(said.some((one) => severityOf(one) === 'error')).toBe(true);
  });

  it('reads dates written out, as the strict form of the format has them, without a zone', async () => {
    const file = rawWorkbook(['<row r="1"><c r="A1" t="d" s="1"><v>2026-03-31T00:00:00</v></c></row>']);
    expect(await cells(file)).toEqual([['2026-03-31T00:00:00']]);
  });

  it.each(['1', 'true'])('reads the dates of old Macs, which count from 1904 (date1904="%s")', async (flag) => {
    const file = rawWorkbook(['<row r="1"><c r="A1" s="1"><v>44886</v></c></row>'], `<workbookPr date1904="${flag}"/>`);
    expect(await cells(file)).toEqual([['2026-11-22']]);
  });

  it('reads the parts of other programs, whose tags have a prefix', async () => {
    const row = '<x:row r="1"><x:c r="A1" s="1"><x:v>46348</x:v></x:c><x:c r="B1" t="e"><x:v>#REF!</x:v></x:c></x:row>';
    expect(await cells(rawWorkbook([row]))).toEqual([['2026-11-22', '#REF!']]);
  });

  it('is not made wide or long by cells that have a format only', async () => {
    const blank = '<c r="XFD2" s="1"/><c r="XFD2" s="1"></c>';
    const file = rawWorkbook([
      textRow(1, HEADER) + textRow(2, ANNA).replace('</row>', `${blank}</row>`) + '<row r="1048576" s="1"/>',
    ]);
    expect(await cells(file)).toEqual([HEADER, ANNA]);
  });
});

describe('A workbook', () => {
  const good = rawWorkbook([textRow(1, HEADER) + textRow(2, ANNA)]);

  /** A hundred kilobytes that unpack to so many megabytes. */
  const bomb = (megabytes: number) =>
    Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array(megabytes * 1024 * 1024) }));

  /** The same, stating that it unpacks to as many bytes as it has. */
  function lyingBomb(): Buffer {
    const archive = bomb(101);
    const entry = archive.indexOf('PK\u0001\u0002');
    archive.writeUInt32LE(archive.readUInt32LE(entry + 20), entry + 24);
    return archive;
  }

  const cell = (address: string) => `<row r="1"><c r="${address}"><v>1</v></c></row>`;
  const oleFile = (name: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from(name, 'utf16le')]);

  it.each<[string, FileErrorCode, Buffer]>([
    ['cut off in the middle', 'workbook_broken', good.subarray(0, good.length / 2)],
    ['only the beginning of one', 'workbook_broken', Buffer.from('PK\u0003\u0004workbook')],
    ['overwritten inside', 'workbook_broken', Buffer.from(good).fill(0, 0, 200).fill('PK\u0003\u0004', 0, 4)],
    [
      'without the sheet it names',
      'workbook_broken',
      packWorkbook(new Map([['xl/workbook.xml', Buffer.from('<x/>')]])),
    ],
    ['not XML inside', 'workbook_broken', rawWorkbook(['<row r="1"><c r="A1"'])],
    ['with cells that have no address', 'workbook_broken', rawWorkbook(['<row r="1"><c><v>1</v></c></row>'])],
    ['with an address that is none', 'workbook_broken', rawWorkbook([cell('ЯЯЯ1')])],
    ['with a row that no sheet has', 'workbook_broken', rawWorkbook(['<row r="99999999999"></row>'])],
    ['with something in the last column of the sheet', 'sheet_too_wide', rawWorkbook([cell('XFD1')])],
    ['with something in the last row of the sheet', 'too_many_rows', rawWorkbook([cell('A1048576')])],
    ['small but unpacks to more than 100 MB', 'workbook_too_large', bomb(101)],
    ['small, states that it stays so and unpacks to more', 'workbook_broken', lyingBomb()],
    ['protected by a password', 'workbook_encrypted', oleFile('EncryptedPackage')],
    ['of the old format', 'old_workbook', oleFile('Workbook')],
    ['another archive', 'not_a_workbook', packWorkbook(new Map([['word/document.xml', Buffer.from('<x/>')]]))],
    ['larger than 20 MB', 'file_too_large', Buffer.concat([good, Buffer.alloc(21 * 1024 * 1024)])],
    ['empty', 'file_empty', rawWorkbook(['', ''])],
    ['without clients', 'columns_missing', rawWorkbook([textRow(1, ['Дата', 'Погода']) + textRow(2, ['1', 'снег'])])],
    ['without clients on any sheet', 'no_sheet_with_header', rawWorkbook([textRow(1, ['А']), textRow(1, ['Б'])])],
    ['a header alone', 'no_rows', rawWorkbook([textRow(1, HEADER)])],
  ])('is refused when it is %s (%s)', async (_, code, file) => {
    expect(await refusal(file)).toBe(code);
  });
});
