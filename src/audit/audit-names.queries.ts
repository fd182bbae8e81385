import type { EntityManager } from 'typeorm';
import { query } from '../db/query.js';
import { placesFor } from '../db/read-entities.js';
import type { AuditEntry } from './audit-entry.entity.js';

type Fields = Record<string, unknown>;

/** Where the words are by which people know a record, as `one` and `two`; `o` is the record itself. */
const NAMES: Readonly<Record<string, string>> = {
  Client: 'o.firstName AS one, o.lastName AS two FROM clients o',
  Coach: 'o.firstName AS one, o.lastName AS two FROM coaches o',
  Payment: ofClient('payments'),
  LazyDays: ofClient('lazy_days'),
  Training: ofClient('trainings'),
  Invitation: ofClient('invitations'),
  Delivery: ofClient('deliveries'),
  Group: 'o.name AS one FROM `groups` o',
  MembershipPlan: 'o.name AS one FROM membership_plans o',
  GroupTraining: 'g.name AS one, o.date AS two FROM group_trainings o JOIN `groups` g ON g.id = o.groupId',
  Closure: 'o.reason AS one FROM closures o',
  Broadcast: 'SUBSTR(o.text, 1, 60) AS one FROM broadcasts o',
  Staff: 'o.name AS one FROM staff o',
  ApiToken: 'o.name AS one FROM api_tokens o',
  ImportBatch: 'o.fileName AS one FROM imports o',
};

function ofClient(table: string): string {
  return `c.firstName AS one, c.lastName AS two FROM ${table} o JOIN clients c ON c.id = o.clientId`;
}

/** What a field of that name points to. */
const REFERENCES: Readonly<Record<string, string>> = {
  clientId: 'Client',
  coachId: 'Coach',
  groupId: 'Group',
  planId: 'MembershipPlan',
  staffId: 'Staff',
  groupTrainingId: 'GroupTraining',
};

/** One field of a change; `from` or `to` is left out where there was or is nothing. */
export interface FieldChange {
  field: string;
  from?: unknown;
  to?: unknown;
}

/** An entry as people read it. */
export interface ReadableEntry {
  /** What people call the record; null when that is not known any more. */
  recordName: string | null;
  /** Whether the record can still be opened. */
  isThere: boolean;
  changes: FieldChange[];
}

type Names = Map<string, Map<number, string>>;

/** Names instead of numbers, with one statement for each kind of record that the entries tell of. */
export async function readableEntries(
  manager: EntityManager,
  entries: readonly AuditEntry[],
): Promise<ReadableEntry[]> {
  const names = await readNames(manager, wantedBy(entries));
  return entries.map((entry) => {
    const id = Number(entry.entityId);
    const own = names.get(entry.entity)?.get(id);
    const { clientId } = entry.after ?? entry.before ?? {};
    const owner = typeof clientId === 'number' ? names.get('Client')?.get(clientId) : undefined;
    return {
      recordName: own ?? owner ?? null,
      isThere: own !== undefined || entry.entity === 'Setting',
      changes: changesOf(entry, names),
    };
  });
}

function wantedBy(entries: readonly AuditEntry[]): Map<string, Set<number>> {
  const wanted = new Map<string, Set<number>>();
  const want = (entity: string, id: unknown): void => {
    if (!Object.hasOwn(NAMES, entity) || !Number.isSafeInteger(Number(id)) || id === null) return;
    wanted.set(entity, (wanted.get(entity) ?? new Set<number>()).add(Number(id)));
  };
  for (const { entity, entityId, before, after } of entries) {
    want(entity, entityId);
    for (const fields of [before, after]) {
      for (const [name, value] of Object.entries(fields ?? {})) {
        if (REFERENCES[name] !== undefined && typeof value === 'number') want(REFERENCES[name], value);
      }
    }
  }
  return wanted;
}

async function readNames(manager: EntityManager, wanted: ReadonlyMap<string, ReadonlySet<number>>): Promise<Names> {
  const names: Names = new Map();
  for (const [entity, set] of wanted) {
    const ids = [...set];
    const rows = await query<{ id: number; one: unknown; two?: unknown }[]>(
      manager,
      `SELECT o.id AS id, ${NAMES[entity]} WHERE o.id IN (${placesFor(ids)})`,
      ids,
    );
    const words = ({ one, two }: { one: unknown; two?: unknown }): string =>
      [one, two].filter((part): part is string => typeof part === 'string' && part !== '').join(' ');
    names.set(entity, new Map(rows.map((row) => [Number(row.id), words(row)])));
  }
  return names;
}

function changesOf({ before, after }: AuditEntry, names: Names): FieldChange[] {
  const told = (field: string, value: unknown): unknown => {
    const entity = REFERENCES[field];
    if (entity === undefined || typeof value !== 'number') return value;
    return names.get(entity)?.get(value) ?? `№ ${value}`;
  };
  const side = (fields: Fields | null, field: string, name: 'from' | 'to'): object =>
    fields && Object.hasOwn(fields, field) ? { [name]: told(field, fields[field]) } : {};
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields.map((field) => ({ field, ...side(before, field, 'from'), ...side(after, field, 'to') }));
}
