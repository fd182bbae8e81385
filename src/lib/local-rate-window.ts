import {
  CHAT_BURST,
  CHAT_BURST_MS,
  LEASE_MS,
  WINDOW_MS,
  type Acquired,
  type HeldBy,
  type PlaceRequest,
  type RateLimits,
  type RateWindow,
} from './rate-window.js';

interface Place extends PlaceRequest {
  /** Milliseconds: from then on the place is free. */
  endsAt: number;
}

/** The window of one process; it forgets with the process, so a new one begins bulk only after a second. */
export class LocalRateWindow implements RateWindow {
  private readonly places = new Map<string, Place>();
  private bulkPerSecond: number;
  private bulkFrom: number;
  private allFrom = 0;
  private nextId = 1;

  constructor(
    private readonly limits: RateLimits,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.bulkPerSecond = limits.bulkPerSecond;
    this.bulkFrom = now() + WINDOW_MS;
  }

  async acquire(request: PlaceRequest): Promise<Acquired> {
    const id = `local-${this.nextId++}`;
    if (this.limits.off) return { id };
    const now = this.now();
    this.forget(now);
    const held = this.findHold(request, now);
    if (held) return held;
    this.places.set(id, { ...request, endsAt: now + LEASE_MS });
    return { id };
  }

  async release(id: string): Promise<void> {
    const place = this.places.get(id);
    if (place) place.endsAt = this.now() + WINDOW_MS;
  }

  async giveBack(id: string): Promise<void> {
    this.places.delete(id);
  }

  setBulkPerSecond(count: number): void {
    this.bulkPerSecond = Math.min(count, this.limits.bulkPerSecond);
  }

  /** Lets nothing out for a while: what others have just sent is not known here. */
  quiet(ms: number): void {
    this.allFrom = Math.max(this.allFrom, this.now() + ms);
  }

  /** Whether a message may still be on its way or inside somebody's second. */
  get isBusy(): boolean {
    const now = this.now();
    return [...this.places.values()].some(({ endsAt }) => endsAt > now);
  }

  /** The rule that holds the request back for longest; null when none does. */
  private findHold({ chatId, kind }: PlaceRequest, now: number): { waitMs: number; by: HeldBy } | null {
    const ends = (matches: (place: Place) => boolean) => [...this.places.values()].filter(matches).map((p) => p.endsAt);
    const inChat = ends((place) => place.chatId === chatId);
    const inBurst = inChat.map((end) => end + CHAT_BURST_MS - WINDOW_MS);
    const inBulk = ends((place) => place.kind === 'bulk');
    const waits: Record<HeldBy, number> = {
      all: Math.max(
        this.allFrom - now,
        untilFree(
          ends(() => true),
          this.limits.perSecond,
          now,
        ),
      ),
      bulk: kind === 'bulk' ? Math.max(this.bulkFrom - now, untilFree(inBulk, this.bulkPerSecond, now)) : 0,
      chat: kind === 'answer' ? untilFree(inBurst, CHAT_BURST, now) : untilFree(inChat, 1, now),
    };
    return longest(waits);
  }

  private forget(now: number): void {
    for (const [id, { endsAt }] of this.places) {
      if (endsAt + CHAT_BURST_MS - WINDOW_MS <= now) this.places.delete(id);
    }
  }
}

function longest(waits: Record<HeldBy, number>): { waitMs: number; by: HeldBy } | null {
  const holds = (['all', 'bulk', 'chat'] as const).map((by) => ({ waitMs: waits[by], by }));
  const [first] = holds.sort((a, b) => b.waitMs - a.waitMs);
  return first && first.waitMs > 0 ? first : null;
}

/**
 * Milliseconds until fewer than `max` of the places are taken, 0 when that is so now. A place whose answer is still
 * awaited may be free within a second although its lease is longer, so nobody waits longer than that.
 */
function untilFree(ends: readonly number[], max: number, now: number): number {
  const taken = ends.filter((end) => end > now).sort((a, b) => a - b);
  const last = taken[taken.length - max];
  return last === undefined ? 0 : Math.min(last - now, WINDOW_MS);
}
