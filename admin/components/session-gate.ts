/** Where a request waits whose session has ended, until the same person is logged in again. */
type Answer = (isBack: boolean) => void;

let waiting: Promise<boolean> | null = null;
let ask: ((answer: Answer) => void) | null = null;

/** The page's dialog says here that it can ask; gives how to say that it can't any more. */
export function onLoggedOut(listener: (answer: Answer) => void): () => void {
  ask = listener;
  return () => {
    if (ask === listener) ask = null;
  };
}

/** True once the person is back; false when they would rather not, or there is nobody to ask. One question for all who wait. */
export function loggedInAgain(): Promise<boolean> {
  const listener = ask;
  if (!listener) return Promise.resolve(false);
  waiting ??= new Promise<boolean>((resolve) => listener(resolve)).finally(() => {
    waiting = null;
  });
  return waiting;
}
