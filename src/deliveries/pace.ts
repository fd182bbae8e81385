import type { Pace as PaceAnswer } from '../contract/deliveries.js';
import { isSqlite } from '../db/data-source.js';
import { query } from '../db/query.js';
import { readEntities } from '../db/read-entities.js';
import { storedInstant } from '../db/stored-values.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import type { Clock } from '../lib/clock.js';
import type { SettingsService } from '../settings/settings.service.js';
import { FULL_SPEED, quietUntil, slowDown, speedUp, type Sending } from './pace.rules.js';
import { SendingState } from './sending-state.entity.js';

const ROW = 'telegram';

/** Until when no bulk message is sent, null = it may be; and how many a second over all workers. */
export interface CurrentPace {
  pauseUntil: Date | null;
  bulkPerSecond: number;
}

/** How fast bulk messages go: what Telegram's "too many requests" has taught, and the studio's quiet hours. */
export class Pace {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
  ) {}

  async current(): Promise<CurrentPace> {
    const { quietHoursFrom, quietHoursTo } = await this.settings.all();
    const now = this.clock.now();
    const { bulkPausedUntil, bulkPerSecond } = await this.read('');
    const quiet = quietUntil(now, this.clock.timeZone, { from: quietHoursFrom, to: quietHoursTo });
    const ends = [bulkPausedUntil, quiet].filter((end) => end !== null && end > now) as Date[];
    const latest = ends.length === 0 ? null : new Date(Math.max(...ends.map((end) => end.getTime())));
    return { pauseUntil: latest, bulkPerSecond };
  }

  /** Inside the caller's transaction: Telegram asked to wait until then. */
  async slowDown(until: Date): Promise<void> {
    await this.change((sending) => slowDown(sending, this.clock.now(), until));
  }

  /** Inside the caller's transaction: faster again after minutes without a complaint. */
  async speedUp(): Promise<void> {
    await this.change((sending) => speedUp(sending, this.clock.now()));
  }

  private async change(rule: (sending: Sending) => Sending): Promise<void> {
    const { dataSource, manager } = this.unitOfWork;
    const before = await this.read(isSqlite(dataSource) ? '' : ' FOR UPDATE');
    const after = rule(before);
    if (after === before) return;
    const stored = (instant: Date | null) => instant && storedInstant(dataSource, instant);
    const values = [after.bulkPerSecond, stored(after.bulkPausedUntil), stored(after.rateChangedAt), ROW];
    if (before === FULL_SPEED) {
      const insert =
        'INSERT INTO sending_state (bulkPerSecond, bulkPausedUntil, rateChangedAt, name) VALUES (?, ?, ?, ?)';
      await query(manager, insert, values);
      return;
    }
    const update = 'UPDATE sending_state SET bulkPerSecond = ?, bulkPausedUntil = ?, rateChangedAt = ? WHERE name = ?';
    await query(manager, update, values);
  }

  /** The migration made the row; `FULL_SPEED` itself when somebody has removed it. */
  private async read(lock: '' | ' FOR UPDATE'): Promise<Sending> {
    const [row] = await readEntities(this.unitOfWork.manager, SendingState, `WHERE name = ?${lock}`, [ROW]);
    return row ?? FULL_SPEED;
  }
}

/** As the API answers it. */
export function presentPace({ pauseUntil, bulkPerSecond }: CurrentPace): PaceAnswer {
  return { pauseUntil: pauseUntil?.toISOString() ?? null, bulkPerSecond };
}
