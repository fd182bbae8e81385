import type { BenchCase } from './cases.js';
import { fillStudio } from './fill-studio.js';
import { memoryMb, ratioOf, timeInTurns, timingOf, type Turns, type Work } from './measure.js';
import { rawConnection } from './raw-connection.js';
import { directCountCase, readCases } from './reads.js';
import type { CaseResult, FillResult, FloorResult, MeasureResult, RebuildResult } from './results.js';
import { openStudio, type BenchStudio } from './studio.js';
import { writeCases } from './writes.js';

const READ_WARM_UPS = 2000;
/** As many as even the smallest studio has clients for. */
const WRITE_WARM_UPS = 100;
const WRITE_RUNS = 200;
const COUNTING_ANEW = { warmUps: 1, runs: 3, isExact: true };
const TRIAL = { warmUps: 1, runs: 3, isExact: true };
/** A floor that takes so many times as long as another is none. */
const HOPELESS = 5;

const STEPS = { fill, measure, rebuild } as const;
export type StepName = keyof typeof STEPS;

interface StepRequest {
  databaseUrl: string;
  clients: number;
  runs: number;
}

async function fill({ dataSource, studio }: BenchStudio, { clients }: StepRequest): Promise<FillResult> {
  const begun = performance.now();
  const payments = await fillStudio(dataSource, clients, studio.clock.today());
  await studio.unitOfWork.run(() => studio.statusLedger.rebuild());
  return { seconds: (performance.now() - begun) / 1000, payments };
}

/** The same counts again: what a change of a setting costs. */
async function rebuild({ studio }: BenchStudio): Promise<RebuildResult> {
  const openedMb = memoryMb();
  const begun = performance.now();
  await studio.unitOfWork.run(() => studio.statusLedger.rebuild());
  return { seconds: (performance.now() - begun) / 1000, openedMb, peakMb: peakMb() };
}

async function measure(bench: BenchStudio, { databaseUrl, clients, runs }: StepRequest): Promise<MeasureResult> {
  const openedMb = memoryMb();
  const raw = await rawConnection(bench.dataSource, databaseUrl);
  const cases: CaseResult[] = [];
  for (const one of readCases(bench, raw, clients)) {
    cases.push(await measureCase(one, { warmUps: READ_WARM_UPS, runs }));
  }
  const writeRuns = Math.max(runs, WRITE_RUNS);
  for (const one of await writeCases(bench, raw, clients, WRITE_WARM_UPS + writeRuns)) {
    cases.push(await measureCase(one, { warmUps: WRITE_WARM_UPS, runs: writeRuns, isExact: true }));
  }
  const servedMb = memoryMb();
  const servedPeakMb = peakMb();
  cases.push(await measureCase(directCountCase(bench, raw), COUNTING_ANEW));
  await raw.close();
  return { cases, openedMb, servedMb, peakMb: servedPeakMb };
}

async function measureCase(
  { name, product, floors, limit, isFlat, isWrite = false }: BenchCase,
  turns: Turns,
): Promise<CaseResult> {
  const hopeful = isWrite || Object.keys(floors).length === 1 ? floors : await hopefulOf(floors);
  const names = Object.keys(hopeful);
  const [times, ...floorTimes] = await timeInTurns([product, ...Object.values(hopeful)], turns);
  if (!times) throw new Error(`nothing was measured: ${name}`);
  const measured = floorTimes.map((floor, place): FloorResult => {
    return { name: names[place] ?? '', ratio: ratioOf(times, floor), ...timingOf(floor) };
  });
  const [floor] = [...measured].sort((a, b) => b.ratio - a.ratio);
  if (!floor) throw new Error(`there is no floor: ${name}`);
  return { name, product: timingOf(times), floor, floors: measured, ratio: floor.ratio, limit, isFlat };
}

/** Without those that would only throw out of the caches, in each of their turns, what the others have read. */
async function hopefulOf(floors: BenchCase['floors']): Promise<BenchCase['floors']> {
  const medians = (await timeInTurns(Object.values(floors), TRIAL)).map((times) => timingOf(times).medianMs);
  const longest = HOPELESS * Math.min(...medians);
  const hopeful = Object.entries(floors).filter((_, place) => (medians[place] ?? 0) <= longest);
  return Object.fromEntries<Work>(hopeful);
}

function peakMb(): number {
  return process.resourceUsage().maxRSS / 1000;
}

/** Runs in a process of its own, so that memory is that of the step alone. */
async function main(): Promise<void> {
  const [name, databaseUrl = '', clients, runs] = process.argv.slice(2);
  const bench = await openStudio(databaseUrl);
  const request = { databaseUrl, clients: Number(clients), runs: Number(runs) };
  const result = await STEPS[name as StepName](bench, request);
  await bench.close();
  process.send?.(result);
}

await main();
