import { z } from 'zod';
import { idSchema } from '../../src/contract/primitives.js';
import { validate } from '../../src/errors/validate.js';
import type { UndoPlan, UndoResult } from '../../src/imports/import-undo.service.js';
import { explainReason } from '../../src/imports/undo-reasons.js';
import { mayTake } from '../access.js';
import { resourceAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';

const undoSchema = z.object({ importId: idSchema });
const NAMED_BLOCKERS = 50;

/** What undoing would take back, or what stands against it. Null = there is nothing to undo. */
function shownUndo(plan: UndoPlan | UndoResult | null, { user }: ActionCall) {
  if (!plan) return { plan: null };
  const { batch, removed, filled, blockers } = plan;
  return {
    plan: {
      importId: batch.id,
      fileName: batch.fileName,
      at: batch.at.toISOString(),
      actorName: batch.actorName,
      removed,
      filled,
      blockers: blockers
        .slice(0, NAMED_BLOCKERS)
        .map(({ name, reason }) => ({ name, reason: explainReason(reason, user.language) })),
      moreBlockers: Math.max(0, blockers.length - NAMED_BLOCKERS),
      undone: 'undone' in plan && plan.undone,
    },
  };
}

/** Bytes of files go through `import-routes.ts`; here are the pages and the way back. */
export function importActions({ importUndo }: PanelDependencies): Record<string, PanelAction> {
  return {
    new: {
      ...resourceAction({ component: 'ImportWizard', icon: 'Upload' }),
      isVisible: ({ currentAdmin }) => mayTake(currentAdmin, 'ImportBatch', 'new'),
    },
    undo: resourceAction({
      component: 'ImportUndo',
      icon: 'RotateCcw',
      read: async (call) => shownUndo(await importUndo.preview(), call),
      write: async (call) =>
        // By the same actor as the import: what it restores is nobody's work on the records of an earlier one.
        shownUndo(
          await importUndo.undo({ ...call.actor, kind: 'import' }, validate(undoSchema, call.input).importId),
          call,
        ),
    }),
  };
}
