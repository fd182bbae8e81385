import type { Language } from '../../src/lib/wording.js';
import { inlineKeyboard } from '../keyboards.js';
import { textsOf } from '../texts/texts.js';
import type { Context, Reply } from './flow.js';
import { languageButtons, menuRow } from './menu.flow.js';

/** Asks for the language; a dialogue that waits goes on waiting. */
export function showLanguages({ texts }: Context): Reply {
  const keyboard = inlineKeyboard(languageButtons(), menuRow(texts));
  return { dialogue: 'kept', screen: { text: texts.language.question, keyboard } };
}

/** Remembers the choice, for clients in the CRM too, and gives the context in the new language. */
export async function chooseLanguage(context: Context, language: Language): Promise<Context> {
  if (context.user.kind === 'client') await context.api.updateClient({ language });
  await context.sessions.saveLanguage(context.person.id, language);
  return { ...context, language, texts: textsOf(language) };
}
