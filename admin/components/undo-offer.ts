/** Something that was done and can be taken back at once. */
export interface UndoOffer {
  message: string;
  target: { resourceId: string; recordId: string; actionName: string };
  /** The page that shows what became of it. */
  home: string;
}

let show: ((offer: UndoOffer) => void) | null = null;

/** The page's bar says here that it can show offers. */
export function onUndoOffer(listener: (offer: UndoOffer) => void): () => void {
  show = listener;
  return () => {
    if (show === listener) show = null;
  };
}

export function offerUndo(offer: UndoOffer): void {
  show?.(offer);
}
