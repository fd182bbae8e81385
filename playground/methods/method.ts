import type { Emulator } from '../emulator.js';
import type { Params } from '../params.js';

/** One call of a Bot API method. `signal` fires when the bot hangs up. */
export interface MethodCall {
  params: Params;
  signal: AbortSignal;
}

export interface Method {
  name: string;
  /** Sends a message to a chat: counted against the limits. */
  isDelivery?: boolean;
  /** The `result` of the answer. Throws ApiError. */
  run(emulator: Emulator, call: MethodCall): unknown;
}
