import { badRequest } from './api-error.js';
import type { Changes } from './changes.js';
import type { Pace } from './pace.js';
import type { QueuedUpdate, UpdateQueue } from './updates.js';

const DEFAULT_CONNECTIONS = 40;
const MAX_BACKOFF_MS = 60_000;
const MAX_RETRY_AFTER_MS = 3_600_000;
const ANSWER_TIMEOUT_MS = 60_000;
const PUBLIC_PORTS = new Set(['', '443', '80', '88', '8443']);

export interface WebhookOptions {
  url: string;
  secretToken: string;
  maxConnections: number;
}

interface Failure {
  date: number;
  message: string;
}

/**
 * Pushes updates to the bot's address: one at a time per chat, again with a doubling delay until it answers 2xx.
 * https://core.telegram.org/bots/api#setwebhook. The answer's body is ignored (the real server would run a method in it).
 */
export class Webhook {
  private options: WebhookOptions | null = null;
  private failure: Failure | null = null;
  private stopping = new AbortController();
  private readonly busyChats = new Set<number>();

  constructor(
    private readonly pace: Pace,
    private readonly updates: UpdateQueue,
    changes: Changes,
  ) {
    changes.subscribe((change) => {
      if (change.kind === 'queue') this.deliverReady();
    });
  }

  get active(): boolean {
    return this.options !== null;
  }

  /** Throws 400 for what the real server refuses; plain http is taken from this machine only, as by a local server. */
  set(options: WebhookOptions): void {
    this.clear();
    checkUrl(options.url);
    if (options.secretToken.length > 256) throw badRequest('secret token is too long');
    if (!/^[\w-]*$/.test(options.secretToken)) throw badRequest('secret token contains unallowed characters');
    this.options = { ...options, maxConnections: options.maxConnections || DEFAULT_CONNECTIONS };
    this.deliverReady();
  }

  clear(): void {
    this.options = null;
    this.failure = null;
    this.stopping.abort();
    this.stopping = new AbortController();
    this.busyChats.clear();
  }

  /** The answer of getWebhookInfo. */
  describe(): Record<string, unknown> {
    const allowed = this.updates.allowedKinds();
    return {
      url: this.options?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.updates.pending().length,
      ...(this.options ? { max_connections: this.options.maxConnections, ip_address: '127.0.0.1' } : {}),
      ...(this.failure ? { last_error_date: this.failure.date, last_error_message: this.failure.message } : {}),
      ...(allowed.length > 0 ? { allowed_updates: allowed } : {}),
    };
  }

  private deliverReady(): void {
    const { options, stopping } = this;
    if (!options) return;
    for (const queued of this.updates.pending()) {
      if (this.busyChats.size >= options.maxConnections) return;
      if (this.busyChats.has(queued.chatId)) continue;
      this.busyChats.add(queued.chatId);
      void this.deliver(queued, options, stopping.signal);
    }
  }

  /** Tries until the bot takes the update or the webhook is changed; then the chat's next update may go. */
  private async deliver(queued: QueuedUpdate, options: WebhookOptions, signal: AbortSignal): Promise<void> {
    for (let delay = 1000; !signal.aborted; delay = Math.min(delay * 2, MAX_BACKOFF_MS)) {
      const retryAfterMs = await this.attempt(queued, options, signal);
      if (signal.aborted) return;
      if (retryAfterMs === 'taken') {
        this.busyChats.delete(queued.chatId);
        this.updates.confirm(queued.update.update_id);
        return;
      }
      await this.pace.wait(retryAfterMs ?? delay, signal).catch(() => undefined);
    }
  }

  /** 'taken', or after how many milliseconds the bot asked to try again, or null to use the own back-off. */
  private async attempt(
    queued: QueuedUpdate,
    { url, secretToken }: WebhookOptions,
    signal: AbortSignal,
  ): Promise<'taken' | number | null> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secretToken ? { 'x-telegram-bot-api-secret-token': secretToken } : {}),
        },
        body: JSON.stringify(queued.update),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.pace.toReal(ANSWER_TIMEOUT_MS))]),
      });
      await response.arrayBuffer();
      if (response.ok) return 'taken';
      this.fail(`Wrong response from the webhook: ${response.status} ${response.statusText}`.trim());
      const retryAfter = Number(response.headers.get('retry-after')) * 1000;
      return retryAfter > 0 ? Math.min(retryAfter, MAX_RETRY_AFTER_MS) : null;
    } catch {
      this.fail('Connection failed');
      return null;
    }
  }

  private fail(message: string): void {
    this.failure = { date: this.pace.nowSeconds(), message };
  }
}

function checkUrl(url: string): void {
  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified');
  const { protocol, hostname, port } = new URL(url);
  if (['127.0.0.1', '[::1]', 'localhost'].includes(hostname)) return;
  if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!PUBLIC_PORTS.has(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}
