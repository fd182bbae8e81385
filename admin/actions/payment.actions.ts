import { DomainError } from '../../src/errors/domain-error.js';
import { Payment } from '../../src/payments/payment.entity.js';
import { readTransfers } from '../../src/payments/transfer.queries.js';
import {
  confirmedAction,
  previewed,
  recordAction,
  resourceAction,
  type ActionCall,
  type PanelAction,
} from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { postedVersion } from '../posted-fields.js';
import { parseId } from '../resource-filters.js';

type Actions = Record<string, PanelAction>;
type Readable = { get(path: string): unknown } | undefined;

function textOf(record: Readable, path: string): string {
  const value = record?.get(path);
  return typeof value === 'string' ? value : '';
}

const isRefunded = (record: Readable): boolean => textOf(record, 'refundDate') !== '';
const isGiven = (record: Readable): boolean => textOf(record, 'transferDate') !== '';
/** Neither given away nor back, and not over. */
const isUsable = (record: Readable, today: string): boolean =>
  !isRefunded(record) && !isGiven(record) && textOf(record, 'endDate') >= today;
const owes = (record: Readable): boolean => Number(textOf(record, 'owedAmount')) > 0;

/** What the payment's page tells besides its columns. */
async function readDetails({ unitOfWork, instalments }: PanelDependencies, { id }: ActionCall) {
  const { manager } = unitOfWork;
  const payment = await manager.findOneByOrFail(Payment, { id });
  const { from, to } = await readTransfers(manager, [payment]);
  return {
    transferredFrom: from.get(id) ?? null,
    transferredTo: to.get(id) ?? null,
    instalments: (await instalments.list(id)).map((one) => ({
      id: one.id,
      amount: one.amount,
      method: one.method,
      date: one.date,
      note: one.note,
    })),
  };
}

async function removeInstalment({ instalments }: PanelDependencies, { id, input, actor }: ActionCall) {
  const own = (await instalments.list(id)).find((instalment) => instalment.id === input.instalmentId);
  if (!own) throw new DomainError('not_found');
  return instalments.remove(own.id, actor);
}

/** Money that comes later, or goes back: undone exactly as long as nothing was built on it. */
function moneyActions(dependencies: PanelDependencies): Actions {
  const { instalments, refunds, clock } = dependencies;
  return {
    pay: recordAction({
      icon: 'CreditCard',
      component: 'InstalmentForm',
      isVisible: owes,
      write: previewed(
        ({ id, input, actor }) => instalments.preview(id, input, actor),
        ({ id, input, actor }) => instalments.pay(id, input, actor),
      ),
    }),
    removeInstalment: recordAction({ write: (call) => removeInstalment(dependencies, call) }),
    refund: recordAction({
      icon: 'RotateCcw',
      component: 'RefundForm',
      isVisible: (record) => isUsable(record, clock.today()),
      write: previewed(
        ({ id, input, actor }) => refunds.preview(id, input, actor),
        ({ id, input, actor }) => refunds.refund(id, input, actor),
      ),
    }),
    undoRefund: confirmedAction(({ id, actor }) => refunds.undo(id, actor), 'RotateCw', { isVisible: isRefunded }),
  };
}

function transferActions({ transfers, clock }: PanelDependencies): Actions {
  return {
    transfer: recordAction({
      icon: 'Send',
      component: 'TransferForm',
      isVisible: (record) => isUsable(record, clock.today()),
      write: previewed(
        ({ id, input, actor }) => transfers.preview(id, input, actor),
        ({ id, input, actor }) => transfers.transfer(id, input, actor),
      ),
    }),
    undoTransfer: recordAction({
      icon: 'RotateCw',
      component: 'ConfirmMoves',
      isVisible: isGiven,
      write: previewed(
        ({ id, actor }) => transfers.previewUndo(id, actor),
        ({ id, actor }) => transfers.undo(id, actor),
      ),
    }),
  };
}

/** A sale entered by mistake is taken away, and brought back. */
function removalActions({ paymentChanges, paymentUndo }: PanelDependencies): Actions {
  return {
    remove: recordAction({
      icon: 'Trash2',
      component: 'ConfirmMoves',
      isVisible: (record) => !isRefunded(record) && !isGiven(record) && !record?.get('transferredFromId'),
      write: previewed<object>(
        ({ id, actor }) => paymentChanges.previewRemoval(id, actor),
        ({ id, actor }) => paymentChanges.remove(id, actor),
      ),
    }),
    // A removed payment has no record to act on.
    undoRemoval: resourceAction({
      write: ({ input, actor }) => paymentUndo.restore(parseId(input.paymentId) ?? 0, actor),
    }),
  };
}

/** What the owner puts right; each shows what it moves before it is done. */
function correctingActions({ paymentChanges, paymentUndo }: PanelDependencies): Actions {
  return {
    change: recordAction({
      icon: 'Edit2',
      component: 'ChangePaymentForm',
      write: previewed(
        ({ id, input, actor }) => paymentChanges.preview(id, input, actor),
        ({ id, input, actor }) => paymentChanges.change(id, input, actor, postedVersion(input)),
      ),
    }),
    undoChange: recordAction({
      icon: 'CornerUpLeft',
      component: 'ConfirmMoves',
      isVisible: (record) => Boolean(record?.get('canUndo')),
      write: previewed<object>(
        ({ id, actor }) => paymentUndo.preview(id, actor),
        ({ id, actor }) => paymentUndo.undo(id, actor),
      ),
    }),
  };
}

export function paymentActions(dependencies: PanelDependencies): Actions {
  return {
    details: recordAction({ read: (call) => readDetails(dependencies, call) }),
    ...correctingActions(dependencies),
    ...moneyActions(dependencies),
    ...transferActions(dependencies),
    ...removalActions(dependencies),
  };
}

/** In the audit log: what was deleted by mistake is found there on any later day. */
export function auditActions({ paymentUndo }: PanelDependencies): Actions {
  return {
    undoRemoval: confirmedAction(
      ({ context, actor }) => paymentUndo.restore(parseId(context.record?.get('entityId')) ?? 0, actor),
      'CornerUpLeft',
      { isVisible: (record) => record?.get('action') === 'payment.remove' },
    ),
  };
}
