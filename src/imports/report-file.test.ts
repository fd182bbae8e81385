import { describe, expect, it } from '@jest/globals';
import type { TableSource } from './book-table.js';
import { mapColumns } from './column-map.js';
import { parseColumnChoice } from './column-choice.js';
import { describeFile } from './report-file.js';
import type { ReportContext } from './report-context.js';

const HEADER = ['ФИО', 'Контакт', 'Рост', ''];
const CSV: TableSource = { format: 'csv', encoding: 'utf-8', delimiter: '\t' };
const SHEET: TableSource = { format: 'xlsx', sheet: 'Клиенты', otherSheets: ['Цены', 'Архив'] };

function described(
  source: TableSource,
  language: ReportContext['language'],
  choices: readonly string[] = [],
): string[] {
  const columns = mapColumns(
    HEADER,
    choices.map((text) => parseColumnChoice(text, language)),
  );
  const context: ReportContext = { fileName: 'book', choices, language, currency: 'KGS', result: 'previewed' };
  return describeFile({ source, columns, rows: [] }, context);
}

describe('The report on a file', () => {
  it('says in Russian what was read and what each column was taken for', () => {
    expect(described(SHEET, 'ru', ['Рост=note'])).toEqual([
      'Файл book: лист «Клиенты», строк 0',
      'Другие листы не читались: «Цены», «Архив»',
      '',
      'Колонки файла',
      '  A   ФИО                           ФИО (fullName)',
      '  B   Контакт                       Телефон (phone)',
      '  C   Рост                          Примечание (note), задано',
      '  D   (без заголовка)               не переносится',
      '  Прочитать колонку иначе: --map "Колонка=поле"',
    ]);
  });

  it('says it in English', () => {
    expect(described(CSV, 'en', ['C=', 'D=region'])).toEqual([
      'File book: encoding utf-8, separator tab, 0 rows',
      '',
      'Columns of the file',
      '  A   ФИО                           Name (fullName)',
      '  B   Контакт                       Phone (phone)',
      '  C   Рост                          not imported, as asked',
      '  D   (no header)                   Region (region), as asked',
      '  To read a column otherwise: --map "Column=field"',
    ]);
  });
});
