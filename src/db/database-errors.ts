import { QueryFailedError } from 'typeorm';

function driverCode(error: unknown): string {
  if (!(error instanceof QueryFailedError)) return '';
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** A unique index refused the row. Told by the driver's code, never by the words of the message. */
export function isUniqueViolation(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'ER_DUP_ENTRY'].includes(driverCode(error));
}

/** The transaction lost against another one, on a cluster also one of another node, and may be run again as it was. */
export function isDeadlock(error: unknown): boolean {
  return ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'].includes(driverCode(error));
}

/** Another process holds SQLite's file. */
export function isBusy(error: unknown): boolean {
  return driverCode(error).startsWith('SQLITE_BUSY');
}

/** The server, or the way to it, is away; on a cluster also a node that is cut off from the others or catches up. */
const OUT_OF_REACH = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  // Galera: "WSREP has not yet prepared node for application use".
  'ER_UNKNOWN_COM_ERROR',
]);

/** The database can't be asked now. Of a transaction that had not begun to commit nothing is left. */
export function isOutOfReach(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && OUT_OF_REACH.has(code);
}

/** A full disk, or a database that may only be read: of a server that fails over, of a file or of its folder. */
const NOT_WRITABLE = new Set([
  'ENOSPC',
  'EROFS',
  'ER_DISK_FULL',
  'ER_DISK_FULL_NOWAIT',
  'ER_RECORD_FILE_FULL',
  'ER_ERROR_ON_WRITE',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
  'SQLITE_FULL',
  'SQLITE_CANTOPEN',
]);

/** The database answers and keeps nothing new. */
export function isNotWritable(error: unknown): boolean {
  const code = driverCode(error);
  return NOT_WRITABLE.has(code) || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR');
}
