import { Resource } from '@adminjs/typeorm';
import { BaseProperty, BaseRecord, ForbiddenError, type ActionContext, type Filter, type ParamsType } from 'adminjs';
import type { ObjectLiteral } from 'typeorm';
import { DomainError } from '../src/errors/domain-error.js';
import { toValidationError } from './domain-refusal.js';
import { LeanRecord } from './lean-record.js';
import { actorOf, isPanelUser, panelUserOf, type PanelUser } from './panel-user.js';
import { postedFields, postedVersion } from './posted-fields.js';
import { ROW, type ResourceDefinition, type Row, type RowQuery } from './resource-definition.js';
import { applyFilter, parseId } from './resource-filters.js';
import { StudioProperty, type ColumnKind } from './studio-property.js';

const MAX_ROWS = 500;
const DEFAULT_ROWS = 20;
/** Which import made a row is for undoing that import, and no record of the panel to lead to. */
const HIDDEN_EVERYWHERE = ['importId'];

type AdapterProperty = ReturnType<Resource['property']>;

interface Page {
  limit?: number;
  offset?: number;
  sort?: { sortBy?: string; direction?: 'asc' | 'desc' };
}

/**
 * An entity in the panel: read with exact filters and within the rights of the person who asks, written only through the
 * entity's service. What has no service can't be written; nothing can be deleted.
 */
export class StudioResource extends Resource {
  private readonly columns: Map<string, StudioProperty>;
  private readonly virtuals: Map<string, BaseProperty>;

  constructor(readonly definition: ResourceDefinition) {
    super(definition.entity);
    const hidden = new Set([...HIDDEN_EVERYWHERE, ...(definition.hidden ?? [])]);
    const { columns } = definition.entity.getRepository().metadata;
    const shown = columns.filter(({ propertyName, isSelect }) => isSelect && !hidden.has(propertyName));
    this.columns = new Map(
      shown.map((column, index) => {
        const property = new StudioProperty(column, index, definition.enums?.[column.propertyName]);
        return [property.path(), property];
      }),
    );
    this.virtuals = new Map(
      Object.entries(definition.virtual ?? {}).map(([path, { sortColumn }]) => [
        path,
        new BaseProperty({ path, isSortable: sortColumn !== undefined }),
      ]),
    );
  }

  // AdminJS asks for no more than BaseProperty has; the adapter's narrower type only describes its own columns.
  override properties(): AdapterProperty[] {
    return [...this.columns.values(), ...this.virtuals.values()] as unknown as AdapterProperty[];
  }

  override property(path: string): AdapterProperty {
    return (this.columns.get(path) ?? this.virtuals.get(path) ?? null) as unknown as AdapterProperty;
  }

  columnKinds(): { name: string; kind: ColumnKind }[] {
    return [...this.columns].map(([name, { kind }]) => ({ name, kind }));
  }

  override async count(filter: Filter, context?: ActionContext): Promise<number> {
    const query = await this.filtered(filter, context);
    return query ? query.getCount() : 0;
  }

  override async find(filter: Filter, page: Page, context?: ActionContext): Promise<BaseRecord[]> {
    const query = await this.filtered(filter, context);
    if (!query) return [];
    this.sort(query, page.sort);
    query.take(clamp(page.limit, 1, MAX_ROWS, DEFAULT_ROWS)).skip(clamp(page.offset, 0, Number.MAX_SAFE_INTEGER, 0));
    return this.toRecords(await query.getMany(), context);
  }

  override async findOne(id: string | number, context?: ActionContext): Promise<BaseRecord | null> {
    const [row] = await this.rowsById([id], context);
    return row ? ((await this.toRecords([row], context))[0] ?? null) : null;
  }

  /** Only what a reference shows: the title. Whole records would travel along with every list. */
  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<BaseRecord[]> {
    const rows = await this.rowsById(ids, context);
    return rows.map((row) => new LeanRecord(this.paramsOf(row), this));
  }

  override async create(params: Row, context?: ActionContext): Promise<ParamsType> {
    const { gateway } = this.definition;
    if (!gateway?.create) throw new ForbiddenError('anyForbiddenError');
    const user = panelUserOf(context?.currentAdmin);
    const input = postedFields(params, gateway.fields);
    const saved = await this.refusing(user, () => gateway.create?.(input, actorOf(user), params.formKey));
    return this.saved(saved?.id, context);
  }

  override async update(id: string | number, params: Row = {}, context?: ActionContext): Promise<ParamsType> {
    const { gateway } = this.definition;
    const recordId = parseId(id);
    if (!gateway?.update || recordId === null) throw new ForbiddenError('anyForbiddenError');
    const user = panelUserOf(context?.currentAdmin);
    const input = postedFields(params, gateway.fields);
    await this.refusing(user, () => gateway.update?.(recordId, input, actorOf(user), postedVersion(params)));
    return this.saved(recordId, context);
  }

