import type { BaseEntity, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../src/audit/actor.js';
import type { ResourceLists } from './lists/list-parts.js';
import type { PanelUser } from './panel-user.js';

export type EntityClass = typeof BaseEntity;
export type Row = Record<string, unknown>;
export type RowQuery = SelectQueryBuilder<ObjectLiteral>;

/** The alias of the resource's own table in every query. */
export const ROW = 'record';

/** What a posted text becomes before the service sees it. `keep` hands it on as typed. */
export type FieldKind = 'keep' | 'text' | 'number' | 'boolean' | 'numbers' | 'texts';

/** The only way of a resource to the database's tables: a service of the business. */
export interface ServiceGateway {
  /** The fields that may be posted; everything else is dropped. */
  fields: Readonly<Record<string, FieldKind>>;
  create?(input: Row, actor: Actor, formKey?: unknown): Promise<{ id: number }>;
  /** Another version than `expectedVersion` in the database is `changed_meanwhile`. */
  update?(id: number, input: Row, actor: Actor, expectedVersion?: number): Promise<{ id: number }>;
}

/** A property that is no column: computed for showing, and perhaps searched and sorted by another way. */
export interface VirtualProperty {
  value?(row: Row): unknown;
  /** The columns that the value is made of; left out: it may be any. */
  from?: readonly string[];
  /** The column that stands in for it when a list is sorted by it. */
  sortColumn?: string;
  filter?(query: RowQuery, value: string, user: PanelUser): Promise<void> | void;
  options?: readonly string[];
}

/** `01.03.2026`: a day in a record's title, which is the same text in every language. */
export function dayName(date: unknown): string {
  return String(date).split('-').reverse().join('.');
}

/** How an entity appears in the panel. */
export interface ResourceDefinition {
  entity: EntityClass;
  /** Group of the sidebar; see `navigation.ts`. */
  navigation: 'reception' | 'groups' | 'messages' | 'owner';
  /** The property by which a record is called and searched. */
  title: string;
  list: readonly string[];
  /** References that a column of the list needs by name without being a column itself. */
  named?: readonly string[];
  show?: readonly string[];
  filter?: readonly string[];
  edit?: readonly string[];
  /** Columns that never leave the server. */
  hidden?: readonly string[];
  enums?: Readonly<Record<string, readonly string[]>>;
  virtual?: Readonly<Record<string, VirtualProperty>>;
  /** Property options of AdminJS on top of those that follow from the column. */
  properties?: Readonly<Record<string, Record<string, unknown>>>;
  sort?: { sortBy: string; direction: 'asc' | 'desc' };
  /** Columns of text that a filter finds by the whole of it. */
  exact?: readonly string[];
  /** Tabs, sums, what can be done to several at once. */
  lists?: ResourceLists;
  gateway?: ServiceGateway;
  /** Narrows what a coach sees; without it a coach sees no row at all. */
  coachScope?(query: RowQuery, coachId: number): void;
  /** Adds computed values to the rows of a page; to one record alone unless it is for lists only. */
  isEnrichedInListsOnly?: boolean;
  enrich?(rows: readonly Row[], user: PanelUser): Promise<readonly Row[]>;
}
