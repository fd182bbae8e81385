import type { ClientFilter } from '../src/contract/clients.js';
import { clientStatusOn, paidDaysLeft } from '../src/clients/client-status.rules.js';
import type { Container } from '../src/container.js';
import { isSqlite } from '../src/db/data-source.js';
import { replayChain, type ChainInputs } from '../src/payments/chain.rules.js';
import { READ_LIMIT, type BenchCase } from './cases.js';
import {
  CARD,
  CLOSURES,
  factRows,
  HandWritten,
  LEDGER_COUNTS,
  LISTS,
  OWING_COUNT,
  type BenchList,
} from './hand-written.js';
import type { Work } from './measure.js';
import type { RawConnection } from './raw-connection.js';
import type { BenchStudio } from './studio.js';

const PAGE = 50;

/** What staff look at all day. */
export function readCases({ studio, dataSource }: BenchStudio, raw: RawConnection, clients: number): BenchCase[] {
  const today = studio.clock.today();
  const sql = new HandWritten(isSqlite(dataSource), today);
  const { clientQueries } = studio;
  return [
    {
      name: 'count by status',
      product: () => clientQueries.count('active'),
      floors: { 'the ledger’s sum': () => raw.all(LEDGER_COUNTS, [today]) },
      limit: READ_LIMIT,
      isFlat: true,
    },
    {
      name: 'counts of every list',
      product: () => clientQueries.counts(),
      floors: { 'the ledger’s sum and the debts': () => inTurn(raw, [[LEDGER_COUNTS, [today]], [OWING_COUNT]]) },
      limit: READ_LIMIT,
      isFlat: true,
    },
    ...LISTS.map((list) => pageCase(list, (filter) => clientQueries.list({ status: filter, limit: PAGE }), raw, sql)),
    ...cardCases(studio, raw, clients),
  ];
}

/**
 * No SQL says why a period ends on its last day: the same answer needs the rules as well. The time for the rows alone is
 * given for information.
 */
function cardCases({ clientQueries, clock }: Container, raw: RawConnection, clients: number): BenchCase[] {
  const today = clock.today();
  // Far from each other and never the same for both, so that no card is read from what another has warmed up.
  const clientAt = (turn: number): number => 1 + ((turn * 7919) % clients);
  const rows = (run: number): Promise<unknown[]> =>
    inTurn(raw, [...CARD.map((text): Statement => [text, [clientAt(2 * run + 1)]]), [CLOSURES]]);
  const card = { product: (run: number) => clientQueries.getDetail(clientAt(2 * run)), isFlat: true };
  const withRules = async (run: number): Promise<unknown> => {
    const [, payments, freezes, closures] = await rows(run);
    const chain = { payments, freezes, closures } as Omit<ChainInputs, 'visits'>;
    const status = clientStatusOn(today, { ...chain, archivedDate: null });
    return [replayChain({ ...chain, visits: null }), status, paidDaysLeft(today, chain)];
  };
  return [
    { ...card, name: 'card of a client', floors: { 'four statements and the rules': withRules }, limit: READ_LIMIT },
    { ...card, name: 'card of a client, against its rows', floors: { 'four statements': rows }, limit: null },
  ];
}

/** Seconds, not milliseconds, in a large studio, and so timed only a few times. */
export function directCountCase({ studio, dataSource }: BenchStudio, raw: RawConnection): BenchCase {
  const today = studio.clock.today();
  const sql = new HandWritten(isSqlite(dataSource), today).directCounts();
  return {
    name: 'count by status, against counting',
    product: () => studio.clientQueries.count('active'),
    floors: { 'counted anew': () => raw.all(sql) },
    limit: null,
    isFlat: false,
  };
}

function pageCase(
  list: BenchList,
  read: (filter: ClientFilter) => unknown,
  raw: RawConnection,
  sql: HandWritten,
): BenchCase {
  const plans = ['one statement by name', 'one statement by mark'];
  const floors: Record<string, Work> = {};
  for (const [place, page] of sql.pages(list, PAGE + 1).entries()) {
    floors[plans[place] ?? ''] = () => inTurn(raw, [[CLOSURES], [page]]);
  }
  const rows = sql.pageRows(list, PAGE + 1);
  floors['page, then facts'] = async () => {
    const page = (await raw.all(rows)) as { id: number }[];
    const ids = page.slice(0, PAGE).map(({ id }) => id);
    await inTurn(raw, [...factRows(ids.length, sql.today).map((text): Statement => [text, ids]), [CLOSURES]]);
  };
  return { name: `first page, ${list}`, product: () => read(list), floors, limit: READ_LIMIT, isFlat: true };
}

type Statement = [sql: string, values?: readonly unknown[]];

async function inTurn(raw: RawConnection, statements: readonly Statement[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const [sql, values] of statements) {
    const answer = raw.all(sql, values);
    // SQLite answers at once: what need not be waited for is not.
    answers.push(answer instanceof Promise ? await answer : answer);
  }
  return answers;
}
