import { LANGUAGES } from '../../src/lib/wording.js';
import { writePress, type Action } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard, replyKeyboard, type InlineButton } from '../keyboards.js';
import { textsOf, type Texts } from '../texts/texts.js';
import type { Screen } from './flow.js';

export interface Question {
  title: string;
  /** "step 2 of 5" */
  progress?: string;
  text: Html | string;
  /** Why the question is asked again. */
  problem?: string;
  nonce: string;
  /** Rows of buttons besides Cancel, which every question has. */
  actions: readonly (readonly Action[])[];
  /** An answer that one press gives. */
  suggestion?: string | null;
  /** The phone's question: a button of the reply keyboard can send one's own contact. */
  offersContact?: boolean;
  photoFileId?: string;
}

/** One question as a message: title, what was wrong with the last answer, the question, its buttons. */
export function questionScreen(texts: Texts, question: Question): Screen {
  const { title, progress, text, problem, photoFileId } = question;
  const heading = progress === undefined ? html`<b>${title}</b>` : html`<b>${title}</b> · ${progress}`;
  const body = joinParagraphs([problem === undefined ? null : html`⚠️ ${problem}`, html`${text}`]);
  return {
    text: joinLines([heading, html``, body]),
    keyboard: question.offersContact ? contactKeyboard(texts, question) : buttonsUnder(texts, question),
    ...(photoFileId !== undefined && { photoFileId }),
  };
}

function buttonsUnder(texts: Texts, { nonce, actions, suggestion }: Question) {
  const button = (action: Action): InlineButton => ({
    text: action === 'suggested' ? texts.buttons.keep(suggestion ?? '') : label(texts, action),
    data: writePress({ kind: 'answer', nonce, action }),
  });
  const suggested: InlineButton[] = suggestion ? [button('suggested')] : [];
  return inlineKeyboard(suggested, ...actions.map((row) => row.map(button)), [button('cancel')]);
}

function contactKeyboard(texts: Texts, { actions }: Question) {
  const share = { text: texts.buttons.shareContact, requestsContact: true };
  const rows = [...actions, ['cancel'] as const].map((row) => row.map((action) => ({ text: label(texts, action) })));
  return replyKeyboard([share], ...rows);
}

function label(texts: Texts, action: Action): string {
  return action === 'suggested' ? '' : texts.buttons[action];
}

const TYPED_ACTIONS = ['back', 'skip', 'clear', 'cancel'] as const;

/** A button of a reply keyboard sends its label as text; the language may have changed since it was shown. */
export function actionOfLabel(text: string): (typeof TYPED_ACTIONS)[number] | null {
  for (const language of LANGUAGES) {
    const { buttons } = textsOf(language);
    const action = TYPED_ACTIONS.find((typed) => buttons[typed] === text);
    if (action) return action;
  }
  return null;
}
