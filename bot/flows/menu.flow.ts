import { LANGUAGES } from '../../src/lib/wording.js';
import { writePress, type Destination } from '../callback-data.js';
import { joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard, inRows, type InlineButton } from '../keyboards.js';
import { textsOf, type Texts } from '../texts/texts.js';
import type { Context, Reply, Screen } from './flow.js';

const CLIENT_ROWS: readonly (readonly Destination[])[] = [
  ['membership'],
  ['timetable', 'visits'],
  ['data', 'settings'],
];
const ADMIN_ROWS: readonly (readonly Destination[])[] = [
  ['session', 'broadcast'],
  ['find', 'numbers'],
];

export function destinationButton(texts: Texts, destination: Destination): InlineButton {
  return { text: texts.buttons[destination], data: writePress({ kind: 'go', destination }) };
}

/** The menu that fits the person, who may be several things at once; `prefix` is said above it. */
export function menuScreen(context: Context, prefix: Html | null = null): Screen {
  const { texts, studioName, user } = context;
  if (user.kind === 'archived') return { text: texts.menu.archived(studioName) };
  const places = (rows: readonly (readonly Destination[])[]): InlineButton[][] =>
    rows.map((row) => row.map((place) => destinationButton(texts, place)));
  const keyboard = inlineKeyboard(
    ...(user.isAdmin ? places(ADMIN_ROWS) : []),
    ...(user.coachId === null ? [] : places([['sessions']])),
    ...(user.kind === 'client' ? places(CLIENT_ROWS) : []),
    ...(user.kind === 'unknown' ? [...places(user.isAdmin ? [] : [['register']]), otherLanguages(context)] : []),
    ...(user.kind === 'coach' ? places([['language']]) : []),
  );
  return { text: joinParagraphs([prefix, greeting(context)]), keyboard };
}

function greeting({ texts, studioName, user, person }: Context): Html {
  if (user.kind === 'coach') return texts.menu.coach(studioName, person.firstName);
  if (user.isAdmin) return texts.menu.admin(studioName);
  return user.kind === 'client' ? texts.menu.client(studioName) : texts.menu.unknown(studioName);
}

export function showMenu(context: Context, prefix: Html | null = null): Reply {
  return { dialogue: 'ended', screen: menuScreen(context, prefix) };
}

/** The menu of somebody whose standing has changed while they were talking to the bot. */
export async function showFreshMenu(context: Context, notice?: Html): Promise<Reply> {
  const user = await context.api.findSelf();
  return { dialogue: 'ended', screen: menuScreen({ ...context, user }), ...(notice && { notice }) };
}

export function languageButtons(): InlineButton[] {
  return LANGUAGES.map((language) => ({
    text: textsOf(language).languageName,
    data: writePress({ kind: 'language', language }),
  }));
}

/** Somebody greeted in a language they don't read finds theirs without a menu. */
function otherLanguages({ texts }: Context): InlineButton[] {
  return languageButtons().filter(({ text }) => text !== texts.languageName);
}

export function menuRow(texts: Texts): InlineButton[] {
  return [destinationButton(texts, 'menu')];
}

export function twoPerRow(buttons: readonly InlineButton[]): InlineButton[][] {
  return inRows(buttons, 2);
}
