import { FAILURES } from '../../src/deliveries/failed-messages.queries.js';
import { recordAction, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';

/** What the desk does about a message that did not arrive. */
export function deliveryActions({ failedMessages }: PanelDependencies): Record<string, PanelAction> {
  return {
    resolve: recordAction({
      isVisible: (record) => FAILURES.some((failure) => failure === record?.get('status')),
      write: ({ id, actor }) => failedMessages.resolve(id, actor),
    }),
  };
}
