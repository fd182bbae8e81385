import type { Actor } from '../src/audit/actor.js';
import { addDays } from '../src/lib/calendar-date.js';
import { WRITE_LIMIT, type BenchCase } from './cases.js';
import type { RawConnection } from './raw-connection.js';
import { recordWrite, type Statement } from './recorded.js';
import { clientsWith } from './studio-clients.js';
import type { BenchStudio } from './studio.js';

const OWNER: Actor = { kind: 'system', id: null, name: 'bench', role: 'owner', telegram: null };
const FREEZE_DAYS = 7;
/** Recording is what warms a write up: there are not clients enough to do so by writing. */
const ROUNDS = 5;

/** What staff write all day, against the very statements that it executes. */
export async function writeCases(
  bench: BenchStudio,
  raw: RawConnection,
  clients: number,
  runs: number,
): Promise<BenchCase[]> {
  const { payments, lazyDays, clock } = bench.studio;
  const startDate = addDays(clock.today(), 1);
  const endDate = addDays(startDate, FREEZE_DAYS - 1);
  const ordinary = clientsWith(
    clients,
    2 * runs,
    ({ past, isCurrent, isPack }) => past === 2 && isCurrent === true && !isPack,
  );
  const queued = clientsWith(clients, 2 * runs, (story) => story.queued === 3);
  return [
    await writeCase('renew', bench, raw, ordinary, (clientId) =>
      payments.renew({ clientId, planId: 1, method: 'card', idempotencyKey: `bench renew ${clientId}` }, OWNER),
    ),
    await writeCase('freeze with 3 queued periods', bench, raw, queued, (clientId) =>
      lazyDays.freeze({ clientId, startDate, endDate, idempotencyKey: `bench freeze ${clientId}` }, OWNER),
    ),
  ];
}

/**
 * Half of the clients are written by the product, the others by hand: the statements that the product would execute for each
 * are recorded in a transaction that is rolled back, and executed later, one after the other in one transaction.
 */
async function writeCase(
  name: string,
  bench: BenchStudio,
  raw: RawConnection,
  clientIds: readonly number[],
  write: (clientId: number) => Promise<unknown>,
): Promise<BenchCase> {
  const half = clientIds.length / 2;
  let records: Statement[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    records = [];
    for (const clientId of clientIds) records.push(await recordWrite(bench, () => write(clientId)));
  }
  return {
    name: `${name} (${records[0]?.length ?? 0} statements)`,
    product: (run) => write(clientIds[run] ?? 0),
    floors: { 'the same statements': (run) => replay(raw, records[half + run] ?? []) },
    limit: WRITE_LIMIT,
    isFlat: false,
    isWrite: true,
  };
}

async function replay(raw: RawConnection, statements: readonly Statement[]): Promise<void> {
  for (const { sql, values } of statements) {
    const answer = raw.all(sql, values);
    if (answer instanceof Promise) await answer;
  }
}
