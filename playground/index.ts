import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import { createBotApiRouter } from './bot-api.js';
import { createControl, type PlaygroundControl } from './control.js';
import { createControlRouter } from './control-router.js';
import { createEmulator, type EmulatorOptions } from './emulator.js';
import type { EventStreams } from './page-events.js';
import { createPageRouter } from './page.js';
import type { PersonOptions } from './people.js';
import { keepState, type Persist } from './persistence.js';

export type { PlaygroundControl } from './control.js';
export type { Fault, FaultPlan } from './faults.js';
export type { LedgerEntry } from './ledger.js';
export type { PersonOptions } from './people.js';
export type { Persist } from './persistence.js';
export type { PlaygroundPerson, Press } from './playground-person.js';
export type { RenderedMessage } from './view.js';

export interface PlaygroundOptions extends EmulatorOptions {
  /** People to be from the start; those of a former run keep their chats. */
  people?: PersonOptions[];
  /** Where chats outlive the process; in memory only when left out. */
  persist?: Persist;
}

export interface Playground {
  /** The Bot API, e.g. at `/playground/api`: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
  router: Router;
  /** The chat page with its own endpoints, e.g. at `/playground`. */
  page: Router;
  control: PlaygroundControl;
  /** Ends long polls, open pages and webhook deliveries, and saves the state. */
  stop(): void;
}

/** An emulated Telegram with one bot: a strict Bot API and a page to chat with the bot as any number of people. */
export function createPlayground(options: PlaygroundOptions): Playground {
  const emulator = createEmulator(options);
  const streams: EventStreams = new Set();
  const stopSaving = options.persist ? keepState(emulator, options.persist) : () => undefined;
  for (const person of options.people ?? []) emulator.chats.addPerson(person);
  return {
    router: createBotApiRouter(emulator),
    page: createPageRouter(emulator, streams),
    control: createControl(emulator),
    stop() {
      emulator.updates.release();
      emulator.webhook.clear();
      for (const close of [...streams]) close();
      stopSaving();
    },
  };
}

export interface RunningPlayground {
  /** Without a slash at the end. The Bot API's root is `apiRoot`, the chat page `${url}/playground`. */
  url: string;
  apiRoot: string;
  control: PlaygroundControl;
  stop(): Promise<void>;
}

/**
 * The playground on a server of its own at 127.0.0.1; a free port unless one is given. With `httpControl` tests in other
 * processes hold the control at `/playground/control`.
 */
export async function startPlayground({
  port = 0,
  httpControl = false,
  ...options
}: PlaygroundOptions & { port?: number; httpControl?: boolean }): Promise<RunningPlayground> {
  const playground = createPlayground(options);
  const app = express().disable('x-powered-by');
  app.use('/playground/api', playground.router);
  if (httpControl) app.use('/playground/control', createControlRouter(playground.control));
  app.use('/playground', playground.page);
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiRoot: `${url}/playground/api`,
    control: playground.control,
    stop: async () => {
      playground.stop();
      // Calls that a fault left hanging would keep the server open for ever.
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
