import { useCallback, useEffect, useState } from 'react';

/** The records that somebody has ticked; kept while pages are turned, forgotten with other filters. */
export interface Chosen {
  ids: ReadonlySet<string>;
  /** Everything that is filtered, as many as may be changed at once. */
  isAll: boolean;
  /** Stays the same one. */
  toggle: (ids: readonly string[], isOn: boolean) => void;
  chooseAll: () => void;
  clear: () => void;
}

export function useChosen(filtersKey: string): Chosen {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setIsAll] = useState(false);
  const clear = (): void => {
    setIds(new Set());
    setIsAll(false);
  };
  useEffect(clear, [filtersKey]);
  const toggle = useCallback((changed: readonly string[], isOn: boolean): void => {
    setIsAll(false);
    setIds((known) => {
      const next = new Set(known);
      for (const id of changed) {
        if (isOn) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  }, []);
  return { ids, isAll, toggle, chooseAll: () => setIsAll(true), clear };
}
