import { BaseProperty, type PropertyType } from 'adminjs';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';

/** What a column holds, as the panel treats it. */
export type ColumnKind =
  'id' | 'reference' | 'int' | 'money' | 'date' | 'instant' | 'boolean' | 'json' | 'enum' | 'text';

function kindOf(column: ColumnMetadata, options: readonly string[] | undefined): ColumnKind {
  if (column.isPrimary) return column.type === 'int' ? 'id' : 'text';
  if (column.referencedColumn) return 'reference';
  if (options) return 'enum';
  switch (column.type) {
    case 'int':
      return 'int';
    case 'decimal':
      return 'money';
    case 'date':
      return 'date';
    case 'datetime':
      return 'instant';
    case 'boolean':
      return 'boolean';
    case 'simple-json':
      return 'json';
    default:
      return 'text';
  }
}

const ADMIN_TYPES: Record<ColumnKind, PropertyType> = {
  id: 'number',
  reference: 'reference',
  // As text, because AdminJS turns an empty number into 0 and a date into an instant before anyone can object.
  int: 'string',
  money: 'string',
  date: 'string',
  instant: 'datetime',
  boolean: 'boolean',
  json: 'string',
  enum: 'string',
  text: 'string',
};

interface PropertyTraits {
  /** The only values there are. */
  options?: readonly string[] | undefined;
  /** A text that is found by the whole of it. */
  isExact?: boolean | undefined;
}

/** A column of an entity as a property of the panel. */
export class StudioProperty extends BaseProperty {
  readonly kind: ColumnKind;

  constructor(
    readonly column: ColumnMetadata,
    position: number,
    private readonly traits: PropertyTraits = {},
  ) {
    const kind = kindOf(column, traits.options);
    super({
      path: column.propertyPath,
      type: ADMIN_TYPES[kind],
      isId: column.isPrimary,
      isSortable: kind !== 'json' && kind !== 'reference',
      position,
    });
    this.kind = kind;
  }

  override reference(): string | null {
    return this.column.referencedColumn?.entityMetadata.name ?? null;
  }

  override availableValues(): string[] | null {
    return this.traits.options ? [...this.traits.options] : null;
  }

  get isExact(): boolean {
    return this.traits.isExact ?? false;
  }

  override isTitle(): boolean {
    return false;
  }
}
