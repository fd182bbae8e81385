import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { query } from '../../src/db/query.js';
import { placesFor, readEntities } from '../../src/db/read-entities.js';
import type { StaffRole } from '../../src/staff/staff.entity.js';
import { isAllowed } from '../access.js';
import { CLIENT_FACTS } from '../audit-codes.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { parseId } from '../resource-filters.js';

const ENTRIES_AT_ONCE = 30;

/** What belongs to a client and has a log of its own. */
const OWN_RECORDS = [
  ['Payment', 'payments'],
  ['LazyDays', 'lazy_days'],
  ['Training', 'trainings'],
] as const;

/**
 * Who changed what of a client, their memberships, freezes and visits; the newest first, from before the entry `before`.
 * Who may not read the audit log is told the facts of the business alone.
 */
export async function readHistory(
  { unitOfWork }: PanelDependencies,
  clientId: number,
  { before, role }: { before: unknown; role: StaffRole },
) {
  const { manager } = unitOfWork;
  const last = parseId(before);
  const facts = CLIENT_FACTS.map((action) => `'${action}'`).join(', ');
  const told = isAllowed(role, 'AuditEntry', 'list') ? '' : `AND action IN (${facts})`;
  const older = `${last === null ? '' : `AND id < ${last}`} ${told}`;
  // Each kind of record is looked up in the log's index of records; one OR over all of them would read the whole log.
  const kinds = OWN_RECORDS.map(
    ([entity, table]) => `SELECT id FROM audit_entries WHERE entity = '${entity}'
      AND entityId IN (SELECT CAST(own.id AS CHAR) FROM ${table} own WHERE own.clientId = ?) ${older}`,
  );
  const rows = await query<{ id: number }[]>(
    manager,
    `SELECT id FROM (
       SELECT id FROM audit_entries WHERE entity = 'Client' AND entityId = ? ${older}
       UNION ALL ${kinds.join(' UNION ALL ')}
     ) entries ORDER BY id DESC LIMIT ${ENTRIES_AT_ONCE + 1}`,
    [String(clientId), ...OWN_RECORDS.map(() => clientId)],
  );
  const ids = rows.slice(0, ENTRIES_AT_ONCE).map(({ id }) => id);
  const where = `WHERE id IN (${placesFor(ids)}) ORDER BY id DESC`;
  const entries = ids.length > 0 ? await readEntities(manager, AuditEntry, where, ids) : [];
  return {
    hasMore: rows.length > ENTRIES_AT_ONCE,
    entries: entries.map(({ id, at, actorKind, actorName, action, entity, before: from, after: to }) => ({
      id,
      at: at.toISOString(),
      actorKind,
      actorName,
      action,
      entity,
      before: from,
      after: to,
    })),
  };
}
