import { LANGUAGES } from '../../src/lib/wording.js';
import { writePress, type Destination } from '../callback-data.js';
import { joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard, inRows, type InlineButton } from '../keyboards.js';
import { textsOf, type Texts } from '../texts/texts.js';
import type { Context, Reply, Screen } from './flow.js';

export function destinationButton(texts: Texts, destination: Destination): InlineButton {
  return { text: texts.buttons[destination], data: writePress({ kind: 'go', destination }) };
}

/** The menu that fits the person; `prefix` is said above it. */
export function menuScreen(context: Context, prefix: Html | null = null): Screen {
  const { texts, studioName } = context;
  switch (context.user.kind) {
    case 'client': {
      const text = joinParagraphs([prefix, texts.menu.client(studioName)]);
      const destinations: Destination[] = ['membership', 'data', 'language'];
      return { text, keyboard: inlineKeyboard(...destinations.map((place) => [destinationButton(texts, place)])) };
    }
    case 'coach': {
      const text = joinParagraphs([prefix, texts.menu.coach(studioName, context.person.firstName)]);
      return { text, keyboard: inlineKeyboard([destinationButton(texts, 'language')]) };
    }
    case 'unknown': {
      const text = joinParagraphs([prefix, texts.menu.unknown(studioName)]);
      return { text, keyboard: inlineKeyboard([destinationButton(texts, 'register')], otherLanguages(context)) };
    }
    case 'archived':
      return { text: texts.menu.archived(studioName) };
  }
}

export function showMenu(context: Context, prefix: Html | null = null): Reply {
  return { dialogue: 'ended', screen: menuScreen(context, prefix) };
}

/** The menu of somebody whose standing has changed while they were talking to the bot. */
export async function showFreshMenu(context: Context, notice?: Html): Promise<Reply> {
  const user = await context.api.findTelegramUser(context.person.id);
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
