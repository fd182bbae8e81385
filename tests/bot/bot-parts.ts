import type { BotDependencies } from '../../bot/create-bot.js';
import { LocalRateWindow } from '../../src/lib/local-rate-window.js';
import { TELEGRAM_LIMITS } from '../../src/lib/rate-window.js';
import { FakeDeliveriesApi } from './fake-deliveries-api.js';
import { FakePeopleReports } from './fake-people-reports.js';

export const BOT_SECRET = 'api-token-of-the-tests';

/** What a bot needs besides its chats: an empty outbox, no ceilings, updates that are polled. */
export function botParts() {
  return {
    deliveries: new FakeDeliveriesApi(),
    reports: new FakePeopleReports(),
    window: new LocalRateWindow({ ...TELEGRAM_LIMITS, off: true }),
    worker: 'w1',
    secret: BOT_SECRET,
    webhook: null,
  } satisfies Partial<BotDependencies>;
}
