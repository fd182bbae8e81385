import type { Roster, RosterRow } from '../../src/contract/sessions.js';
import { writePress } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard, type InlineButton, type InlineKeyboard } from '../keyboards.js';
import { clip, pageOf, pagingRow, type Page } from '../paging.js';
import { asRefusal, refusalText } from './crm-refusal.js';
import type { Context, Reply, Screen } from './flow.js';
import { destinationButton, menuRow } from './menu.flow.js';
import { momentOf } from './when.js';

const PEOPLE_PER_PAGE = 10;
const NAME_LENGTH = 40;

/** Everyone of a session, a button each; the message changes in place, whatever else waits in the chat. */
export async function showRoster(context: Context, sessionId: number, page = 0): Promise<Reply> {
  return show(context, sessionId, page, null);
}

/** One tap: came, or did not come. */
export async function markAttendance(
  context: Context,
  { id, clientId, came, page }: { id: number; clientId: number; came: boolean; page: number },
): Promise<Reply> {
  return after(context, id, page, () => context.api.markAttendance(id, { clientId, came }));
}

/** Nothing more to mark, until it is opened again, which the CRM allows for two hours. */
export async function closeSession(context: Context, sessionId: number): Promise<Reply> {
  return after(context, sessionId, 0, () => context.api.closeSession(sessionId));
}

export async function reopenSession(context: Context, sessionId: number): Promise<Reply> {
  return after(context, sessionId, 0, () => context.api.reopenSession(sessionId));
}

/** Does something to the session and shows it as it is then; a refusal stands above it. */
async function after(context: Context, id: number, page: number, act: () => Promise<unknown>): Promise<Reply> {
  try {
    await act();
    return await show(context, id, page, null);
  } catch (error) {
    const refusal = asRefusal(error);
    return show(context, id, page, html`⚠️ ${refusalText(context, refusal.fields[0] ?? refusal)}`);
  }
}

async function show(context: Context, id: number, page: number, warning: Html | null): Promise<Reply> {
  const roster = await findRoster(context, id);
  if ('refusal' in roster) return { dialogue: 'kept', place: 'below', screen: { text: roster.refusal } };
  return { dialogue: 'kept', place: 'pressed', screen: rosterScreen(context, roster, page, warning) };
}

async function findRoster(context: Context, id: number): Promise<Roster | { refusal: Html }> {
  try {
    return await context.api.roster(id);
  } catch (error) {
    return { refusal: html`⚠️ ${refusalText(context, asRefusal(error))}` };
  }
}

function rosterScreen(context: Context, { session, people }: Roster, page: number, warning: Html | null): Screen {
  const { texts } = context;
  const shown = pageOf(people, page, PEOPLE_PER_PAGE);
  const canMark = !session.cancelled && session.closedAt === null;
  const text = joinParagraphs([
    warning,
    joinLines([
      html`<b>${clip(session.group.name, NAME_LENGTH)}</b>`,
      html`${momentOf(context, session.startsAt)}`,
      html`${texts.timetable.coach}: ${clip(`${session.coach.firstName} ${session.coach.lastName}`.trim(), NAME_LENGTH)}`,
    ]),
    session.invited > 0
      ? texts.roster.counts(session.invited, session.joined, session.attended)
      : texts.roster.listed(people.length, session.attended),
    stateLine(context, { session, people }),
    canMark || people.length === 0 ? null : joinLines(shown.items.map((row) => html`${label(row)}`)),
  ]);
  return { text, keyboard: rosterKeyboard(context, { session, people }, shown, canMark) };
}

function stateLine({ texts }: Context, { session, people }: Roster): Html {
  if (session.cancelled) return texts.roster.cancelled;
  if (people.length === 0) return texts.roster.empty;
  return session.closedAt === null ? texts.roster.hint : texts.roster.closed;
}

function rosterKeyboard(
  { texts, user }: Context,
  { session }: Roster,
  shown: Page<RosterRow>,
  canMark: boolean,
): InlineKeyboard {
  const { id } = session;
  const people = canMark ? shown.items.map((row) => [markButton(id, row, shown.page)]) : [];
  const paging = pagingRow(shown, (page) => writePress({ kind: 'roster', id, page }));
  const refresh: InlineButton = {
    text: texts.buttons.refresh,
    data: writePress({ kind: 'roster', id, page: shown.page }),
  };
  const close: InlineButton = { text: texts.roster.close, data: writePress({ kind: 'close', id }) };
  const reopen: InlineButton = { text: texts.roster.reopen, data: writePress({ kind: 'reopen', id }) };
  const change = session.cancelled ? [] : [canMark ? close : reopen];
  const back = user.coachId === null ? [] : [destinationButton(texts, 'sessions')];
  return inlineKeyboard(...people, paging, change, [refresh, ...back], menuRow(texts));
}

function markButton(id: number, row: RosterRow, page: number): InlineButton {
  const { clientId, attended } = row;
  return { text: label(row), data: writePress({ kind: 'mark', id, clientId, came: !attended, page }) };
}

/** ✅ came, 🙋 said yes, 🚫 said no, ⬜️ has not said. */
function label({ name, attended, invitation }: RosterRow): string {
  const mark = attended ? '✅' : invitation === 'accepted' ? '🙋' : invitation === 'declined' ? '🚫' : '⬜️';
  return `${mark} ${clip(name, NAME_LENGTH)}`;
}
