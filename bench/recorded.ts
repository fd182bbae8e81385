import { NO_QUERY_LOG } from '../src/db/no-query-log.js';
import type { BenchStudio } from './studio.js';

export interface Statement {
  sql: string;
  values: readonly unknown[];
}

type Recorded = Pick<BenchStudio, 'studio' | 'dataSource'>;

/** What the product executes for a write, which is rolled back: to be executed later by others. */
export async function recordWrite(
  { studio, dataSource }: Recorded,
  work: () => Promise<unknown>,
): Promise<Statement[]> {
  const undo = new Error('only recorded');
  const statements = await listen(dataSource, async () => {
    try {
      await studio.unitOfWork.run(async () => {
        await work();
        throw undo;
      });
    } catch (error) {
      if (error !== undo) throw error;
    }
  });
  return statements.map((statement) => (statement.sql === 'ROLLBACK' ? { sql: 'COMMIT', values: [] } : statement));
}

/** What the product executes to read something. */
export function recordRead({ dataSource }: Recorded, work: () => Promise<unknown>): Promise<Statement[]> {
  return listen(dataSource, work);
}

async function listen(dataSource: BenchStudio['dataSource'], work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  dataSource.logger = {
    ...NO_QUERY_LOG,
    logQuery: (sql, values) => statements.push({ sql, values: (values ?? []) as unknown[] }),
  };
  try {
    await work();
  } finally {
    dataSource.logger = NO_QUERY_LOG;
  }
  return statements;
}
