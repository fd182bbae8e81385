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

function refusal(input: string | Uint8Array): FileErrorCode | 'read' {
  try {
    read(input);
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
  ])('is read in %s', (_, bytes, encoding) => {
    const book = read(bytes);
    expect(book.encoding).toBe(encoding);
    expect(book.rows).toHaveLength(1);
    expect(book.rows[0]?.cells.phone).toBe('0555 12-34-56');
  });

  it.each([';', ',', '\t', '|'])('is read with the separator "%s"', (separator) => {
    expect(read(TEXT.replaceAll(';', separator)).rows[0]?.cells).toEqual({
      fullName: 'Иванова Анна',
      phone: '0555 12-34-56',
    });
  });

  it('numbers rows as a spreadsheet does, blank lines and a title above the header included', () => {
    const book = read('Клиенты студии;\n\nФИО;Телефон\nИванова Анна;0555123456\n;\nПетров Пётр;0700123456\n');
    expect(book.rows.map(({ number }) => number)).toEqual([4, 6]);
  });

  it('recognises Russian and English headers whatever their case and punctuation', () => {
    const book = read(
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

  it('tells which columns it does not import', () => {
    expect(read('ФИО;Телефон;Рост;Телефон\nА Б;0555123456;180;0700123456').columns.ignored).toEqual([
      'Рост',
      'Телефон',
    ]);
  });

  it('names the columns that are missing and those that are there', () => {
    expect.assertions(2);
    try {
      read('ФИО;Сумма;Начало\nИванова Анна;4500;01.03.2026');
    } catch (error) {
      expect((error as ImportFileError).code).toBe('columns_missing');
      expect((error as ImportFileError).explain('ru')).toBe(
        'не нашлись колонки: «Телефон» / «Telegram» / «Почта», «Окончание» / «Абонемент». ' +
          'В файле есть: «ФИО», «Сумма», «Начало»',
      );
    }
  });

  it('restores characters that the encoding could not hold, but no separator and no quote', () => {
    expect(read('ФИО;Телефон\nИрина &#128512;;0555123456').rows[0]?.cells.fullName).toBe('Ирина 😀');
    expect(read('ФИО;Телефон\n"Ирина &#59; &#34;";0555123456').rows[0]?.cells.fullName).toBe('Ирина &#59; &#34;');
  });

  it('reads quotes, doubled quotes and line breaks inside a cell', () => {
    const book = read('ФИО;Телефон;Примечание\n"Анна ""Аня""";0555123456;"раз\nдва; три"\n');
    expect(book.rows[0]?.cells).toMatchObject({ fullName: 'Анна "Аня"', note: 'раз\nдва; три' });
  });

  it.each<[string, string | Uint8Array, FileErrorCode]>([
    ['an empty file', '', 'file_empty'],
    ['blank lines only', '\n \n', 'file_empty'],
    ['an Excel workbook', Buffer.from('504b030414000600', 'hex'), 'is_workbook'],
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'is_workbook'],
    ['a PDF', '%PDF-1.7 ; ;', 'is_binary'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'is_binary'],
    ['a web page', '<!DOCTYPE html><table><tr><td>ФИО;</td></tr></table>', 'is_html'],
    ['prose', 'Просто текст\nбез колонок\n', 'not_a_table'],
    ['a header alone', 'ФИО;Телефон\n', 'no_rows'],
    ['another table', 'Дата;Погода\n01.03.2026;снег\n', 'columns_missing'],
    ['an open quote', 'ФИО;Телефон\n"Анна;0555123456\n', 'broken_quotes'],
  ])('is refused when it is %s', (_, input, code) => {
    expect(refusal(input)).toBe(code);
  });
});
