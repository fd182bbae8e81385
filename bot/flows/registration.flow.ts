import { z } from 'zod';
import type { ClientInput } from '../../src/contract/clients.js';
import { formatPhone } from '../../src/lib/phone.js';
import type { Action } from '../callback-data.js';
import { html, joinLines, joinParagraphs, type Html } from '../html.js';
import { asRefusal, refusalText, replyToChangedStanding } from './crm-refusal.js';
import { waitFor, type Answer, type Context, type Flow, type Reply, type Screen } from './flow.js';
import { showFreshMenu, showMenu } from './menu.flow.js';
import { emptyValue, readAnswer, suggestedName } from './personal-answer.js';
import { questionScreen } from './question.js';

const STEPS = ['firstName', 'lastName', 'phone', 'email', 'region'] as const;
type Step = (typeof STEPS)[number];

const stateSchema = z.object({
  step: z.enum([...STEPS, 'summary']),
  answers: z.object({
    firstName: z.string().optional(),
    lastName: z.string().nullish(),
    phone: z.string().nullish(),
    phoneVerified: z.boolean().optional(),
    email: z.string().nullish(),
    region: z.string().nullish(),
  }),
  /** The CRM refused one answer: once it is mended, the others need not be given again. */
  isMending: z.boolean(),
});
type State = z.infer<typeof stateSchema>;

/** First name, last name, phone, e-mail, region, a look at all of it, and the client exists. */
export const registrationFlow: Flow<State> = {
  name: 'registration',
  version: 1,
  stateSchema,
  destination: 'register',
  isFor: ({ kind }) => kind !== 'coach',
  title: ({ texts }) => texts.registration.title,
  ask: (context, state, notice) => askStep(context, state, notice),
  cancel: async (context) => ({ ...showMenu(context), notice: context.texts.registration.cancelled }),
  answer: async (context, state, answer) => {
    if (answer.kind === 'button') return pressed(context, state, answer.action);
    const { step } = state;
    if (step === 'summary') return askStep(context, state, undefined, context.texts.problems.pressAButton);
    return take(context, state, step, answer);
  },
};

export function startRegistration(context: Context): Reply {
  if (context.user.kind !== 'unknown') return showMenu(context, context.texts.menu.alreadyRegistered);
  return askStep(context, { step: 'firstName', answers: {}, isMending: false });
}

async function pressed(context: Context, state: State, action: Action): Promise<Reply> {
  const { step } = state;
  if (action === 'back') return askStep(context, { ...state, step: previous(step) });
  if (step === 'summary') return action === 'confirm' ? register(context, state) : askStep(context, state);
  if (action === 'skip' && step !== 'firstName') return proceed(context, state, step, emptyValue(step));
  const suggestion = suggestionFor(context, state, step);
  if (action === 'suggested' && suggestion) return take(context, state, step, { kind: 'text', text: suggestion });
  return askStep(context, state);
}

function take(context: Context, state: State, step: Step, answer: Answer): Reply {
  const read = readAnswer(context, step, answer);
  return 'problem' in read
    ? askStep(context, state, undefined, read.problem)
    : proceed(context, state, step, read.values);
}

function proceed(context: Context, state: State, step: Step, values: State['answers']): Reply {
  const next = state.isMending ? 'summary' : (STEPS[STEPS.indexOf(step) + 1] ?? 'summary');
  return askStep(context, { step: next, answers: { ...state.answers, ...values }, isMending: state.isMending });
}

function previous(step: State['step']): Step {
  const index = step === 'summary' ? STEPS.length : STEPS.indexOf(step);
  return STEPS[Math.max(index - 1, 0)] ?? 'firstName';
}

/** Who comes back to a question may keep their answer; the phone's has a keyboard without room for it. */
function suggestionFor({ person }: Context, { answers }: State, step: Step): string | null {
  const given = answers[step];
  if (given && step !== 'phone') return suggestedName(given);
  if (step === 'firstName') return suggestedName(person.firstName);
  return step === 'lastName' ? suggestedName(person.lastName) : null;
}

function askStep(context: Context, state: State, notice?: Html, problem?: string): Reply {
  const dialogue = waitFor(context, registrationFlow, state);
  const screen = stepScreen(context, state, dialogue.nonce, problem);
  return { dialogue, screen, ...(notice && { notice }) };
}

function stepScreen(context: Context, state: State, nonce: string, problem?: string): Screen {
  const { texts } = context;
  const { step, answers } = state;
  const shared = { title: texts.registration.title, nonce, ...(problem !== undefined && { problem }) };
  if (step === 'summary') {
    return questionScreen(texts, { ...shared, text: summary(context, answers), actions: [['confirm'], ['back']] });
  }
  return questionScreen(texts, {
    ...shared,
    progress: texts.dialogue.step(STEPS.indexOf(step) + 1, STEPS.length),
    text: texts.fields.questions[step],
    actions: [step === 'firstName' ? [] : ['back', 'skip']],
    suggestion: suggestionFor(context, state, step),
    offersContact: step === 'phone',
  });
}

function summary({ texts }: Context, answers: State['answers']): Html {
  const lines = STEPS.map((step) => {
    const value = answers[step];
    const shown = value && step === 'phone' ? formatPhone(value) : value;
    return html`${texts.fields.labels[step]}: ${shown ? html`<b>${shown}</b>` : texts.fields.none}`;
  });
  return joinParagraphs([texts.registration.summary, joinLines(lines)]);
}

async function register(context: Context, state: State): Promise<Reply> {
  const { api, person, texts, language, studioName } = context;
  const input: ClientInput = {
    ...state.answers,
    lastName: state.answers.lastName ?? '',
    telegramId: String(person.id),
    telegramUsername: person.username,
    language,
  };
  try {
    const client = await api.createClient(input, context.effectKey);
    await context.sessions.saveLanguage(person.id, language);
    return await showFreshMenu(context, texts.registration.done(client.firstName, studioName));
  } catch (error) {
    const refusal = asRefusal(error);
    return (await replyToChangedStanding(context, refusal)) ?? mend(context, state, refusal);
  }
}

/** Asks again what the CRM refused, and keeps the rest. */
function mend(context: Context, state: State, refusal: ReturnType<typeof asRefusal>): Reply {
  const field = refusal.fields.find(({ path }) => STEPS.some((step) => step === path));
  const step = STEPS.find((name) => name === field?.path);
  if (!field || !step) return askStep(context, state, undefined, refusalText(context, refusal));
  return askStep(context, { ...state, step, isMending: true }, undefined, refusalText(context, field));
}
