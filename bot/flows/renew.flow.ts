import { z } from 'zod';
import type { PaymentInput } from '../../src/contract/memberships.js';
import { formatMoney, type Money } from '../../src/lib/money.js';
import type { Cell } from '../calendar.js';
import { joinParagraphs, type Html } from '../html.js';
import { inRows } from '../keyboards.js';
import { clip, pageOf, pagingCells, readNumberChoice } from '../paging.js';
import { showCard } from './card.flow.js';
import { asRefusal, refusalText, replyToChangedStanding } from './crm-refusal.js';
import type { Answer, Context, Flow, Reply } from './flow.js';
import { showMenu } from './menu.flow.js';
import { askQuestion, type Asked } from './question.js';
import { rangeOf } from './when.js';

const METHODS = ['cash', 'card', 'transfer', 'other'] as const;
const stateSchema = z.object({
  step: z.enum(['plan', 'method', 'confirm']),
  client: z.object({ id: z.number().int(), name: z.string() }),
  plan: z.object({ id: z.number().int(), name: z.string(), price: z.string() }).nullable(),
  period: z.object({ startDate: z.string(), endDate: z.string() }).nullable(),
  method: z.enum(METHODS).nullable(),
});
type State = z.infer<typeof stateSchema>;

const PLANS_PER_PAGE = 8;
const NAME_LENGTH = 40;

/** Plan, the period it would give, how it is paid, a look at all of it, and the membership is sold. */
export const renewFlow: Flow<State> = {
  name: 'renew',
  version: 1,
  stateSchema,
  destination: null,
  isFor: ({ isAdmin }) => isAdmin,
  title: ({ texts }, { client }) => texts.renew.title(clip(client.name, NAME_LENGTH)),
  ask: (context, state, notice) => askStep(context, state, { notice }),
  cancel: async (context) => showMenu(context, context.texts.renew.cancelled),
  answer: async (context, state, answer) => {
    if (answer.kind === 'button') return askStep(context, answer.action === 'back' ? stepBack(state) : state);
    const page = answer.kind === 'pick' ? readNumberChoice(answer.choice, 'p') : null;
    return page === null ? take(context, state, answer) : askStep(context, state, { page });
  },
};

export async function startRenew(context: Context, clientId: number): Promise<Reply> {
  if (!context.user.isAdmin) return showMenu(context, context.texts.menu.notForYou);
  const { firstName, lastName } = await context.api.getClient(clientId);
  const client = { id: clientId, name: `${firstName} ${lastName}`.trim() };
  return askStep(context, { step: 'plan', client, plan: null, period: null, method: null });
}

async function take(context: Context, state: State, answer: Answer): Promise<Reply> {
  const choice = answer.kind === 'pick' ? answer.choice : '';
  switch (state.step) {
    case 'plan':
      return takePlan(context, state, readNumberChoice(choice, 'n'));
    case 'method': {
      const method = METHODS.find((one) => one === choice);
      if (!method) return askStep(context, state, { problem: context.texts.problems.chooseAbove });
      return askStep(context, { ...state, step: 'confirm', method });
    }
    case 'confirm':
      return choice === 'yes'
        ? sell(context, state)
        : askStep(context, state, { problem: context.texts.problems.pressAButton });
  }
}

async function takePlan(context: Context, state: State, planId: number | null): Promise<Reply> {
  const plan = (await context.api.plans()).find(({ id }) => id === planId);
  if (!plan) return askStep(context, state, { problem: context.texts.problems.chooseAbove });
  const { id, name, price } = plan;
  try {
    const { startDate, endDate } = await context.api.previewRenewal(state.client.id, { amount: price, planId: id });
    const period = { startDate, endDate };
    return await askStep(context, { ...state, step: 'method', plan: { id, name, price }, period });
  } catch (error) {
    return askAgain(context, state, error);
  }
}

async function sell(context: Context, state: State): Promise<Reply> {
  const { plan, method, client } = state;
  if (!plan || !method) return askStep(context, { ...state, step: 'plan' });
  const payment: PaymentInput = { amount: plan.price, planId: plan.id, method };
  try {
    const { startDate, endDate } = await context.api.renew(client.id, payment, context.effectKey);
    return await showCard(context, client.id, context.texts.renew.done(rangeOf(context, startDate, endDate)));
  } catch (error) {
    return askAgain(context, { ...state, step: 'plan' }, error);
  }
}

async function askAgain(context: Context, state: State, error: unknown): Promise<Reply> {
  const refusal = asRefusal(error);
  const changed = await replyToChangedStanding(context, refusal);
  return changed ?? askStep(context, state, { problem: refusalText(context, refusal.fields[0] ?? refusal) });
}

async function askStep(context: Context, state: State, { notice, problem, page = 0 }: Asked = {}): Promise<Reply> {
  const { texts } = context;
  const question = {
    progress: texts.dialogue.step({ plan: 1, method: 2, confirm: 3 }[state.step], 3),
    text: questionText(context, state),
    choices: await choicesOf(context, state, page),
    actions: [state.step === 'plan' ? [] : (['back'] as const)],
    ...(problem !== undefined && { problem }),
  };
  return askQuestion(context, renewFlow, state, question, notice);
}

function questionText(context: Context, state: State): Html {
  const { texts } = context;
  if (state.step === 'plan' || !state.plan || !state.period) return texts.renew.askPlan;
  const { startDate, endDate } = state.period;
  const offer = texts.renew.offer(
    clip(state.plan.name, NAME_LENGTH),
    priceOf(context, state.plan.price),
    rangeOf(context, startDate, endDate),
  );
  if (state.method === null || state.step === 'method') return joinParagraphs([offer, texts.renew.askMethod]);
  return joinParagraphs([offer, texts.renew.paidBy(texts.renew.methods[state.method])]);
}

async function choicesOf(context: Context, { step }: State, page: number): Promise<Cell[][]> {
  const { texts, api } = context;
  if (step === 'plan') {
    const plans = pageOf(await api.plans(), page, PLANS_PER_PAGE);
    const cells = plans.items.map(({ id, name, price }) => ({
      text: `${clip(name, NAME_LENGTH)} · ${priceOf(context, price)}`,
      choice: `n${id}`,
    }));
    return [...inRows(cells, 1), pagingCells(plans)];
  }
  if (step === 'method') {
    return inRows(
      METHODS.map((method) => ({ text: texts.renew.methods[method], choice: method })),
      2,
    );
  }
  return [[{ text: texts.renew.confirm, choice: 'yes' }]];
}

function stepBack(state: State): State {
  return { ...state, step: state.step === 'confirm' ? 'method' : 'plan' };
}

function priceOf({ currency, language }: Context, price: string): string {
  return formatMoney(price as Money, currency, language);
}
