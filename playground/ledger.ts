/** One message that reached a chat. `at` is milliseconds by the playground's clock, `elapsed` emulated milliseconds. */
export interface LedgerEntry {
  chatId: number;
  messageId: number;
  method: string;
  text: string;
  at: number;
  elapsed: number;
}

const MAX_ENTRIES = 200_000;

/** Every delivery to a chat, whatever the bot was told about it: the truth that tests compare the bot's records with. */
export class Ledger {
  private entries: LedgerEntry[] = [];

  record(entry: LedgerEntry): void {
    if (this.entries.length >= MAX_ENTRIES) this.entries = this.entries.slice(MAX_ENTRIES / 2);
    this.entries.push(entry);
  }

  list(): LedgerEntry[] {
    return [...this.entries];
  }
}
