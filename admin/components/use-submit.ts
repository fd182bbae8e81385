import { useRef, useState } from 'react';
import type { Problem } from '../domain-refusal.js';
import { useDraft } from './draft-form.js';
import { isLoggedOut, isUnreachable, type Answer } from './panel-api.js';
import { usePanel } from './use-panel.js';

/** Why nothing is known of what was sent; what was typed is still there. */
export function reasonOf(error: unknown): string {
  if (isLoggedOut(error)) return 'loginAgain.notSaved';
  return isUnreachable(error) ? 'notSent' : 'notDone';
}

export interface Submit {
  isBusy: boolean;
  problem: Problem | null;
  /** Runs `send` unless it is running already; `onDone` is called with what was saved. */
  submit: <T>(send: () => Promise<Answer<T>>, onDone: (result: T) => void) => Promise<void>;
}

/**
 * One save at a time: a double click sends nothing twice, a refusal keeps the form as it is. What is saved needs no draft
 * any more.
 */
export function useSubmit(): Submit {
  const { t } = usePanel();
  const draft = useDraft();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const submit: Submit['submit'] = async (send, onDone) => {
    if (running.current) return;
    running.current = true;
    setIsBusy(true);
    setProblem(null);
    try {
      const { result, problem: refused } = await send();
      if (refused) setProblem(refused);
      else {
        draft?.clear();
        onDone(result as never);
      }
    } catch (error) {
      setProblem({ code: 'unreachable', message: t(reasonOf(error)), fields: {} });
    } finally {
      running.current = false;
      setIsBusy(false);
    }
  };
  return { isBusy, problem, submit };
}
