import { requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { ApiToken, type ApiScope } from './api-token.entity.js';
import { hashToken, newToken, sameHash, tokenSchema } from './api-token.rules.js';

/** Longer text in the header is no token of ours. */
const MAX_TOKEN_LENGTH = 512;
const USED_AT_STEP_MS = 60_000;

/** Who calls the token API. */
export interface TokenHolder {
  /** Null for the token of the environment. */
  id: number | null;
  name: string;
  scopes: readonly ApiScope[];
}

/** Tokens of other programs; `envToken` is the bot's, given by the environment and kept in no table. */
export class ApiTokensService {
  private readonly envHash: string | null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    envToken: string | null,
  ) {
    this.envHash = envToken ? hashToken(envToken) : null;
  }

  /** `{name, scopes}` → the token itself, for this one time. Throws `owner_only`, `invalid_input`. */
  async create(input: unknown, actor: Actor): Promise<{ id: number; token: string }> {
    requireOwner(actor);
    const { name, scopes } = validate(tokenSchema, input);
    const token = newToken();
    return this.unitOfWork.run(async (manager) => {
      const row = manager.create(ApiToken, {
        name,
        scopes: scopes.join(','),
        hash: hashToken(token),
        last4: token.slice(-4),
        lastUsedAt: null,
        revokedAt: null,
      });
      await manager.save(row);
      await this.audit.record(actor, 'token.create', 'ApiToken', row.id, null, row);
      return { id: row.id, token };
    });
  }

  /** At once and for ever; twice is `archived`. Throws `owner_only`, `not_found`. */
  async revoke(id: number, actor: Actor): Promise<void> {
    requireOwner(actor);
    await this.unitOfWork.run(async (manager) => {
      await this.unitOfWork.lock(ApiToken, id);
      const row = await manager.findOneBy(ApiToken, { id });
      if (!row) throw new DomainError('not_found');
      if (row.revokedAt !== null) throw new DomainError('archived');
      row.revokedAt = this.clock.now();
      await manager.save(row);
      await this.audit.record(actor, 'token.revoke', 'ApiToken', id, { revokedAt: null }, { revokedAt: row.revokedAt });
    });
  }

  /** Whose token this is; null for an unknown or revoked one. */
  async verify(token: string): Promise<TokenHolder | null> {
    if (token === '' || token.length > MAX_TOKEN_LENGTH) return null;
    const hash = hashToken(token);
    if (this.envHash !== null && sameHash(hash, this.envHash)) return { id: null, name: 'bot', scopes: ['bot'] };
    // Looked up by its hash: what the index's timing could tell is the hash of the guess, which the caller knows.
    const row = await this.unitOfWork.manager.findOneBy(ApiToken, { hash });
    if (!row || row.revokedAt !== null) return null;
    await this.rememberUse(row);
    return { id: row.id, name: row.name, scopes: row.scopes.split(',') as ApiScope[] };
  }

  private async rememberUse(row: ApiToken): Promise<void> {
    const now = this.clock.now();
    if (row.lastUsedAt !== null && now.getTime() - row.lastUsedAt.getTime() < USED_AT_STEP_MS) return;
    await this.unitOfWork.run(async (manager) => {
      await manager.update(ApiToken, { id: row.id }, { lastUsedAt: now });
    });
  }
}
