import { z } from 'zod';
import { audienceSizeSchema, type AudienceInput } from '../../src/contract/broadcasts.js';
import { calendarDate } from '../../src/lib/calendar-date.js';
import { fillTemplate, placeholdersOf } from '../../src/lib/message-template.js';
import { checkTelegramHtml } from '../../src/lib/telegram-html.js';
import type { Cell } from '../calendar.js';
import { writePress } from '../callback-data.js';
import { toHtml } from '../formatted-text.js';
import { Html, joinParagraphs } from '../html.js';
import { inlineKeyboard, inRows } from '../keyboards.js';
import { clip, pageOf, pagingCells, readNumberChoice } from '../paging.js';
import { isFailure } from '../telegram-error.js';
import { asRefusal, refusalText, replyToChangedStanding } from './crm-refusal.js';
import type { Answer, Context, Flow, Reply, Screen } from './flow.js';
import { showMenu } from './menu.flow.js';
import { showProgress } from './progress.flow.js';
import { askQuestion, type Asked } from './question.js';
import { calendarChoices, dayOf, daysAhead, momentOf, takeDay, takeTime, timeChoices } from './when.js';

const STEPS = ['audience', 'group', 'members', 'content', 'preview', 'day', 'time', 'confirm'] as const;
type Step = (typeof STEPS)[number];
/** Several steps may belong to one question. */
const NUMBERS: Record<Step, number> = {
  audience: 1,
  group: 1,
  members: 1,
  content: 2,
  preview: 3,
  day: 4,
  time: 4,
  confirm: 4,
};
const BEFORE: Record<Step, Step> = {
  audience: 'audience',
  group: 'audience',
  members: 'group',
  content: 'audience',
  preview: 'content',
  day: 'preview',
  time: 'day',
  confirm: 'time',
};

const stateSchema = z.object({
  step: z.enum(STEPS),
  kind: z.enum(['all', 'active', 'inactive', 'expiring', 'group']),
  group: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  activeOnly: z.boolean(),
  size: audienceSizeSchema.nullable(),
  /** Telegram's HTML with placeholders. */
  text: z.string(),
  photoFileId: z.string().nullable(),
  date: z.string().nullable(),
  /** null: at once. */
  scheduledAt: z.string().nullable(),
});
type State = z.infer<typeof stateSchema>;

const KINDS = ['all', 'active', 'inactive', 'expiring'] as const;
const GROUPS_PER_PAGE = 8;
const NAME_LENGTH = 40;
const FARTHEST_DAYS = 90;
const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
const PLACEHOLDERS = ['firstName', 'lastName'];

/** Audience, text or photo, how it will look, now or later, and it is sent. */
export const broadcastFlow: Flow<State> = {
  name: 'broadcast',
  version: 1,
  stateSchema,
  destination: 'broadcast',
  isFor: ({ isAdmin }) => isAdmin,
  title: ({ texts }) => texts.broadcast.title,
  ask: (context, state, notice) => askStep(context, state, { notice }),
  cancel: async (context) => showMenu(context, context.texts.broadcast.cancelled),
  answer: async (context, state, answer) => {
    if (answer.kind === 'button') {
      return askStep(context, answer.action === 'back' ? { ...state, step: BEFORE[state.step] } : state);
    }
    const page = answer.kind === 'pick' ? readNumberChoice(answer.choice, 'p') : null;
    return page === null ? take(context, state, answer) : askStep(context, state, { page });
  },
};

export async function startBroadcast(context: Context): Promise<Reply> {
  if (!context.user.isAdmin) return showMenu(context, context.texts.menu.notForYou);
  const empty = { group: null, activeOnly: false, size: null, text: '', photoFileId: null, date: null };
  return askStep(context, { step: 'audience', kind: 'all', ...empty, scheduledAt: null });
}

async function take(context: Context, state: State, answer: Answer): Promise<Reply> {
  const again = (asked: Asked) => askStep(context, state, asked);
  switch (state.step) {
    case 'audience':
    case 'group':
    case 'members':
      return takeAudience(context, state, answer);
    case 'content':
      return takeContent(context, state, answer);
    case 'preview':
      return takeDecision(context, state, answer);
    case 'day': {
      const next = (date: string) => askStep(context, { ...state, step: 'time', date });
      return takeDay(context, answer, FARTHEST_DAYS, { next, again });
    }
    case 'time': {
      const next = (scheduledAt: string) => askStep(context, { ...state, step: 'confirm', scheduledAt });
      return takeTime(context, answer, state.date, { next, again });
    }
    case 'confirm': {
      const isYes = answer.kind === 'pick' && answer.choice === 'yes';
      return isYes ? send(context, state) : askStep(context, state, { problem: context.texts.problems.pressAButton });
    }
  }
}

