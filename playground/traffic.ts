/** How much arrived at the busiest moments of a run. A second is a sliding one, not that of a clock. */
export interface TrafficReport {
  /** All messages that arrived, the refused ones aside. */
  messages: number;
  busiestSecond: {
    all: number;
    /** Of the messages whose text holds the marker. */
    marked: number;
    /** In the chat that had most. */
    inOneChat: number;
  };
}

const SECOND_MS = 1000;
/** Chats that were silent for longer are forgotten once there are so many. */
const MAX_CHATS = 1000;

/** The times of one stream's last second, and the most there ever were. */
class SlidingSecond {
  private times: number[] = [];
  most = 0;

  add(at: number): void {
    this.times = this.times.filter((time) => time > at - SECOND_MS);
    this.times.push(at);
    this.most = Math.max(this.most, this.times.length);
  }

  isSilentSince(at: number): boolean {
    return (this.times.at(-1) ?? 0) <= at;
  }
}

/** Watches arrivals without keeping them, so that a run of any length takes the same memory. */
export class Traffic {
  private messages = 0;
  private all = new SlidingSecond();
  private marked = new SlidingSecond();
  private chats = new Map<number, SlidingSecond>();
  private mostInOneChat = 0;
  private marker = '';

  /** Messages that hold this text are counted apart, too, e.g. those of a broadcast. Begins anew. */
  watch(marker: string): void {
    this.marker = marker;
    this.messages = 0;
    this.all = new SlidingSecond();
    this.marked = new SlidingSecond();
    this.chats = new Map();
    this.mostInOneChat = 0;
  }

  /** `at` is in milliseconds of a clock that only moves forward. */
  record(chatId: number, text: string, at: number): void {
    this.messages += 1;
    this.all.add(at);
    if (this.marker !== '' && text.includes(this.marker)) this.marked.add(at);
    const chat = this.chats.get(chatId) ?? new SlidingSecond();
    chat.add(at);
    this.chats.set(chatId, chat);
    this.mostInOneChat = Math.max(this.mostInOneChat, chat.most);
    if (this.chats.size > MAX_CHATS) this.forgetSilent(at - SECOND_MS);
  }

  report(): TrafficReport {
    const busiestSecond = { all: this.all.most, marked: this.marked.most, inOneChat: this.mostInOneChat };
    return { messages: this.messages, busiestSecond };
  }

  private forgetSilent(since: number): void {
    for (const [chatId, chat] of this.chats) if (chat.isSilentSince(since)) this.chats.delete(chatId);
  }
}
