import type { z } from 'zod';
import type { TelegramUser } from '../../src/contract/clients.js';
import type { Clock } from '../../src/lib/clock.js';
import type { Language } from '../../src/lib/wording.js';
import { newNonce, type Action, type Destination } from '../callback-data.js';
import type { PersonApi } from '../person-api.js';
import type { Html } from '../html.js';
import type { Input, Person } from '../incoming.js';
import type { Keyboard } from '../keyboards.js';
import type { Dialogue, FlowName, Sessions } from '../sessions.js';
import type { Telegram } from '../telegram.js';
import type { Texts } from '../texts/texts.js';

/** Everything a flow may know and use while it handles one update. */
export interface Context {
  readonly person: Person;
  /** Who the CRM takes the person for. */
  readonly user: TelegramUser;
  readonly language: Language;
  readonly texts: Texts;
  readonly studioName: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly clock: Clock;
  /** Calls for this person: the CRM allows what they may do. */
  readonly api: PersonApi;
  readonly telegram: Pick<Telegram, 'download'>;
  readonly sessions: Sessions;
  /** The same for every attempt to handle this update, so that a repeated creation creates nothing twice. */
  readonly effectKey: string;
}

/** A message with buttons: the newest one replaces the former. */
export interface Screen {
  text: Html;
  keyboard?: Keyboard;
  photoFileId?: string;
}

/** What one update leads to. Flows only describe it; `Responder` carries it out. */
export interface Reply {
  /** `kept` also keeps a reply keyboard up, because its question still waits. */
  dialogue: Dialogue | 'kept' | 'ended';
  /** A line that stays in the chat, above the screen. */
  notice?: Html;
  /** A message that shows how something will look; its buttons do nothing. */
  exhibit?: Screen;
  screen?: Screen;
  /**
   * For a press that is none of the screen's business, e.g. on an invitation: what the chat shows stays as it is. The
   * screen goes into the pressed message, or `below` it, which takes its buttons, or `beside` it, which leaves them.
   */
  place?: 'pressed' | 'below' | 'beside';
  /** The broadcast whose progress the screen shows: it is kept up to date while it runs. */
  follows?: number;
}

/** An answer to the question of a dialogue. */
export type Answer =
  | Exclude<Input, { kind: 'command' | 'press' }>
  /** A button under the question, or of the reply keyboard. */
  | { kind: 'button'; action: Exclude<Action, 'cancel' | 'stay'> }
  /** One of the choices of the question, in the flow's own spelling. */
  | { kind: 'pick'; choice: string };

/** A dialogue of questions. Its state is JSON; raising `version` drops dialogues that an older version began. */
export interface Flow<State> {
  readonly name: FlowName;
  readonly version: number;
  readonly stateSchema: z.ZodType<State>;
  /** Asking for this destination while the flow runs asks its question again. */
  readonly destination: Destination | null;
  /** Whether the person may still have this dialogue. */
  isFor(user: TelegramUser): boolean;
  title(context: Context, state: State): string;
  /** Asks the current question again, under a fresh nonce; `notice` comes before it. */
  ask(context: Context, state: State, notice?: Html): Reply | Promise<Reply>;
  answer(context: Context, state: State, answer: Answer): Promise<Reply>;
  /** The person gave up: says so and leads back. */
  cancel(context: Context): Promise<Reply>;
}

/** The dialogue that waits for the answer to a new question. */
export function waitFor<State>(context: Context, flow: Flow<State>, state: State): Dialogue {
  return {
    flow: flow.name,
    version: flow.version,
    nonce: newNonce(),
    state,
    expiresAt: context.sessions.newExpiry(),
  };
}
