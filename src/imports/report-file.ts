import type { TableSource } from './book-table.js';
import type { BookColumn } from './column-map.js';
import { columnTitle } from './columns.js';
import { pick, type ReportContext } from './report-context.js';
import type { StudioBook } from './studio-book.js';

const TITLE_WIDTH = 28;

/** Which file and sheet was read, and what each column was taken for. */
export function describeFile({ source, rows, columns }: StudioBook, context: ReportContext): string[] {
  const count = pick(context, `строк ${rows.length}`, `${rows.length} rows`);
  return [
    `${pick(context, 'Файл', 'File')} ${context.fileName}: ${describeSource(source, context)}, ${count}`,
    ...otherSheets(source, context),
    '',
    pick(context, 'Колонки файла', 'Columns of the file'),
    ...columns.list.map((column) => columnLine(column, context)),
    ...(columns.list.some(({ field }) => field === null) ? [hint(context)] : []),
  ];
}

function describeSource(source: TableSource, context: ReportContext): string {
  if (source.format === 'xlsx') return pick(context, `лист «${source.sheet}»`, `sheet “${source.sheet}”`);
  const separator = source.delimiter === '\t' ? pick(context, 'табуляция', 'tab') : `«${source.delimiter}»`;
  return pick(
    context,
    `кодировка ${source.encoding}, разделитель ${separator}`,
    `encoding ${source.encoding}, separator ${separator}`,
  );
}

function otherSheets(source: TableSource, context: ReportContext): string[] {
  if (source.format === 'csv' || source.otherSheets.length === 0) return [];
  const names = source.otherSheets.map((name) => pick(context, `«${name}»`, `“${name}”`)).join(', ');
  return [pick(context, `Другие листы не читались: ${names}`, `Other sheets were not read: ${names}`)];
}

function columnLine({ letters, title, field, isChosen }: BookColumn, context: ReportContext): string {
  const shown = title.replace(/\s+/g, ' ') || pick(context, '(без заголовка)', '(no header)');
  const meaning = field
    ? `${columnTitle(field, context.language)} (${field})`
    : pick(context, 'не переносится', 'not imported');
  const by = isChosen ? pick(context, ', задано', ', as asked') : '';
  return `  ${letters.padEnd(2)}  ${shown.padEnd(TITLE_WIDTH)}  ${meaning}${by}`;
}

function hint(context: ReportContext): string {
  return pick(
    context,
    '  Прочитать колонку иначе: --map "Колонка=поле"',
    '  To read a column otherwise: --map "Column=field"',
  );
}
