type Done = (error?: unknown) => void;

/** A call that reports by callback, as a promise. */
export function settled(call: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('refused', { cause: error }));
    });
  });
}
