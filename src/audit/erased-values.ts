import type { EntityManager } from 'typeorm';
import { whereIn } from '../db/columns.js';
import { updateEntity } from '../db/write-entities.js';
import { AuditEntry } from './audit-entry.entity.js';

/** Stands in the log where something personal stood. */
const ERASED = '•••';

type Values = Record<string, unknown> | null;

/** Takes the named fields' values out of the log of some records; that they changed, when and by whom stays. */
export async function eraseFromLog(
  manager: EntityManager,
  entity: string,
  ids: readonly number[],
  fields: ReadonlySet<string>,
): Promise<void> {
  if (ids.length === 0) return;
  const entries = await manager.findBy(AuditEntry, { entity, entityId: whereIn(ids.map(String)) });
  for (const entry of entries) await eraseFromEntry(manager, entry, fields);
}

/** The same for one entry; nothing is written where nothing personal is left. */
export async function eraseFromEntry(
  manager: EntityManager,
  { id, before, after }: Pick<AuditEntry, 'id' | 'before' | 'after'>,
  fields: ReadonlySet<string>,
): Promise<void> {
  const erased = { before: without(before, fields), after: without(after, fields) };
  if (JSON.stringify(erased) === JSON.stringify({ before, after })) return;
  await updateEntity(manager, AuditEntry, id, erased);
}

function without(values: Values, fields: ReadonlySet<string>): Values {
  if (values === null) return null;
  const kept = Object.entries(values).map(([field, value]) => [field, hides(field, value, fields) ? ERASED : value]);
  return Object.fromEntries(kept) as Values;
}

function hides(field: string, value: unknown, fields: ReadonlySet<string>): boolean {
  return fields.has(field) && value !== null && value !== '';
}

/** The log of a Telegram account, whose id is the record's name, becomes nobody's. */
export async function eraseAccountFromLog(manager: EntityManager, telegramId: string): Promise<void> {
  await manager.update(AuditEntry, { entity: 'TelegramUser', entityId: telegramId }, { entityId: ERASED });
}
