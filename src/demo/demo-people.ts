import type { Language } from '../lib/wording.js';
import type { SeededRandom } from './seeded-random.js';

export interface DemoName {
  firstName: string;
  lastName: string;
  language: Language;
}

const FEMALE = [
  'Айгерим',
  'Айпери',
  'Алина',
  'Анна',
  'Асель',
  'Бегимай',
  'Вера',
  'Гульнара',
  'Динара',
  'Екатерина',
  'Жанара',
  'Зоя',
  'Ирина',
  'Камила',
  'Мария',
  'Мээрим',
  'Наталья',
  'Нургуль',
  'Ольга',
  'Светлана',
  'Татьяна',
  'Чолпон',
  'Элина',
  'Юлия',
];
const MALE = [
  'Адилет',
  'Азамат',
  'Алексей',
  'Артём',
  'Бакыт',
  'Данияр',
  'Дмитрий',
  'Искендер',
  'Максим',
  'Нурлан',
  'Павел',
  'Руслан',
  'Тимур',
  'Чынгыз',
  'Эрлан',
  'Пётр',
];
/** As men have them, with what women add. */
const SURNAMES = [
  'Абдыкадыров',
  'Асанов',
  'Беляев',
  'Ёлкин',
  'Жумабеков',
  'Иванов',
  'Кузнецов',
  'Мамбетов',
  'Орозов',
  'Осмонов',
  'Петров',
  'Садыков',
  'Сидоров',
  'Токтогулов',
  'Турсунов',
  'Щербаков',
];
const SURNAMES_FOR_ALL = ['Ким', 'Цой', 'Мамбетова-Ли', 'О’Коннор', 'Шевченко', 'фон Берг'];
export const LATIN_NAMES = [
  'Emma Brandt',
  'Lucas Moreau',
  'Sofia Lindqvist',
  'Noah Fischer',
  'Mia Kowalska',
  'Liam O’Brien',
  'Chloé Lefèvre',
  'Jonas Bergström',
  'Ella van der Meer',
  'Matteo Ricci',
  'Zeynep Yıldız',
  'Hugo Martínez',
  'Ingrid Sørensen',
  'Tomáš Novák',
  'Aiko Tanaka',
  'Daniel Weber',
  'Nora Haugen',
  'Marta Silva',
];

/** So many different names; about every eighth is Latin. */
export function demoNames(count: number, random: SeededRandom): DemoName[] {
  const latin = random.shuffled(LATIN_NAMES);
  const names = new Map<string, DemoName>();
  while (names.size < count) {
    const foreign = names.size % 8 === 5 ? latin.pop() : undefined;
    const name = foreign === undefined ? localName(random) : latinName(foreign);
    names.set(`${name.lastName} ${name.firstName}`, name);
  }
  return [...names.values()];
}

function localName(random: SeededRandom): DemoName {
  const isFemale = random.chance(0.68);
  const firstName = random.pick(isFemale ? FEMALE : MALE);
  const isPlain = random.chance(0.18);
  const surname = isPlain ? random.pick(SURNAMES_FOR_ALL) : random.pick(SURNAMES);
  const lastName = isFemale && !isPlain ? `${surname}а` : isFemale ? surname : surname.replace('Мамбетова-Ли', 'Ли');
  return { firstName, lastName, language: 'ru' };
}

function latinName(fullName: string): DemoName {
  const [firstName = '', ...rest] = fullName.split(' ');
  return { firstName, lastName: rest.join(' '), language: 'en' };
}
