import { z } from 'zod';
import { isErrorCode } from '../../src/contract/error-codes.js';
import { errorMessage } from '../../src/contract/error-messages.js';
import { freezeChangeSchema } from '../../src/contract/memberships.js';
import { freezeTermsSchema, type FreezeTerms } from '../../src/contract/people.js';
import { addDays, calendarDate, daysInclusive, earlierOf, type CalendarDate } from '../../src/lib/calendar-date.js';
import { pluralDays } from '../../src/lib/wording.js';
import type { CalendarBounds, Cell } from '../calendar.js';
import { writePress } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard } from '../keyboards.js';
import { readNumberChoice } from '../paging.js';
import { asRefusal, refusalText, replyToChangedStanding } from './crm-refusal.js';
import type { Answer, Context, Flow, Reply } from './flow.js';
import { movedPeriods } from './freeze-words.js';
import { destinationButton, menuRow, showMenu } from './menu.flow.js';
import { askQuestion, type Asked } from './question.js';
import { calendarChoices, dayOf, momentOf, rangeOf, readDay } from './when.js';

const stateSchema = z.object({
  step: z.enum(['start', 'end', 'confirm']),
  clientId: z.number().int(),
  terms: freezeTermsSchema.pick({ minDays: true, maxDays: true, daysLeft: true, firstDate: true, lastDate: true }),
  startDate: z.string().nullable(),
  endDate: z.string().nullable(),
  /** What the CRM says would move. */
  preview: freezeChangeSchema.nullable(),
});
type State = z.infer<typeof stateSchema>;

/** Terms that name no limit still leave the calendar one. */
const LONGEST_DAYS = 180;
const FARTHEST_DAYS = 365;
const OFFERED_DAYS = [3, 7, 10, 14, 21, 30];

/** First day, last day or number of days, what moves, and the membership is frozen. */
export const freezeFlow: Flow<State> = {
  name: 'freeze',
  version: 1,
  stateSchema,
  destination: 'freeze',
  isFor: ({ clientId }) => clientId !== null,
  title: ({ texts }) => texts.freeze.title,
  ask: (context, state, notice) => askStep(context, state, { notice }),
  cancel: async (context) => showMenu(context, context.texts.freeze.cancelled),
  answer: async (context, state, answer) => {
    if (answer.kind === 'button') return askStep(context, answer.action === 'back' ? stepBack(state) : state);
    switch (state.step) {
      case 'start':
        return takeStart(context, state, answer);
      case 'end':
        return takeEnd(context, state, answer);
      case 'confirm':
        return confirm(context, state, answer);
    }
  },
};

/** What may be frozen; a freeze that runs or lies ahead can be ended instead. */
export async function startFreeze(context: Context): Promise<Reply> {
  const { texts, user, api } = context;
  if (user.clientId === null) return showMenu(context, texts.menu.registerFirst);
  const terms = await api.freezeTerms(user.clientId);
  if (terms.current) return showCurrent(context, terms.current);
  if (!terms.allowed) return showRefusal(context, terms);
  return askStep(context, {
    step: 'start',
    clientId: user.clientId,
    terms: {
      minDays: terms.minDays,
      maxDays: terms.maxDays,
      daysLeft: terms.daysLeft,
      firstDate: terms.firstDate,
      lastDate: terms.lastDate,
    },
    startDate: null,
    endDate: null,
    preview: null,
  });
}

function showCurrent(context: Context, { id, startDate, endDate }: NonNullable<FreezeTerms['current']>): Reply {
  const { texts, clock } = context;
  const runs = startDate <= clock.today();
  const range = rangeOf(context, startDate, endDate);
  const button = { text: runs ? texts.freeze.comeBack : texts.freeze.undo, data: writePress({ kind: 'thaw', id }) };
  const text = joinParagraphs([
    html`<b>${texts.freeze.title}</b>`,
    runs ? texts.freeze.running(range) : texts.freeze.ahead(range),
  ]);
  const keyboard = inlineKeyboard([button], [destinationButton(texts, 'membership')], menuRow(texts));
  return { dialogue: 'ended', screen: { text, keyboard } };
}

function showRefusal(context: Context, { reason, minDays, maxDays, daysLeft }: FreezeTerms): Reply {
  const { texts, language } = context;
  const params = { min: minDays ?? '…', max: maxDays ?? '…', left: daysLeft ?? 0 };
  const known = reason !== null && isErrorCode(reason);
  const own = reason !== null && Object.hasOwn(texts.freeze.reasons, reason);
  const why = own
    ? texts.freeze.reasons[reason as keyof typeof texts.freeze.reasons]
    : known
      ? errorMessage(reason, params, language)
      : texts.freeze.notNow;
  const text = joinParagraphs([html`<b>${texts.freeze.title}</b>`, html`${why}`]);
  const keyboard = inlineKeyboard([destinationButton(texts, 'membership')], menuRow(texts));
  return { dialogue: 'ended', screen: { text, keyboard } };
}

function askStep(context: Context, state: State, { notice, problem, month }: Asked = {}): Reply {
  const { texts } = context;
  const shared = {
    progress: texts.dialogue.step({ start: 1, end: 2, confirm: 3 }[state.step], 3),
    actions: [state.step === 'start' ? [] : (['back'] as const)],
    ...(problem !== undefined && { problem }),
  };
  if (state.step === 'start') {
    const question = {
      text: joinParagraphs([describeTerms(context, state), texts.freeze.askStart]),
      choices: calendarChoices(context, startBounds(context, state), month),
    };
    return askQuestion(context, freezeFlow, state, { ...shared, ...question }, notice);
  }
  if (state.step === 'end' && state.startDate !== null) {
    const bounds = endBounds(state, state.startDate);
    const choices = [offeredDays(context, state.startDate, bounds), ...calendarChoices(context, bounds, month)];
    const text = texts.freeze.askEnd(dayOf(context, state.startDate));
    return askQuestion(context, freezeFlow, state, { ...shared, text, choices }, notice);
  }
  const choices = [[{ text: texts.freeze.confirm, choice: 'yes' }]];
  return askQuestion(context, freezeFlow, state, { ...shared, text: summary(context, state), choices }, notice);
}

