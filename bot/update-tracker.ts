interface Tracked {
  updateId: number;
  isDone: boolean;
}

/** A getUpdates call that is about to be made. */
export interface PollTicket {
  /** 0 asks for all that was never confirmed. */
  offset: number;
  /** To be called when Telegram has answered: it has forgotten what is below the offset. */
  confirm: () => void;
}

/**
 * Knows which updates were handled, and up to where they may be confirmed: Telegram forgets all updates below the
 * offset, so it moves only past updates that are handled together with all that came before them.
 */
export class UpdateTracker {
  /** In the order they came. Ids are not compared: after a silent week Telegram starts at a random one. */
  private readonly received: Tracked[] = [];
  /** Handled, but a poll that was under way meanwhile may still return them. */
  private confirmable: Tracked[] = [];
  private readonly byId = new Map<number, Tracked>();
  private offset = 0;

  get isIdle(): boolean {
    return this.received.length === 0;
  }

  beginPoll(): PollTicket {
    const confirming = this.confirmable;
    return {
      offset: this.offset,
      confirm: () => {
        for (const { updateId } of confirming) this.byId.delete(updateId);
        this.confirmable = this.confirmable.filter((tracked) => !confirming.includes(tracked));
      },
    };
  }

  /** False when the update is known: it is being handled, or handled and not confirmed yet. */
  receive(updateId: number): boolean {
    if (this.byId.has(updateId)) return false;
    const tracked = { updateId, isDone: false };
    this.received.push(tracked);
    this.byId.set(updateId, tracked);
    return true;
  }

  done(updateId: number): void {
    const tracked = this.byId.get(updateId);
    if (tracked) tracked.isDone = true;
    for (let first = this.received[0]; first?.isDone; first = this.received[0]) {
      this.received.shift();
      this.confirmable = [...this.confirmable, first];
      this.offset = first.updateId + 1;
    }
  }
}
