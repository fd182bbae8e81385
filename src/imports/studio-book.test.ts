import { describe, expect, it } from '@jest/globals';
import { ImportFileError, type FileErrorCode } from './import-file-error.js';
import { readStudioBook } from './studio-book.js';

const TEXT = 'ФИО;Телефон\nИванова Анна;0555 12-34-56\n';

function encode1251(text: string): Uint8Array {
  const letters = new Map<string, number>();
  for (let byte = 128; byte < 256; byte += 1) {
    letters.set(new TextDecoder('windows-1251').decode(Uint8Array.of(byte)), byte);
  }
  return Uint8Array.from([...text].map((letter) => letters.get(letter) ?? letter.charCodeAt(0)));
}

function utf16(text: string, bigEndian = false): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

const read = (input: string | Uint8Array) =>
  readStudioBook(typeof input === 'string' ? Buffer.from(input) : input, 'ru');

async function refusal(input: string | Uint8Array): Promise<FileErrorCode | 'read'> {
  try {
    await read(input);
    return 'read';
  } catch (error) {
    if (error instanceof ImportFileError) return error.code;
    throw error;
  }
}

describe('A studio’s book', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['windows-1251', encode1251(TEXT), 'windows-1251'],
    ['UTF-16 with a mark', utf16(`\uFEFF${TEXT}`), 'utf-16le'],
    ['UTF-16 without a mark', utf16(TEXT.replace('Иванова Анна', 'Emma Brandt'.repeat(3))), 'utf-16le'],
    ['big-endian UTF-16', utf16(`\uFEFF${TEXT}`, true), 'utf-16be'],
  ])('is read in %s', async (_, bytes, encoding) => {
    const book = await read(bytes);
    expect(book.source).toMatchObject({ format: 'csv', encoding });
    expect(book.rows).toHaveLength(1);
    expect(book.rows[0]?.cells.phone).toBe('0555 12-34-56');
  });

  it.each([';', ',', '\t', '|'])('is read with the separator "%s"', async (separator) => {
    expect((await read(TEXT.replaceAll(';', separator))).rows[0]?.cells).toEqual({
      fullName: 'Иванова Анна',
      phone: '0555 12-34-56',
    });
  });

  it('numbers rows as a spreadsheet does, blank lines and a title above the header included', async () => {
    const book = await read('Клиенты студии;\n\nФИО;Телефон\nИванова Анна;0555123456\n;\nПетров Пётр;0700123456\n');
    expect(book.rows.map(({ number }) => number)).toEqual([4, 6]);
  });

  it('recognises Russian and English headers whatever their case and punctuation', async () => {
    const book = await read(
      'Name;E-MAIL:;тел.;payment_date;Сумма;valid until\nAnna B;a@b.example;0555123456;1.1.2026;5;2.2.2026',
    );
    expect(book.rows[0]?.cells).toEqual({
      fullName: 'Anna B',
      email: 'a@b.example',
      phone: '0555123456',
      saleDate: '1.1.2026',
      amount: '5',
      endDate: '2.2.2026',
    });
    expect(book.columns.nameOrder).toBe('first-last');
  });

  it('tells what it takes each column for, also of one without a header', async () => {
    const { columns } = await read('ФИО;Телефон;Рост;Телефон;;\nА Б;0555123456;180;0700123456;да;');
    expect(columns.list.map(({ letters, title, field }) => `${letters} ${title}: ${field}`)).toEqual([
      'A ФИО: fullName',
      'B Телефон: phone',
      'C Рост: null',
      'D Телефон: null',
      'E : null',
    ]);
  });

  it('sets apart what a spreadsheet saved for a formula without a result, but no remark that looks like it', async () => {
    const book = await read('ФИО;Телефон;Сумма;Начало;Окончание;Примечание\nА Б;0555123456;5;#Н/Д;####;#ВАЖНО!');
    expect(book.rows[0]?.cells).toEqual({ fullName: 'А Б', phone: '0555123456', amount: '5', note: '#ВАЖНО!' });
    expect(book.rows[0]?.brokenCells).toEqual([
      { field: 'startDate', text: '#Н/Д' },
      { field: 'endDate', text: '####' },
    ]);
  });

  it('names the columns that are missing and those that are there', async () => {
    expect.assertions(2);
    try {
      await read('ФИО;Сумма;Начало\nИванова Анна;4500;01.03.2026');
    } catch (error) {
      expect((error as ImportFileError).code).toBe('columns_missing');
      expect((error as ImportFileError).explain('ru')).toBe(
        'не нашлись колонки: «Телефон» / «Telegram» / «Почта», «Окончание» / «Абонемент» / «Дней» / «Месяцев». ' +
          'В файле есть: «ФИО», «Сумма», «Начало». Если колонка названа иначе: --map "Колонка=поле"',
      );
    }
  });

  it('names the first row that is not blank when none can be a header', async () => {
    const refused = await read(';\nДата;Погода\n01.03.2026;снег\n').catch((error: unknown) => error);
    expect((refused as ImportFileError).explain('en')).toContain('The file has: «Дата», «Погода»');
  });

  it('restores characters that the encoding could not hold, but no separator and no quote', async () => {
    expect((await read('ФИО;Телефон\nИрина &#128512;;0555123456')).rows[0]?.cells.fullName).toBe('Ирина 😀');
    expect((await read('ФИО;Телефон\n"Ирина &#59; &#34;";0555123456')).rows[0]?.cells.fullName).toBe(
      'Ирина &#59; &#34;',
    );
  });

  it('reads quotes, doubled quotes and line breaks inside a cell', async () => {
    const book = await read('ФИО;Телефон;Примечание\n"Анна ""Аня""";0555123456;"раз\nдва; три"\n');
    expect(book.rows[0]?.cells).toMatchObject({ fullName: 'Анна "Аня"', note: 'раз\nдва; три' });
  });

  it.each<[string, string | Uint8Array, FileErrorCode]>([
    ['an empty file', '', 'file_empty'],
    ['blank lines only', '\n \n', 'file_empty'],
    ['a PDF', '%PDF-1.7 ; ;', 'is_binary'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'is_binary'],
    ['a web page', '<!DOCTYPE html><table><tr><td>ФИО;</td></tr></table>', 'is_html'],
    ['prose', 'Просто текст\nбез колонок\n', 'not_a_table'],
    ['a header alone', 'ФИО;Телефон\n', 'no_rows'],
    ['another table', 'Дата;Погода\n01.03.2026;снег\n', 'columns_missing'],
    ['an open quote', 'ФИО;Телефон\n"Анна;0555123456\n', 'broken_quotes'],
  ])('is refused when it is %s', async (_, input, code) => {
    expect(await refusal(input)).toBe(code);
  });
});
