import type { Language } from '../lib/wording.js';
import type { Client } from './client.entity.js';

const ERASED_NAME: Readonly<Record<Language, string>> = { ru: 'Удалённый клиент', en: 'Erased client' };
export const ERASED_NAMES: readonly string[] = Object.values(ERASED_NAME);

/** What the name of a client without a name is. */
export function erasedName(id: number, language: Language): Pick<Client, 'firstName' | 'lastName'> {
  return { firstName: ERASED_NAME[language], lastName: language === 'ru' ? `№${id}` : `#${id}` };
}

/** What a client is told whose request the owner has declined. */
export function declinedText(language: Language): string {
  return language === 'ru'
    ? 'Вы просили удалить ваши данные. Студия решила оставить вашу запись: ничего не удалено. Если остались вопросы, напишите в студию.'
    : 'You asked to delete your data. The studio has decided to keep your record: nothing was deleted. If you have questions, please contact the studio.';
}

/** The personal fields of a client, as they are when nothing is left in them. */
export const NOTHING_PERSONAL = {
  phone: null,
  phoneVerifiedAt: null,
  email: null,
  birthDate: null,
  cardNumber: null,
  region: null,
  telegramId: null,
  telegramUsername: null,
  telegramState: 'ok',
  language: null,
  note: null,
  hasPhoto: false,
  broadcastsStoppedAt: null,
  erasureRequestedAt: null,
} as const satisfies Partial<Client>;

/** In the log of a client. */
export const LOGGED_PERSONAL_FIELDS: ReadonlySet<string> = new Set([
  'firstName',
  'lastName',
  'phone',
  'email',
  'birthDate',
  'cardNumber',
  'region',
  'telegramId',
  'telegramUsername',
  'language',
  'note',
]);

/** In the log of payments and freezes. */
export const LOGGED_REMARKS: ReadonlySet<string> = new Set(['note', 'reason']);

/** What of the log is about a person, by the kind of its record. */
export const PERSONAL_IN_LOG: Readonly<Partial<Record<string, ReadonlySet<string>>>> = {
  Client: LOGGED_PERSONAL_FIELDS,
  Payment: LOGGED_REMARKS,
  LazyDays: LOGGED_REMARKS,
};
