import { z } from 'zod';
import { calendarDate, dateInZone, instantInZone, isoWeekday } from '../../src/lib/calendar-date.js';
import type { Cell } from '../calendar.js';
import { writePress } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { inlineKeyboard, inRows } from '../keyboards.js';
import { clip, pageOf, pagingCells, readNumberChoice } from '../paging.js';
import { asRefusal, refusalText, replyToChangedStanding } from './crm-refusal.js';
import type { Answer, Context, Flow, Reply } from './flow.js';
import { menuRow, showMenu } from './menu.flow.js';
import { askQuestion, type Asked } from './question.js';
import { calendarChoices, dayOf, daysAhead, momentOf, takeDay, takeTime, timeChoices } from './when.js';

const STEPS = ['group', 'coach', 'when', 'day', 'time', 'link', 'confirm'] as const;
type Step = (typeof STEPS)[number];
/** `day` and `time` belong to the same question as `when`. */
const NUMBERS: Record<Step, number> = { group: 1, coach: 2, when: 3, day: 3, time: 3, link: 4, confirm: 5 };

const namedSchema = z.object({ id: z.number().int(), name: z.string() });
const stateSchema = z.object({
  step: z.enum(STEPS),
  group: namedSchema.extend({ weekdays: z.array(z.number()), startTime: z.string().nullable() }).nullable(),
  coach: namedSchema.nullable(),
  /** The day whose time is asked for. */
  date: z.string().nullable(),
  startsAt: z.string().nullable(),
  /** null: in the hall. */
  link: z.string().nullable(),
  /** Who would be invited, and how many of them the bot can write to. */
  people: z.number().int(),
  reachable: z.number().int(),
});
type State = z.infer<typeof stateSchema>;

const GROUPS_PER_PAGE = 8;
const COACHES_PER_PAGE = 8;
const FARTHEST_DAYS = 60;
const NAME_LENGTH = 40;
const MAX_LINK_LENGTH = 500;

/** Group, coach, time, link, a look at all of it, and the session starts with its invitations. */
export const sessionFlow: Flow<State> = {
  name: 'session',
  version: 1,
  stateSchema,
  destination: 'session',
  isFor: ({ isAdmin }) => isAdmin,
  title: ({ texts }) => texts.session.title,
  ask: (context, state, notice) => askStep(context, state, { notice }),
  cancel: async (context) => showMenu(context, context.texts.session.cancelled),
  answer: async (context, state, answer) => {
    if (answer.kind === 'button') return askStep(context, answer.action === 'back' ? stepBack(state) : state);
    const page = answer.kind === 'pick' ? readNumberChoice(answer.choice, 'p') : null;
    return page === null ? take(context, state, answer) : askStep(context, state, { page });
  },
};

export async function startSessionDialogue(context: Context): Promise<Reply> {
  if (!context.user.isAdmin) return showMenu(context, context.texts.menu.notForYou);
  const empty = { group: null, coach: null, date: null, startsAt: null, link: null, people: 0, reachable: 0 };
  return askStep(context, { step: 'group', ...empty });
}

async function take(context: Context, state: State, answer: Answer): Promise<Reply> {
  const again = (asked: Asked) => askStep(context, state, asked);
  switch (state.step) {
    case 'group':
      return takeGroup(context, state, answer);
    case 'coach':
      return takeCoach(context, state, answer);
    case 'when':
      return takeWhen(context, state, answer);
    case 'day': {
      const next = (date: string) => askStep(context, { ...state, step: 'time', date });
      return takeDay(context, answer, FARTHEST_DAYS, { next, again });
    }
    case 'time': {
      const next = (startsAt: string) => askStep(context, { ...state, step: 'link', startsAt });
      return takeTime(context, answer, state.date, { next, again });
    }
    case 'link':
      return takeLink(context, state, answer);
    case 'confirm':
      return confirm(context, state, answer);
  }
}

async function takeGroup(context: Context, state: State, answer: Answer): Promise<Reply> {
  const id = answer.kind === 'pick' ? readNumberChoice(answer.choice, 'g') : null;
  const group = (await context.api.groups()).find((one) => one.id === id);
  if (!group) return askStep(context, state, { problem: context.texts.problems.chooseAbove });
  const { name, weekdays, startTime } = group;
  return askStep(context, { ...state, step: 'coach', group: { id: group.id, name, weekdays, startTime } });
}

