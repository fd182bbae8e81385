/** What a watcher of the playground (the chat page, a waiting test, the saver) is told. `personId` is the chat's person. */
export type Change =
  | { kind: 'people' }
  | { kind: 'message'; personId: number; messageId: number }
  | { kind: 'deleted'; personId: number; messageId: number }
  | { kind: 'chat'; personId: number }
  | { kind: 'typing'; personId: number }
  | { kind: 'answer'; personId: number; answer: CallbackAnswer }
  | { kind: 'queue' };

/** What the bot answered to a pressed button; an empty text only stops the spinner. */
export interface CallbackAnswer {
  callbackId: string;
  text: string;
  showAlert: boolean;
  url: string;
}

type Listener = (change: Change) => void;

/** Tells every subscriber of each change, in order and at once. */
export class Changes {
  private readonly listeners = new Set<Listener>();

  /** Returns the function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  publish(change: Change): void {
    for (const listener of [...this.listeners]) listener(change);
  }
}
