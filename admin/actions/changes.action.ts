import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { recordAction, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';

const ENTRIES_AT_MOST = 50;

/** Who changed each field of a record last, and when: for somebody whose form was overtaken. */
export function changesAction({ unitOfWork }: PanelDependencies, entity: string): PanelAction {
  return recordAction({
    read: async ({ id }) => {
      const entries = await unitOfWork.manager.find(AuditEntry, {
        where: { entity, entityId: String(id) },
        order: { id: 'DESC' },
        take: ENTRIES_AT_MOST,
      });
      // The newest comes last and so stays.
      const oldestFirst = entries.reverse().flatMap(({ after, actorName: name, at }) => {
        const change = { name, at: at.toISOString() };
        return Object.keys(after ?? {}).map((field) => [field, change] as const);
      });
      return Object.fromEntries(oldestFirst);
    },
  });
}
