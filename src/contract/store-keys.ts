/** Keys of the store that the web process and the bot share. */

/** The bot's name in Telegram, without the @: the bot tells it as it starts, links to it are made of it. */
export const BOT_USERNAME_KEY = 'bot:username';

/** What a process of the bot last told of itself: `BotHeartbeat` as JSON, written every quarter of a minute by each. */
export const BOT_HEARTBEAT_KEY = 'bot:heartbeat';
/** Of the one process that polls: `BotPoll` as JSON, written when Telegram has answered. */
export const BOT_POLL_KEY = 'bot:poll';

export interface BotHeartbeat {
  worker: string;
  mode: 'polling' | 'webhook';
  /** ISO 8601. */
  at: string;
}

export type BotPoll = Omit<BotHeartbeat, 'mode'>;
