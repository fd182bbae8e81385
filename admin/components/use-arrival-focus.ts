import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

/** Given to `navigate` by what leads a keyboard to a page: the next key is for that page. */
export const ARRIVAL = { state: { takesFocus: true } } as const;

/** Brings the cursor to the first element that fits, once it is there, for somebody who came by the keyboard. */
export function useArrivalFocus(selector: string): void {
  const { state } = useLocation() as { state: { takesFocus?: boolean } | null };
  useEffect(() => {
    if (state?.takesFocus) document.querySelector<HTMLElement>(selector)?.focus();
  }, []);
}
