import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { index } from './portable-schema.js';

const BY_NAME = index('IDX_clients_search_name', 'searchName');
const IN_ORDER = index('IDX_clients_name_order', 'searchName', 'id', 'archivedAt');

/** A page of clients in the order of names tells from the index alone who is archived, without reading everybody's row. */
export class OrderClientsByName1795400000000 implements MigrationInterface {
  readonly name = 'OrderClientsByName1795400000000';

  async up(runner: QueryRunner): Promise<void> {
    await replaceIndex(runner, BY_NAME, IN_ORDER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceIndex(runner, IN_ORDER, BY_NAME);
  }
}

/** Goes on where it was interrupted: MySQL and MariaDB do not take back a change of the schema. */
async function replaceIndex(runner: QueryRunner, former: typeof BY_NAME, next: typeof BY_NAME): Promise<void> {
  const known = await runner.getTable('clients');
  const has = ({ name }: typeof BY_NAME): boolean => known?.indices.some((one) => one.name === name) ?? false;
  if (!has(next)) await runner.createIndex('clients', new TableIndex(next));
  if (has(former)) await runner.dropIndex('clients', former.name ?? '');
}
