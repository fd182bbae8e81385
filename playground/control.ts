import type { Emulator } from './emulator.js';
import type { Faults } from './faults.js';
import type { LedgerEntry } from './ledger.js';
import type { Limits } from './limits.js';
import type { PersonOptions } from './people.js';
import { PlaygroundPerson } from './playground-person.js';
import type { TrafficReport } from './traffic.js';
import type { Update } from './wire.js';

/** What tests hold in their hands: people to play, faults to set off, and the truth about what arrived. */
export interface PlaygroundControl {
  /** The person with this id; made on first use, renamed when called with another name. */
  person(options: PersonOptions): PlaygroundPerson;
  /** Every message that reached a chat, in order. */
  ledger(): LedgerEntry[];
  /** Updates the bot has not confirmed. */
  pendingUpdates(): Update[];
  readonly faults: Pick<Faults, 'next' | 'plan' | 'clear'>;
  readonly limits: Pick<Limits, 'enforce'>;
  /** How much arrived at the busiest moments since the start, or since `watchTraffic`. */
  traffic(): TrafficReport;
  /** Begins to count anew; messages that hold the marker are counted apart, too. */
  watchTraffic(marker: string): void;
  /** How often each kind of fault has struck. */
  faultCounts(): Record<string, number>;
}

export function createControl(emulator: Emulator): PlaygroundControl {
  return {
    person: (options) => new PlaygroundPerson(emulator, emulator.chats.addPerson(options)),
    ledger: () => emulator.ledger.list(),
    pendingUpdates: () => emulator.updates.pending().map(({ update }) => update),
    faults: emulator.faults,
    limits: emulator.limits,
    traffic: () => emulator.traffic.report(),
    watchTraffic: (marker) => emulator.traffic.watch(marker),
    faultCounts: () => emulator.faults.counts(),
  };
}
