import type { Language } from '../lib/wording.js';

/** What the commands of this folder say. */
interface CommandWords {
  backupUsage: string;
  restoreUsage: string;
  moveUsage: string;
  saved(file: string, rows: number): string;
  deleted(file: string): string;
  waiting(time: string): string;
  failed(reason: string): string;
  sound(file: string, rows: number): string;
  restored(file: string, rows: number): string;
  moved(rows: number): string;
  fresh(file: string): string;
  stale(folder: string): string;
}

const ru: CommandWords = {
  backupUsage: `Резервная копия всей базы, пока студия работает.

  npm run backup                      в data/backups; копии старше 14 дней удаляются, три последние — никогда
        --to ПАПКА                    другая папка
        --keep ДНЕЙ                   сколько дней хранить
        --daily ЧЧ:ММ                 не завершаться и делать копию каждый день в это время студии
        --recent                      только проверить, что есть копия моложе 26 часов (код 1 — нет)
`,
  restoreUsage: `Восстановление базы из резервной копии. Сначала остановите web и бота.

  npm run restore -- ФАЙЛ             в пустую базу (DATABASE_URL)
        --force                       ЗАМЕНИТЬ то, что в ней есть
        --check                       только проверить файл, базу не трогать
`,
  moveUsage: `Перенос всей базы, например с SQLite на MySQL. Сначала остановите web и бота.

  npm run move-database -- --from sqlite:data/crm.sqlite --to mysql://crm:ПАРОЛЬ@host/crm
        --from @ФАЙЛ --to @ФАЙЛ       адрес лежит в файле: пароль не виден в списке процессов
        --force                       ЗАМЕНИТЬ то, что есть в базе --to
`,
  saved: (file, rows) => `Готово: ${file}, строк ${rows}`,
  deleted: (file) => `удалена старая копия ${file}`,
  waiting: (time) => `копия каждый день в ${time}`,
  failed: (reason) => `не получилось: ${reason}`,
  sound: (file, rows) => `Копия цела: ${file}, строк ${rows}`,
  restored: (file, rows) => `Готово: база восстановлена из ${file}, строк ${rows}; каждая таблица сверена с копией.`,
  moved: (rows) => `Готово: перенесено строк ${rows}; каждая таблица сверена с исходной.`,
  fresh: (file) => `последняя копия: ${file}`,
  stale: (folder) => `в ${folder} нет копии моложе 26 часов`,
};

const en: CommandWords = {
  backupUsage: `Backs up the whole database while the studio runs.

  npm run backup                      to data/backups; those older than 14 days are deleted, the newest three never
        --to FOLDER                   another folder
        --keep DAYS                   for how many days to keep them
        --daily HH:MM                 stay, and make one every day at that time of the studio
        --recent                      only see whether there is one younger than 26 hours (code 1: there is none)
`,
  restoreUsage: `Restores the database from a backup. Stop web and bot first.

  npm run restore -- FILE             to an empty database (DATABASE_URL)
        --force                       REPLACE what it has
        --check                       only check the file, leave the database alone
`,
  moveUsage: `Moves the whole database, e.g. from SQLite to MySQL. Stop web and bot first.

  npm run move-database -- --from sqlite:data/crm.sqlite --to mysql://crm:PASSWORD@host/crm
        --from @FILE --to @FILE       the address is in a file: the list of processes shows no password
        --force                       REPLACE what the database --to has
`,
  saved: (file, rows) => `Done: ${file}, ${rows} rows`,
  deleted: (file) => `deleted the old backup ${file}`,
  waiting: (time) => `a backup every day at ${time}`,
  failed: (reason) => `failed: ${reason}`,
  sound: (file, rows) => `The backup is sound: ${file}, ${rows} rows`,
  restored: (file, rows) => `Done: restored from ${file}, ${rows} rows; every table was compared with the backup.`,
  moved: (rows) => `Done: moved ${rows} rows; every table was compared with its source.`,
  fresh: (file) => `the newest backup: ${file}`,
  stale: (folder) => `no backup in ${folder} is younger than 26 hours`,
};

export const COMMAND_WORDS: Record<Language, CommandWords> = { ru, en };
