import type { Timing } from './measure.js';

export interface FloorResult extends Timing {
  name: string;
  /** How many times as long the product takes. */
  ratio: number;
}

export interface CaseResult {
  name: string;
  product: Timing;
  /** The one that the product is farthest from. */
  floor: FloorResult;
  floors: FloorResult[];
  /** To that floor: the median of all turns, in each of which both ran side by side. */
  ratio: number;
  /** What the ratio may be at most; null = for information. */
  limit: number | null;
  isFlat: boolean;
}

/** Memory in megabytes: what the process has in use. */
export interface MeasureResult {
  cases: CaseResult[];
  openedMb: number;
  /** After all cases, and the most it ever was. */
  servedMb: number;
  peakMb: number;
}

export interface FillResult {
  seconds: number;
  payments: number;
}

export interface RebuildResult {
  seconds: number;
  openedMb: number;
  peakMb: number;
}

export interface SizeResult {
  clients: number;
  filled: FillResult;
  measured: MeasureResult;
  rebuild: RebuildResult;
}

export interface BenchResult {
  database: string;
  node: string;
  cpu: string;
  runs: number;
  sizes: SizeResult[];
}
