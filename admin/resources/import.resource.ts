import { ImportBatch } from '../../src/imports/import-batch.entity.js';
import type { ResourceDefinition } from '../resource-definition.js';

/** What was brought in from files, newest first; written by the wizard and the command alone. */
export function importResource(): ResourceDefinition {
  return {
    entity: ImportBatch,
    navigation: 'owner',
    title: 'fileName',
    list: ['fileName', 'at', 'actorName', 'addedClients', 'addedPayments', 'addedFreezes', 'undoneAt'],
    filter: ['fileName', 'at', 'undoneAt'],
    lists: { search: 'fileName' },
    sort: { sortBy: 'at', direction: 'desc' },
  };
}
