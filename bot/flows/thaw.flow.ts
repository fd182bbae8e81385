import { z } from 'zod';
import { freezeChangeSchema } from '../../src/contract/memberships.js';
import { calendarDate, daysInclusive } from '../../src/lib/calendar-date.js';
import { pluralDays } from '../../src/lib/wording.js';
import { joinLines, joinParagraphs, type Html } from '../html.js';
import { asRefusal, explainRefusal, refusalText, replyToChangedStanding } from './crm-refusal.js';
import type { Answer, Context, Flow, Reply } from './flow.js';
import { startFreeze } from './freeze.flow.js';
import { movedPeriods } from './freeze-words.js';
import { showMenu } from './menu.flow.js';
import { findOwnRecord } from './personal-data.flow.js';
import { askQuestion } from './question.js';
import { rangeOf } from './when.js';

const stateSchema = z.object({
  freezeId: z.number().int(),
  startDate: z.string(),
  endDate: z.string(),
  /** What the CRM says would move; null of one that has not begun, whose cancel gives back the former dates. */
  preview: freezeChangeSchema.nullable(),
});
type State = z.infer<typeof stateSchema>;

/** "I am back" from a freeze that runs, or the cancel of one that has not begun. */
export const thawFlow: Flow<State> = {
  name: 'thaw',
  version: 2,
  stateSchema,
  destination: null,
  isFor: ({ clientId }) => clientId !== null,
  title: ({ texts }) => texts.freeze.title,
  ask: (context, state, notice) => ask(context, state, notice),
  cancel: async (context) => showMenu(context, context.texts.freeze.stays),
  answer: async (context, state, answer) => {
    const isYes = answer.kind === 'pick' && answer.choice === 'yes';
    return isYes ? end(context, state) : askAgain(context, state, answer);
  },
};

/** Asks before a freeze is ended; one that is over or gone leads to what can be frozen now. */
export async function startThaw(context: Context, freezeId: number): Promise<Reply> {
  const client = await findOwnRecord(context);
  const freeze = client?.freezes.find(({ id }) => id === freezeId);
  if (!freeze || freeze.endDate < context.clock.today()) return startFreeze(context);
  const { startDate, endDate } = freeze;
  if (!runs(context, freeze)) return ask(context, { freezeId, startDate, endDate, preview: null });
  try {
    return ask(context, { freezeId, startDate, endDate, preview: await context.api.previewResume(freezeId) });
  } catch (error) {
    return explainRefusal(context, error);
  }
}

function runs({ clock }: Context, { startDate }: Pick<State, 'startDate'>): boolean {
  return startDate <= clock.today();
}

function ask(context: Context, state: State, notice?: Html, problem?: string): Reply {
  const { texts, clock, language } = context;
  const range = rangeOf(context, state.startDate, state.endDate);
  const unused = pluralDays(daysInclusive(clock.today(), calendarDate(state.endDate)), language);
  const question = {
    text: joinParagraphs([
      runs(context, state) ? texts.freeze.askBack(range, unused) : texts.freeze.askUndo(range),
      state.preview && movedPeriods(context, state.preview.payments, texts.freeze.membershipMoves),
    ]),
    choices: [[{ text: runs(context, state) ? texts.freeze.yesBack : texts.freeze.yesUndo, choice: 'yes' }]],
    actions: [],
    ...(problem !== undefined && { problem }),
  };
  return askQuestion(context, thawFlow, state, question, notice);
}

function askAgain(context: Context, state: State, answer: Answer): Reply {
  return ask(context, state, undefined, answer.kind === 'button' ? undefined : context.texts.problems.pressAButton);
}

async function end(context: Context, state: State): Promise<Reply> {
  const { texts, api, effectKey } = context;
  const running = runs(context, state);
  try {
    const change = running ? await api.resumeFreeze(state.freezeId, effectKey) : await api.cancelFreeze(state.freezeId);
    const done = running ? texts.freeze.back : texts.freeze.undone;
    return showMenu(context, joinLines([done, movedPeriods(context, change.payments, texts.freeze.membershipMoved)]));
  } catch (error) {
    const refusal = asRefusal(error);
    // Tried again after a crash, or done by staff meanwhile: what was asked for holds.
    if (refusal.code === 'freeze_finished' || refusal.code === 'not_found') {
      return showMenu(context, running ? texts.freeze.back : texts.freeze.undone);
    }
    const changed = await replyToChangedStanding(context, refusal);
    return changed ?? ask(context, state, undefined, refusalText(context, refusal));
  }
}