async function takeCoach(context: Context, state: State, answer: Answer): Promise<Reply> {
  const id = answer.kind === 'pick' ? readNumberChoice(answer.choice, 'c') : null;
  const coach = (await coachesOf(context, state)).find((one) => one.id === id);
  if (!coach) return askStep(context, state, { problem: context.texts.problems.chooseAbove });
  return askStep(context, { ...state, step: 'when', coach: { id: coach.id, name: nameOf(coach) } });
}

/** "Now" is fixed when it is pressed, so that a repeated attempt starts the same session. */
async function takeWhen(context: Context, state: State, answer: Answer): Promise<Reply> {
  const { clock, texts } = context;
  const choice = answer.kind === 'pick' ? answer.choice : null;
  if (choice === 'other') return askStep(context, { ...state, step: 'day' });
  const usual = usualToday(context, state);
  const startsAt = choice === 'now' ? clock.now() : choice === 'usual' ? usual : null;
  if (!startsAt) return askStep(context, state, { problem: texts.problems.chooseAbove });
  return askStep(context, { ...state, step: 'link', startsAt: startsAt.toISOString() });
}

async function takeLink(context: Context, state: State, answer: Answer): Promise<Reply> {
  const { texts } = context;
  const inHall = answer.kind === 'pick' && answer.choice === 'hall';
  const link = answer.kind === 'text' ? readLink(answer.text) : null;
  if (!inHall && link === null) return askStep(context, state, { problem: texts.session.badLink });
  return askStep(context, { ...state, step: 'confirm', link, ...(await countInvited(context, state)) });
}

/** Of those active today the ones whose membership lasts until the session. */
async function countInvited({ api, clock }: Context, { group, startsAt }: State) {
  if (!group || !startsAt) return { people: 0, reachable: 0 };
  const date = dateInZone(new Date(startsAt), clock.timeZone);
  const invited = (await api.activeOf(group.id)).filter(({ endDate }) => endDate !== null && endDate >= date);
  return { people: invited.length, reachable: invited.filter(({ telegramId }) => telegramId !== null).length };
}

/** http and https only, as the CRM wants it; null for anything else. */
function readLink(text: string): string | null {
  const link = text.trim();
  if (!/^https?:\/\/[^\s/]/i.test(link) || link.length > MAX_LINK_LENGTH || /\s/.test(link)) return null;
  return URL.canParse(link) ? link : null;
}

async function confirm(context: Context, state: State, answer: Answer): Promise<Reply> {
  const { texts, api, effectKey } = context;
  const { group, coach, startsAt, link } = state;
  if (!group || !coach || !startsAt) return askStep(context, { ...state, step: 'group' });
  if (answer.kind !== 'pick' || answer.choice !== 'yes') {
    return askStep(context, state, { problem: texts.problems.pressAButton });
  }
  try {
    const { id, invited, unreachable } = await api.startSession(
      { groupId: group.id, coachId: coach.id, startsAt, link },
      effectKey,
    );
    const text = joinParagraphs([
      texts.session.done,
      details(context, state),
      texts.session.invited(invited, unreachable),
    ]);
    const roster = { text: texts.session.roster, data: writePress({ kind: 'roster', id, page: 0 }) };
    return { dialogue: 'ended', screen: { text, keyboard: inlineKeyboard([roster], menuRow(texts)) } };
  } catch (error) {
    const refusal = asRefusal(error);
    const changed = await replyToChangedStanding(context, refusal);
    return changed ?? askStep(context, state, { problem: refusalText(context, refusal.fields[0] ?? refusal) });
  }
}

async function askStep(context: Context, state: State, asked: Asked = {}): Promise<Reply> {
  const { texts } = context;
  const { notice, problem } = asked;
  const question = {
    progress: texts.dialogue.step(NUMBERS[state.step], 5),
    text: questionText(context, state),
    choices: await choicesOf(context, state, asked),
    actions: [state.step === 'group' ? [] : (['back'] as const)],
    ...(problem !== undefined && { problem }),
  };
  return askQuestion(context, sessionFlow, state, question, notice);
}

