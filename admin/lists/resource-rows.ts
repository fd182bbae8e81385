import type { EntityManager, ObjectLiteral } from 'typeorm';
import { isSqlite } from '../../src/db/data-source.js';
import { query } from '../../src/db/query.js';
import { placesFor, readFields } from '../../src/db/read-entities.js';
import { seesAll } from '../access.js';
import { panelUserOf, type PanelUser } from '../panel-user.js';
import { ROW, type ResourceDefinition, type RowQuery } from '../resource-definition.js';
import { applyFilter } from '../resource-filters.js';
import type { StudioProperty } from '../studio-property.js';
import { moneyText } from './money-text.js';
import type { AskedFilter, AskedSort } from './list-query.js';
import { ALL_TAB, type ListShape } from './list-shape.js';

interface Page {
  sort?: AskedSort | undefined;
  limit: number;
  offset: number;
}

interface Order {
  column: string;
  direction: 'ASC' | 'DESC';
}

/** Which a list reads only if it has a column for them. */
const STAMPS = ['createdAt', 'updatedAt'];

type Filters = readonly AskedFilter[];

/** TypeORM gives the parameters as `any`. */
function statementOf(rows: RowQuery): [sql: string, parameters: unknown[]] {
  return rows.getQueryAndParameters();
}

/** The rows of an entity that a person may see, narrowed by filters. Who is nobody of the studio sees none. */
export class ResourceRows {
  private readonly idName: string;
  private readonly table: string;
  /** All but what is secret. */
  private readonly fields: readonly string[];
  private readonly listFields: readonly string[];
  private readonly titleFields: readonly string[];
  private readonly manager: EntityManager;
  private readonly entity: new () => Record<string, unknown>;
  private readonly unnarrowed = new Map<string, string>();

  constructor(
    private readonly definition: ResourceDefinition,
    private readonly columns: ReadonlyMap<string, StudioProperty>,
  ) {
    const { metadata, manager } = definition.entity.getRepository();
    this.idName = metadata.primaryColumns[0]?.propertyName ?? 'id';
    this.table = manager.dataSource.driver.escape(metadata.tableName);
    this.fields = metadata.columns.filter(({ isSelect }) => isSelect).map(({ propertyName }) => propertyName);
    const unlisted = STAMPS.filter((name) => !definition.list.includes(name));
    this.listFields = this.fields.filter((name) => !unlisted.includes(name));
    const title = definition.virtual?.[definition.title];
    this.titleFields = title && !title.from ? this.fields : [this.idName, ...(title?.from ?? [definition.title])];
    this.manager = manager;
    this.entity = metadata.target as new () => Record<string, unknown>;
  }

  async count(filters: Filters, user: PanelUser | null): Promise<number> {
    const rows = await this.narrowed(filters, user);
    if (!rows) return 0;
    // SQLite counts a whole table at once, but only if it is asked for exactly that.
    const [sql, parameters] = statementOf(rows.select('COUNT(*)', 'total'));
    const [row] = await query<{ total: number | string }[]>(this.manager, sql, parameters);
    return Number(row?.total);
  }

  /** Ids first, from an index where there is one for the order: a late page does not read the wide rows before it. */
  async page(filters: Filters, user: PanelUser | null, { sort, limit, offset }: Page): Promise<ObjectLiteral[]> {
    const order = this.orderOf(sort);
    const ids = await this.idsIn(order, filters, user);
    if (!ids) return [];
    const start = offset > 0 ? ` OFFSET ${offset}` : '';
    return this.read(
      `JOIN (${ids.sql} LIMIT ${limit}${start}) page ON page.id = ${this.table}.${this.idName} ORDER BY ${this.orderText(order)}`,
      ids.parameters,
      this.listFields,
    );
  }

  /** The ids of all that is filtered, in the order of the list. */
  async ids(filters: Filters, user: PanelUser | null, sort: AskedSort | undefined, limit: number): Promise<number[]> {
    const ids = await this.idsIn(this.orderOf(sort), filters, user);
    if (!ids) return [];
    const sql = `${ids.sql} LIMIT ${limit}`;
    const rows = await query<{ id: number | string }[]>(this.manager, sql, ids.parameters);
    return rows.map(({ id }) => Number(id));
  }

  /** In no particular order; who may not see a row does not get it. */
  byIds(ids: readonly (number | string)[], user: PanelUser | null): Promise<ObjectLiteral[]> {
    return this.chosen(ids, user, this.fields);
  }

  /** The same with no more than what the records are called by. */
  titles(ids: readonly (number | string)[], user: PanelUser | null): Promise<ObjectLiteral[]> {
    return this.chosen(ids, user, this.titleFields);
  }

  private async chosen(
    ids: readonly (number | string)[],
    user: PanelUser | null,
    fields: readonly string[],
  ): Promise<ObjectLiteral[]> {
    const rows = user && this.visible(user);
    if (!rows || ids.length === 0) return [];
    const wanted = `${this.table}.${this.idName} IN (${placesFor(ids)})`;
    if (seesAll(user.role)) return this.read(`WHERE ${wanted}`, ids, fields);
    const [own, parameters] = statementOf(rows.select(`${ROW}.${this.idName}`, 'id'));
    return this.read(`WHERE ${wanted} AND ${this.table}.${this.idName} IN (${own})`, [...ids, ...parameters], fields);
  }

