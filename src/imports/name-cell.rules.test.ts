import { describe, expect, it } from '@jest/globals';
import { compatibleNames, nameWords, parseNameCell } from './name-cell.rules.js';

const parse = (text: string) => {
  const { lastName, firstName, issues } = parseNameCell(text, 'last-first');
  return { lastName, firstName, issues: issues.map(({ code }) => code) };
};

describe('A full name in a Russian book', () => {
  it.each([
    ['Иванов Нурлан', 'Иванов', 'Нурлан'],
    ['  Жумабеков \u00A0 Нурлан\u200B ', 'Жумабеков', 'Нурлан'],
    ['фон Берг Кирилл', 'фон Берг', 'Кирилл'],
    ['О’Коннор Айгерим', 'О’Коннор', 'Айгерим'],
    ['Мамбетова-Ли Динара', 'Мамбетова-Ли', 'Динара'],
    ['Петров Пётр Петрович', 'Петров', 'Пётр Петрович'],
    ['Асанов Бакыт уулу', 'Асанов', 'Бакыт уулу'],
    ['Тестова Ирина 😀', 'Тестова', 'Ирина 😀'],
    ['Нурлан', '', 'Нурлан'],
    ['Нурлан 😀', '', 'Нурлан 😀'],
    ['Brandt Emma', 'Brandt', 'Emma'],
    ['Петрова "Аня"', 'Петрова', '"Аня"'],
  ])('%s is divided into surname and first name', (text, lastName, firstName) => {
    expect(parse(text)).toEqual({ lastName, firstName, issues: [] });
  });

  it.each([
    ['СИДОРОВ АРТЁМ', 'Сидоров', 'Артём'],
    ['О’КОННОР АЙГЕРИМ', 'О’Коннор', 'Айгерим'],
    ['ФОН БЕРГ ДАНИЯР', 'фон Берг', 'Данияр'],
    ['мамбетова-ли юлия', 'Мамбетова-Ли', 'Юлия'],
    ['АСАНОВ БАКЫТ УУЛУ', 'Асанов', 'Бакыт уулу'],
  ])('%s typed in one letter case gets capitals', (text, lastName, firstName) => {
    expect(parse(text)).toEqual({ lastName, firstName, issues: ['name_case'] });
  });

  it('turns look-alike letters of another alphabet into those of the word', () => {
    expect(parse('Acaнова Ольга')).toEqual({ lastName: 'Асанова', firstName: 'Ольга', issues: ['name_letters'] });
    expect(parse('Ρомaнова Анна')).toEqual({ lastName: 'Романова', firstName: 'Анна', issues: ['name_letters'] });
    expect(parse('Brаndt Emmа')).toEqual({ lastName: 'Brandt', firstName: 'Emma', issues: ['name_letters'] });
    expect(parse('ΑΝΝΑ Papadaki').issues).toEqual([]);
  });

  it('keeps markup and formulas whole, as the text they are', () => {
    expect(parse('<b>Зоя</b> & "Ко"')).toEqual({
      lastName: '',
      firstName: '<b>Зоя</b> & "Ко"',
      issues: ['name_markup'],
    });
    expect(parse('=HYPERLINK("http://x.example","Ж")').issues).toEqual(['name_markup']);
  });

  it('refuses a name without a letter', () => {
    expect(parse('12 34').issues).toEqual(['name_unreadable']);
  });

  it('reads "First Last" under an English header, particles with the surname', () => {
    expect(parseNameCell('Emma Brandt', 'first-last')).toMatchObject({ firstName: 'Emma', lastName: 'Brandt' });
    expect(parseNameCell('Ella van der Meer', 'first-last')).toMatchObject({ lastName: 'van der Meer' });
    expect(parseNameCell('Brandt, Emma', 'first-last')).toMatchObject({ firstName: 'Emma', lastName: 'Brandt' });
  });
});

describe('Two spellings of a name', () => {
  const words = (text: string) => nameWords(parseNameCell(text, 'last-first'));

  it.each([
    ['Тестова Ирина', 'Тестова Ирина 😀'],
    ['Ёлкина Динара', 'ЕЛКИНА ДИНАРА'],
    ['Иванов Нурлан', 'Нурлан Иванов'],
    ['Иванов Нурлан', 'Нурлан'],
    ['Иванов Нурлан', 'Иванов Н.'],
    ['Петров Пётр Петрович', 'Петров Петр'],
  ])('%s and %s may be one person', (a, b) => {
    expect(compatibleNames(words(a), words(b))).toBe(true);
  });

  it.each([
    ['Иванов Нурлан', 'Иванова Нургуль'],
    ['Иванов Нурлан', 'Иванов Артём'],
    ['Иванов Нурлан', 'И.'],
    ['Иванов Иван', 'Иванов Иванов'],
  ])('%s and %s are two people', (a, b) => {
    expect(compatibleNames(words(a), words(b))).toBe(false);
  });
});