async function takeAudience(context: Context, state: State, answer: Answer): Promise<Reply> {
  const choice = answer.kind === 'pick' ? answer.choice : '';
  if (state.step === 'members') {
    return choice === 'whole' || choice === 'active'
      ? measure(context, { ...state, activeOnly: choice === 'active' })
      : askStep(context, state, { problem: context.texts.problems.chooseAbove });
  }
  if (state.step === 'group') {
    const id = readNumberChoice(choice, 'g');
    const group = (await context.api.groups()).find((one) => one.id === id);
    if (!group) return askStep(context, state, { problem: context.texts.problems.chooseAbove });
    return askStep(context, { ...state, step: 'members', kind: 'group', group: { id: group.id, name: group.name } });
  }
  if (choice === 'group') return askStep(context, { ...state, step: 'group' });
  const kind = KINDS.find((one) => one === choice);
  if (!kind) return askStep(context, state, { problem: context.texts.problems.chooseAbove });
  return measure(context, { ...state, kind, group: null, activeOnly: false });
}

/** How many would get it; nobody is no audience. */
async function measure(context: Context, state: State): Promise<Reply> {
  const size = await context.api.audienceSize(audienceOf(state));
  if (size.reachable > 0) return askStep(context, { ...state, step: 'content', size });
  return askStep(context, { ...state, step: 'audience' }, { problem: context.texts.broadcast.nobody });
}

function audienceOf({ kind, group, activeOnly }: State): AudienceInput {
  return kind === 'group' ? { kind, groupId: group?.id ?? null, activeOnly } : { kind };
}

function takeContent(context: Context, state: State, answer: Answer): Promise<Reply> {
  const { problems, broadcast } = context.texts;
  if (answer.kind === 'image_file') return askStep(context, state, { problem: problems.sendAsPhoto });
  if (answer.kind !== 'text' && answer.kind !== 'photo') {
    return askStep(context, state, { problem: broadcast.contentExpected });
  }
  const photoFileId = answer.kind === 'photo' ? answer.fileId : null;
  const text = toHtml((answer.kind === 'photo' ? answer.caption : answer.text) ?? '', answer.entities);
  const unknown = placeholdersOf(text).find((name) => !PLACEHOLDERS.includes(name));
  if (unknown !== undefined) return askStep(context, state, { problem: broadcast.unknownPlaceholder(unknown) });
  const checked = checkTelegramHtml(fillTemplate(text, { firstName: '', lastName: '' }));
  const length = 'length' in checked ? checked.length : 0;
  const max = photoFileId === null ? MAX_TEXT : MAX_CAPTION;
  if (length === 0) return askStep(context, state, { problem: broadcast.contentExpected });
  if (length > max) return askStep(context, state, { problem: broadcast.tooLong(max) });
  return askStep(context, { ...state, step: 'preview', text, photoFileId });
}

async function takeDecision(context: Context, state: State, answer: Answer): Promise<Reply> {
  const choice = answer.kind === 'pick' ? answer.choice : '';
  if (choice === 'now') return send(context, { ...state, scheduledAt: null });
  if (choice === 'later') return askStep(context, { ...state, step: 'day' });
  // Another text instead of the one on show.
  if (answer.kind === 'text' || answer.kind === 'photo') return takeContent(context, state, answer);
  return askStep(context, state, { problem: context.texts.problems.pressAButton });
}

/** A draft, its photo, the start: each happens once, however often this is tried. */
async function send(context: Context, state: State): Promise<Reply> {
  const { api, effectKey, telegram } = context;
  try {
    const input = { text: state.text, audience: audienceOf(state), draft: true };
    const { id } = await api.createBroadcast(input, effectKey);
    const { status } = await api.getBroadcast(id);
    if (status === 'draft') {
      if (state.photoFileId !== null) await api.putBroadcastPhoto(id, await telegram.download(state.photoFileId));
      await api.startBroadcast(id, state.scheduledAt, `${effectKey}-start`);
    }
    return await showProgress(context, id);
  } catch (error) {
    // Telegram no longer has the photo.
    if (isFailure(error, 'refused')) {
      return askStep(context, { ...state, step: 'content' }, { problem: context.texts.problems.photoExpected });
    }
    const refusal = asRefusal(error);
    const problem = refusalText(context, refusal.fields[0] ?? refusal);
    const changed = await replyToChangedStanding(context, refusal);
    return changed ?? askStep(context, { ...state, step: 'content' }, { problem });
  }
}

