import { useEffect, useState } from 'react';
import type { RosterRow } from '../../src/contract/sessions.js';
import { isLoggedOut, postAction } from './panel-api.js';
import { leaveForLogin } from './use-read.js';
import { usePanel } from './use-panel.js';

/** What was tapped and is not yet in what the server told. */
interface Tapped {
  came: boolean;
  isSaving: boolean;
}

export interface Marks {
  /** As it is shown: what was tapped goes before what is known. */
  cameOf: (person: RosterRow) => boolean;
  isSaving: (person: RosterRow) => boolean;
  mark: (person: RosterRow, came: boolean) => Promise<void>;
  /** Who could not be marked and why; told until the next tap. */
  problem: string | null;
}

/**
 * Marks that show at once and are saved one by one, several people at a time. What is sent says "came" or "did not", never
 * "the other way round": a double tap and two people who mark the same client do no harm.
 */
export function useMarks(sessionId: number, people: readonly RosterRow[], onSaved: () => void): Marks {
  const { t } = usePanel();
  const [tapped, setTapped] = useState<Readonly<Record<number, Tapped>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const set = (clientId: number, state: Tapped | null): void =>
    setTapped((previous) => {
      const { [clientId]: _replaced, ...others } = previous;
      return state ? { ...others, [clientId]: state } : others;
    });
  // What the server tells now counts, but for what is still on its way there.
  useEffect(() => {
    setTapped((previous) => Object.fromEntries(Object.entries(previous).filter(([, { isSaving }]) => isSaving)));
  }, [people]);
  const mark = async ({ clientId, name }: RosterRow, came: boolean): Promise<void> => {
    if (tapped[clientId]?.isSaving) return;
    setProblem(null);
    set(clientId, { came, isSaving: true });
    const refuse = (reason: string): void => {
      set(clientId, null);
      setProblem(t('roster.notMarked', { name, reason }));
    };
    try {
      const target = { resourceId: 'GroupTraining', recordId: sessionId, actionName: 'mark' };
      const { problem: refused } = await postAction<RosterRow>(target, { clientId, came });
      if (refused) refuse(refused.message);
      else set(clientId, { came, isSaving: false });
    } catch (error) {
      if (isLoggedOut(error)) leaveForLogin();
      refuse(t('failed'));
    }
    onSaved();
  };
  return {
    cameOf: ({ clientId, attended }) => tapped[clientId]?.came ?? attended,
    isSaving: ({ clientId }) => tapped[clientId]?.isSaving ?? false,
    mark,
    problem,
  };
}
