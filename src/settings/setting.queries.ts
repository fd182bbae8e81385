import type { EntityManager } from 'typeorm';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { query } from '../db/query.js';
import { findEntity, placesFor, readFields } from '../db/read-entities.js';
import { Setting } from './setting.entity.js';
import {
  readSettingValue,
  SETTING_KEYS,
  type SettingKey,
  type SettingValue,
  type SettingValues,
} from './setting.rules.js';

/** One setting as the running transaction sees it. Throws nothing: an absent or unreadable value is the default. */
export async function readSetting<K extends SettingKey>(manager: EntityManager, key: K): Promise<SettingValue<K>> {
  const row = await findEntity(manager, Setting, { key });
  return readSettingValue(key, row?.value);
}

/** All settings in one query. */
export async function readAllSettings(manager: EntityManager): Promise<SettingValues> {
  const stored = new Map((await manager.find(Setting)).map(({ key, value }) => [key, value]));
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, readSettingValue(key, stored.get(key))])) as SettingValues;
}

/** Who last changed a setting, and when. */
export interface SettingChange {
  actorName: string;
  at: string;
}

/** Of every setting that was ever changed, from the audit log. */
export async function readSettingChanges(manager: EntityManager): Promise<Record<string, SettingChange>> {
  const newest = await query<{ id: number }[]>(
    manager,
    "SELECT MAX(id) AS id FROM audit_entries WHERE entity = 'Setting' GROUP BY entityId",
  );
  const ids = newest.map(({ id }) => id);
  const tail = `WHERE id IN (${placesFor(ids)})`;
  const entries = await readFields(manager, AuditEntry, CHANGE_FIELDS, tail, ids);
  return Object.fromEntries(
    entries.map(({ entityId, actorName, at }) => [entityId, { actorName, at: at.toISOString() }]),
  );
}

const CHANGE_FIELDS = ['entityId', 'actorName', 'at'] as const;
