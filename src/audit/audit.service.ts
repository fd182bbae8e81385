import { insertEntity } from '../db/write-entities.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Clock } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import { logSecurity } from '../lib/security-events.js';
import type { Actor } from './actor.js';
import { AuditEntry } from './audit-entry.entity.js';

type Fields = Record<string, unknown>;

/** What follows from other columns, or tells nothing of what somebody did. */
export const DERIVED_COLUMNS: ReadonlySet<string> = new Set([
  ...['searchName', 'cardKey', 'birthMonthDay', 'telegramNameKey'],
  ...['createdAt', 'updatedAt', 'version'],
]);
const NEVER_KEPT: ReadonlySet<string> = new Set([...DERIVED_COLUMNS, 'passwordHash', 'hash', 'bytes']);

/** What whoever watches the log files wants to see as well, as soon as it is a fact. */
const FOR_WATCHERS = /^(?:staff|token|import)\.|^setting\.set$|^client\.(?:export|erase)$/;

/** Writes the audit log, always inside the transaction of the change it tells of. */
export class AuditService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    /** Null in commands, where nobody watches a log. */
    private readonly logger: Logger | null = null,
  ) {}

  /** Keeps only the fields that differ; a change without a difference is not written. */
  async record(
    actor: Actor,
    action: string,
    entity: string,
    entityId: number | string,
    before: object | null,
    after: object | null,
  ): Promise<void> {
    const changed = difference(before as Fields | null, after as Fields | null);
    if (before && after && Object.keys(changed.after).length === 0) return;
    await insertEntity(this.unitOfWork.manager, AuditEntry, {
      at: this.clock.now(),
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name.slice(0, 100),
      action,
      entity,
      entityId: String(entityId),
      before: before ? changed.before : null,
      after: after ? changed.after : null,
    });
    if (this.logger && FOR_WATCHERS.test(action))
      this.tellWatchers(this.logger, actor, action, `${entity} ${entityId}`);
  }

  private tellWatchers(logger: Logger, { kind, id }: Actor, action: string, record: string): void {
    const facts = { action, record, by: `${kind} ${id ?? ''}`.trim() };
    this.unitOfWork.afterCommit(() => logSecurity(logger, 'audited', facts));
  }
}

function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

function difference(before: Fields | null, after: Fields | null): { before: Fields; after: Fields } {
  const result: { before: Fields; after: Fields } = { before: {}, after: {} };
  for (const key of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
    if (NEVER_KEPT.has(key)) continue;
    const [old, now] = [plain(before?.[key]), plain(after?.[key])];
    if (typeof old === 'function' || typeof now === 'function') continue;
    if (before && after && JSON.stringify(old) === JSON.stringify(now)) continue;
    if (before && old !== undefined) result.before[key] = old;
    if (after && now !== undefined) result.after[key] = now;
  }
  return result;
}
