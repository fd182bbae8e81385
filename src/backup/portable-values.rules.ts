import { toInstant } from '../db/stored-values.js';

/** What a column holds, whatever its database calls the type. */
export type ColumnKind = 'whole' | 'decimal' | 'instant' | 'date' | 'text' | 'bytes';

/** A value as a backup keeps it, the same from every database: bytes as base64, decimals and instants (UTC) as text. */
export type PortableValue = string | number | null;
export type PortableRow = readonly PortableValue[];

export interface Column {
  name: string;
  kind: ColumnKind;
  /** Of a decimal. */
  scale: number;
}

const KINDS: Record<string, ColumnKind> = {
  int: 'whole',
  integer: 'whole',
  bigint: 'whole',
  smallint: 'whole',
  tinyint: 'whole',
  boolean: 'whole',
  decimal: 'decimal',
  datetime: 'instant',
  date: 'date',
  varchar: 'text',
  char: 'text',
  text: 'text',
  mediumtext: 'text',
  longtext: 'text',
  json: 'text',
  blob: 'bytes',
  mediumblob: 'bytes',
  longblob: 'bytes',
};

/** From a declared type, e.g. `decimal(12,2)`. Throws `TypeError` for one that no migration of ours makes. */
export function columnOf(name: string, declaredType: string): Column {
  const [, word = '', scale = '0'] = /^(\w+)(?:\(\d+(?:,\s*(\d+))?\))?/.exec(declaredType.toLowerCase()) ?? [];
  const kind = KINDS[word];
  if (!kind) throw new TypeError(`the type ${declaredType} of the column ${name} is not known`);
  return { name, kind, scale: Number(scale) };
}

/** What a database gave becomes what a backup keeps. */
export function toPortable({ kind, scale }: Column, value: unknown): PortableValue {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'whole':
      return wholeNumber(value);
    case 'decimal':
      return typeof value === 'string' ? value : Number(value).toFixed(scale);
    case 'instant':
      return toInstant(value).toISOString().slice(0, -1).replace('T', ' ');
    case 'bytes':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'date':
    case 'text':
      return typeof value === 'number' || typeof value === 'bigint' ? String(value) : textOf(value);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What a backup keeps becomes what a database takes; both take decimals, instants and dates as text. */
export function fromPortable({ kind }: Column, value: PortableValue): PortableValue | bigint | Buffer {
  if (kind === 'bytes' && typeof value === 'string') return Buffer.from(value, 'base64');
  if (kind === 'whole' && typeof value === 'string') return BigInt(value);
  return value;
}

/** A number where JSON keeps it exact, else its digits. */
function wholeNumber(value: unknown): PortableValue {
  const exact = BigInt(value as string | number | bigint | boolean);
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact.toString();
}
