import type { EntityManager } from 'typeorm';
import { findEntity } from '../db/read-entities.js';
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
