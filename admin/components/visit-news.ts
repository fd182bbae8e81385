type Listener = (clientId: number) => void;

const listeners = new Set<Listener>();

/** Hears of visits that are marked elsewhere on the page; gives how to stop. */
export function onVisitMarked(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The search of the top bar marks visits above any page, and one of them is the client's card. */
export function tellVisitMarked(clientId: number): void {
  for (const listener of listeners) listener(clientId);
}
