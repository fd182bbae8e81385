import type { StoredMessage } from './chats.js';
import type { Emulator } from './emulator.js';
import type { StoredFile } from './files.js';
import type { Person } from './people.js';
import type { QueuedUpdate } from './updates.js';
import type { BotCommand, ReplyKeyboard } from './wire.js';

/** Where the playground's state lives between runs. Both are called rarely: once at the start, at most twice a second. */
export interface Persist {
  load(): string | null;
  save(json: string): void;
}

const VERSION = 1;
const SAVE_DELAY_MS = 400;
/** The newest photos up to this size are kept; older ones show as "no longer kept". */
const MAX_SAVED_PHOTO_BYTES = 8 * 1024 * 1024;

interface Snapshot {
  version: typeof VERSION;
  lastMessageId: number;
  nextUpdateId: number;
  updates: QueuedUpdate[];
  commands: [string, BotCommand[]][];
  chats: {
    person: Person;
    started: boolean;
    blocked: boolean;
    received: number;
    messages: StoredMessage[];
    replyKeyboard: ReplyKeyboard | null;
  }[];
  files: (Omit<StoredFile, 'bytes'> & { base64: string })[];
}

/** Restores the former state, then saves every change. Returns the function that saves what is left and ends it. */
export function keepState(emulator: Emulator, persist: Persist): () => void {
  const snapshot = parseSnapshot(persist);
  if (snapshot) restore(emulator, snapshot);
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    try {
      persist.save(JSON.stringify(takeSnapshot(emulator)));
    } catch {
      // A full disk costs the playground its memory, never the product its life; the next change tries again.
    }
  };
  const unsubscribe = emulator.changes.subscribe(() => {
    timer ??= setTimeout(save, SAVE_DELAY_MS).unref();
  });
  return () => {
    unsubscribe();
    if (timer) save();
  };
}

/** A state that cannot be read, or of another version, is a fresh start: it is a toy's memory, nobody's data. */
function parseSnapshot(persist: Persist): Snapshot | null {
  try {
    const snapshot = JSON.parse(persist.load() ?? 'null') as Partial<Snapshot> | null;
    const lists = [snapshot?.chats, snapshot?.files, snapshot?.updates, snapshot?.commands];
    const isWhole = snapshot?.version === VERSION && lists.every((list) => Array.isArray(list));
    return isWhole ? (snapshot as Snapshot) : null;
  } catch {
    return null;
  }
}

function takeSnapshot({ chats, updates, profile, files }: Emulator): Snapshot {
  return {
    version: VERSION,
    lastMessageId: chats.lastMessageId,
    nextUpdateId: updates.nextId,
    updates: updates.pending(),
    commands: [...profile.commandLists],
    chats: [...chats.byId.values()].map(({ person, started, blocked, received, messages, replyKeyboard }) => ({
      person,
      started,
      blocked,
      received,
      messages: [...messages.values()],
      replyKeyboard,
    })),
    files: newestFiles(files.list()).map(({ bytes, ...file }) => ({ ...file, base64: bytes.toString('base64') })),
  };
}

function newestFiles(files: StoredFile[]): StoredFile[] {
  let room = MAX_SAVED_PHOTO_BYTES;
  const kept = [...files].reverse().filter(({ bytes }) => (room -= bytes.length) >= 0);
  return kept.reverse();
}

function restore({ chats, updates, profile, files }: Emulator, snapshot: Snapshot): void {
  chats.lastMessageId = snapshot.lastMessageId;
  updates.restore(snapshot.updates, snapshot.nextUpdateId);
  for (const [key, commands] of snapshot.commands) profile.commandLists.set(key, commands);
  for (const { base64, ...file } of snapshot.files) files.restore({ ...file, bytes: Buffer.from(base64, 'base64') });
  for (const { person, started, blocked, received, messages, replyKeyboard } of snapshot.chats) {
    const chat = chats.addPerson(person);
    Object.assign(chat.person, person);
    Object.assign(chat, { started, blocked, received, replyKeyboard });
    for (const stored of messages) {
      chat.messages.set(stored.message.message_id, stored);
      chats.revision = Math.max(chats.revision, stored.revision);
    }
  }
}
