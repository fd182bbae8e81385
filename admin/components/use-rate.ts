import { useRef } from 'react';

const KEPT_MS = 30_000;

interface Sample {
  at: number;
  done: number;
}

/** Messages a second over the last half minute, from how `done` grows; null while it is not known yet. */
export function useRate(done: number): number | null {
  const samples = useRef<Sample[]>([]);
  const now = Date.now();
  const recent = samples.current.filter(({ at }) => now - at <= KEPT_MS);
  const last = recent.at(-1);
  if (!last || last.done !== done || now - last.at > 1000) recent.push({ at: now, done });
  samples.current = recent;
  const [first] = recent;
  const seconds = first ? (now - first.at) / 1000 : 0;
  return first && seconds >= 2 && done > first.done ? (done - first.done) / seconds : null;
}
