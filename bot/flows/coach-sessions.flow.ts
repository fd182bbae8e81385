import type { SessionView } from '../../src/contract/sessions.js';
import { addDays, dateInZone, timeInZone } from '../../src/lib/calendar-date.js';
import { writePress } from '../callback-data.js';
import { html, joinParagraphs } from '../html.js';
import { inlineKeyboard, type InlineButton } from '../keyboards.js';
import { clip, listPagingRow, pageOf } from '../paging.js';
import type { Context, Reply } from './flow.js';
import { menuRow, showMenu } from './menu.flow.js';
import { dayOf } from './when.js';

const DAYS_AHEAD = 7;
const SESSIONS_PER_PAGE = 8;
const NAME_LENGTH = 24;

/** A coach's sessions of today and the next seven days; each leads to its list of people. */
export async function showSessions(context: Context, page = 0): Promise<Reply> {
  const { texts, user, api, clock } = context;
  if (user.coachId === null) return showMenu(context, texts.menu.notForYou);
  const today = clock.today();
  const sessions = await api.sessionsOf(user.coachId, today, addDays(today, DAYS_AHEAD));
  const shown = pageOf(sessions, page, SESSIONS_PER_PAGE);
  const text = joinParagraphs([
    html`<b>${texts.sessions.title}</b>`,
    sessions.length === 0 ? texts.sessions.none : texts.sessions.hint,
  ]);
  const buttons = shown.items.map((session) => [sessionButton(context, session)]);
  const keyboard = inlineKeyboard(...buttons, listPagingRow('sessions', shown), menuRow(texts));
  return { dialogue: 'ended', screen: { text, keyboard } };
}

/** "Сегодня 18:30 · Йога · ✅ 5": so many came, or said yes of those asked while nobody has come yet. */
function sessionButton(context: Context, session: SessionView): InlineButton {
  const { texts, clock } = context;
  const date = dateInZone(new Date(session.startsAt), clock.timeZone);
  const day = date === clock.today() ? texts.sessions.today : dayOf(context, date);
  const time = timeInZone(new Date(session.startsAt), clock.timeZone);
  const parts = [`${day} ${time}`, clip(session.group.name, NAME_LENGTH), peopleOf(session)];
  return {
    text: `${parts.filter(Boolean).join(' · ')}${session.closedAt === null ? '' : ' 🔒'}`,
    data: writePress({ kind: 'roster', id: session.id, page: 0 }),
  };
}

function peopleOf({ cancelled, attended, joined, invited }: SessionView): string {
  if (cancelled) return '🚫';
  if (attended > 0) return `✅ ${attended}`;
  return invited > 0 ? `🙋 ${joined}/${invited}` : '';
}
