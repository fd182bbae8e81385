import type { ObjectLiteral } from 'typeorm';
import { isSqlite } from '../../src/db/data-source.js';
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

type Filters = readonly AskedFilter[];

/** The rows of an entity that a person may see, narrowed by filters. Who is nobody of the studio sees none. */
export class ResourceRows {
  private readonly idName: string;

  constructor(
    private readonly definition: ResourceDefinition,
    private readonly columns: ReadonlyMap<string, StudioProperty>,
  ) {
    this.idName = definition.entity.getRepository().metadata.primaryColumns[0]?.propertyName ?? 'id';
  }

  async count(filters: Filters, user: PanelUser | null): Promise<number> {
    const query = await this.narrowed(filters, user);
    return query ? query.getCount() : 0;
  }

  /** Ids first, from an index where there is one for the order: a late page does not read the wide rows before it. */
  async page(filters: Filters, user: PanelUser | null, { sort, limit, offset }: Page): Promise<ObjectLiteral[]> {
    const ids = await this.narrowed(filters, user);
    if (!ids) return [];
    ids.select(`${ROW}.${this.idName}`, 'id');
    this.order(ids, sort).limit(limit).offset(offset);
    const rows = this.query()
      .innerJoin(`(${ids.getQuery()})`, 'page', `page.id = ${ROW}.${this.idName}`)
      .setParameters(ids.getParameters());
    return this.order(rows, sort).getMany();
  }

  /** The ids of all that is filtered, in the order of the list. */
  async ids(filters: Filters, user: PanelUser | null, sort: AskedSort | undefined, limit: number): Promise<number[]> {
    const query = await this.narrowed(filters, user);
    if (!query) return [];
    query.select(`${ROW}.${this.idName}`, 'id');
    const rows = await this.order(query, sort).limit(limit).getRawMany<{ id: number | string }>();
    return rows.map(({ id }) => Number(id));
  }

  /** In no particular order; who may not see a row does not get it. */
  async byIds(ids: readonly (number | string)[], user: PanelUser | null): Promise<ObjectLiteral[]> {
    const query = user && this.visible(user);
    if (!query || ids.length === 0) return [];
    return query.andWhere(`${ROW}.${this.idName} IN (:...wantedIds)`, { wantedIds: [...ids] }).getMany();
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
      const query = await this.narrowed([...others, ...own], user);
      if (!query) continue;
      const [sql, parameters] = query.select('COUNT(*)').getQueryAndParameters();
      parts.push({ name, sql, parameters });
    }
    if (parts.length === 0) return counts;
    const sql = `SELECT ${parts.map((part, index) => `(${part.sql}) AS c${index}`).join(', ')}`;
    const [row] = await this.definition.entity.getRepository().manager.query<Record<string, number | string>[]>(
      sql,
      parts.flatMap(({ parameters }) => parameters),
    );
    parts.forEach(({ name }, index) => (counts[name] = Number(row?.[`c${index}`])));
    return counts;
  }

  /** Exact sums of columns of money over all that is filtered. */
  async totals(columns: readonly string[], filters: Filters, user: PanelUser): Promise<Record<string, string>> {
    const query = await this.narrowed(filters, user);
    if (!query || columns.length === 0) return {};
    // In whole hundredths: SQLite would add decimals as binary fractions.
    const whole = isSqlite(query.connection) ? 'INTEGER' : 'SIGNED';
    query.select([]);
    for (const name of columns) query.addSelect(`SUM(CAST(ROUND(${ROW}.${name} * 100) AS ${whole}))`, name);
    const row = await query.getRawOne<Record<string, number | string | null>>();
    return Object.fromEntries(columns.map((name) => [name, moneyText(row?.[name] ?? 0)]));
  }

  private query(): RowQuery {
    return this.definition.entity.getRepository().createQueryBuilder(ROW);
  }

  private visible(user: PanelUser): RowQuery | null {
    const query = this.query();
    if (user.role !== 'coach') return query;
    if (!this.definition.coachScope || user.coachId === null) return null;
    this.definition.coachScope(query, user.coachId);
    return query;
  }

  private async narrowed(filters: Filters, user: PanelUser | null): Promise<RowQuery | null> {
    const query = user && this.visible(user);
    if (!query) return null;
    for (const { path, value } of filters) {
      if (!(await this.apply(query, path, value, panelUserOf(user)))) return null;
    }
    // A picked-from list or a plain list never offers what is archived.
    const asksForArchived = filters.some(({ path }) => path === 'archived' || path === 'status');
    if (this.columns.has('archivedAt') && !asksForArchived) query.andWhere(`${ROW}.archivedAt IS NULL`);
    return query;
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

  /** The id follows in the same direction: so the index of the column has the whole order. */
  private order(query: RowQuery, sort: AskedSort | undefined): RowQuery {
    const wanted = this.sortColumn(sort?.sortBy);
    const standard = this.definition.sort ?? { sortBy: 'id', direction: 'desc' as const };
    const column = wanted ?? this.sortColumn(standard.sortBy) ?? this.idName;
    const direction = (wanted ? sort?.direction : standard.direction) === 'desc' ? 'DESC' : 'ASC';
    query.orderBy(`${ROW}.${column}`, direction);
    if (column !== this.idName) query.addOrderBy(`${ROW}.${this.idName}`, direction);
    return query;
  }

  private sortColumn(path: string | undefined): string | undefined {
    if (path === undefined) return undefined;
    const virtual = this.definition.virtual?.[path];
    if (virtual) return virtual.sortColumn;
    const property = this.columns.get(path);
    return property?.kind === 'json' ? undefined : property?.column.propertyName;
  }
}
