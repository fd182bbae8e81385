import type { Language } from '../lib/wording.js';

/** `{name}` in a text is replaced by the parameter of that name. */
const WORDS = {
  file_missing: ['файл не найден: {path}', 'no such file: {path}'],
  file_unreadable: ['файл не читается: {path} ({reason})', 'the file cannot be read: {path} ({reason})'],
  file_empty: ['файл пуст', 'the file is empty'],
  file_too_large: ['файл больше {max} МБ', 'the file is larger than {max} MB'],
  is_workbook: [
    'это книга Excel: откройте её и сохраните как «CSV UTF-8 (разделитель — запятая)»',
    'this is an Excel workbook: open it and save it as “CSV UTF-8 (comma delimited)”',
  ],
  is_html: [
    'это веб-страница (HTML), а не таблица: сохраните её из программы как CSV',
    'this is a web page (HTML), not a table: save it as CSV from the program',
  ],
  is_binary: ['это не текст: нужен файл CSV', 'this is not text: a CSV file is needed'],
  not_a_table: [
    'в файле только одна колонка: нужен CSV с разделителем «;», «,» или табуляцией',
    'the file has one column only: a CSV separated by “;”, “,” or tabs is needed',
  ],
  broken_quotes: [
    'кавычка открыта и не закрыта (строка файла {line})',
    'a quote is opened and never closed (line {line} of the file)',
  ],
  no_rows: ['в таблице есть заголовок, но нет строк', 'the table has a header but no rows'],
  too_many_rows: ['строк больше {max}: разделите файл', 'more than {max} rows: split the file'],
  columns_missing: [
    'не нашлись колонки: {missing}. В файле есть: {found}',
    'columns not found: {missing}. The file has: {found}',
  ],
} as const satisfies Record<string, readonly [ru: string, en: string]>;

export type FileErrorCode = keyof typeof WORDS;

/** The file as a whole cannot be imported; nothing was read from it. */
export class ImportFileError extends Error {
  constructor(
    readonly code: FileErrorCode,
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
    this.name = 'ImportFileError';
  }

  explain(language: Language): string {
    return WORDS[this.code][language === 'ru' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(this.params[name] ?? ''),
    );
  }
}
