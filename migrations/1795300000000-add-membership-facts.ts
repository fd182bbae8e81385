import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumns,
  createTables,
  date,
  dropColumns,
  dropTables,
  flag,
  foreignKey,
  id,
  index,
  instant,
  int,
  money,
  table,
  text,
  unique,
  varchar,
  type TableAddition,
} from './portable-schema.js';

const NEW_TABLES = [
  table('locks', [varchar('name', 40, { isPrimary: true, primaryKeyConstraintName: 'PK_locks' })], [], []),
  table(
    'closures',
    [
      id('PK_closures'),
      varchar('scope', 10),
      int('groupId', { isNullable: true }),
      int('planId', { isNullable: true }),
      date('startDate'),
      date('endDate'),
      varchar('reason', 200),
      int('staffId', { isNullable: true }),
      instant('undoneAt', { isNullable: true }),
      varchar('idempotencyKey', 120, { isNullable: true }),
      int('version'),
      instant('createdAt'),
      instant('updatedAt'),
    ],
    [unique('UQ_closures_idempotency', 'idempotencyKey'), index('IDX_closures_period', 'startDate', 'endDate')],
    [
      foreignKey('FK_closures_group', 'groupId', 'groups'),
      foreignKey('FK_closures_plan', 'planId', 'membership_plans'),
      foreignKey('FK_closures_staff', 'staffId', 'staff'),
    ],
  ),
  table(
    'closure_clients',
    [id('PK_closure_clients'), int('closureId'), int('clientId'), date('startDate'), date('endDate')],
    [
      index('IDX_closure_clients_closure', 'closureId', 'clientId'),
      index('IDX_closure_clients_client', 'clientId', 'closureId'),
    ],
    [
      foreignKey('FK_closure_clients_closure', 'closureId', 'closures'),
      foreignKey('FK_closure_clients_client', 'clientId', 'clients'),
    ],
  ),
  table(
    'instalments',
    [
      id('PK_instalments'),
      int('paymentId'),
      money('amount'),
      varchar('method', 10),
      date('date'),
      varchar('note', 500, { isNullable: true }),
      int('staffId', { isNullable: true }),
      varchar('idempotencyKey', 120, { isNullable: true }),
      instant('createdAt'),
      instant('updatedAt'),
    ],
    [
      unique('UQ_instalments_idempotency', 'idempotencyKey'),
      index('IDX_instalments_payment', 'paymentId'),
      index('IDX_instalments_date', 'date'),
    ],
    [
      foreignKey('FK_instalments_payment', 'paymentId', 'payments'),
      foreignKey('FK_instalments_staff', 'staffId', 'staff'),
    ],
  ),
  table(
    'status_days',
    [
      varchar('status', 10, { isPrimary: true, primaryKeyConstraintName: 'PK_status_days' }),
      date('day', { isPrimary: true, primaryKeyConstraintName: 'PK_status_days' }),
      int('clients'),
    ],
    [],
    [],
  ),
  table(
    'imports',
    [
      id('PK_imports'),
      varchar('fileName', 255),
      instant('at'),
      varchar('actorName', 100),
      int('addedClients'),
      int('addedPayments'),
      int('addedFreezes'),
      instant('undoneAt', { isNullable: true }),
    ],
    [],
    [],
  ),
  table(
    'import_changes',
    [id('PK_import_changes'), int('importId'), int('clientId'), text('before'), text('after')],
    [index('IDX_import_changes_import', 'importId'), index('IDX_import_changes_client', 'clientId')],
    [
      foreignKey('FK_import_changes_import', 'importId', 'imports'),
      foreignKey('FK_import_changes_client', 'clientId', 'clients'),
    ],
  ),
];

/** Null = not imported. */
function madeByImport(tableName: string): TableAddition {
  return {
    table: tableName,
    columns: [int('importId', { isNullable: true })],
    indices: [index(`IDX_${tableName}_import`, 'importId')],
    foreignKeys: [foreignKey(`FK_${tableName}_import`, 'importId', 'imports')],
  };
}

