import { z } from 'zod';
import type { Cell } from '../calendar.js';
import type { Html } from '../html.js';
import { clip, pageOf, pagingCells, readNumberChoice } from '../paging.js';
import { cleanLine } from '../../src/lib/person-name.js';
import { showCard } from './card.flow.js';
import type { Context, Flow, Reply } from './flow.js';
import { showMenu } from './menu.flow.js';
import { askQuestion, type Asked } from './question.js';

const stateSchema = z.object({
  /** null until something is searched for. */
  query: z.string().nullable(),
});
type State = z.infer<typeof stateSchema>;

/** More than a person would leaf through. */
const MOST = 40;
const FOUND_PER_PAGE = 8;
const MAX_QUERY = 100;

/** A part of a name or digits of a phone, who fits, and the card of one of them. */
export const findFlow: Flow<State> = {
  name: 'find',
  version: 1,
  stateSchema,
  destination: 'find',
  isFor: ({ isAdmin }) => isAdmin,
  title: ({ texts }) => texts.find.title,
  ask: (context, state, notice) => ask(context, state, { notice }),
  cancel: async (context) => showMenu(context),
  answer: async (context, state, answer) => {
    if (answer.kind === 'text') return search(context, state, answer.text);
    if (answer.kind === 'button') return ask(context, { query: null });
    if (answer.kind !== 'pick') return ask(context, state, { problem: context.texts.problems.textExpected });
    const page = readNumberChoice(answer.choice, 'p');
    if (page !== null) return ask(context, state, { page });
    const clientId = readNumberChoice(answer.choice, 'c');
    return clientId === null ? ask(context, state) : showCard(context, clientId);
  },
};

export async function startFind(context: Context): Promise<Reply> {
  if (!context.user.isAdmin) return showMenu(context, context.texts.menu.notForYou);
  return ask(context, { query: null });
}

function search(context: Context, state: State, text: string): Promise<Reply> {
  const query = cleanLine(text).slice(0, MAX_QUERY);
  return query === '' ? ask(context, state, { problem: context.texts.problems.textExpected }) : ask(context, { query });
}

async function ask(context: Context, state: State, { notice, problem, page = 0 }: Asked = {}): Promise<Reply> {
  const { texts } = context;
  const { choices, text } =
    state.query === null ? { choices: [], text: texts.find.ask } : await results(context, state.query, page);
  const actions = [state.query === null ? [] : (['back'] as const)];
  const question = { text, choices, actions, ...(problem !== undefined && { problem }) };
  return askQuestion(context, findFlow, state, question, notice);
}

async function results(
  { api, texts }: Context,
  query: string,
  page: number,
): Promise<{ choices: Cell[][]; text: Html }> {
  const found = await api.findClients(query, MOST + 1);
  const shown = pageOf(found.slice(0, MOST), page, FOUND_PER_PAGE);
  const cells = shown.items.map(({ id, firstName, lastName, phone, status }) => {
    const name = clip(`${firstName} ${lastName}`.trim(), 30);
    const digits = phone === null ? '' : ` · …${phone.slice(-4)}`;
    return [{ text: `${texts.find.marks[status]} ${name}${digits}`, choice: `c${id}` }];
  });
  const text =
    found.length === 0
      ? texts.find.nobody(query)
      : found.length > MOST
        ? texts.find.tooMany(query, MOST)
        : texts.find.found(query, found.length);
  return { choices: [...cells, pagingCells(shown)], text };
}
