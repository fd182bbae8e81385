import { requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import { findEntity } from '../db/read-entities.js';
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

const ENVIRONMENT: TokenHolder = { id: null, name: 'bot', scopes: ['bot'] };

/** The longest that a token revoked by another process stays good. */
const VALID_MS = 2000;
/** Guesses of strangers are not remembered, so these are tokens that are in use. */
const MOST_REMEMBERED = 1000;

/** Tokens of other programs; `envTokens` are the bot's, given by the environment and kept in no table. */
export class ApiTokensService {
  private readonly envHashes: readonly string[];
  private readonly remembered = new Map<string, { holder: TokenHolder; readAt: number }>();
  /** Counts the revocations: what was read before one is not remembered after it. */
  private generation = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    envTokens: readonly string[],
  ) {
    this.envHashes = envTokens.map(hashToken);
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
    this.generation += 1;
    this.remembered.clear();
  }

  /** Whose token this is; null for an unknown or revoked one. Revoked in another process it is good for two seconds more. */
  async verify(token: string): Promise<TokenHolder | null> {
    if (token === '' || token.length > MAX_TOKEN_LENGTH) return null;
    const hash = hashToken(token);
    if (this.envHashes.some((known) => sameHash(hash, known))) return ENVIRONMENT;
    // Looked up by its hash: what the lookup's timing could tell is the hash of the guess, which the caller knows.
    const known = this.remembered.get(hash);
    if (known && Math.abs(this.clock.now().getTime() - known.readAt) <= VALID_MS) return known.holder;
    return this.readHolder(hash);
  }

  private async readHolder(hash: string): Promise<TokenHolder | null> {
    const { generation } = this;
    const row = await findEntity(this.unitOfWork.manager, ApiToken, { hash });
    this.remembered.delete(hash);
    if (!row || row.revokedAt !== null) return null;
    await this.rememberUse(row);
    const holder = { id: row.id, name: row.name, scopes: row.scopes.split(',') as ApiScope[] };
    if (generation === this.generation && this.remembered.size < MOST_REMEMBERED) {
      this.remembered.set(hash, { holder, readAt: this.clock.now().getTime() });
    }
    return holder;
  }

  private async rememberUse(row: ApiToken): Promise<void> {
    const now = this.clock.now();
    if (row.lastUsedAt !== null && now.getTime() - row.lastUsedAt.getTime() < USED_AT_STEP_MS) return;
    await this.unitOfWork.run(async (manager) => {
      await manager.update(ApiToken, { id: row.id }, { lastUsedAt: now });
    });
  }
}
