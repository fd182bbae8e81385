import { getCountryCallingCode } from 'libphonenumber-js/max';
import { IsNull, type EntityManager } from 'typeorm';
import { Client } from '../clients/client.entity.js';
import { Coach } from '../coaches/coach.entity.js';
import { whereIn } from '../db/columns.js';
import { fullName } from '../lib/person-name.js';
import { MembershipPlan } from '../plans/membership-plan.entity.js';
import { readAllSettings } from './setting.queries.js';
import type { SettingKey, SettingValues } from './setting.rules.js';

/** What a value means for this studio, as a code that the panel has words for. */
export interface SettingNote {
  code:
    | `offset${'Before' | 'Today' | 'After'}`
    | `admin${'Client' | 'Coach' | 'Unknown' | 'Unreachable' | 'Archived' | 'None'}`
    | `plan${'Same' | 'None' | 'Nothing'}`
    | `quiet${'Hours' | 'Half' | 'None' | 'Empty'}`
    | 'phoneCode'
    | 'atHour'
    | 'inHours'
    | 'off';
  /** It can be kept, and is probably not what was meant. */
  isWarning: boolean;
  params: Record<string, string | number>;
}

type Check<K extends SettingKey> = (
  manager: EntityManager,
  value: SettingValues[K],
) => Promise<SettingNote[]> | SettingNote[];

function note(code: SettingNote['code'], params: SettingNote['params'] = {}, isWarning = false): SettingNote {
  return { code, isWarning, params };
}

const CHECKS: { [K in SettingKey]?: Check<K> } = {
  adminTelegramIds: checkAdmins,
  defaultDurationDays: checkDuration,
  reminderOffsets: (_manager, offsets) =>
    offsets.length === 0
      ? [note('off', {}, true)]
      : offsets.map((days) =>
          days === 0 ? note('offsetToday') : note(days > 0 ? 'offsetBefore' : 'offsetAfter', { count: Math.abs(days) }),
        ),
  reminderHour: (_manager, hour) => [note('atHour', { time: clockTime(hour) })],
  sessionReminderMinutes: (_manager, minutes) => (minutes === 0 ? [note('off')] : []),
  invitationMinutes: (_manager, minutes) =>
    minutes > 60 ? [note('inHours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })] : [],
  phoneCountry: (_manager, country) => [note('phoneCode', { country, phoneCode: getCountryCallingCode(country) })],
  quietHoursFrom: async (manager, from) => checkQuiet(from, (await readAllSettings(manager)).quietHoursTo),
  quietHoursTo: async (manager, to) => checkQuiet((await readAllSettings(manager)).quietHoursFrom, to),
};

/** What the value, which its rule has accepted, comes to in this studio. */
export async function noteSetting(manager: EntityManager, key: SettingKey, value: unknown): Promise<SettingNote[]> {
  const check = CHECKS[key] as Check<SettingKey> | undefined;
  return (await check?.(manager, value as never)) ?? [];
}

/** An admin must be somebody who has met the bot: it can't write first. */
async function checkAdmins(manager: EntityManager, ids: string[]): Promise<SettingNote[]> {
  if (ids.length === 0) return [note('adminNone', {}, true)];
  const where = { telegramId: whereIn(ids) };
  const clients = new Map((await manager.findBy(Client, where)).map((client) => [client.telegramId, client]));
  const coaches = new Map((await manager.findBy(Coach, where)).map((coach) => [coach.telegramId, coach]));
  return ids.map((id) => {
    const client = clients.get(id);
    const coach = coaches.get(id);
    if (coach) return note('adminCoach', { id, name: fullName(coach) });
    if (!client) return note('adminUnknown', { id }, true);
    const about = { id, name: fullName(client) };
    if (client.archivedAt !== null) return note('adminArchived', about, true);
    return client.telegramState === 'ok' ? note('adminClient', about) : note('adminUnreachable', about, true);
  });
}

/** A renewal without a plan should not sell what no plan sells, by a slip of the finger. */
async function checkDuration(manager: EntityManager, days: number): Promise<SettingNote[]> {
  const plans = await manager.find(MembershipPlan, { where: { archivedAt: IsNull() }, order: { durationDays: 'ASC' } });
  if (plans.length === 0) return [note('planNothing')];
  const same = plans.filter(({ durationDays, durationMonths }) => durationMonths === null && durationDays === days);
  if (same.length > 0) return [note('planSame', { plans: same.map(({ name }) => `«${name}»`).join(', ') })];
  const offered = plans.map(({ name, durationDays }) => `«${name}» (${durationDays})`).join(', ');
  return [note('planNone', { plans: offered }, true)];
}

function checkQuiet(from: number | null, to: number | null): SettingNote[] {
  if (from === null && to === null) return [note('quietNone')];
  if (from === null || to === null) return [note('quietHalf', {}, true)];
  if (from === to) return [note('quietEmpty', {}, true)];
  return [note('quietHours', { from: clockTime(from), to: clockTime(to), hours: (to - from + 24) % 24 })];
}

function clockTime(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
