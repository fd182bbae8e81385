/** Wakes the senders that wait in this process; those of other processes look at the database by themselves. */
export class DeliverySignal {
  private readonly waiting = new Set<() => void>();

  /** There may be something to send. After the commit, never before. */
  notify(): void {
    for (const wake of [...this.waiting]) wake();
  }

  /** Resolves at the next `notify`, or after so many milliseconds. */
  wait(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, limitMs);
      this.waiting.add(wake);
    });
  }
}
