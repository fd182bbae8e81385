import { parseArgs } from 'node:util';
import { describeFields } from './column-choice.js';

export const USAGE = {
  ru: `Перенос клиентов и абонементов из файла .xlsx или .csv.

  npm run import -- ФАЙЛ              проверить и показать построчный отчёт, ничего не записывая
  npm run import -- ФАЙЛ --commit     записать все хорошие строки разом или, при сбое, ничего
        --strict                      строка с ошибкой — отказ: код выхода 1, и --commit ничего не запишет
        --json                        отчёт для программ
        --map "Колонка=поле"          что в колонке, если по заголовку угадано неверно; можно повторять.
                                      Колонка — заголовок или буква, без поля колонка не переносится

  npm run import -- --undo            показать, что уберёт отмена последней загрузки
  npm run import -- --undo --commit   отменить её целиком или, если с загруженным уже работали, отказать

Поля: ${describeFields('ru')}
`,
  en: `Imports clients and memberships from an .xlsx or .csv file.

  npm run import -- FILE              check and report row by row, writing nothing
  npm run import -- FILE --commit     write all good rows at once or, if anything fails, nothing
        --strict                      a row with an error is a failure: exit code 1, and --commit writes nothing
        --json                        the report for programs
        --map "Column=field"          what a column holds where its header is guessed wrongly; repeatable.
                                      A column is its header or letter; without a field it is not imported

  npm run import -- --undo            show what undoing the last import would take back
  npm run import -- --undo --commit   undo all of it or, when what it made is in use, refuse

Fields: ${describeFields('en')}
`,
};

export interface FileOptions {
  file: string;
  commit: boolean;
  strict: boolean;
  json: boolean;
  map: readonly string[];
}

export interface UndoOptions {
  undo: true;
  commit: boolean;
  json: boolean;
}

/** What the command line asks for; null when it is not understood. */
export function readOptions(): FileOptions | UndoOptions | 'help' | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        commit: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        undo: { type: 'boolean', default: false },
        map: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const { commit, strict, json, undo, map, help } = values;
    if (help) return 'help';
    const [file, ...others] = positionals;
    // Undoing goes by what was written, whatever the file was.
    if (undo) return file === undefined && !strict && map.length === 0 ? { undo, commit, json } : null;
    return file === undefined || others.length > 0 ? null : { file, commit, strict, json, map };
  } catch {
    return null;
  }
}
