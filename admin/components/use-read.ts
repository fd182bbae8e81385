import { useCallback, useEffect, useRef, useState } from 'react';
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
  const newest = useRef(0);
  useEffect(() => {
    const own = (newest.current += 1);
    const isNewest = (): boolean => newest.current === own;
    setHasFailed(false);
    load().then(
      (loaded) => isNewest() && setData(loaded ?? null),
      (error: unknown) => {
        if (isLoggedOut(error)) leaveForLogin();
        else if (isNewest()) setHasFailed(true);
      },
    );
    return () => {
      newest.current += 1;
    };
  }, [key, round]);
  // From this moment on, not from the next drawing: what is still on its way was read before what has changed since.
  const reload = useCallback(() => {
    newest.current += 1;
    setRound((count) => count + 1);
  }, []);
  return { data, hasFailed, reload };
}
