import type { Work } from './measure.js';

/** What the product does, and the floors of the same run: the fastest of them is what it is compared with. */
export interface BenchCase {
  name: string;
  product: Work;
  /** By name; hand-written SQL for the same answer. */
  floors: Record<string, Work>;
  /** The product may take so many times as long as the fastest floor; null = for information. */
  limit: number | null;
  /** Whether the time may grow by three at most from the smallest studio to the largest. */
  isFlat: boolean;
  /** Finds something new to write in each run, of which there is no more than the runs need. Left out: no. */
  isWrite?: boolean;
}

export const READ_LIMIT = 1.5;
export const WRITE_LIMIT = 2;
export const GROWTH_LIMIT = 3;
