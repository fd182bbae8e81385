import { Closure, CLOSURE_SCOPES } from '../../src/closures/closure.entity.js';
import { CLOSURE_STATES, closureState, type ClosureState } from '../../src/closures/closure.rules.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { ROW, type ResourceDefinition } from '../resource-definition.js';

/** `closureState` in SQL. */
const IN_STATE: Record<ClosureState, string> = {
  planned: `${ROW}.undoneAt IS NULL AND ${ROW}.startDate > :closureToday`,
  running: `${ROW}.undoneAt IS NULL AND ${ROW}.startDate <= :closureToday AND ${ROW}.endDate >= :closureToday`,
  over: `${ROW}.undoneAt IS NULL AND ${ROW}.endDate < :closureToday`,
  undone: `${ROW}.undoneAt IS NOT NULL`,
};

/** Made and undone by actions only: each moves the memberships that it concerns. */
export function closureResource({ clock }: PanelDependencies): ResourceDefinition {
  const whom = { components: { list: 'ClosureWhom', show: 'ClosureWhom' } };
  return {
    entity: Closure,
    navigation: 'reception',
    title: 'reason',
    list: ['reason', 'whom', 'startDate', 'endDate', 'state'],
    named: ['groupId', 'planId'],
    show: ['reason', 'whom', 'startDate', 'endDate', 'state', 'undoneAt', 'staffId', 'createdAt'],
    filter: ['state', 'scope', 'groupId', 'planId', 'startDate', 'endDate'],
    lists: {
      tabs: { path: 'state', values: CLOSURE_STATES },
      search: 'reason',
      exported: ['reason', 'scope', 'groupId', 'planId', 'startDate', 'endDate', 'state'],
    },
    hidden: ['idempotencyKey'],
    enums: { scope: CLOSURE_SCOPES },
    sort: { sortBy: 'startDate', direction: 'desc' },
    virtual: {
      whom: {},
      state: {
        options: CLOSURE_STATES,
        value: (row) => closureState(row as unknown as Closure, clock.today()),
        filter: (query, value) => {
          query.andWhere(`(${IN_STATE[value as ClosureState]})`, { closureToday: clock.today() });
        },
      },
    },
    properties: { whom },
  };
}
