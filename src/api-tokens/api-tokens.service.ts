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
const DAY_MS = 86_400_000;

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

  /** `{name, scopes, validDays?}` → the token itself, for this one time. Throws `owner_only`, `invalid_input`. */
  async create(input: unknown, actor: Actor): Promise<{ id: number; token: string }> {
    requireOwner(actor);
    const { name, scopes, validDays } = validate(tokenSchema, input);
    const expiresAt = validDays ? new Date(this.clock.now().getTime() + validDays * DAY_MS) : null;
    return this.unitOfWork.run(() => this.issue({ name, scopes: scopes.join(','), expiresAt }, 'token.create', actor));
  }

  /**
   * A second token with the rights of the first, for as long as the first was made for. Both work, so that the program
   * misses no call while it learns the new one; then the first is revoked. Throws `owner_only`, `not_found`, `archived`.
   */
  async rotate(id: number, actor: Actor): Promise<{ id: number; token: string }> {
    requireOwner(actor);
    return this.unitOfWork.run(async (manager) => {
      await this.unitOfWork.lock(ApiToken, id);
      const old = await manager.findOneBy(ApiToken, { id });
      if (!old) throw new DomainError('not_found');
      if (old.revokedAt !== null) throw new DomainError('archived');
      const { name, scopes, expiresAt: oldEnd, createdAt } = old;
      const expiresAt = oldEnd && new Date(this.clock.now().getTime() + oldEnd.getTime() - createdAt.getTime());
      return this.issue({ name, scopes, expiresAt }, 'token.rotate', actor);
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

  /**
   * Whose token this is; null for an unknown, revoked or outlived one. Revoked in another process, or outlived, it is good for
   * two seconds more.
   */
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
    if (row.expiresAt !== null && row.expiresAt <= this.clock.now()) return null;
    await this.rememberUse(row);
    const holder = { id: row.id, name: row.name, scopes: row.scopes.split(',') as ApiScope[] };
    if (generation === this.generation && this.remembered.size < MOST_REMEMBERED) {
      this.remembered.set(hash, { holder, readAt: this.clock.now().getTime() });
    }
    return holder;
  }

  private async issue(
    fields: Pick<ApiToken, 'name' | 'scopes' | 'expiresAt'>,
    action: string,
    actor: Actor,
  ): Promise<{ id: number; token: string }> {
    const { manager } = this.unitOfWork;
    const token = newToken();
    const kept = { hash: hashToken(token), last4: token.slice(-4), lastUsedAt: null, revokedAt: null };
    // By the same clock as its end: a token that takes its place lives as long.
    const row = manager.create(ApiToken, { ...fields, ...kept, createdAt: this.clock.now() });
    await manager.save(row);
    await this.audit.record(actor, action, 'ApiToken', row.id, null, row);
    return { id: row.id, token };
  }

  private async rememberUse(row: ApiToken): Promise<void> {
    const now = this.clock.now();
    if (row.lastUsedAt !== null && now.getTime() - row.lastUsedAt.getTime() < USED_AT_STEP_MS) return;
    await this.unitOfWork.run(async (manager) => {
      await manager.update(ApiToken, { id: row.id }, { lastUsedAt: now });
    });
  }
}
