import type { MigrationInterface, QueryRunner } from 'typeorm';

const NO_DELETE = 'audit_entries_no_delete';
const NO_UPDATE = 'audit_entries_no_update';
const REFUSAL = 'the audit log is only added to';
/** Stands where something personal was taken out. */
const ERASED = '%•••%';

/** What no entry ever gets another value of. */
const FIXED = ['id', 'at', 'actorKind', 'actorId', 'actorName', 'action', 'entity'];

/** The server's answers that mean: this account, or this kind of server, makes no triggers. */
const NOT_HERE = new Set([
  'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_NOT_SUPPORTED_YET',
  'ER_PARSE_ERROR',
]);

/**
 * The database itself refuses to delete an entry of the audit log, and to change one in anything but taking personal
 * values out. A server whose account may make no triggers goes without; the product itself has no such statement.
 */
export class KeepAuditLog1796501000000 implements MigrationInterface {
  readonly name = 'KeepAuditLog1796501000000';

  async up(runner: QueryRunner): Promise<void> {
    await this.down(runner);
    for (const statement of isSqlite(runner) ? SQLITE : SERVER) {
      try {
        await runner.query(statement);
      } catch (error) {
        if (!NOT_HERE.has(codeOf(error))) throw error;
        return;
      }
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [NO_DELETE, NO_UPDATE]) {
      try {
        await runner.query(`DROP TRIGGER IF EXISTS ${name}`);
      } catch (error) {
        if (!NOT_HERE.has(codeOf(error))) throw error;
      }
    }
  }
}

function isSqlite(runner: QueryRunner): boolean {
  return runner.connection.options.type === 'better-sqlite3';
}

function codeOf(error: unknown): string {
  const { code, driverError } = (error ?? {}) as { code?: string; driverError?: { code?: string } };
  return code ?? driverError?.code ?? '';
}

function changed(column: string, quote: string, same: string): string {
  const name = quote + column + quote;
  return `NOT (NEW.${name} ${same} OLD.${name})`;
}

/** Of the values only what has been blanked may differ. */
function tampered(quote: string, same: string): string {
  const fixed = FIXED.map((column) => changed(column, quote, same));
  const blanked = ['entityId', 'before', 'after'].map((column) => {
    const name = quote + column + quote;
    return `(${changed(column, quote, same)} AND (NEW.${name} IS NULL OR NEW.${name} NOT LIKE '${ERASED}'))`;
  });
  return [...fixed, ...blanked].join(' OR ');
}

const SQLITE = [
  `CREATE TRIGGER ${NO_DELETE} BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, '${REFUSAL}'); END`,
  `CREATE TRIGGER ${NO_UPDATE} BEFORE UPDATE ON audit_entries WHEN ${tampered('"', 'IS')}
   BEGIN SELECT RAISE(ABORT, '${REFUSAL}'); END`,
];

const SERVER = [
  `CREATE TRIGGER ${NO_DELETE} BEFORE DELETE ON audit_entries FOR EACH ROW
   SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${REFUSAL}'`,
  `CREATE TRIGGER ${NO_UPDATE} BEFORE UPDATE ON audit_entries FOR EACH ROW
   BEGIN IF ${tampered('`', '<=>')} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${REFUSAL}'; END IF; END`,
];
