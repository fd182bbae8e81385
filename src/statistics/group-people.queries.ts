import type { EntityManager } from 'typeorm';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import type { StatusPeriod } from '../clients/client-status.rules.js';
import { query } from '../db/query.js';
import { instantInZone, type CalendarDate } from '../lib/calendar-date.js';
import type { ChainClosure, ChainFreeze } from '../payments/chain-breaks.rules.js';
import { clientDays, type DaySpan, type GroupChange } from './statistics.rules.js';

/** Somebody who is in a group, or was in one on a day of the span. */
export interface GroupPerson {
  clientId: number;
  groupId: number | null;
  registeredDate: CalendarDate;
  /** Newest first. */
  changes: readonly GroupChange[];
  /** What the client was on each day of the span: `ACTIVE`, `FROZEN`, `NEITHER`. */
  days: Uint8Array;
}

interface PersonRow {
  clientId: number;
  groupId: number | null;
  registeredDate: CalendarDate;
  archivedDate: CalendarDate | null;
}

interface MutableFacts {
  payments: StatusPeriod[];
  freezes: ChainFreeze[];
  closures: ChainClosure[];
}

/** Everyone who may have been in a group during the span, with what they were on each of its days. */
export async function readGroupPeople(manager: EntityManager, span: DaySpan, timeZone: string): Promise<GroupPerson[]> {
  const changes = await readGroupChanges(manager, instantInZone(span.from, '00:00', timeZone));
  const people = peopleSql([...changes.keys()]);
  const rows = await query<PersonRow[]>(
    manager,
    `SELECT c.id AS clientId, c.groupId, c.registeredDate, c.archivedDate
     FROM ${people} person JOIN clients c ON c.id = person.id`,
  );
  const facts = await readFacts(manager, span, people);
  const everyones = facts.get(EVERYONE)?.closures ?? [];
  return rows.map(({ archivedDate, ...person }) => {
    const own = facts.get(person.clientId);
    const closures = own && own.closures.length > 0 ? [...everyones, ...own.closures] : everyones;
    const days = clientDays(span, {
      archivedDate,
      payments: own?.payments ?? [],
      freezes: own?.freezes ?? [],
      closures,
    });
    return { ...person, changes: changes.get(person.clientId) ?? [], days };
  });
}

/** Who changed groups since; of the others the present group is that of all the time. */
async function readGroupChanges(manager: EntityManager, since: Date): Promise<Map<number, GroupChange[]>> {
  const entries = await manager
    .createQueryBuilder(AuditEntry, 'entry')
    .where("entry.at >= :since AND entry.entity = 'Client'", { since })
    .andWhere("entry.action IN ('client.group', 'client.archive')")
    .orderBy('entry.id', 'DESC')
    .getMany();
  const changes = new Map<number, GroupChange[]>();
  for (const { entityId, at, before } of entries) {
    const from = before?.groupId;
    if (from !== null && typeof from !== 'number') continue;
    const clientId = Number(entityId);
    const known = changes.get(clientId);
    if (known) known.push({ at, from });
    else changes.set(clientId, [{ at, from }]);
  }
  return changes;
}

/** Numbers of our own and of any length of list: no statement has places for so many values. */
function peopleSql(changedIds: readonly number[]): string {
  const inGroups = 'SELECT id FROM clients WHERE groupId IS NOT NULL';
  if (changedIds.length === 0) return `(${inGroups})`;
  return `(${inGroups} UNION ALL SELECT id FROM clients WHERE groupId IS NULL AND id IN (${changedIds.join(', ')}))`;
}

const [PAYMENT, FREEZE, CLOSURE] = [1, 2, 3];
/** No client has this id: what concerns everyone. */
const EVERYONE = 0;

interface FactRow extends StatusPeriod {
  kind: number;
  clientId: number;
}

/** What overlaps the span, by client id. */
async function readFacts(manager: EntityManager, span: DaySpan, people: string): Promise<Map<number, MutableFacts>> {
  const ofPeople = (columns: string, table: string): string => `SELECT ${columns}
     FROM ${people} person JOIN ${table} fact ON fact.clientId = person.id AND fact.startDate <= ? AND fact.endDate >= ?`;
  const rows = await query<FactRow[]>(
    manager,
    `${ofPeople(`${PAYMENT} AS kind, fact.clientId, fact.planId, fact.startDate, fact.endDate, fact.usedUpDate`, 'payments')}
     UNION ALL
     ${ofPeople(`${FREEZE}, fact.clientId, NULL, fact.startDate, fact.endDate, NULL`, 'lazy_days')}
     UNION ALL
     SELECT ${CLOSURE}, ${EVERYONE}, planId, startDate, endDate, NULL FROM closures
     WHERE undoneAt IS NULL AND scope <> 'group' AND startDate <= ? AND endDate >= ?
     UNION ALL
     SELECT ${CLOSURE}, k.clientId, NULL, k.startDate, k.endDate, NULL
     FROM closure_clients k JOIN closures c ON c.id = k.closureId
     WHERE c.undoneAt IS NULL AND c.startDate <= ? AND c.endDate >= ?`,
    [span.to, span.from, span.to, span.from, span.to, span.from, span.to, span.from],
  );
  const facts = new Map<number, MutableFacts>();
  for (const { kind, clientId, ...fact } of rows) {
    const known = facts.get(clientId) ?? { payments: [], freezes: [], closures: [] };
    facts.set(clientId, known);
    if (kind === PAYMENT) known.payments.push(fact);
    else if (kind === FREEZE) known.freezes.push(fact);
    else known.closures.push({ ...fact, reason: '' });
  }
  return facts;
}
