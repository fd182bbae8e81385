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
  runs: number;
}

/** No case is warmed up for longer. */
const WARM_UP_MS = 2000;

/**
 * Times several works in turns, so that whatever else the machine does meanwhile slows all of them: their ratios hold even
 * where the milliseconds do not. Keeps the order of `works`.
 */
export async function timeInTurns(works: readonly Work[], { warmUps, runs }: Turns): Promise<Timing[]> {
  const begun = performance.now();
  let run = 0;
  for (; run < warmUps && performance.now() - begun < WARM_UP_MS; run += 1) {
    for (const work of works) await work(run);
  }
  const times = works.map((): number[] => []);
  for (const last = run + runs; run < last; run += 1) {
    for (const [place, work] of works.entries()) {
      const from = performance.now();
      await work(run);
      times[place]?.push(performance.now() - from);
    }
  }
  return times.map(timingOf);
}

function timingOf(times: number[]): Timing {
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { medianMs: at(0.5), p95Ms: at(0.95) };
}

/** The memory this process has in use, in megabytes. */
export function memoryMb(): number {
  return process.memoryUsage().rss / 1e6;
}
