import { IsNull } from 'typeorm';
import { isOwner } from '../../src/audit/actor.js';
import { Group } from '../../src/groups/group.entity.js';
import { addDays } from '../../src/lib/calendar-date.js';
import { MembershipPlan } from '../../src/plans/membership-plan.entity.js';
import { mayTake } from '../access.js';
import { type ActionCall, type PanelAction, previewed, recordAction, resourceAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';

/** What can be closed; people may still train on a plan that is no longer sold. */
async function readClosureForm({ unitOfWork, clock }: PanelDependencies, { actor }: ActionCall) {
  const { manager } = unitOfWork;
  const groups = await manager.find(Group, { where: { archivedAt: IsNull() }, order: { name: 'ASC' } });
  const plans = await manager.find(MembershipPlan, { order: { name: 'ASC' } });
  return {
    groups: groups.map(({ id, name }) => ({ id, name })),
    plans: plans.map(({ id, name }) => ({ id, name })),
    today: clock.today(),
    // Today people have come already.
    tomorrow: addDays(clock.today(), 1),
    mayBackdate: isOwner(actor),
  };
}

/** Days on which nobody trains: shown before they are closed, and before they are opened again. */
export function closureActions(dependencies: PanelDependencies): Record<string, PanelAction> {
  const { closures } = dependencies;
  return {
    new: {
      ...resourceAction({
        component: 'ClosureForm',
        icon: 'Plus',
        read: (call) => readClosureForm(dependencies, call),
        write: previewed<object>(
          ({ input, actor }) => closures.preview(input, actor),
          ({ input, actor }) => closures.close(input, actor),
        ),
      }),
      isVisible: ({ currentAdmin }) => mayTake(currentAdmin, 'Closure', 'new'),
    },
    undo: recordAction({
      icon: 'RotateCcw',
      component: 'ClosureUndo',
      isVisible: (record) => !record?.get('undoneAt'),
      write: previewed<object>(
        ({ id, actor }) => closures.previewUndo(id, actor),
        ({ id, actor }) => closures.undo(id, actor),
      ),
    }),
  };
}
