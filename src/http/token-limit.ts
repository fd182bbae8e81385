import { hash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Options, Store as LimitStore } from 'express-rate-limit';
import { hasScope } from '../api-tokens/api-token.rules.js';
import type { TokenHolder } from '../api-tokens/api-tokens.service.js';
import { DomainError } from '../errors/domain-error.js';
import type { LimitCounters } from '../lib/limit-counters.js';
import { holderKey, MINUTE_MS, type RateLimits } from './authenticate.js';

/**
 * Counts the calls of each token. Every answer says what is left (the headers `RateLimit` and `RateLimit-Policy` of the draft
 * 8, as express-rate-limit writes them elsewhere), a refused one when the next is welcome (`Retry-After`).
 */
export class TokenLimit {
  private readonly counters: LimitStore;
  private readonly policies = new Map<string, string>();

  constructor(
    private readonly limits: RateLimits,
    counters: LimitCounters,
  ) {
    this.counters = counters('api-token');
    void this.counters.init?.({ windowMs: MINUTE_MS } as Options);
  }

  /** Throws `rate_limited`. */
  async count(holder: TokenHolder, response: ServerResponse): Promise<void> {
    const limit = hasScope(holder.scopes, 'bot') ? this.limits.bot : this.limits.token;
    const key = holderKey(holder);
    const { totalHits, resetTime } = await this.counters.increment(key);
    const seconds = resetTime ? Math.max(0, Math.ceil((resetTime.getTime() - Date.now()) / 1000)) : MINUTE_MS / 1000;
    response.setHeader('RateLimit', `"${limit}-in-1min"; r=${Math.max(limit - totalHits, 0)}; t=${seconds}`);
    response.setHeader('RateLimit-Policy', this.policyOf(key, limit));
    if (totalHits <= limit) return;
    response.setHeader('Retry-After', String(seconds));
    throw new DomainError('rate_limited');
  }

  private policyOf(key: string, limit: number): string {
    const known = this.policies.get(key);
    if (known !== undefined) return known;
    const partition = Buffer.from(hash('sha256', key, 'hex').slice(0, 12)).toString('base64');
    const policy = `"${limit}-in-1min"; q=${limit}; w=${MINUTE_MS / 1000}; pk=:${partition}:`;
    this.policies.set(key, policy);
    return policy;
  }
}
