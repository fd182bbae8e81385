import { addDays, dateInZone, instantInZone, timeInZone } from '../lib/calendar-date.js';

/** The ceiling of bulk messages a second, and what is left of it each time Telegram asks to wait. */
const FULL_RATE = 25;
const SLOWER = 0.7;
const CLEAN_MS = 60_000;

export interface Sending {
  bulkPausedUntil: Date | null;
  bulkPerSecond: number;
  rateChangedAt: Date | null;
}

export const FULL_SPEED: Sending = { bulkPausedUntil: null, bulkPerSecond: FULL_RATE, rateChangedAt: null };

/**
 * Telegram asked to wait until then. The rate falls once for all that were under way together: who is told while bulk
 * stands still already adds nothing but a longer wait.
 */
export function slowDown(sending: Sending, now: Date, until: Date): Sending {
  const { bulkPausedUntil, bulkPerSecond } = sending;
  const isPaused = bulkPausedUntil !== null && bulkPausedUntil > now;
  if (isPaused) return { ...sending, bulkPausedUntil: bulkPausedUntil > until ? bulkPausedUntil : until };
  return {
    bulkPausedUntil: until,
    bulkPerSecond: Math.max(1, Math.floor(bulkPerSecond * SLOWER)),
    rateChangedAt: now,
  };
}

/** One more a second for each minute since Telegram last asked to wait, the waiting itself not counted. */
export function speedUp(sending: Sending, now: Date): Sending {
  const { bulkPausedUntil, bulkPerSecond, rateChangedAt } = sending;
  if (bulkPerSecond >= FULL_RATE) return sending;
  const since = Math.max(rateChangedAt?.getTime() ?? 0, bulkPausedUntil?.getTime() ?? 0);
  const minutes = Math.floor((now.getTime() - since) / CLEAN_MS);
  if (minutes < 1) return sending;
  const faster = Math.min(FULL_RATE, bulkPerSecond + minutes);
  return { ...sending, bulkPerSecond: faster, rateChangedAt: new Date(since + minutes * CLEAN_MS) };
}

/** Hours of the studio's day, `[from, to)`; over midnight when `from` is the later one. */
export interface QuietHours {
  from: number | null;
  to: number | null;
}

/** When the quiet hours that it is now in are over; null when it is in none. */
export function quietUntil(now: Date, timeZone: string, { from, to }: QuietHours): Date | null {
  if (from === null || to === null || from === to) return null;
  const hour = Number(timeInZone(now, timeZone).slice(0, 2));
  const isQuiet = from < to ? hour >= from && hour < to : hour >= from || hour < to;
  if (!isQuiet) return null;
  const today = dateInZone(now, timeZone);
  const endDate = from > to && hour >= from ? addDays(today, 1) : today;
  return instantInZone(endDate, `${String(to).padStart(2, '0')}:00`, timeZone);
}
