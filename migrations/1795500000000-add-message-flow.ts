import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumns,
  blob,
  createTables,
  dropColumns,
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
  type TableAddition,
} from './portable-schema.js';

const NEW_TABLES = [
  table(
    'broadcast_photos',
    [
      int('broadcastId', { isPrimary: true, primaryKeyConstraintName: 'PK_broadcast_photos' }),
      varchar('mimeType', 20),
      blob('bytes'),
      instant('updatedAt'),
    ],
    [],
    [foreignKey('FK_broadcast_photos_broadcast', 'broadcastId', 'broadcasts')],
  ),
  table(
    'sending_state',
    [
      varchar('name', 20, { isPrimary: true, primaryKeyConstraintName: 'PK_sending_state' }),
      instant('bulkPausedUntil', { isNullable: true }),
      int('bulkPerSecond', { default: 25 }),
      instant('rateChangedAt', { isNullable: true }),
    ],
    [],
    [],
  ),
  table(
    'link_codes',
    [
      id('PK_link_codes'),
      varchar('hash', 64),
      int('clientId'),
      int('staffId', { isNullable: true }),
      instant('expiresAt'),
      instant('usedAt', { isNullable: true }),
      instant('createdAt'),
      instant('updatedAt'),
    ],
    [unique('UQ_link_codes_hash', 'hash'), index('IDX_link_codes_client', 'clientId')],
    [foreignKey('FK_link_codes_client', 'clientId', 'clients'), foreignKey('FK_link_codes_staff', 'staffId', 'staff')],
  ),
];

const ADDITIONS: TableAddition[] = [
  {
    table: 'broadcasts',
    columns: [
      instant('startedAt', { isNullable: true }),
      instant('finishedAt', { isNullable: true }),
      varchar('statusReason', 40, { isNullable: true }),
      flag('hasPhoto', { default: false }),
      int('cursorClientId', { default: 0 }),
      int('audienceCount', { default: 0 }),
      int('withoutTelegramCount', { default: 0 }),
      int('blockedCount', { default: 0 }),
      int('optedOutCount', { default: 0 }),
      varchar('adminTelegramId', 20, { isNullable: true }),
      varchar('idempotencyKey', 120, { isNullable: true }),
    ],
    indices: [unique('UQ_broadcasts_idempotency', 'idempotencyKey')],
  },
  { table: 'deliveries', columns: [instant('resentAt', { isNullable: true })] },
  {
    table: 'group_trainings',
    columns: [instant('invitedAt', { isNullable: true }), instant('closedAt', { isNullable: true })],
  },
  {
    table: 'clients',
    columns: [instant('erasureRequestedAt', { isNullable: true })],
    indices: [index('IDX_clients_erasure', 'erasureRequestedAt')],
  },
];

/** Broadcasts with their photo and progress, what Telegram's limits teach, links to Telegram, invitations, erasure. */
export class AddMessageFlow1795500000000 implements MigrationInterface {
  readonly name = 'AddMessageFlow1795500000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, NEW_TABLES);
    await addColumns(runner, ADDITIONS);
    await runner.query(
      `INSERT INTO sending_state (name, bulkPerSecond)
       SELECT 'telegram', 25 WHERE NOT EXISTS (SELECT 1 FROM sending_state WHERE name = 'telegram')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, ADDITIONS);
    await dropTables(runner, NEW_TABLES);
  }
}
