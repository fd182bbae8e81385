import type { Actor } from '../../src/audit/actor.js';
import { DomainError } from '../../src/errors/domain-error.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { parseId } from '../resource-filters.js';
import type { BulkAction } from './list-parts.js';
import { ALL_TAB } from './list-shape.js';

interface Archivable {
  archive(id: number, actor: Actor): Promise<unknown>;
  restore(id: number, actor: Actor): Promise<unknown>;
}

/** Archive on the tab of the current ones, restore on that of the archived. */
export function archivingAtOnce(
  resource: string,
  service: Archivable,
  tabs: { current?: readonly string[]; archived: string } = { current: [ALL_TAB], archived: 'true' },
): BulkAction[] {
  return [
    {
      name: 'archive',
      right: { resource, action: 'archive' },
      ...(tabs.current ? { onTabs: tabs.current } : {}),
      run: (id, { actor }) => service.archive(id, actor),
    },
    {
      name: 'restore',
      right: { resource, action: 'restore' },
      onTabs: [tabs.archived],
      run: (id, { actor }) => service.restore(id, actor),
    },
  ];
}

const LIVING = ['all', 'active', 'frozen', 'expiring', 'owing', 'upcoming', 'expired', 'new'];

export function clientsAtOnce({ clients, groups, personalMessages }: PanelDependencies): BulkAction[] {
  return [
    {
      name: 'addToGroup',
      right: { resource: 'Group', action: 'addClients' },
      asks: 'group',
      onTabs: LIVING,
      run: (id, { input, actor }) => {
        const groupId = parseId(input.groupId);
        if (groupId === null) throw DomainError.field('groupId', 'required');
        return groups.addClient(groupId, id, actor);
      },
    },
    {
      name: 'message',
      right: { resource: 'Client', action: 'message' },
      asks: 'text',
      onTabs: LIVING,
      run: (id, { input, actor, key }) => personalMessages.send(id, { text: input.text, idempotencyKey: key }, actor),
    },
    ...archivingAtOnce('Client', clients, { current: LIVING, archived: 'archived' }),
  ];
}
