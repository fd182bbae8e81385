import type { Actor } from '../../src/audit/actor.js';
import type { PanelUser } from '../panel-user.js';
import type { ResourceDefinition, Row, RowQuery, VirtualProperty } from '../resource-definition.js';
import type { AskedFilter } from './list-query.js';
import type { BulkShape, ListShape } from './list-shape.js';

export interface BulkCall {
  actor: Actor;
  /** What was typed besides choosing the records. */
  input: Row;
  /** The same for the same record of the same form, however often it is sent. */
  key: string;
}

export interface BulkAction extends BulkShape {
  /** Through the record's service, with its own rights and refusals. */
  run: (id: number, call: BulkCall) => Promise<unknown>;
}

/** What a resource's list has besides its columns and filters. */
export interface ResourceLists {
  tabs?: {
    /** A virtual property with options, or an enum. */
    path: string;
    values: readonly string[];
    /** Counts that are kept somewhere; left out: counted. */
    counts?(): Promise<Record<string, number>>;
  };
  search?: string;
  totals?: readonly string[];
  card?: readonly string[];
  bulk?: readonly BulkAction[];
  /** The columns of a file; left out: those of the list. */
  exported?: readonly string[];
  /** How many fit, where it is kept; null = to be counted. */
  keptTotal?(filters: readonly AskedFilter[], user: PanelUser): Promise<number | null>;
}

/** What of it the page has to know. */
export function shapeOf({ lists }: ResourceDefinition): ListShape {
  return {
    ...(lists?.tabs ? { tabs: { path: lists.tabs.path, values: lists.tabs.values } } : {}),
    ...(lists?.search ? { search: lists.search } : {}),
    ...(lists?.card ? { card: lists.card } : {}),
    totals: lists?.totals ?? [],
    bulk: (lists?.bulk ?? []).map(({ run: _run, ...shape }) => shape),
  };
}

/** A filter whose values are conditions about the row; `parameters` are asked for at each use, as is the day. */
export function stateProperty<State extends string>(
  conditions: Readonly<Record<State, string>>,
  parameters: () => Record<string, unknown>,
  value?: (row: Row) => State,
): VirtualProperty {
  return {
    options: Object.keys(conditions),
    ...(value ? { value } : {}),
    filter: (query: RowQuery, state: string) => {
      query.andWhere(`(${conditions[state as State]})`, parameters());
    },
  };
}
