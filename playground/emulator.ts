import { BotProfile } from './bot-profile.js';
import { Callbacks } from './callbacks.js';
import { Changes } from './changes.js';
import { Chats } from './chats.js';
import { Faults } from './faults.js';
import { Files } from './files.js';
import { Ledger } from './ledger.js';
import { Limits } from './limits.js';
import { Pace } from './pace.js';
import { Traffic } from './traffic.js';
import { UpdateQueue } from './updates.js';
import { Webhook } from './webhook.js';
import type { User } from './wire.js';

export interface EmulatorOptions {
  /** `<bot id>:<secret>`, as BotFather gives it. */
  token: string;
  botUsername?: string;
  botName?: string;
  /** Milliseconds since 1970; the source of every date. */
  clock?: () => number;
  /** How many times faster than real time waiting passes (1 when left out). */
  timeDivider?: number;
}

/** The parts of one emulated Telegram with one bot, joined. Both faces (Bot API and chat page) work on it. */
export interface Emulator {
  token: string;
  bot: User;
  pace: Pace;
  changes: Changes;
  chats: Chats;
  updates: UpdateQueue;
  webhook: Webhook;
  callbacks: Callbacks;
  files: Files;
  profile: BotProfile;
  faults: Faults;
  limits: Limits;
  ledger: Ledger;
  traffic: Traffic;
}

export function createEmulator(options: EmulatorOptions): Emulator {
  const pace = new Pace(options.clock ?? Date.now, options.timeDivider ?? 1);
  const changes = new Changes();
  const updates = new UpdateQueue(pace, changes);
  const username = options.botUsername ?? 'studio_playground_bot';
  return {
    token: options.token,
    bot: {
      id: Number.parseInt(options.token, 10) || 1,
      is_bot: true,
      first_name: options.botName ?? username,
      username,
    },
    pace,
    changes,
    chats: new Chats(pace, changes),
    updates,
    webhook: new Webhook(pace, updates, changes),
    callbacks: new Callbacks(pace, changes),
    files: new Files(),
    profile: new BotProfile(),
    faults: new Faults(),
    limits: new Limits(pace),
    ledger: new Ledger(),
    traffic: new Traffic(),
  };
}
