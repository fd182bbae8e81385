import { useSyncExternalStore } from 'react';

/** As in `lists.css`: on so narrow a screen a list is cards. */
const narrow = typeof window === 'undefined' ? null : window.matchMedia('(max-width: 768px)');

function subscribe(onChange: () => void): () => void {
  narrow?.addEventListener('change', onChange);
  return () => narrow?.removeEventListener('change', onChange);
}

/** Whether the screen is a phone's; drawn anew when it is turned. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow?.matches ?? false);
}
