const WINDOW_MS = 10_000;
const MAX_UPDATES = 20;
const FORGET_ABOVE = 10_000;

interface Window {
  startedAt: number;
  count: number;
}

/** Counts what one person sends. In memory: a restart forgives. */
export class FloodGuard {
  private readonly windows = new Map<number, Window>();

  constructor(private readonly now: () => number) {}

  /** `warn` is said once per flood, the rest of it is `drop`. */
  admit(personId: number): 'pass' | 'warn' | 'drop' {
    const window = this.windowOf(personId);
    window.count += 1;
    if (window.count <= MAX_UPDATES) return 'pass';
    return window.count === MAX_UPDATES + 1 ? 'warn' : 'drop';
  }

  private windowOf(personId: number): Window {
    const now = this.now();
    const current = this.windows.get(personId);
    if (current && now - current.startedAt < WINDOW_MS) return current;
    if (this.windows.size >= FORGET_ABOVE) this.forgetOld(now);
    const started = { startedAt: now, count: 0 };
    this.windows.set(personId, started);
    return started;
  }

  private forgetOld(now: number): void {
    for (const [personId, { startedAt }] of this.windows) {
      if (now - startedAt >= WINDOW_MS) this.windows.delete(personId);
    }
  }
}
