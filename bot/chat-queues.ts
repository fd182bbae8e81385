type Task = () => Promise<void>;

/** Runs the tasks of one chat in their order, and those of at most `maxParallel` chats at the same time. */
export class ChatQueues {
  private readonly waiting = new Map<number, Task[]>();
  private readonly ready: number[] = [];
  private readonly running = new Set<number>();
  private idleListeners: (() => void)[] = [];
  private isClosed = false;

  constructor(private readonly maxParallel: number) {}

  /** Tasks must not throw. */
  add(chatId: number, task: Task): void {
    if (this.isClosed) return;
    const tasks = this.waiting.get(chatId);
    if (tasks) {
      tasks.push(task);
      return;
    }
    this.waiting.set(chatId, [task]);
    this.ready.push(chatId);
    this.startReady();
  }

  /** Starts nothing more and resolves when what runs has ended. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.waiting.clear();
    this.ready.length = 0;
    if (this.running.size > 0) await new Promise<void>((resolve) => this.idleListeners.push(resolve));
  }

  private startReady(): void {
    while (this.running.size < this.maxParallel) {
      const chatId = this.ready.shift();
      if (chatId === undefined) return;
      this.running.add(chatId);
      void this.runNext(chatId);
    }
  }

  private async runNext(chatId: number): Promise<void> {
    await this.waiting.get(chatId)?.shift()?.();
    this.running.delete(chatId);
    if (this.waiting.get(chatId)?.length) this.ready.push(chatId);
    else this.waiting.delete(chatId);
    this.startReady();
    if (this.running.size > 0) return;
    for (const listener of this.idleListeners.splice(0)) listener();
  }
}
