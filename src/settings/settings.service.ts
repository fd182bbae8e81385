import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { requireOwner, type Actor } from '../audit/actor.js';
import type { AuditService } from '../audit/audit.service.js';
import type { StatusLedger } from '../clients/status-ledger.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { DomainError } from '../errors/domain-error.js';
import { validate } from '../errors/validate.js';
import type { Clock } from '../lib/clock.js';
import { Setting } from './setting.entity.js';
import { readAllSettings, readSetting } from './setting.queries.js';
import { isSettingKey, SETTINGS, type SettingKey, type SettingValue, type SettingValues } from './setting.rules.js';

/** The longest that a change made by another process stays unseen: "effective at once" for Telegram admins. */
const VALID_MS = 2000;

/** Settings that staff change while the studio runs; read often, written rarely. */
export class SettingsService {
  private cached: { values: SettingValues; readAt: number } | null = null;
  private generation = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly ledger: StatusLedger,
  ) {}

  async get<K extends SettingKey>(key: K): Promise<SettingValue<K>> {
    return (await this.all())[key];
  }

  /** Every setting, defaults included. */
  async all(): Promise<SettingValues> {
    const now = this.clock.now().getTime();
    if (this.cached && Math.abs(now - this.cached.readAt) <= VALID_MS) return this.cached.values;
    const { generation } = this;
    const values = await readAllSettings(this.unitOfWork.manager);
    // A write that came in between has made this reading old: the caller may have it, the cache may not.
    if (generation === this.generation) this.cached = { values, readAt: now };
    return values;
  }

  /**
   * `seen` is what the form was filled in on: when somebody has changed it since, `changed_meanwhile`. Throws `owner_only`,
   * `not_found` for an unknown key, `invalid_input` naming the field `value`.
   */
  async set(key: string, value: unknown, actor: Actor, seen?: { value: unknown }): Promise<void> {
    requireOwner(actor);
    const checked = checkSetting(key, value);
    if (!isSettingKey(key)) throw new DomainError('not_found');
    await this.unitOfWork.run(async (manager) => {
      await this.unitOfWork.exclude('settings');
      const before = await readSetting(manager, key);
      if (seen && !isSame(seen.value, before)) throw new DomainError('changed_meanwhile');
      await keep(manager, key, isSame(checked, SETTINGS[key].initial) ? null : checked);
      // What "expiring" means has changed for everyone.
      if (key === 'expiringDays' && before !== checked) await this.ledger.rebuild();
      await this.audit.record(actor, 'setting.set', 'Setting', key, { value: before }, { value: checked });
    });
    this.generation += 1;
    this.cached = null;
  }
}

/** The value as it would be kept. Throws `not_found` for an unknown key, `invalid_input` naming the field `value`. */
export function checkSetting(key: string, value: unknown): unknown {
  if (!isSettingKey(key)) throw new DomainError('not_found');
  return validate(z.object({ value: SETTINGS[key].schema }), { value }).value;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What is as at first has no row; the column takes no null. */
async function keep(manager: EntityManager, key: SettingKey, value: unknown): Promise<void> {
  if (value === null) {
    await manager.delete(Setting, { key });
    return;
  }
  const row = (await manager.findOneBy(Setting, { key })) ?? manager.create(Setting, { key });
  row.value = value;
  await manager.save(row);
}
