import type { DataSource } from 'typeorm';

/** What mysql2 keeps of its pool; it publishes none of it. */
interface Pool {
  _allConnections?: { length: number };
  _freeConnections?: { length: number };
  _connectionQueue?: { length: number };
}

/** Connections by state, and the statements that wait for one; nothing on SQLite, which has a single connection. */
export function poolConnections({ driver }: DataSource): Record<string, number> {
  const { pool } = driver as unknown as { pool?: Pool };
  if (!pool) return {};
  const [all, idle] = [pool._allConnections?.length ?? 0, pool._freeConnections?.length ?? 0];
  return { busy: all - idle, idle, waiting: pool._connectionQueue?.length ?? 0 };
}
