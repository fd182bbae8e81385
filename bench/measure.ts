/** Times in milliseconds. */
export interface Timing {
  medianMs: number;
  p95Ms: number;
}

/** What is timed; `run` counts up, so that a write finds something new each time. */
export type Work = (run: number) => unknown;

/** How often works are run: a studio's process has served thousands of calls, and V8 has compiled what they need. */
export interface Turns {
  warmUps: number;
  /** As often at least; more while that takes less than `MEASURED_MS`, unless `isExact`. */
  runs: number;
  /** No more than `runs`. */
  isExact?: boolean;
}

/** No case is warmed up for longer. */
const WARM_UP_MS = 2000;
/** What is quick is run more often: a shared machine is busy for moments, and few runs would fall into one of them. */
const MEASURED_MS = 1500;
const MOST_TIMES = 10;

/**
 * Times several works in turns, so that whatever else the machine does meanwhile slows all of them, and each turn begins
 * with another one, so that none of them always finds in the caches what the same other has read: their ratios hold even
 * where the milliseconds do not. Gives the milliseconds by work, in the order of `works`, and turn.
 */
export async function timeInTurns(works: readonly Work[], { warmUps, runs, isExact }: Turns): Promise<number[][]> {
  let run = 0;
  for (const begun = performance.now(); run < warmUps && performance.now() - begun < WARM_UP_MS; run += 1) {
    for (const work of works) await work(run);
  }
  const times = works.map((): number[] => []);
  const most = isExact ? runs : runs * MOST_TIMES;
  const begun = performance.now();
  for (let turn = 0; turn < runs || (turn < most && performance.now() - begun < MEASURED_MS); turn += 1) {
    for (let step = 0; step < works.length; step += 1) {
      const place = (turn + step) % works.length;
      const from = performance.now();
      await works[place]?.(run + turn);
      times[place]?.push(performance.now() - from);
    }
  }
  return times;
}

export function timingOf(times: readonly number[]): Timing {
  return { medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
}

/** How many times as long as the floor a work takes: the median of all turns' ratios, in each of which both ran side by side. */
export function ratioOf(times: readonly number[], floor: readonly number[]): number {
  return quantile(
    times.map((ms, turn) => ms / (floor[turn] ?? NaN)),
    0.5,
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The memory this process has in use, in megabytes. */
export function memoryMb(): number {
  return process.memoryUsage().rss / 1e6;
}
