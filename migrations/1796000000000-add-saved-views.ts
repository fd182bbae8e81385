import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTables,
  dropTables,
  flag,
  foreignKey,
  id,
  index,
  instant,
  int,
  table,
  unique,
  varchar,
} from './portable-schema.js';

const NEW_TABLES = [
  table(
    'saved_views',
    [
      id('PK_saved_views'),
      int('staffId'),
      varchar('resource', 40),
      varchar('name', 60),
      varchar('query', 2000),
      flag('isShared', { default: false }),
      instant('createdAt'),
      instant('updatedAt'),
    ],
    [
      unique('UQ_saved_views_name', 'staffId', 'resource', 'name'),
      index('IDX_saved_views_resource', 'resource', 'isShared'),
    ],
    [foreignKey('FK_saved_views_staff', 'staffId', 'staff')],
  ),
];

/** Lists as people of the staff want to find them again. */
export class AddSavedViews1796000000000 implements MigrationInterface {
  readonly name = 'AddSavedViews1796000000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, NEW_TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, NEW_TABLES);
  }
}
