import { Resource } from '@adminjs/typeorm';
import { BaseProperty, BaseRecord, ForbiddenError, type ActionContext, type Filter, type ParamsType } from 'adminjs';
import type { ObjectLiteral } from 'typeorm';
import { DomainError } from '../src/errors/domain-error.js';
import { seesAll } from './access.js';
import { toValidationError } from './domain-refusal.js';
import { LeanRecord } from './lean-record.js';
import { actorOf, isPanelUser, panelUserOf, type PanelUser } from './panel-user.js';
import { postedFields, postedVersion } from './posted-fields.js';
import type { AskedFilter } from './lists/list-query.js';
import { ResourceRows } from './lists/resource-rows.js';
import type { ResourceDefinition, Row } from './resource-definition.js';
import { parseId } from './resource-filters.js';
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
  /** What is in the table, for those who may see it. */
  readonly rows: ResourceRows;

  constructor(readonly definition: ResourceDefinition) {
    super(definition.entity);
    const hidden = new Set([...HIDDEN_EVERYWHERE, ...(definition.hidden ?? [])]);
    const { columns } = definition.entity.getRepository().metadata;
    const shown = columns.filter(({ propertyName, isSelect }) => isSelect && !hidden.has(propertyName));
    this.columns = new Map(
      shown.map((column, index) => {
        const property = new StudioProperty(column, index, {
          options: definition.enums?.[column.propertyName],
          isExact: definition.exact?.includes(column.propertyName),
        });
        return [property.path(), property];
      }),
    );
    this.virtuals = new Map(
      Object.entries(definition.virtual ?? {}).map(([path, { sortColumn }]) => [
        path,
        new BaseProperty({ path, isSortable: sortColumn !== undefined }),
      ]),
    );
    this.rows = new ResourceRows(definition, this.columns);
  }

  // AdminJS asks for no more than BaseProperty has; the adapter's narrower type only describes its own columns.
  override properties(): AdapterProperty[] {
    return [...this.columns.values(), ...this.virtuals.values()] as unknown as AdapterProperty[];
  }

  override property(path: string): AdapterProperty {
    return (this.columns.get(path) ?? this.virtuals.get(path) ?? null) as unknown as AdapterProperty;
  }

  columnKinds(): { name: string; kind: ColumnKind; isNullable: boolean }[] {
    return [...this.columns].map(([name, { kind, column }]) => ({ name, kind, isNullable: column.isNullable }));
  }

  /** Null for what is no column. */
  columnKind(path: string): ColumnKind | null {
    return this.columns.get(path)?.kind ?? null;
  }

  override async count(filter: Filter, context?: ActionContext): Promise<number> {
    return this.rows.count(filtersOf(filter), userOf(context));
  }

  override async find(filter: Filter, page: Page, context?: ActionContext): Promise<BaseRecord[]> {
    const rows = await this.rows.page(filtersOf(filter), userOf(context), {
      sort: page.sort,
      limit: clamp(page.limit, 1, MAX_ROWS, DEFAULT_ROWS),
      offset: clamp(page.offset, 0, Number.MAX_SAFE_INTEGER, 0),
    });
    return this.toRecords(rows, context);
  }

  override async findOne(id: string | number, context?: ActionContext): Promise<BaseRecord | null> {
    const [row] = await this.rowsById([id], context);
    if (!row) return null;
    if (this.definition.isEnrichedInListsOnly) return new BaseRecord(this.paramsOf(row), this);
    return (await this.toRecords([row], context))[0] ?? null;
  }

  /** Whether there is such a record for the person; who sees all is told so, and learns it from what is read of the record. */
  async isFor(id: number, user: PanelUser): Promise<boolean> {
    return seesAll(user.role) || (await this.rows.byIds([id], user)).length > 0;
  }

  /** Only what a reference shows: the title. Whole records would travel along with every list. */
  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<BaseRecord[]> {
    const rows = await this.rows.titles(wantedOf(ids), userOf(context));
    return rows.map((row) => new LeanRecord(this.titleParams(row), this));
  }

  private titleParams(row: ObjectLiteral): ParamsType {
    const { title, virtual } = this.definition;
    return { id: row.id as number, [title]: (virtual?.[title]?.value?.(row) ?? row[title]) as unknown };
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

  private async rowsById(ids: readonly (string | number)[], context?: ActionContext): Promise<ObjectLiteral[]> {
    return this.rows.byIds(wantedOf(ids), userOf(context));
  }

  async toRecords(rows: readonly ObjectLiteral[], context?: ActionContext): Promise<BaseRecord[]> {
    const extra = (await this.definition.enrich?.(rows, panelUserOf(context?.currentAdmin))) ?? [];
    return rows.map((row, index) => this.recordOf(Object.assign(this.paramsOf(row), extra[index])));
  }

  /** AdminJS takes each record apart for values within values: a tenth of what a list takes, where hardly one has any. */
  private recordOf(params: ParamsType): BaseRecord {
    if (Object.values(params).some(isNested)) return new BaseRecord(params, this);
    const record = new BaseRecord({}, this);
    record.params = params;
    return record;
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

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

function wantedOf(ids: readonly (string | number)[]): number[] {
  return [...new Set(ids.map(parseId).filter((id) => id !== null))];
}

function filtersOf(filter: Filter): AskedFilter[] {
  return Object.values(filter?.filters ?? {}).map(({ path, value }) => ({ path, value }));
}

function userOf(context: ActionContext | undefined): PanelUser | null {
  const user = context?.currentAdmin;
  return isPanelUser(user) ? user : null;
}

function clamp(value: unknown, min: number, max: number, fallback: number): number {
  const number = Math.trunc(Number(value));
  return Number.isFinite(number) ? Math.min(Math.max(number, min), max) : fallback;
}
