import { In, type ColumnOptions, type FindOperator, type ValueTransformer } from 'typeorm';
import type { Money } from '../lib/money.js';

/** MySQL and MariaDB give a decimal as text, SQLite as a number: our side only ever sees `"1200.00"`. */
const moneyTransformer: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | number | null): Money | null =>
    value === null ? null : ((typeof value === 'number' ? value.toFixed(2) : value) as Money),
};

/** An amount: `decimal(12,2)`, exact. */
export function moneyColumn(options: ColumnOptions = {}): ColumnOptions {
  return { type: 'decimal', precision: 12, scale: 2, transformer: moneyTransformer, ...options };
}

/** An instant in UTC. */
export function instantColumn(options: ColumnOptions = {}): ColumnOptions {
  return { type: 'datetime', precision: 3, ...options };
}

export function nullable(options: ColumnOptions): ColumnOptions {
  return { ...options, nullable: true };
}

/** Named foreign key without cascades: facts about people and money are never deleted by accident. */
export function foreignKey(name: string, column: string): { name: string; foreignKeyConstraintName: string } {
  return { name: column, foreignKeyConstraintName: name };
}

export const KEEP = { onDelete: 'NO ACTION', onUpdate: 'NO ACTION', createForeignKeyConstraints: true } as const;

/** `In` over a read-only list. An empty one matches nothing. */
export function whereIn<T>(values: readonly T[]): FindOperator<T> {
  return In([...values]) as FindOperator<T>;
}
