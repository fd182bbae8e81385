import { useTranslation } from 'adminjs';
import type { MovedPeriod } from '../../src/contract/memberships.js';
import { usePanel } from './use-panel.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** What a code of ours looks like; anything else is somebody's text. */
const CODE = /^[a-z]+$/;

/** What only undoing needs. */
const NOT_TOLD = new Set(['id', 'slot', 'idempotencyKey', 'importId', 'freezePolicy']);

export function isTold(field: string): boolean {
  return !NOT_TOLD.has(field);
}

/** A period that the change moved. */
function isMoved(value: unknown): value is MovedPeriod {
  return typeof value === 'object' && value !== null && 'before' in value && 'endDate' in value;
}

/** The words for a field of a record and for what it held, as the audit log tells them. */
export function useFieldWords(entity: string) {
  const { translateProperty, translateLabel } = useTranslation();
  const { day, days } = usePanel();
  const shown = (name: string, value: unknown): string => {
    if (value === undefined || value === null || value === '') return '—';
    if (Array.isArray(value)) return value.map((part) => shown(name, part)).join('; ') || '—';
    if (isMoved(value)) {
      const { before, startDate, endDate } = value;
      return `${days(before.startDate, before.endDate)} → ${days(startDate, endDate)}`;
    }
    if (typeof value === 'object')
      return Object.entries(value)
        .map(([part, one]) => shown(part, one))
        .join(' · ');
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (DAY.test(text)) return day(text);
    return CODE.test(text) ? translateLabel(`${name}.${text}`, entity, { defaultValue: text }) : text;
  };
  return { shown, nameOf: (name: string): string => translateProperty(name, entity, { defaultValue: name }) };
}
