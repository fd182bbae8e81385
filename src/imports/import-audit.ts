import { DERIVED_COLUMNS } from '../audit/audit.service.js';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { insertEntities } from '../db/write-entities.js';

type Fields = Record<string, unknown>;
interface AnyRecord {
  id: number;
  constructor: { name: string };
}

/** The audit log of what writes thousands of records at once: entries are written together, by `flush`. */
export class ImportAudit {
  private entries: Partial<AuditEntry>[] = [];

  constructor(
    private readonly manager: EntityManager,
    private readonly actor: Actor,
    private readonly at: Date,
  ) {}

  created(action: string, record: AnyRecord): void {
    this.changed(action, record, null, plainFields(record));
  }

  removed(action: string, record: AnyRecord): void {
    this.changed(action, record, plainFields(record), null);
  }

  changed(action: string, record: AnyRecord, before: Fields | null, after: Fields | null): void {
    const { kind, id, name } = this.actor;
    this.entries.push({
      at: this.at,
      actorKind: kind,
      actorId: id,
      actorName: name.slice(0, 100),
      action,
      entity: record.constructor.name,
      entityId: String(record.id),
      before,
      after,
    });
  }

  async flush(): Promise<void> {
    const { entries } = this;
    this.entries = [];
    await insertEntities(this.manager, AuditEntry, entries);
  }
}

function plainFields(record: AnyRecord): Fields {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !DERIVED_COLUMNS.has(name)));
}
