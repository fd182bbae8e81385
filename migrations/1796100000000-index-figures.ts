import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { index } from './portable-schema.js';

type Index = ReturnType<typeof index>;

interface Change {
  table: string;
  former: Index | null;
  next: Index;
}

const CHANGES: Change[] = [
  {
    table: 'trainings',
    former: index('IDX_trainings_date', 'date'),
    next: index('IDX_trainings_day', 'date', 'clientId'),
  },
  {
    table: 'payments',
    former: index('IDX_payments_sale', 'saleDate'),
    next: index('IDX_payments_sale_day', 'saleDate', 'paidAmount'),
  },
  { table: 'payments', former: null, next: index('IDX_payments_refund', 'refundDate', 'refundAmount') },
];

/** The figures of a year are read from indexes alone, and refunds are found without reading every payment ever made. */
export class IndexFigures1796100000000 implements MigrationInterface {
  readonly name = 'IndexFigures1796100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const { table, former, next } of CHANGES) await replaceIndex(runner, table, former, next);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, former, next } of CHANGES) await replaceIndex(runner, table, next, former);
  }
}

/** Goes on where it was interrupted: MySQL and MariaDB do not take back a change of the schema. */
async function replaceIndex(
  runner: QueryRunner,
  table: string,
  former: Index | null,
  next: Index | null,
): Promise<void> {
  const known = await runner.getTable(table);
  const has = ({ name }: Index): boolean => known?.indices.some((one) => one.name === name) ?? false;
  if (next && !has(next)) await runner.createIndex(table, new TableIndex(next));
  if (former && has(former)) await runner.dropIndex(table, former.name ?? '');
}