const IMPORTED = ['clients', 'payments', 'lazy_days', 'membership_plans', 'groups', 'coaches'].map(madeByImport);

const ADDITIONS: TableAddition[] = [
  {
    table: 'membership_plans',
    columns: [int('durationMonths', { isNullable: true }), flag('isTrial', { default: false })],
  },
  {
    table: 'payments',
    columns: [
      int('durationMonths', { isNullable: true }),
      flag('isTrial', { default: false }),
      text('freezePolicy', { isNullable: true }),
      int('visitsCarried', { default: 0 }),
      date('usedUpDate', { isNullable: true }),
      date('transferDate', { isNullable: true }),
      int('transferredFromId', { isNullable: true }),
      money('paidAmount', { default: 0 }),
      money('owedAmount', { default: 0 }),
    ],
    indices: [
      index('IDX_payments_owed', 'owedAmount', 'clientId'),
      index('IDX_payments_transferred_from', 'transferredFromId'),
    ],
    foreignKeys: [foreignKey('FK_payments_transferred_from', 'transferredFromId', 'payments')],
  },
  { table: 'lazy_days', columns: [flag('usesAllowance', { default: true })] },
  {
    table: 'clients',
    columns: [date('archivedDate', { isNullable: true })],
    indices: [],
  },
  ...IMPORTED,
];

/** What membership dates, closures, debts and imports need; filled so that what was stored keeps its meaning. */
export class AddMembershipFacts1795300000000 implements MigrationInterface {
  readonly name = 'AddMembershipFacts1795300000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, NEW_TABLES);
    await addColumns(runner, ADDITIONS);
    for (const name of ['chains', 'trials']) {
      await runner.query(
        `INSERT INTO locks (name) SELECT '${name}' WHERE NOT EXISTS (SELECT 1 FROM locks WHERE name = '${name}')`,
      );
    }
    // Until now every sale was paid in full.
    await runner.query('UPDATE payments SET paidAmount = amount WHERE paidAmount = 0');
    await runner.query(
      'UPDATE clients SET archivedDate = SUBSTR(archivedAt, 1, 10) WHERE archivedAt IS NOT NULL AND archivedDate IS NULL',
    );
    await this.fillUsedUpPacks(runner);
    await this.copyFreezePolicies(runner);
  }

  /** A used-up pack ends on the day of its last visit; without a visit on record on its first day. */
  private async fillUsedUpPacks(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE payments SET usedUpDate = COALESCE(
         (SELECT MAX(t.date) FROM trainings t WHERE t.paymentId = payments.id), startDate)
       WHERE visitLimit IS NOT NULL AND visitsUsed >= visitLimit AND usedUpDate IS NULL`,
    );
    await runner.query('UPDATE payments SET endDate = usedUpDate WHERE usedUpDate < endDate');
    await runner.query(
      `UPDATE payments SET visitsCarried = visitsUsed -
         (SELECT COUNT(*) FROM trainings t WHERE t.paymentId = payments.id)
       WHERE visitsUsed > (SELECT COUNT(*) FROM trainings t WHERE t.paymentId = payments.id)`,
    );
  }

  /** A sale keeps its own copy of what it was sold with. */
  private async copyFreezePolicies(runner: QueryRunner): Promise<void> {
    const plans = (await runner.query('SELECT * FROM membership_plans')) as Record<string, number | null>[];
    for (const plan of plans) {
      const policy = JSON.stringify({
        allowed: Boolean(plan.freezeAllowed),
        totalDays: plan.freezeTotalDays ?? null,
        minDays: plan.freezeMinDays ?? null,
        maxDays: plan.freezeMaxDays ?? null,
        maxCount: plan.freezeMaxCount ?? null,
        noticeDays: plan.freezeNoticeDays ?? null,
      });
      await runner.query(
        `UPDATE payments SET freezePolicy = '${policy}' WHERE planId = ${Number(plan.id)} AND freezePolicy IS NULL`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, ADDITIONS);
    await dropTables(runner, NEW_TABLES);
  }
}
