import { useRef, useState } from 'react';
import type { Problem } from '../domain-refusal.js';
import { isLoggedOut, type Answer } from './panel-api.js';
import { leaveForLogin } from './use-read.js';
import { usePanel } from './use-panel.js';

export interface Submit {
  isBusy: boolean;
  problem: Problem | null;
  /** Runs `send` unless it is running already; `onDone` is called with what was saved. */
  submit: <T>(send: () => Promise<Answer<T>>, onDone: (result: T) => void) => Promise<void>;
}

/** One save at a time: a double click sends nothing twice, a refusal keeps the form as it is. */
export function useSubmit(): Submit {
  const { t } = usePanel();
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
      else onDone(result as never);
    } catch (error) {
      if (isLoggedOut(error)) leaveForLogin();
      else setProblem({ code: 'unreachable', message: t('failed'), fields: {} });
    } finally {
      running.current = false;
      setIsBusy(false);
    }
  };
  return { isBusy, problem, submit };
}
