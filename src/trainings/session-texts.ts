import type { DeliveryButton, DeliveryPayload } from '../contract/deliveries.js';
import type { InvitationStatus } from '../contract/sessions.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { fillTemplate } from '../lib/message-template.js';
import { formatDay, type Language } from '../lib/wording.js';

/** What messages tell of a session. */
export interface ToldSession {
  id: number;
  groupName: string;
  coachName: string;
  date: CalendarDate;
  /** `HH:MM` on the studio's wall clock. */
  time: string;
  link: string | null;
}

/** To clients: the first four; to coaches: the others. */
export type SessionNotice =
  | 'moved'
  | 'cancelled'
  | 'link'
  | 'noLink'
  | 'coach'
  | 'assigned'
  | 'unassigned'
  | 'movedForCoach'
  | 'cancelledForCoach';

const NOTICES: Record<SessionNotice, Record<Language, string>> = {
  moved: {
    ru: '<b>Занятие перенесено</b>\n{group}, тренер {coach}\nТеперь: {when}',
    en: '<b>The session has been moved</b>\n{group} with {coach}\nNow: {when}',
  },
  cancelled: {
    ru: '<b>Занятие отменено</b>\n{group}, {when}\nПосещение с абонемента не списано.',
    en: '<b>The session is cancelled</b>\n{group}, {when}\nNo visit is taken from your membership.',
  },
  link: {
    ru: '<b>Новая ссылка на занятие</b>\n{group}, {when}\n{link}\nПрежняя больше не действует.',
    en: '<b>A new link to the session</b>\n{group}, {when}\n{link}\nThe former one no longer works.',
  },
  noLink: {
    ru: '<b>Ссылка на занятие больше не действует</b>\n{group}, {when}\nГде оно пройдёт, подскажет студия.',
    en: '<b>The link to the session no longer works</b>\n{group}, {when}\nThe studio will tell you where it takes place.',
  },
  coach: {
    ru: '<b>Другой тренер</b>\n{group}, {when}\nЗанятие ведёт {coach}.',
    en: '<b>Another coach</b>\n{group}, {when}\nThe session is led by {coach}.',
  },
  assigned: {
    ru: '<b>Вы ведёте занятие</b>\n{group}, {when}',
    en: '<b>You lead a session</b>\n{group}, {when}',
  },
  unassigned: {
    ru: '<b>Занятие ведёт другой тренер</b>\n{group}, {when}\nВместо вас: {coach}.',
    en: '<b>Another coach leads the session</b>\n{group}, {when}\nInstead of you: {coach}.',
  },
  movedForCoach: {
    ru: '<b>Ваше занятие перенесено</b>\n{group}\nТеперь: {when}',
    en: '<b>Your session has been moved</b>\n{group}\nNow: {when}',
  },
  cancelledForCoach: {
    ru: '<b>Ваше занятие отменено</b>\n{group}, {when}',
    en: '<b>Your session is cancelled</b>\n{group}, {when}',
  },
};

const INVITATION: Record<Language, string> = {
  ru: '<b>Приглашение на занятие</b>\n{group}, {when}\nТренер: {coach}\n\nПридёте?',
  en: '<b>You are invited to a session</b>\n{group}, {when}\nCoach: {coach}\n\nWill you come?',
};

const BUTTONS = {
  join: { ru: 'Приду', en: 'Join' },
  decline: { ru: 'Не смогу', en: 'Can’t come' },
  open: { ru: 'Открыть занятие', en: 'Open the session' },
  roster: { ru: 'Список участников', en: 'Who comes' },
} satisfies Record<string, Record<Language, string>>;

/** Notices with a list of participants below: they are for the one who leads. */
const WITH_ROSTER: readonly SessionNotice[] = ['assigned', 'movedForCoach'];

/** "вторник, 10 марта" / "Tuesday 10 March": no "today", which would be wrong when it is read tomorrow. */
export function sessionDay(date: CalendarDate, language: Language): string {
  const weekday = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'long' }).format(new Date(date));
  return `${weekday}${language === 'ru' ? ',' : ''} ${formatDay(date, language, date.slice(0, 4))}`;
}

/** The message that asks a client to a session: group, day and time, coach, two buttons. */
export function invitationMessage(session: ToldSession, invitationId: number, language: Language): DeliveryPayload {
  const buttons = answerButtons(['join', 'decline'], invitationId, language);
  return { text: filled(INVITATION[language], session, language), buttons: [buttons] };
}

/** The invitation of the client who is told. */
export interface AskedBefore {
  invitationId: number;
  status: InvitationStatus;
}

/** What is told about a change of a session. Who was invited can answer anew when it is moved. */
export function sessionMessage(
  notice: SessionNotice,
  session: ToldSession,
  language: Language,
  invitation: AskedBefore | null,
): DeliveryPayload {
  const buttons = noticeButtons(notice, session, language, invitation);
  return { text: filled(NOTICES[notice][language], session, language), buttons: buttons.length > 0 ? [buttons] : [] };
}

function noticeButtons(
  notice: SessionNotice,
  { id, link }: ToldSession,
  language: Language,
  invitation: AskedBefore | null,
): DeliveryButton[] {
  if (notice === 'link' && link !== null) return [{ kind: 'url', text: BUTTONS.open[language], url: link }];
  if (WITH_ROSTER.includes(notice)) return [{ kind: 'roster', text: BUTTONS.roster[language], sessionId: id }];
  if (notice !== 'moved' || !invitation) return [];
  const { invitationId, status } = invitation;
  if (status === 'sent') return answerButtons(['join', 'decline'], invitationId, language);
  return status === 'accepted' ? answerButtons(['decline'], invitationId, language) : [];
}

function answerButtons(
  kinds: readonly ('join' | 'decline')[],
  invitationId: number,
  language: Language,
): DeliveryButton[] {
  return kinds.map((kind) => ({ kind, text: BUTTONS[kind][language], invitationId }));
}

function filled(template: string, session: ToldSession, language: Language): string {
  const { groupName: group, coachName: coach, date, time, link } = session;
  return fillTemplate(template, { group, coach, when: `${sessionDay(date, language)}, ${time}`, link: link ?? '' });
}
