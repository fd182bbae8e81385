import type { ClientSession, Timetable } from '../../src/contract/sessions.js';
import { addDays, type CalendarDate } from '../../src/lib/calendar-date.js';
import { writePress } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard, type InlineButton } from '../keyboards.js';
import { clip, listPagingRow, pageOf } from '../paging.js';
import type { Context, Reply } from './flow.js';
import { menuRow, showMenu } from './menu.flow.js';
import { momentOf } from './when.js';

const SESSIONS_PER_PAGE = 5;
const NAME_LENGTH = 40;
/** A Monday. */
const SOME_MONDAY = '2024-01-01' as CalendarDate;

/** The usual week of the person's group, and the sessions of the next days with what they answered. */
export async function showTimetable(context: Context, page = 0): Promise<Reply> {
  const { texts, user, api } = context;
  if (user.clientId === null) return showMenu(context, texts.menu.registerFirst);
  const { group, sessions } = await api.timetable(user.clientId);
  const shown = pageOf(sessions, page, SESSIONS_PER_PAGE);
  const text = joinParagraphs([
    html`<b>${texts.timetable.title}</b>`,
    group ? usualWeek(context, group) : texts.timetable.noGroup,
    shown.items.length > 0 ? joinParagraphs(shown.items.map((session) => sessionLines(context, session))) : null,
    group && sessions.length === 0 ? texts.timetable.noSessions : null,
  ]);
  const buttons = shown.items.flatMap((session) => answerButtons(context, session));
  return {
    dialogue: 'ended',
    screen: { text, keyboard: inlineKeyboard(...buttons, listPagingRow('timetable', shown), menuRow(texts)) },
  };
}

function usualWeek(context: Context, { name, coach, weekdays, startTime }: NonNullable<Timetable['group']>): Html {
  const { texts, language } = context;
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const days = weekdays.map((day) => format.format(new Date(`${addDays(SOME_MONDAY, day - 1)}T00:00:00Z`)));
  const when = [days.join(', '), startTime ?? ''].filter(Boolean).join(' · ');
  return joinLines([
    html`${texts.timetable.group}: <b>${clip(name, NAME_LENGTH)}</b>`,
    when === '' ? null : html`${texts.timetable.usually}: ${when}`,
    coach && html`${texts.timetable.coach}: ${clip(`${coach.firstName} ${coach.lastName}`.trim(), NAME_LENGTH)}`,
  ]);
}

function sessionLines(context: Context, session: ClientSession): Html {
  const { coach } = session;
  const answer = answerOf(context, session);
  return joinLines([
    html`📌 <b>${momentOf(context, session.startsAt)}</b>`,
    html`${clip(`${coach.firstName} ${coach.lastName}`.trim(), NAME_LENGTH)}`,
    answer === null ? null : html`<i>${answer}</i>`,
  ]);
}

function answerOf({ texts }: Context, { cancelled, attended, invitation }: ClientSession): string | null {
  if (cancelled) return texts.timetable.cancelled;
  if (attended) return texts.timetable.attended;
  return invitation && texts.timetable.answers[invitation.status];
}

/** What may still be answered; the label of the first button says which session it is about. */
function answerButtons(context: Context, { invitation, startsAt, cancelled }: ClientSession): InlineButton[][] {
  const { texts } = context;
  if (!invitation?.canAnswer || cancelled) return [];
  const moment = momentOf(context, startsAt);
  const join = { text: texts.invitation.joinAt(moment), data: writePress({ kind: 'join', id: invitation.id }) };
  const decline = {
    text: texts.invitation.declineAt(moment),
    data: writePress({ kind: 'decline', id: invitation.id }),
  };
  if (invitation.status === 'accepted') return [[decline]];
  return invitation.status === 'declined' ? [[join]] : [[join], [decline]];
}
