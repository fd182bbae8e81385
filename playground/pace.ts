import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Time as the emulated server sees it. Dates come from `clock`; waiting (long polls, back-off, limits) runs
 * `timeDivider` times faster than the wall clock, so that a test of "wait 30 s" takes a blink.
 */
export class Pace {
  constructor(
    private readonly clock: () => number,
    private readonly timeDivider: number,
  ) {}

  /** Milliseconds since 1970 by the injected clock. */
  now(): number {
    return this.clock();
  }

  /** Seconds since 1970: the unit of every date in the Bot API. */
  nowSeconds(): number {
    return Math.floor(this.clock() / 1000);
  }

  /** Emulated milliseconds that have passed; monotonic, unlike `now`, so an injected clock that stands still stops no limit. */
  elapsed(): number {
    return performance.now() * this.timeDivider;
  }

  /** Emulated milliseconds as the milliseconds a timer of this process needs. */
  toReal(emulatedMs: number): number {
    return emulatedMs / this.timeDivider;
  }

  /** Rejects with an AbortError when `signal` fires. The timer never keeps the process alive. */
  async wait(emulatedMs: number, signal?: AbortSignal): Promise<void> {
    await sleep(this.toReal(emulatedMs), undefined, { signal, ref: false });
  }
}