function questionText(context: Context, state: State): Html {
  const { texts } = context;
  switch (state.step) {
    case 'group':
      return texts.session.askGroup;
    case 'coach':
      return texts.session.askCoach;
    case 'when':
      return texts.session.askWhen;
    case 'day':
      return texts.session.askDay;
    case 'time':
      return texts.session.askTime(dayOf(context, state.date ?? context.clock.today()));
    case 'link':
      return texts.session.askLink;
    case 'confirm':
      return joinParagraphs([details(context, state), texts.session.willInvite(state.people, state.reachable)]);
  }
}

async function choicesOf(context: Context, state: State, { page = 0, month, hour }: Asked): Promise<Cell[][]> {
  const { texts, api, clock } = context;
  switch (state.step) {
    case 'group': {
      const groups = pageOf(await api.groups(), page, GROUPS_PER_PAGE);
      const cells = groups.items.map(({ id, name }) => ({ text: clip(name, NAME_LENGTH), choice: `g${id}` }));
      return [...inRows(cells, 1), pagingCells(groups)];
    }
    case 'coach': {
      const coaches = pageOf(await coachesOf(context, state), page, COACHES_PER_PAGE);
      const cells = coaches.items.map((one) => ({ text: nameOf(one), choice: `c${one.id}` }));
      return [...inRows(cells, 1), pagingCells(coaches)];
    }
    case 'when': {
      const usual = usualToday(context, state) && { text: texts.session.usual(usualTime(state)), choice: 'usual' };
      const now = { text: texts.session.now, choice: 'now' };
      return [[now, ...(usual ? [usual] : [])], [{ text: texts.session.otherTime, choice: 'other' }]];
    }
    case 'day':
      return calendarChoices(context, daysAhead(context, FARTHEST_DAYS), month);
    case 'time':
      return timeChoices(context, calendarDate(state.date ?? clock.today()), hour);
    case 'link':
      return [[{ text: texts.session.inHall, choice: 'hall' }]];
    case 'confirm':
      return [[{ text: texts.session.confirm, choice: 'yes' }]];
  }
}

function stepBack(state: State): State {
  const before: Record<Step, Step> = {
    group: 'group',
    coach: 'group',
    when: 'coach',
    day: 'when',
    time: 'day',
    link: 'when',
    confirm: 'link',
  };
  return { ...state, step: before[state.step] };
}

/** The usual coach first, marked. */
async function coachesOf({ api }: Context, { group }: State) {
  if (!group) return [];
  const { usual, others } = await api.coachesOf(group.id);
  return [...(usual ? [{ ...usual, isUsual: true }] : []), ...others.map((one) => ({ ...one, isUsual: false }))];
}

function nameOf({ firstName, lastName, isUsual }: { firstName: string; lastName: string; isUsual: boolean }): string {
  return `${isUsual ? '⭐️ ' : ''}${clip(`${firstName} ${lastName}`.trim(), NAME_LENGTH)}`;
}

function usualTime({ group }: State): string {
  return group?.startTime?.slice(0, 5) ?? '';
}

/** The group's own time today, where it meets today and that time lies ahead. */
function usualToday({ clock }: Context, state: State): Date | null {
  const time = usualTime(state);
  if (time === '' || !state.group?.weekdays.includes(isoWeekday(clock.today()))) return null;
  const startsAt = instantInZone(clock.today(), time, clock.timeZone);
  return startsAt > clock.now() ? startsAt : null;
}

function details(context: Context, { group, coach, startsAt, link }: State): Html {
  const { texts, clock } = context;
  return joinLines([
    html`${texts.timetable.group}: <b>${clip(group?.name ?? '', NAME_LENGTH)}</b>`,
    html`${texts.timetable.coach}: <b>${(coach?.name ?? '').replace('⭐️ ', '')}</b>`,
    html`${texts.session.time}: <b>${momentOf(context, startsAt ?? clock.now())}</b>`,
    html`${texts.session.link}: ${link ?? texts.session.inHall}`,
  ]);
}
