import { z } from 'zod';
import type { Html } from '../html.js';
import type { Context, Flow, Reply } from './flow.js';
import { showMenu } from './menu.flow.js';
import { askQuestion } from './question.js';

const stateSchema = z.object({
  /** Asked already: then the question is whether to take it back. */
  isRequested: z.boolean(),
});
type State = z.infer<typeof stateSchema>;

/** "Delete my data", which the studio confirms, and taking that back. */
export const eraseFlow: Flow<State> = {
  name: 'erase',
  version: 1,
  stateSchema,
  destination: 'erase',
  isFor: ({ clientId }) => clientId !== null,
  title: ({ texts }) => texts.erase.title,
  ask: (context, state, notice) => ask(context, state, notice),
  cancel: async (context) => showMenu(context, context.texts.erase.cancelled),
  answer: async (context, state, answer) => {
    if (answer.kind === 'button') return ask(context, state);
    if (answer.kind === 'pick' && answer.choice === 'yes') return carryOut(context, state);
    return ask(context, state, undefined, context.texts.problems.pressAButton);
  },
};

export async function startErase(context: Context): Promise<Reply> {
  if (context.user.clientId === null) return showMenu(context, context.texts.menu.registerFirst);
  const { requestedAt } = await context.api.findErasureRequest();
  return ask(context, { isRequested: requestedAt !== null });
}

function ask(context: Context, state: State, notice?: Html, problem?: string): Reply {
  const { texts } = context;
  const question = {
    text: state.isRequested ? texts.erase.askWithdraw : texts.erase.explain,
    choices: [[{ text: state.isRequested ? texts.privacy.withdraw : texts.erase.confirm, choice: 'yes' }]],
    actions: [],
    ...(problem !== undefined && { problem }),
  };
  return askQuestion(context, eraseFlow, state, question, notice);
}

async function carryOut(context: Context, { isRequested }: State): Promise<Reply> {
  const { texts, api, effectKey } = context;
  if (isRequested) {
    await api.withdrawErasure();
    return showMenu(context, texts.erase.withdrawn);
  }
  await api.requestErasure(effectKey);
  return showMenu(context, texts.erase.requested);
}