  /** How many are in each tab under the other filters; one statement. */
  async tabCounts(
    tabs: NonNullable<ListShape['tabs']>,
    filters: Filters,
    user: PanelUser,
  ): Promise<Record<string, number>> {
    const others = filters.filter(({ path }) => path !== tabs.path);
    const names = [ALL_TAB, ...tabs.values];
    const counts = Object.fromEntries(names.map((name) => [name, 0]));
    const parts: { name: string; sql: string; parameters: unknown[] }[] = [];
    for (const name of names) {
      const own = name === ALL_TAB ? [] : [{ path: tabs.path, value: name }];
      const rows = await this.narrowed([...others, ...own], user);
      if (!rows) continue;
      const [sql, parameters] = statementOf(rows.select('COUNT(*)'));
      parts.push({ name, sql, parameters });
    }
    if (parts.length === 0) return counts;
    const sql = `SELECT ${parts.map((part, index) => `(${part.sql}) AS c${index}`).join(', ')}`;
    const [row] = await query<Record<string, number | string>[]>(
      this.manager,
      sql,
      parts.flatMap(({ parameters }) => parameters),
    );
    parts.forEach(({ name }, index) => (counts[name] = Number(row?.[`c${index}`])));
    return counts;
  }

  /** Exact sums of columns of money over all that is filtered. */
  async totals(columns: readonly string[], filters: Filters, user: PanelUser): Promise<Record<string, string>> {
    const rows = await this.narrowed(filters, user);
    if (!rows || columns.length === 0) return {};
    // In whole hundredths: SQLite would add decimals as binary fractions.
    const whole = isSqlite(rows.connection) ? 'INTEGER' : 'SIGNED';
    rows.select([]);
    for (const name of columns) rows.addSelect(`SUM(CAST(ROUND(${ROW}.${name} * 100) AS ${whole}))`, name);
    const row = await rows.getRawOne<Record<string, number | string | null>>();
    return Object.fromEntries(columns.map((name) => [name, moneyText(row?.[name] ?? 0)]));
  }

  private all(): RowQuery {
    return this.definition.entity.getRepository().createQueryBuilder(ROW);
  }

  private visible(user: PanelUser): RowQuery | null {
    const rows = this.all();
    if (seesAll(user.role)) return rows;
    if (!this.definition.coachScope || user.coachId === null) return null;
    this.definition.coachScope(rows, user.coachId);
    return rows;
  }

  private async narrowed(filters: Filters, user: PanelUser | null): Promise<RowQuery | null> {
    const rows = user && this.visible(user);
    if (!rows) return null;
    for (const { path, value } of filters) {
      if (!(await this.apply(rows, path, value, panelUserOf(user)))) return null;
    }
    // A picked-from list or a plain list never offers what is archived.
    const asksForArchived = filters.some(({ path }) => path === 'archived' || path === 'status');
    if (this.columns.has('archivedAt') && !asksForArchived) rows.andWhere(`${ROW}.archivedAt IS NULL`);
    return rows;
  }

  private async apply(query: RowQuery, path: string, value: unknown, user: PanelUser): Promise<boolean> {
    const virtual = this.definition.virtual?.[path];
    if (virtual) {
      const isFit = virtual.filter && typeof value === 'string' && (virtual.options?.includes(value) ?? true);
      if (isFit) await virtual.filter?.(query, value, user);
      return Boolean(isFit);
    }
    const property = this.columns.get(path);
    return property !== undefined && applyFilter(query, property, value, user.timeZone);
  }

  private orderOf(sort: AskedSort | undefined): Order {
    const wanted = this.sortColumn(sort?.sortBy);
    const standard = this.definition.sort ?? { sortBy: 'id', direction: 'desc' as const };
    const column = wanted ?? this.sortColumn(standard.sortBy) ?? this.idName;
    return { column, direction: (wanted ? sort?.direction : standard.direction) === 'desc' ? 'DESC' : 'ASC' };
  }

  /** The id follows in the same direction: so the index of the column has the whole order. */
  private columnsOf({ column }: Order): string[] {
    return column === this.idName ? [column] : [column, this.idName];
  }

  /** Of a property in the table. */
  private nameOf(column: string): string {
    const { driver } = this.manager.dataSource;
    const { metadata } = this.definition.entity.getRepository();
    return driver.escape(metadata.findColumnWithPropertyName(column)?.databaseName ?? column);
  }

  private orderText(order: Order): string {
    return this.columnsOf(order)
      .map((column) => `${this.table}.${this.nameOf(column)} ${order.direction}`)
      .join(', ');
  }

  /** The statement of all ids that are filtered, in the order; worked out once for a list that nothing narrows. */
  private async idsIn(
    order: Order,
    filters: Filters,
    user: PanelUser | null,
  ): Promise<{ sql: string; parameters: unknown[] } | null> {
    const key = user && seesAll(user.role) && filters.length === 0 ? `${order.column} ${order.direction}` : null;
    const known = key === null ? undefined : this.unnarrowed.get(key);
    if (known !== undefined) return { sql: known, parameters: [] };
    const rows = await this.narrowed(filters, user);
    if (!rows) return null;
    rows.select(`${ROW}.${this.idName}`, 'id');
    for (const column of this.columnsOf(order)) rows.addOrderBy(`${ROW}.${column}`, order.direction);
    const [sql, parameters] = statementOf(rows);
    if (key !== null) this.unnarrowed.set(key, sql);
    return { sql, parameters };
  }

  private read(tail: string, parameters: readonly unknown[], fields: readonly string[]): Promise<ObjectLiteral[]> {
    return readFields(this.manager, this.entity, fields, tail, parameters);
  }

  private sortColumn(path: string | undefined): string | undefined {
    if (path === undefined) return undefined;
    const virtual = this.definition.virtual?.[path];
    if (virtual) return virtual.sortColumn;
    const property = this.columns.get(path);
    return property?.kind === 'json' ? undefined : property?.column.propertyName;
  }
}
