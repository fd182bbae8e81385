import { flat, type FlattenParams } from 'adminjs';
import type { FieldKind, Row } from './resource-definition.js';

/** Strict: what is no whole number stays text, and the service says so for that field. */
function toNumber(value: unknown): unknown {
  if (value === null || value === '') return null;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
}

function toList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') return [];
  return value
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter(Boolean);
}

function convert(value: unknown, kind: FieldKind): unknown {
  switch (kind) {
    case 'keep':
      return value;
    case 'text':
      return value === '' ? null : value;
    case 'number':
      return toNumber(value);
    case 'boolean':
      return value === true || value === 'true';
    case 'numbers':
      return toList(value).map(toNumber);
    case 'texts':
      return toList(value);
  }
}

/** The allowed fields of a posted form, as the service takes them. A field that was not posted stays absent. */
export function postedFields(params: Row, fields: Readonly<Record<string, FieldKind>>): Row {
  const input: Row = {};
  for (const [name, kind] of Object.entries(fields)) {
    const value: unknown = flat.get(params as FlattenParams, name);
    if (value !== undefined) input[name] = convert(value, kind);
  }
  return input;
}

/** The version of the record that the form was opened with. */
export function postedVersion(params: Row): number | undefined {
  const version = toNumber(params.version ?? '');
  return typeof version === 'number' ? version : undefined;
}
