import { useRef, useState } from 'react';
import { BULK_STEP, type BulkOutcome, type BulkShape } from '../lists/list-shape.js';
import { newFormKey } from './form-key.js';
import { isLoggedOut, postAction, type Answer } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { leaveForLogin } from './use-read.js';

const PAUSE_MS = 1000;
const MOST_TRIES = 20;

export interface Bulk {
  /** How many of them have been gone through; null = not begun. */
  gone: number | null;
  isBusy: boolean;
  outcome: BulkOutcome | null;
  problem: string | null;
  /** The rest of them is left as they are. */
  stop: () => void;
  run: (ids: readonly string[], input: Record<string, string>) => Promise<void>;
}

/**
 * Does one thing to many records, some at a time, so that one sees how far it is. A step that has not been answered is sent
 * once more with the same key, and does nothing twice.
 */
export function useBulk(resourceId: string, action: BulkShape): Bulk {
  const { t } = usePanel();
  const [state, setState] = useState<Pick<Bulk, 'gone' | 'isBusy' | 'outcome' | 'problem'>>({
    gone: null,
    isBusy: false,
    outcome: null,
    problem: null,
  });
  const formKey = useRef(newFormKey());
  const running = useRef(false);
  const isStopped = useRef(false);
  const step = async (ids: readonly string[], input: object, place: number): Promise<Answer<BulkOutcome>> => {
    const target = { resourceId, actionName: 'bulk' };
    const data = {
      ...input,
      action: action.name,
      ids,
      formKey: formKey.current,
      idempotencyKey: `${formKey.current}:${place}`,
    };
    let answer = await postAction<BulkOutcome>(target, data).catch((error: unknown) => {
      if (isLoggedOut(error)) throw error;
      return postAction<BulkOutcome>(target, data);
    });
    // The first one was lost on its way back and is still at work.
    for (let tries = 0; answer.problem?.code === 'changed_meanwhile' && tries < MOST_TRIES; tries += 1) {
      await new Promise((resolve) => window.setTimeout(resolve, PAUSE_MS));
      answer = await postAction<BulkOutcome>(target, data);
    }
    return answer;
  };
  const run: Bulk['run'] = async (ids, input) => {
    if (running.current) return;
    running.current = true;
    isStopped.current = false;
    const outcome: BulkOutcome = { done: 0, refused: [] };
    let problem: string | null = null;
    setState({ gone: 0, isBusy: true, outcome: null, problem: null });
    try {
      for (let from = 0; from < ids.length && !isStopped.current && problem === null; from += BULK_STEP) {
        const some = ids.slice(from, from + BULK_STEP);
        const { result, problem: refused } = await step(some, input, from);
        if (refused) problem = Object.values(refused.fields)[0] ?? refused.message;
        outcome.done += result?.done ?? 0;
        outcome.refused.push(...(result?.refused ?? []));
        setState((known) => ({ ...known, gone: Math.min(from + BULK_STEP, ids.length) }));
      }
    } catch (error) {
      if (isLoggedOut(error)) leaveForLogin();
      problem = t('failed');
    } finally {
      running.current = false;
    }
    // Refused as a whole: the form stays, to be corrected.
    const isNothing = problem !== null && outcome.done === 0 && outcome.refused.length === 0;
    setState({ gone: null, isBusy: false, outcome: isNothing ? null : outcome, problem });
  };
  return { ...state, stop: () => (isStopped.current = true), run };
}
