import { LocalRateWindow } from './local-rate-window.js';
import type { Logger } from './logger.js';
import { TELEGRAM_LIMITS, type RateWindow } from './rate-window.js';
import { RedisRateWindow } from './redis-rate-window.js';
import type { RedisClient } from './redis-store.js';
import { SharedRateWindow } from './shared-rate-window.js';

/** Telegram's ceilings for one bot: shared through Redis by all processes that send, or of the only one without it. */
export function openRateWindow(redis: RedisClient | null, botId: number, logger: Logger): RateWindow {
  if (redis === null) return new LocalRateWindow(TELEGRAM_LIMITS);
  return new SharedRateWindow(new RedisRateWindow(redis, `crm:rate:${botId}:`, TELEGRAM_LIMITS), logger);
}
