import type { Language } from '../lib/wording.js';

type Words = readonly [ru: string, en: string];

/** `{name}` is replaced by the detail of that name. */
const WORDS = {
  database_missing: ['базы данных ещё нет: {file}', 'there is no database yet: {file}'],
  file_missing: ['файл не найден: {file}', 'no such file: {file}'],
  not_a_backup: ['это не резервная копия студии: {file}', 'this is no backup of a studio: {file}'],
  damaged: [
    'резервная копия повреждена: {reason}. Ничего не изменено, возьмите другую.',
    'the backup is damaged: {reason}. Nothing was changed; take another one.',
  ],
  made_by_newer: [
    'копия сделана более новой версией программы (в ней есть {name}): обновите программу и повторите.',
    'the backup was made by a newer version of the program (it has {name}): upgrade the program and try again.',
  ],
  not_empty: [
    'в этой базе уже есть данные. Чтобы ЗАМЕНИТЬ их, добавьте --force; сначала сделайте резервную копию.',
    'this database already has data. To REPLACE it add --force; make a backup first.',
  ],
  schema_differs: [
    'схема исходной базы не от этой версии программы: сначала выполните npm run migrate на ней.',
    'the source’s schema is not of this version of the program: run npm run migrate on it first.',
  ],
  same_database: ['это одна и та же база данных', 'both are the same database'],
  not_the_same: [
    'таблица {table} прочиталась не такой, какой была записана; ничего не изменено.',
    'the table {table} reads differently from what was written; nothing was changed.',
  ],
  broken_link: [
    'в таблице {table} есть ссылки на записи, которых нет ({name}); ничего не изменено.',
    'the table {table} names records that do not exist ({name}); nothing was changed.',
  ],
} as const satisfies Record<string, Words>;

export type BackupErrorCode = keyof typeof WORDS;

/** A backup, a restore or a move that was refused, in words for whoever called the command. */
export class BackupError extends Error {
  constructor(
    readonly code: BackupErrorCode,
    private readonly details: Record<string, string> = {},
  ) {
    super(`${code} ${Object.values(details).join(' ')}`.trim());
    this.name = 'BackupError';
  }

  inWords(language: Language): string {
    const [ru, en] = WORDS[this.code];
    return (language === 'ru' ? ru : en).replace(/\{(\w+)\}/g, (_, name: string) => this.details[name] ?? '');
  }
}
