import { Like } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Language } from '../lib/wording.js';
import { DEMO_TELEGRAM_PEOPLE, OTHER_TELEGRAM_ID_PATTERN, type DemoRole } from './demo-clients.js';

/** Somebody of the demo studio as the playground takes them. `id` is the Telegram id. */
interface PlayedPerson {
  id: number;
  firstName: string;
  lastName: string;
  languageCode: Language;
  phone: string | undefined;
  about: string | undefined;
  /** The bot may write to them: broadcasts and reminders arrive. */
  hasStarted: boolean;
  /** One of the many. */
  isExtra: boolean;
}

const ROLES: Record<DemoRole, Record<Language, string>> = {
  client: { ru: 'клиент', en: 'client' },
  coach: { ru: 'тренер', en: 'coach' },
  admin: { ru: 'админ', en: 'admin' },
  newcomer: { ru: 'ещё не клиент', en: 'not a client yet' },
};

/**
 * All people of the demo studio who use Telegram: first those who show a side of the bot each, then the other clients as
 * far as the database has them. Only the newcomer has not started the bot; in a studio of one's own nobody has, and
 * nobody is said to be anything.
 */
export async function demoTelegramPeople({ manager }: UnitOfWork, language: Language): Promise<PlayedPerson[]> {
  const others = await manager.find(Client, {
    where: { telegramId: Like(OTHER_TELEGRAM_ID_PATTERN) },
    order: { lastName: 'ASC', firstName: 'ASC', id: 'ASC' },
  });
  const isDemo = others.length > 0;
  const shown = DEMO_TELEGRAM_PEOPLE.map(({ role, ...person }) => ({
    ...person,
    about: isDemo ? ROLES[role][language] : undefined,
    hasStarted: isDemo && role !== 'newcomer',
    isExtra: false,
  }));
  return [
    ...shown,
    ...others.map((client) => ({
      id: Number(client.telegramId),
      firstName: client.firstName,
      lastName: client.lastName ?? '',
      languageCode: client.language === 'en' ? ('en' as const) : ('ru' as const),
      phone: client.phone ?? undefined,
      about: ROLES.client[language],
      hasStarted: true,
      isExtra: true,
    })),
  ];
}

/** "Айгерим Осмонова (client)": the first person of each role, whom one can be to see that side of the bot. Named as the page names them. */
export function playedRoles(people: readonly PlayedPerson[]): string[] {
  const first = new Map<string, PlayedPerson>();
  for (const person of people) if (person.about && !first.has(person.about)) first.set(person.about, person);
  return [...first].map(
    ([about, person]) => `${[person.firstName, person.lastName].filter(Boolean).join(' ')} (${about})`,
  );
}
