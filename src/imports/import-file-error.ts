import type { Language } from '../lib/wording.js';

/** `{name}` in a text is replaced by the parameter of that name. */
const WORDS = {
  file_missing: ['файл не найден: {path}', 'no such file: {path}'],
  file_unreadable: ['файл не читается: {path} ({reason})', 'the file cannot be read: {path} ({reason})'],
  file_empty: ['файл пуст', 'the file is empty'],
  file_too_large: ['файл больше {max} МБ', 'the file is larger than {max} MB'],
  old_workbook: [
    'это книга Excel старого формата (.xls): откройте её и сохраните как .xlsx или CSV',
    'this is a workbook of the old Excel format (.xls): open it and save it as .xlsx or CSV',
  ],
  not_a_workbook: [
    'это архив или документ, но не книга .xlsx: откройте файл и сохраните как .xlsx или CSV',
    'this is an archive or a document but no .xlsx workbook: open it and save it as .xlsx or CSV',
  ],
  workbook_encrypted: [
    'книга Excel закрыта паролем: откройте её и сохраните без пароля',
    'the Excel workbook has a password: open it and save it without one',
  ],
  workbook_broken: [
    'книга Excel повреждена: откройте её в Excel или LibreOffice и сохраните заново как .xlsx',
    'the Excel workbook is damaged: open it in Excel or LibreOffice and save it as .xlsx again',
  ],
  workbook_too_large: [
    'книга Excel после распаковки больше {max} МБ: оставьте в ней только таблицу клиентов',
    'the Excel workbook unpacks to more than {max} MB: leave only the table of clients in it',
  ],
  sheet_too_wide: [
    'таблица слишком широкая: заполнена даже ячейка {cell}. Удалите столбцы справа от таблицы клиентов',
    'the table is too wide: even the cell {cell} is filled. Delete the columns to the right of the clients',
  ],
  no_sheet_with_header: [
    'ни на одном листе ({sheets}) не нашлась строка с заголовками колонок: имя клиента и ещё хотя бы одна',
    'no sheet ({sheets}) has a row of column headers: the client’s name and at least one more',
  ],
  is_html: [
    'это веб-страница (HTML), а не таблица: сохраните её из программы как .xlsx или CSV',
    'this is a web page (HTML), not a table: save it as .xlsx or CSV from the program',
  ],
  is_binary: [
    'это не текст и не книга Excel: нужен файл .xlsx или CSV',
    'this is neither text nor an Excel workbook: an .xlsx or CSV file is needed',
  ],
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
    'не нашлись колонки: {missing}. В файле есть: {found}.',
    'columns not found: {missing}. The file has: {found}.',
  ],
  choice_unreadable: [
    '--map «{text}»: нужно «Колонка=поле», например --map "Контакт=phone"',
    '--map “{text}”: it takes “Column=field”, as in --map "Contact=phone"',
  ],
  field_unknown: [
    '--map: нет поля «{field}». Есть: {fields}',
    '--map: there is no field “{field}”. There are: {fields}',
  ],
  column_unknown: [
    '--map: в файле нет колонки «{column}». Есть: {columns}',
    '--map: the file has no column “{column}”. It has: {columns}',
  ],
  column_ambiguous: [
    '--map: колонок «{column}» несколько: {columns}. Назовите букву колонки',
    '--map: several columns are called “{column}”: {columns}. Give the letter of one',
  ],
  column_chosen_twice: ['--map: колонка {column} названа дважды', '--map: the column {column} is named twice'],
  field_chosen_twice: [
    '--map: поле «{field}» назначено двум колонкам: {columns}',
    '--map: two columns are given to the field “{field}”: {columns}',
  ],
} as const satisfies Record<string, readonly [ru: string, en: string]>;

/** What to do about it on the command line; the panel shows its columns to choose from. */
const COMMAND_HINTS: Partial<Record<keyof typeof WORDS, readonly [ru: string, en: string]>> = {
  columns_missing: [
    ' Если колонка названа иначе: --map "Колонка=поле"',
    ' If one has another name: --map "Column=field"',
  ],
};

export type FileErrorCode = keyof typeof WORDS;

/** The file as a whole cannot be imported, or not with the columns chosen; nothing was read from it. */
export class ImportFileError extends Error {
  constructor(
    readonly code: FileErrorCode,
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
    this.name = 'ImportFileError';
  }

  /** For the command line. */
  explain(language: Language): string {
    return this.reason(language) + (COMMAND_HINTS[this.code]?.[language === 'ru' ? 0 : 1] ?? '');
  }

  /** What is wrong, without what a command could do about it. */
  reason(language: Language): string {
    return WORDS[this.code][language === 'ru' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(this.params[name] ?? ''),
    );
  }
}
