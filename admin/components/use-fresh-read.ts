import { useEffect } from 'react';
import { useRead, type Read } from './use-read.js';

/** Reads again every so often, and at once when the page is looked at again: what others did meanwhile is shown. */
export function useFreshRead<T>(key: string, everyMs: number, load: () => Promise<T | null | undefined>): Read<T> {
  const read = useRead(key, load);
  const { reload } = read;
  useEffect(() => {
    const whenSeen = (): void => {
      if (document.visibilityState === 'visible') reload();
    };
    const timer = window.setInterval(whenSeen, everyMs);
    document.addEventListener('visibilitychange', whenSeen);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', whenSeen);
    };
  }, [reload, everyMs]);
  return read;
}
