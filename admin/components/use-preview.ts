import { useEffect, useState } from 'react';
import type { Problem } from '../domain-refusal.js';
import type { Answer } from './panel-api.js';

const TYPING_PAUSE_MS = 250;

export interface Preview<T> {
  result: T | null;
  problem: Problem | null;
  isLoading: boolean;
}

/** What saving would do, asked for again shortly after every change of `input`. Older answers are dropped. */
export function usePreview<T>(input: object | null, ask: (input: object) => Promise<Answer<T>>): Preview<T> {
  const [preview, setPreview] = useState<Preview<T>>({ result: null, problem: null, isLoading: true });
  const key = JSON.stringify(input);
  useEffect(() => {
    if (input === null) return;
    let isCurrent = true;
    setPreview((previous) => ({ ...previous, isLoading: true }));
    const timer = window.setTimeout(() => {
      ask(input).then(
        ({ result, problem }) =>
          isCurrent && setPreview({ result: result ?? null, problem: problem ?? null, isLoading: false }),
        () => isCurrent && setPreview({ result: null, problem: null, isLoading: false }),
      );
    }, TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [key]);
  return preview;
}
