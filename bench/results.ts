import type { Timing } from './measure.js';

export interface FloorResult extends Timing {
  name: string;
}

export interface CaseResult {
  name: string;
  product: Timing;
  /** The fastest. */
  floor: FloorResult;
  floors: FloorResult[];
  /** The product's median as a multiple of the fastest floor's. */
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
