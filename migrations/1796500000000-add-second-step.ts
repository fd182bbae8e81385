import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTables,
  dropTables,
  foreignKey,
  id,
  index,
  instant,
  int,
  table,
  unique,
  varchar,
} from './portable-schema.js';

const TABLES = [
  table(
    'staff_totp',
    [
      int('staffId', { isPrimary: true, primaryKeyConstraintName: 'PK_staff_totp' }),
      varchar('sealedSecret', 200),
      instant('confirmedAt', { isNullable: true }),
      int('lastStep', { default: 0 }),
      instant('createdAt'),
    ],
    [],
    [foreignKey('FK_staff_totp_staff', 'staffId', 'staff')],
  ),
  table(
    'totp_recovery_codes',
    [id('PK_totp_recovery_codes'), int('staffId'), varchar('hash', 64), instant('usedAt', { isNullable: true })],
    [unique('UQ_totp_recovery_codes_hash', 'hash'), index('IDX_totp_recovery_codes_staff', 'staffId')],
    [foreignKey('FK_totp_recovery_codes_staff', 'staffId', 'staff')],
  ),
];

/** Codes of an app as the second step of a login. */
export class AddSecondStep1796500000000 implements MigrationInterface {
  readonly name = 'AddSecondStep1796500000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, TABLES);
  }
}
