import { useCallback, useEffect, useState } from 'react';
import type { FoundClient } from '../../src/clients/client-search.queries.js';
import { isLoggedOut, readAction } from './panel-api.js';
import { leaveForLogin } from './use-read.js';

const TYPING_PAUSE_MS = 150;

/** A client found, with what may be done at once. */
export type FoundAtDesk = Omit<FoundClient, 'groupId'> & { may: { renew: boolean; visit: boolean } };

interface Found {
  /** The text that was asked for. */
  text: string;
  clients: FoundAtDesk[];
  hasMore: boolean;
  /** Whose card it is that was typed, or held under the scanner. */
  cardOf: number | null;
}

export interface Search {
  /** The last answer; while the next is on its way it is that of an older text. */
  found: Found | null;
  /** Whether `found` answers what is typed now. */
  isCurrent: boolean;
  hasFailed: boolean;
  reload: () => void;
}

/** Clients for what is typed, asked for shortly after the last key. An answer to an older text never replaces a newer one. */
export function useSearch(typed: string): Search {
  const text = typed.trim();
  const [found, setFound] = useState<Found | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setHasFailed(false);
    if (text === '') {
      setFound(null);
      return;
    }
    const timer = window.setTimeout(() => {
      const target = { resourceId: 'Client', actionName: 'find', params: { q: text } };
      readAction<Omit<Found, 'text'>>(target).then(
        ({ result }) => isCurrent && setFound(result ? { ...result, text } : null),
        (error: unknown) => {
          if (isLoggedOut(error)) leaveForLogin();
          else if (isCurrent) setHasFailed(true);
        },
      );
    }, TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [text, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  return { found, isCurrent: found?.text === text && !hasFailed, hasFailed, reload };
}
