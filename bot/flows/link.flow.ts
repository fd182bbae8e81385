import { z } from 'zod';
import type { Html } from '../html.js';
import { asRefusal, explainRefusal } from './crm-refusal.js';
import type { Context, Flow, Reply } from './flow.js';
import { showFreshMenu, showMenu } from './menu.flow.js';
import { askQuestion } from './question.js';

const stateSchema = z.object({
  code: z.string(),
  /** Masked by the CRM. */
  name: z.string(),
  phone: z.string().nullable(),
});
type State = z.infer<typeof stateSchema>;

/** What a code of the studio's links looks like; anything else behind `/start` is ignored. */
const CODE = /^[\w-]{16,64}$/;

/** `t.me/<bot>?start=<code>`: links the record that staff have made with the person who opens the link. */
export const linkFlow: Flow<State> = {
  name: 'link',
  version: 1,
  stateSchema,
  destination: null,
  isFor: ({ kind }) => kind !== 'coach',
  title: ({ texts }) => texts.link.title,
  ask: (context, state, notice) => ask(context, state, notice),
  cancel: async (context) => showMenu(context, context.texts.link.cancelled),
  answer: async (context, state, answer) => {
    if (answer.kind === 'button') return ask(context, state);
    if (answer.kind === 'pick' && answer.choice === 'yes') return link(context, state);
    return ask(context, state, undefined, context.texts.problems.pressAButton);
  },
};

export function isLinkCode(argument: string): boolean {
  return CODE.test(argument);
}

/** Shows whom the code would link, as little as the right person needs to recognise themselves. */
export async function startLink(context: Context, code: string): Promise<Reply> {
  if (context.user.kind === 'client') return showMenu(context, context.texts.menu.alreadyRegistered);
  try {
    const { name, phone } = await context.api.checkLinkCode(code);
    return ask(context, { code, name, phone });
  } catch (error) {
    return explainRefusal(context, error);
  }
}

function ask(context: Context, state: State, notice?: Html, problem?: string): Reply {
  const { texts } = context;
  const question = {
    text: texts.link.question(state.name, state.phone ?? texts.fields.none),
    choices: [[{ text: texts.link.confirm, choice: 'yes' }]],
    actions: [],
    ...(problem !== undefined && { problem }),
  };
  return askQuestion(context, linkFlow, state, question, notice);
}

async function link(context: Context, { code }: State): Promise<Reply> {
  try {
    await context.api.useLinkCode(code, context.effectKey);
  } catch (error) {
    const refusal = asRefusal(error);
    const fresh = await context.api.findSelf();
    // The link was made already, before a crash.
    if (fresh.kind !== 'client') return explainRefusal(context, refusal);
  }
  return showFreshMenu(context, context.texts.link.done(context.studioName));
}
