import { describe, expect, it } from '@jest/globals';
import type { Language } from '../lib/wording.js';
import { columnLetters, parseColumnChoice } from './column-choice.js';
import { BOOK_FIELDS, columnTitle } from './columns.js';
import { ImportFileError } from './import-file-error.js';
import { studioBookFrom, type StudioBook } from './studio-book.js';

const SOURCE = { format: 'xlsx', sheet: 'Лист1', otherSheets: [] } as const;

/** The book of a table with what is said of its columns, as after `--map`. */
function read(
  records: readonly (readonly string[])[],
  choices: readonly string[],
  language: Language = 'ru',
): StudioBook {
  const parsed = choices.map((text) => parseColumnChoice(text, language));
  return studioBookFrom([{ source: SOURCE, records }], language, parsed);
}

/** The refusal in words. */
function complaint(header: readonly string[], choices: readonly string[], language: Language = 'ru'): string {
  try {
    read([header, header.map(() => 'x')], choices, language);
    return 'read';
  } catch (error) {
    if (error instanceof ImportFileError) return error.explain(language);
    throw error;
  }
}

const BOOK = [
  ['ФИО', 'Телефон', 'Контакт 2', 'Пометки тренера', ''],
  ['Иванова Анна', '0555123456', '0700112233', 'болит колено', 'Бокс'],
];

describe('A column of the book', () => {
  it.each([
    ['by its header', 'Пометки тренера=note'],
    ['in another letter case and with other spaces', ' пометки  ТРЕНЕРА = note '],
    ['by its letter', 'd=note'],
    ['with the field’s title in Russian', 'Пометки тренера=примечание'],
    ['with the field’s title in English', 'Пометки тренера=Note'],
    ['with the field in any letter case', 'Пометки тренера=NOTE'],
  ])('can be chosen %s', (_, choice) => {
    const { columns, rows } = read(BOOK, [choice]);
    expect(rows[0]?.cells.note).toBe('болит колено');
    expect(columns.list[3]).toEqual({ letters: 'D', title: 'Пометки тренера', field: 'note', isChosen: true });
  });

  it('without a header can be chosen by its letter', () => {
    expect(read(BOOK, ['E=group']).rows[0]?.cells.group).toBe('Бокс');
  });

  it('chosen for a field takes it from the column that was guessed', () => {
    const { columns, rows } = read(BOOK, ['Контакт 2=phone']);
    expect(rows[0]?.cells.phone).toBe('0700112233');
    expect(columns.list.map(({ field }) => field)).toEqual(['fullName', null, 'phone', null, null]);
  });

  it('chosen for nothing is left out, and its field goes to the next that says it', () => {
    const table = [
      ['ФИО', 'Телефон', 'Телефон мамы', 'Тел.'],
      ['Иванова Анна', '0555123456', '', '0700112233'],
    ];
    expect(read(table, ['Телефон=']).rows[0]?.cells.phone).toBe('0700112233');
  });

  it('is named by its header before its letter', () => {
    const table = [
      ['ФИО', 'Телефон', 'A', 'Б'],
      ['Иванова Анна', '0555123456', 'заметка', ''],
    ];
    expect(read(table, ['a=note']).rows[0]?.cells).toMatchObject({ fullName: 'Иванова Анна', note: 'заметка' });
  });

  it('makes a header of a row in which nothing is recognised, below a title', () => {
    const table = [
      ['Клиенты студии', ''],
      ['', ''],
      ['Кто', 'Как связаться = куда писать'],
      ['Иванова Анна', '0555123456'],
    ];
    const byHeader = read(table, ['Кто=fullName', 'Как связаться = куда писать=phone']);
    const byLetter = read(table, ['A=fullName', 'B=phone']);
    for (const { rows } of [byHeader, byLetter]) {
      expect(rows).toMatchObject([{ number: 4, cells: { fullName: 'Иванова Анна', phone: '0555123456' } }]);
    }
  });

  it('with a Latin header chosen for the full name is read as "First Last"', () => {
    const table = [
      ['Person', 'Phone'],
      ['Anna Brandt', '0555123456'],
    ];
    expect(read(table, ['Person=fullName']).columns.nameOrder).toBe('first-last');
  });
});

describe('A choice of a column', () => {
  const header = ['ФИО', 'Телефон', 'Телефон'];

  it.each<[string, string[], string]>([
    ['has no "="', ['Телефон'], '--map «Телефон»: нужно «Колонка=поле», например --map "Контакт=phone"'],
    ['names no column', ['=phone'], '--map «=phone»: нужно «Колонка=поле», например --map "Контакт=phone"'],
    [
      'names a column that is not there',
      ['Почта=email'],
      '--map: в файле нет колонки «Почта». Есть: A «ФИО», B «Телефон», C «Телефон»',
    ],
    [
      'names two columns at once',
      ['телефон=phone'],
      '--map: колонок «телефон» несколько: B «Телефон», C «Телефон». Назовите букву колонки',
    ],
    [
      'gives a field to a second column',
      ['B=phone', 'C=телефон'],
      '--map: поле «Телефон» назначено двум колонкам: B «Телефон», C «Телефон»',
    ],
    ['contradicts another', ['A=fullName', 'ФИО=note'], '--map: колонка A «ФИО» названа дважды'],
  ])('is refused when it %s', (_, choices, words) => {
    expect(complaint(header, choices)).toBe(words);
  });

  it('is refused when it names no field, with all there are', () => {
    const words = complaint(header, ['B=рост']);
    expect(words).toContain('--map: нет поля «рост». Есть: fullName (ФИО), ');
    for (const field of BOOK_FIELDS) expect(words).toContain(`${field} (${columnTitle(field, 'ru')})`);
  });

  it('is refused in English too', () => {
    expect(complaint(header, ['Mail=email'], 'en')).toBe(
      '--map: the file has no column “Mail”. It has: A «ФИО», B «Телефон», C «Телефон»',
    );
  });

  it('knows every field by its id and by its title in both languages', () => {
    for (const field of BOOK_FIELDS) {
      for (const name of [field, columnTitle(field, 'ru'), columnTitle(field, 'en')]) {
        expect(parseColumnChoice(`A=${name}`, 'ru')).toEqual({ column: 'A', field });
      }
    }
  });
});

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('Column %i is %s, as in a spreadsheet', (index, letters) => {
  expect(columnLetters(index)).toBe(letters);
});
