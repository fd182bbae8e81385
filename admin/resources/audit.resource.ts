import { readableEntries } from '../../src/audit/audit-names.queries.js';
import { ACTOR_KINDS, AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { AUDIT_ACTIONS, AUDIT_ENTITIES } from '../audit-codes.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { ROW, type ResourceDefinition } from '../resource-definition.js';
import { parseId } from '../resource-filters.js';

/** Who changed what, from what to what. Every filter has an index behind it: the log is never pruned. */
export function auditResource({ unitOfWork }: Pick<PanelDependencies, 'unitOfWork'>): ResourceDefinition {
  return {
    entity: AuditEntry,
    navigation: 'owner',
    title: 'action',
    sort: { sortBy: 'id', direction: 'desc' },
    list: ['at', 'actorName', 'action', 'record', 'changes'],
    show: ['at', 'actorName', 'actorKind', 'action', 'record', 'changes'],
    filter: ['at', 'person', 'actorKind', 'action', 'entity', 'entityId'],
    // Nothing searched for stands in an index; the filters do.
    lists: { exported: ['at', 'actorKind', 'actorName', 'action', 'entity', 'entityId'] },
    hidden: ['before', 'after', 'entityId'],
    enums: { actorKind: ACTOR_KINDS, action: AUDIT_ACTIONS, entity: AUDIT_ENTITIES },
    virtual: {
      person: {
        filter: (query, value) => {
          query.andWhere(`${ROW}.actorKind = 'staff' AND ${ROW}.actorId = :auditPerson`, {
            auditPerson: parseId(value) ?? 0,
          });
        },
      },
      // In place of the column, which would be searched for a part of the number.
      entityId: {
        value: ({ entityId }) => entityId,
        filter: (query, value) => {
          // The index of records begins with their kind.
          query.andWhere(`${ROW}.entity IN (:...auditEntities) AND ${ROW}.entityId = :auditRecord`, {
            auditEntities: [...AUDIT_ENTITIES],
            auditRecord: value.trim(),
          });
        },
      },
      record: {},
      changes: {},
    },
    properties: {
      person: {
        type: 'reference',
        reference: 'Staff',
        custom: { filter: { kind: 'reference', mayBeEmpty: false } },
      },
      record: { components: { list: 'AuditRecord', show: 'AuditRecord' } },
      changes: { components: { list: 'AuditChanges', show: 'AuditChanges' } },
    },
    enrich: async (rows) => {
      const readable = await readableEntries(unitOfWork.manager, rows as unknown as AuditEntry[]);
      return readable.map(({ recordName, isThere, changes }) => ({
        recordName,
        isThere,
        changes: JSON.stringify(changes),
      }));
    },
  };
}
