import { LANGUAGES } from '../../src/lib/wording.js';
import type { Cell } from '../calendar.js';
import { writePress, type Action } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard, replyKeyboard, type InlineButton } from '../keyboards.js';
import { textsOf, type Texts } from '../texts/texts.js';
import { waitFor, type Context, type Flow, type Reply, type Screen } from './flow.js';

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
  /** Rows of answers to choose from, above all other buttons. */
  choices?: readonly (readonly Cell[])[];
  /** An answer that one press gives. */
  suggestion?: string | null;
  /** The phone's question: a button of the reply keyboard can send one's own contact. */
  offersContact?: boolean;
  photoFileId?: string;
}

/** What a flow says besides its question, and which part of its choices it shows. */
export interface Asked {
  /** A line before the question. */
  notice?: Html | undefined;
  /** Why it is asked again. */
  problem?: string;
  page?: number;
  /** Of the calendar: `YYYY-MM`. */
  month?: string;
  /** Of the time picker: the hour whose minutes are shown. */
  hour?: number;
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

/** Asks a question of a dialogue under a fresh nonce; `notice` comes before it. */
export function askQuestion<State>(
  context: Context,
  flow: Flow<State>,
  state: State,
  question: Omit<Question, 'title' | 'nonce'>,
  notice?: Html,
): Reply {
  const dialogue = waitFor(context, flow, state);
  const title = flow.title(context, state);
  const screen = questionScreen(context.texts, { ...question, title, nonce: dialogue.nonce });
  return { dialogue, screen, ...(notice && { notice }) };
}

function buttonsUnder(texts: Texts, { nonce, actions, suggestion, choices = [] }: Question) {
  const button = (action: Action): InlineButton => ({
    text: action === 'suggested' ? texts.buttons.keep(suggestion ?? '') : label(texts, action),
    data: writePress({ kind: 'answer', nonce, action }),
  });
  const suggested: InlineButton[] = suggestion ? [button('suggested')] : [];
  const choiceRows = choices.map((row) => row.map((cell) => choiceButton(nonce, cell)));
  return inlineKeyboard(...choiceRows, suggested, ...actions.map((row) => row.map(button)), [button('cancel')]);
}

function choiceButton(nonce: string, { text, choice }: Cell): InlineButton {
  return { text, data: writePress(choice === null ? { kind: 'blank' } : { kind: 'pick', nonce, choice }) };
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
