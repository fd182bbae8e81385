import { addDays, type CalendarDate } from '../lib/calendar-date.js';
import type { Language } from '../lib/wording.js';
import { CLIENT_NOTES, DEMO_COACHES, DEMO_GROUPS, inLanguage } from './demo-catalogue.js';
import { demoMemberships, STORY_COUNTS, type DemoMembership, type DemoStory } from './demo-memberships.js';
import { demoNames, type DemoName } from './demo-people.js';
import type { SeededRandom } from './seeded-random.js';

export interface DemoClient extends DemoName {
  story: DemoStory;
  phone: string;
  email: string | null;
  birthDate: CalendarDate | null;
  /** Text, as everywhere; null = the person has no Telegram. */
  telegramId: string | null;
  telegramUsername: string | null;
  registeredDate: CalendarDate;
  note: string | null;
  /** Index in `DEMO_GROUPS`. */
  group: number | null;
  memberships: DemoMembership[];
}

/** Nobody has these yet: Telegram counts up from small numbers and is far from nine billion and one. */
const FIRST_TELEGRAM_ID = 9_000_000_001;
/** Clients whose chats can be opened on the playground, one for each story worth seeing. */
const PLAYED_STORIES: readonly DemoStory[] = ['active', 'frozen', 'expiring', 'expired', 'archived'];
const COACH_TELEGRAM_ID = FIRST_TELEGRAM_ID + 100;
const ADMIN_TELEGRAM_ID = FIRST_TELEGRAM_ID + 101;
const NEWCOMER_TELEGRAM_ID = FIRST_TELEGRAM_ID + 102;
/** With 999 numbers to come. */
const OTHER_TELEGRAM_IDS = FIRST_TELEGRAM_ID + 999;
/** For LIKE: the Telegram ids of the other clients. */
export const OTHER_TELEGRAM_ID_PATTERN = String(OTHER_TELEGRAM_IDS).replace(/000$/, '___');

const PLAYED_NAMES: readonly DemoName[] = [
  { firstName: 'Айгерим', lastName: 'Осмонова', language: 'ru' },
  { firstName: 'Emma', lastName: 'Brandt', language: 'en' },
  { firstName: 'Тимур', lastName: 'Ким', language: 'ru' },
  { firstName: 'Ольга', lastName: 'Щербакова', language: 'ru' },
  { firstName: 'Максим', lastName: 'Петров', language: 'ru' },
];

/** The first coach of the demo studio. */
export const DEMO_COACH_TELEGRAM_ID = String(COACH_TELEGRAM_ID);
/** May give the bot admin commands. */
export const DEMO_ADMIN_TELEGRAM_ID = String(ADMIN_TELEGRAM_ID);

/** What each person of the playground can try. */
export type DemoRole = 'client' | 'coach' | 'admin' | 'newcomer';

/** Someone to be on the playground. `id` is the Telegram id. */
interface DemoTelegramPerson {
  id: number;
  firstName: string;
  lastName: string;
  languageCode: Language;
  phone: string;
  role: DemoRole;
}

/** People of the demo studio for the playground: clients of several statuses, a coach, an admin and a newcomer. */
export const DEMO_TELEGRAM_PEOPLE: DemoTelegramPerson[] = [
  ...PLAYED_NAMES.map(({ firstName, lastName, language }, index) => ({
    id: FIRST_TELEGRAM_ID + index,
    firstName,
    lastName,
    languageCode: language,
    phone: phoneNumber(index),
    role: 'client' as const,
  })),
  {
    id: COACH_TELEGRAM_ID,
    firstName: DEMO_COACHES[0]?.firstName[0] ?? '',
    lastName: DEMO_COACHES[0]?.lastName[0] ?? '',
    languageCode: 'ru',
    phone: '+996700000100',
    role: 'coach',
  },
  {
    id: ADMIN_TELEGRAM_ID,
    firstName: 'Администратор',
    lastName: '',
    languageCode: 'ru',
    phone: '+996700000101',
    role: 'admin',
  },
  {
    id: NEWCOMER_TELEGRAM_ID,
    firstName: 'Новый',
    lastName: 'Гость',
    languageCode: 'ru',
    phone: '+996700000102',
    role: 'newcomer',
  },
];

function phoneNumber(index: number): string {
  return `+996555${String(index * 37 + 100).padStart(6, '0')}`;
}

/** All clients of the demo studio, those of the playground first. */
export function demoClients(today: CalendarDate, language: Language, random: SeededRandom): DemoClient[] {
  const stories = [...PLAYED_STORIES, ...random.shuffled(remainingStories())];
  const names = [...PLAYED_NAMES, ...otherNames(stories.length - PLAYED_NAMES.length, random)];
  const seats = DEMO_GROUPS.slice(0, -1).map(({ capacity }) => capacity);
  return stories.map((story, index) => {
    const name = names[index];
    if (!name) throw new RangeError('fewer names than stories');
    const memberships = demoMemberships(story, today, random);
    const isPlayed = index < PLAYED_STORIES.length;
    const telegramId = isPlayed ? FIRST_TELEGRAM_ID + index : random.chance(0.7) ? OTHER_TELEGRAM_IDS + index : null;
    return {
      ...name,
      story,
      phone: phoneNumber(index),
      email: random.chance(0.4) ? `client${index + 1}@example.com` : null,
      birthDate: random.chance(0.6) ? addDays(today, -random.between(18 * 365, 58 * 365)) : null,
      telegramId: telegramId === null ? null : String(telegramId),
      telegramUsername: telegramId !== null && !isPlayed && random.chance(0.5) ? `demo_client_${index + 1}` : null,
      registeredDate: memberships[0]?.saleDate ?? addDays(today, -random.between(0, 20)),
      note: random.chance(0.12) ? inLanguage(random.pick(CLIENT_NOTES), language) : null,
      group: takeSeat(story, seats, isPlayed, random),
      memberships,
    };
  });
}

function remainingStories(): DemoStory[] {
  const stories = Object.entries(STORY_COUNTS) as [DemoStory, number][];
  return stories.flatMap(([story, count]) =>
    Array<DemoStory>(count - PLAYED_STORIES.filter((played) => played === story).length).fill(story),
  );
}

function otherNames(count: number, random: SeededRandom): DemoName[] {
  const played = new Set(PLAYED_NAMES.map(({ firstName, lastName }) => `${lastName} ${firstName}`));
  const names = demoNames(count + played.size, random);
  return names.filter(({ firstName, lastName }) => !played.has(`${lastName} ${firstName}`)).slice(0, count);
}

/** Archived, new and upcoming clients train with no group; of the others most do, while there are seats. */
function takeSeat(story: DemoStory, seats: number[], isPlayed: boolean, random: SeededRandom): number | null {
  if (story === 'archived' || story === 'new' || story === 'upcoming') return null;
  const open = seats.flatMap((free, group) => (free > 0 ? [group] : []));
  if (open.length === 0 || (!isPlayed && random.chance(0.12))) return null;
  const group = random.pick(open);
  seats[group] = (seats[group] ?? 1) - 1;
  return group;
}
