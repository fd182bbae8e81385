import { useCallback, useEffect, useState } from 'react';
import { isSomethingUnsaved } from './draft-keeper.js';
import { isLoggedOut } from './panel-api.js';

export interface Read<T> {
  data: T | null;
  hasFailed: boolean;
  reload: () => void;
}

/** Where nothing can be lost, the login is the next page. */
export function leaveForLogin(): void {
  if (!isSomethingUnsaved()) window.location.reload();
}

/** Loads what a page shows, and again on `reload` or when `key` changes. */
export function useRead<T>(key: string, load: () => Promise<T | null | undefined>): Read<T> {
  const [data, setData] = useState<T | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setHasFailed(false);
    load().then(
      (loaded) => isCurrent && setData(loaded ?? null),
      (error: unknown) => {
        if (isLoggedOut(error)) leaveForLogin();
        else if (isCurrent) setHasFailed(true);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [key, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  return { data, hasFailed, reload };
}
