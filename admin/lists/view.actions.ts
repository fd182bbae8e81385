import { DomainError } from '../../src/errors/domain-error.js';
import { resourceAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { parseId } from '../resource-filters.js';

/** A person's saved views of one list. */
export function viewActions(
  resourceId: string,
  savedViews: PanelDependencies['savedViews'],
): Record<string, PanelAction> {
  const all = ({ actor }: ActionCall) => savedViews.list(resourceId, actor);
  const idOf = ({ input }: ActionCall): number => {
    const id = parseId(input.id);
    if (id === null) throw new DomainError('not_found');
    return id;
  };
  return {
    views: resourceAction({ read: all }),
    saveView: resourceAction({
      write: async (call) => {
        const { id, ...fields } = call.input;
        if (id === undefined) await savedViews.save(resourceId, fields, call.actor);
        else await savedViews.rename(resourceId, idOf(call), fields, call.actor);
        return all(call);
      },
    }),
    removeView: resourceAction({
      write: async (call) => {
        await savedViews.remove(resourceId, idOf(call), call.actor);
        return all(call);
      },
    }),
  };
}
