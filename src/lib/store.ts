/**
 * Short-lived shared state: dialogues, sessions' links, panel logins, rate limits. Losing it loses no fact.
 * Redis in production; a SQLite file of its own in embedded mode, so that it survives a restart.
 */
export interface Store {
  get(key: string): Promise<string | null>;
  /** As many values as keys, in their order. */
  getMany(keys: readonly string[]): Promise<(string | null)[]>;
  /** `ttlSeconds` must be positive: nothing is kept for ever. */
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Sets only when absent; true when this call did it. */
  setIfAbsent(key: string, value: string, ttlSeconds: number): Promise<boolean>;
  /** Adds one and gives the new count; the time to live starts with the first. */
  increment(key: string, ttlSeconds: number): Promise<number>;
  delete(key: string): Promise<void>;
  /** Gives the key a new time to live if it still has this value; false when it has another or is gone. */
  renew(key: string, value: string, ttlSeconds: number): Promise<boolean>;
  /** Deletes the key if it still has this value: nobody ends what has meanwhile become another's. */
  deleteIf(key: string, value: string): Promise<boolean>;
  /** Throws when the store can't be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