function takeStart(context: Context, state: State, answer: Answer): Reply {
  const read = readDay(context, answer, startBounds(context, state));
  if (!('date' in read)) return askStep(context, state, read);
  return askStep(context, { ...state, step: 'end', startDate: read.date, endDate: null });
}

async function takeEnd(context: Context, state: State, answer: Answer): Promise<Reply> {
  const startDate = state.startDate ?? context.clock.today();
  const bounds = endBounds(state, startDate);
  const days = daysOf(answer);
  const read =
    days === null
      ? readDay(context, answer, bounds)
      : readDay(context, pickDay(addDays(calendarDate(startDate), days - 1)), bounds);
  if (!('date' in read)) return askStep(context, state, read);
  try {
    const preview = await context.api.previewFreeze(state.clientId, { startDate, endDate: read.date });
    return askStep(context, { ...state, step: 'confirm', startDate, endDate: read.date, preview });
  } catch (error) {
    return askAgain(context, state, error);
  }
}

/** A number of days, pressed or typed; null for an answer of another kind. */
function daysOf(answer: Answer): number | null {
  if (answer.kind === 'pick') return readNumberChoice(answer.choice, 'n');
  return answer.kind === 'text' && /^\d{1,3}$/.test(answer.text.trim()) ? Number(answer.text) : null;
}

function pickDay(date: CalendarDate): Answer {
  return { kind: 'pick', choice: `d${date.replaceAll('-', '')}` };
}

async function confirm(context: Context, state: State, answer: Answer): Promise<Reply> {
  const { texts, api, effectKey } = context;
  const { startDate, endDate } = state;
  if (startDate === null || endDate === null) return askStep(context, { ...state, step: 'start' });
  if (answer.kind !== 'pick' || answer.choice !== 'yes') {
    return askStep(context, state, { problem: texts.problems.pressAButton });
  }
  try {
    const change = await api.freeze(state.clientId, { startDate, endDate }, effectKey);
    const done = joinLines([
      texts.freeze.done(rangeOf(context, change.startDate, change.endDate)),
      movedPeriods(context, change.payments, texts.freeze.membershipMoved),
    ]);
    return showMenu(context, done);
  } catch (error) {
    return askAgain(context, { ...state, step: 'start' }, error);
  }
}

async function askAgain(context: Context, state: State, error: unknown): Promise<Reply> {
  const refusal = asRefusal(error);
  const changed = await replyToChangedStanding(context, refusal);
  return changed ?? askStep(context, state, { problem: refusalText(context, refusal.fields[0] ?? refusal) });
}

function stepBack(state: State): State {
  return { ...state, step: state.step === 'confirm' ? 'end' : 'start' };
}

function startBounds({ clock }: Context, { terms }: State): CalendarBounds {
  const min = terms.firstDate === null ? clock.today() : calendarDate(terms.firstDate);
  return { min, max: terms.lastDate === null ? addDays(min, FARTHEST_DAYS) : calendarDate(terms.lastDate) };
}

function endBounds({ terms }: State, startDate: string): CalendarBounds {
  const start = calendarDate(startDate);
  const longest = Math.min(terms.maxDays ?? LONGEST_DAYS, terms.daysLeft ?? LONGEST_DAYS);
  const min = addDays(start, (terms.minDays ?? 1) - 1);
  return { min, max: longest < (terms.minDays ?? 1) ? min : addDays(start, longest - 1) };
}

function offeredDays({ language }: Context, startDate: string, { min, max }: CalendarBounds): Cell[] {
  const start = calendarDate(startDate);
  return OFFERED_DAYS.filter(
    (days) => earlierOf(addDays(start, days - 1), max) >= min && addDays(start, days - 1) <= max,
  )
    .slice(0, 3)
    .map((days) => ({ text: pluralDays(days, language), choice: `n${days}` }));
}

function describeTerms({ texts, language }: Context, { terms }: State): Html | null {
  const lines = [
    terms.daysLeft === null ? null : texts.freeze.daysLeft(pluralDays(terms.daysLeft, language)),
    terms.minDays === null ? null : texts.freeze.atLeast(pluralDays(terms.minDays, language)),
    terms.maxDays === null ? null : texts.freeze.atMost(pluralDays(terms.maxDays, language)),
  ];
  return joinLines([texts.freeze.meaning, ...lines]);
}

function summary(context: Context, { startDate, endDate, preview }: State): Html {
  const { texts, language } = context;
  const [from, to] = [startDate ?? '', endDate ?? ''];
  const days = pluralDays(daysInclusive(calendarDate(from), calendarDate(to)), language);
  const sessions = (preview?.sessions ?? []).slice(0, 5).map((session) => {
    return html`• ${momentOf(context, session.startsAt)}, ${session.groupName}`;
  });
  return joinParagraphs([
    texts.freeze.summary(rangeOf(context, from, to), days),
    preview && movedPeriods(context, preview.payments, texts.freeze.membershipMoves),
    sessions.length > 0 ? joinLines([texts.freeze.invitedThen, ...sessions]) : null,
  ]);
}
