import type { Emulator } from './emulator.js';
import type { Faults } from './faults.js';
import type { LedgerEntry } from './ledger.js';
import type { Limits } from './limits.js';
import type { PersonOptions } from './people.js';
import { PlaygroundPerson } from './playground-person.js';
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
}

export function createControl(emulator: Emulator): PlaygroundControl {
  return {
    person: (options) => new PlaygroundPerson(emulator, emulator.chats.addPerson(options)),
    ledger: () => emulator.ledger.list(),
    pendingUpdates: () => emulator.updates.pending().map(({ update }) => update),
    faults: emulator.faults,
    limits: emulator.limits,
  };
}