async function askStep(context: Context, state: State, asked: Asked = {}): Promise<Reply> {
  const { texts } = context;
  const { notice, problem } = asked;
  const question = {
    progress: texts.dialogue.step(NUMBERS[state.step], 4),
    text: questionText(context, state),
    choices: await choicesOf(context, state, asked),
    actions: [state.step === 'audience' ? [] : (['back'] as const)],
    ...(problem !== undefined && { problem }),
  };
  const reply = askQuestion(context, broadcastFlow, state, question, notice);
  return state.step === 'preview' ? { ...reply, exhibit: exhibitOf(context, state) } : reply;
}

/** The message as this admin would get it. */
function exhibitOf({ texts, person }: Context, { text, photoFileId }: State): Screen {
  const { firstName, lastName } = person;
  const stop = { text: texts.broadcast.stopButton, data: writePress({ kind: 'blank' }) };
  return {
    text: new Html(fillTemplate(text, { firstName, lastName })),
    keyboard: inlineKeyboard([stop]),
    ...(photoFileId !== null && { photoFileId }),
  };
}

function questionText(context: Context, state: State): Html {
  const { texts } = context;
  switch (state.step) {
    case 'audience':
      return texts.broadcast.askAudience;
    case 'group':
      return texts.session.askGroup;
    case 'members':
      return texts.broadcast.askMembers(clip(state.group?.name ?? '', NAME_LENGTH));
    case 'content':
      return joinParagraphs([sizeOf(context, state), texts.broadcast.askContent]);
    case 'preview':
      return joinParagraphs([sizeOf(context, state), texts.broadcast.askDecision]);
    case 'day':
      return texts.broadcast.askDay;
    case 'time':
      return texts.session.askTime(dayOf(context, state.date ?? context.clock.today()));
    case 'confirm':
      return joinParagraphs([
        sizeOf(context, state),
        texts.broadcast.willStart(momentOf(context, state.scheduledAt ?? context.clock.now())),
      ]);
  }
}

function sizeOf({ texts }: Context, { kind, group, activeOnly, size }: State): Html | null {
  if (!size) return null;
  const name = group ? clip(group.name, NAME_LENGTH) : '';
  const audience = kind === 'group' ? texts.broadcast.groupName(name, activeOnly) : texts.broadcast.audiences[kind];
  return joinParagraphs([
    texts.broadcast.size(audience, size.reachable),
    size.people === size.reachable ? null : texts.broadcast.leftOut(size.withoutTelegram, size.blocked, size.optedOut),
  ]);
}

async function choicesOf(context: Context, state: State, { page = 0, month, hour }: Asked): Promise<Cell[][]> {
  const { texts, api, clock } = context;
  switch (state.step) {
    case 'audience':
      return [...KINDS, 'group' as const].map((choice) => [{ text: texts.broadcast.audiences[choice], choice }]);
    case 'group': {
      const groups = pageOf(await api.groups(), page, GROUPS_PER_PAGE);
      const cells = groups.items.map(({ id, name }) => ({ text: clip(name, NAME_LENGTH), choice: `g${id}` }));
      return [...inRows(cells, 1), pagingCells(groups)];
    }
    case 'members':
      return [
        [{ text: texts.broadcast.wholeGroup, choice: 'whole' }],
        [{ text: texts.broadcast.activeOfGroup, choice: 'active' }],
      ];
    case 'content':
      return [];
    case 'preview':
      return [
        [{ text: texts.broadcast.sendNow(state.size?.reachable ?? 0), choice: 'now' }],
        [{ text: texts.broadcast.sendLater, choice: 'later' }],
      ];
    case 'day':
      return calendarChoices(context, daysAhead(context, FARTHEST_DAYS), month);
    case 'time':
      return timeChoices(context, calendarDate(state.date ?? clock.today()), hour);
    case 'confirm':
      return [[{ text: texts.broadcast.schedule, choice: 'yes' }]];
  }
}
