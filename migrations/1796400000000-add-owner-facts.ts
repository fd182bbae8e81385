import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, dropColumns, index, instant, type TableAddition } from './portable-schema.js';

const ADDITIONS: TableAddition[] = [
  { table: 'staff', columns: [instant('oneTimeUntil', { isNullable: true })] },
  { table: 'api_tokens', columns: [instant('expiresAt', { isNullable: true })] },
  {
    table: 'audit_entries',
    columns: [],
    indices: [index('IDX_audit_entries_action', 'action'), index('IDX_audit_entries_entity', 'entity')],
  },
];

/** Passwords for one login, tokens that end by themselves, and a log that is filtered by what was done. */
export class AddOwnerFacts1796400000000 implements MigrationInterface {
  readonly name = 'AddOwnerFacts1796400000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, ADDITIONS);
    await runner.query(
      `INSERT INTO locks (name) SELECT 'settings' WHERE NOT EXISTS (SELECT 1 FROM locks WHERE name = 'settings')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM locks WHERE name = 'settings'`);
    await dropColumns(runner, ADDITIONS);
  }
}