  override async delete(): Promise<never> {
    throw new ForbiddenError('anyForbiddenError');
  }

  private async refusing<T>(user: PanelUser, work: () => Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw toValidationError(error, user.language, this.definition.edit ?? []);
    }
  }

  private async saved(id: number | undefined, context?: ActionContext): Promise<ParamsType> {
    const [row] = id === undefined ? [] : await this.rowsById([id], context);
    return row ? this.paramsOf(row) : { id };
  }

  private query(context?: ActionContext): RowQuery | null {
    const user = context?.currentAdmin;
    if (!isPanelUser(user)) return null;
    const query = this.definition.entity.getRepository().createQueryBuilder(ROW) as RowQuery;
    if (user.role !== 'coach') return query;
    if (!this.definition.coachScope || user.coachId === null) return null;
    this.definition.coachScope(query, user.coachId);
    return query;
  }

  private async rowsById(ids: readonly (string | number)[], context?: ActionContext): Promise<ObjectLiteral[]> {
    const query = this.query(context);
    const wanted = [...new Set(ids.map(parseId).filter((id) => id !== null))];
    if (!query || wanted.length === 0) return [];
    return query.andWhere(`${ROW}.${this.idName()} IN (:...wantedIds)`, { wantedIds: wanted }).getMany();
  }

  private async filtered(filter: Filter, context?: ActionContext): Promise<RowQuery | null> {
    const query = this.query(context);
    if (!query) return null;
    const filters = Object.values(filter?.filters ?? {});
    for (const { path, value } of filters) {
      if (!(await this.applyOne(query, path, value, context))) return null;
    }
    // A picked-from list or a plain list never offers what is archived.
    const asksForArchived = filters.some(({ path }) => path === 'archived' || path === 'status');
    if (this.columns.has('archivedAt') && !asksForArchived) query.andWhere(`${ROW}.archivedAt IS NULL`);
    return query;
  }

  private async applyOne(query: RowQuery, path: string, value: unknown, context?: ActionContext): Promise<boolean> {
    const virtual = this.definition.virtual?.[path];
    if (virtual) {
      const isFit = virtual.filter && typeof value === 'string' && (virtual.options?.includes(value) ?? true);
      if (isFit) await virtual.filter?.(query, value, panelUserOf(context?.currentAdmin));
      return Boolean(isFit);
    }
    const property = this.columns.get(path);
    return property !== undefined && applyFilter(query, property, value, panelUserOf(context?.currentAdmin).timeZone);
  }

  private sort(query: RowQuery, sort: Page['sort']): void {
    const wanted = this.sortColumn(sort?.sortBy);
    const standard = this.definition.sort ?? { sortBy: 'id', direction: 'desc' as const };
    const column = wanted ?? this.sortColumn(standard.sortBy) ?? this.idName();
    const direction = wanted ? sort?.direction : standard.direction;
    query.orderBy(`${ROW}.${column}`, direction === 'desc' ? 'DESC' : 'ASC');
    if (column !== this.idName()) query.addOrderBy(`${ROW}.${this.idName()}`, 'DESC');
  }

  private sortColumn(path: string | undefined): string | undefined {
    if (path === undefined) return undefined;
    const virtual = this.definition.virtual?.[path];
    if (virtual) return virtual.sortColumn;
    const property = this.columns.get(path);
    return property?.kind === 'json' ? undefined : property?.column.propertyName;
  }

  private async toRecords(rows: readonly ObjectLiteral[], context?: ActionContext): Promise<BaseRecord[]> {
    const extra = (await this.definition.enrich?.(rows, panelUserOf(context?.currentAdmin))) ?? [];
    return rows.map((row, index) => new BaseRecord({ ...this.paramsOf(row), ...extra[index] }, this));
  }

  /** An allow-list: the shown columns and the computed properties, nothing else of the row. */
  private paramsOf(row: ObjectLiteral): ParamsType {
    const params: ParamsType = {};
    for (const [path, property] of this.columns) {
      const value: unknown = row[property.column.propertyName];
      if (value === undefined) continue;
      params[path] = property.kind === 'json' && value !== null ? JSON.stringify(value) : value;
    }
    for (const [path, virtual] of Object.entries(this.definition.virtual ?? {})) {
      if (virtual.value) params[path] = virtual.value(row);
    }
    return params;
  }
}

function clamp(value: unknown, min: number, max: number, fallback: number): number {
  const number = Math.trunc(Number(value));
  return Number.isFinite(number) ? Math.min(Math.max(number, min), max) : fallback;
}
