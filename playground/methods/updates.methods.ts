import { badRequest } from '../api-error.js';
import type { Emulator } from '../emulator.js';
import type { Params } from '../params.js';
import type { Method } from './method.js';

/** The longest long poll of the real server. */
const MAX_POLL_SECONDS = 50;

const getUpdates: Method = {
  name: 'getUpdates',
  async run({ updates, webhook }, { params, signal }) {
    if (webhook.active) {
      throw await updates.conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    readAllowedUpdates(updates, params);
    return updates.poll({
      offset: params.integer('offset', 0),
      limit: params.integer('limit', 100, 1, 100),
      timeoutSeconds: params.integer('timeout', 0, 0, MAX_POLL_SECONDS),
      signal,
    });
  },
};

const setWebhook: Method = {
  name: 'setWebhook',
  run({ updates, webhook }, { params }) {
    const url = params.text('url');
    if (params.boolean('drop_pending_updates')) updates.clear();
    if (url === '') {
      webhook.clear();
      return true;
    }
    readAllowedUpdates(updates, params);
    const maxConnections = params.integer('max_connections', 0, 0, 100);
    webhook.set({ url, secretToken: params.text('secret_token'), maxConnections });
    updates.interrupt('terminated by setWebhook request');
    return true;
  },
};

const deleteWebhook: Method = {
  name: 'deleteWebhook',
  run({ updates, webhook }, { params }) {
    if (params.boolean('drop_pending_updates')) updates.clear();
    webhook.clear();
    return true;
  },
};

const getWebhookInfo: Method = { name: 'getWebhookInfo', run: ({ webhook }) => webhook.describe() };

/** Left out, the former list stays in force. */
function readAllowedUpdates(updates: Emulator['updates'], params: Params): void {
  const kinds = params.json('allowed_updates', 'allowed updates');
  if (kinds === undefined) return;
  if (!Array.isArray(kinds) || !kinds.every((kind) => typeof kind === 'string')) {
    throw badRequest('expected an Array of String as allowed updates');
  }
  updates.setAllowed(kinds);
}

export const updatesMethods: Method[] = [getUpdates, setWebhook, deleteWebhook, getWebhookInfo];
