import { DomainError } from '../../src/errors/domain-error.js';
import { isAllowed } from '../access.js';
import { problemOf } from '../domain-refusal.js';
import { once } from '../once.js';
import { resourceAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { parseId } from '../resource-filters.js';
import type { StudioResource } from '../studio-resource.js';
import type { BulkAction } from './list-parts.js';
import { readFilters } from './list-query.js';
import { BULK_STEP, MOST_AT_ONCE, type BulkOutcome } from './list-shape.js';

/**
 * `{mode: 'ids', filters}` tells which records are filtered, `{action, ids, idempotencyKey, …}` does something to some of
 * them: each through its service, so that one that is refused keeps no other from it.
 */
export function bulkAction(resource: StudioResource, store: PanelDependencies['store']): PanelAction {
  return resourceAction({
    write: async (call) => (call.input.mode === 'ids' ? chosenIds(resource, call) : run(resource, store, call)),
  });
}

async function chosenIds(resource: StudioResource, { input, user }: ActionCall): Promise<{ ids: number[] }> {
  const filters = readFilters((input.filters ?? {}) as Record<string, unknown>);
  return { ids: await resource.rows.ids(filters, user, undefined, MOST_AT_ONCE) };
}

async function run(
  resource: StudioResource,
  store: PanelDependencies['store'],
  call: ActionCall,
): Promise<BulkOutcome> {
  const { input, user } = call;
  const action = resource.definition.lists?.bulk?.find(({ name }) => name === input.action);
  if (!action || !isAllowed(user.role, action.right.resource, action.right.action)) throw new DomainError('forbidden');
  const ids = idsOf(input.ids);
  const form = `bulk:${resource.id()}:${action.name}:${user.staffId}`;
  return once(store, form, input.idempotencyKey, () => doEach(resource, action, ids, call));
}

function idsOf(value: unknown): number[] {
  const ids = Array.isArray(value) ? [...new Set(value.map(parseId))] : [];
  if (ids.length === 0) throw DomainError.field('ids', 'required');
  if (ids.length > BULK_STEP) throw DomainError.field('ids', 'out_of_range', { max: BULK_STEP });
  if (ids.includes(null)) throw DomainError.field('ids', 'malformed');
  return ids as number[];
}

async function doEach(
  resource: StudioResource,
  action: BulkAction,
  ids: readonly number[],
  { input, actor, user, context }: ActionCall,
): Promise<BulkOutcome> {
  const titles = new Map((await resource.findMany([...ids], context)).map((found) => [Number(found.id()), found]));
  const outcome: BulkOutcome = { done: 0, refused: [] };
  // The key of the form without the part of this step: a record is the same in whatever step it comes.
  const given = input.formKey ?? input.idempotencyKey;
  const key = typeof given === 'string' ? given.slice(0, 80) : '';
  for (const id of ids) {
    const record = titles.get(id);
    try {
      // One that the person may not see is as one that there is not.
      if (!record) throw new DomainError('not_found');
      await action.run(id, { actor, input, key });
      outcome.done += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const name = record?.toJSON(context.currentAdmin).title ?? `№ ${id}`;
      outcome.refused.push({ id, name, reason: reasonOf(error, user.language) });
    }
  }
  return outcome;
}

function reasonOf(error: DomainError, language: ActionCall['user']['language']): string {
  const { message, fields } = problemOf(error, language);
  return Object.values(fields)[0] ?? message;
}
