import {
  Table,
  TableColumn,
  TableForeignKey,
  TableIndex,
  type QueryRunner,
  type TableColumnOptions,
  type TableForeignKeyOptions,
  type TableIndexOptions,
} from 'typeorm';

/**
 * One vocabulary for SQLite, MySQL and MariaDB. Migrations already merged depend on every word of it: add words, never
 * change one.
 */
type Options = Partial<TableColumnOptions>;
type ColumnFor = (runner: QueryRunner) => TableColumnOptions;

export interface TableDefinition {
  name: string;
  columns: ColumnFor[];
  indices: TableIndexOptions[];
  foreignKeys: TableForeignKeyOptions[];
}

function isSqlite(runner: QueryRunner): boolean {
  return runner.connection.options.type === 'better-sqlite3';
}

function column(name: string, sqlite: Options, server: Options, options: Options = {}): ColumnFor {
  return (runner) => ({ name, type: '', ...(isSqlite(runner) ? sqlite : server), ...options });
}

export function id(primaryKeyConstraintName: string): ColumnFor {
  const shared = {
    isPrimary: true,
    isGenerated: true,
    generationStrategy: 'increment',
    primaryKeyConstraintName,
  } as const;
  return column('id', { type: 'integer', ...shared }, { type: 'int', ...shared });
}

export function varchar(name: string, length: number, options?: Options): ColumnFor {
  const type = { type: 'varchar', length: String(length) };
  return column(name, type, type, options);
}

/** TypeORM normalises whole numbers to `integer` on SQLite. */
export function int(name: string, options?: Options): ColumnFor {
  return column(name, { type: 'integer' }, { type: 'int' }, options);
}

export function flag(name: string, options: Options): ColumnFor {
  return column(
    name,
    { type: 'boolean', ...(options.default === undefined ? {} : { default: options.default ? 1 : 0 }) },
    { type: 'tinyint', ...(options.default === undefined ? {} : { default: options.default ? 1 : 0 }) },
  );
}

export function money(name: string, options?: Options): ColumnFor {
  const type = { type: 'decimal', precision: 12, scale: 2 };
  return column(name, type, type, options);
}

export function date(name: string, options?: Options): ColumnFor {
  return column(name, { type: 'date' }, { type: 'date' }, options);
}

export function instant(name: string, options?: Options): ColumnFor {
  const type = { type: 'datetime', precision: 3 };
  return column(name, type, type, options);
}

export function text(name: string, options?: Options): ColumnFor {
  return column(name, { type: 'text' }, { type: 'text' }, options);
}

export function blob(name: string, options?: Options): ColumnFor {
  return column(name, { type: 'mediumblob' }, { type: 'mediumblob' }, options);
}

export function index(name: string, ...columnNames: string[]): TableIndexOptions {
  return { name, columnNames };
}

export function unique(name: string, ...columnNames: string[]): TableIndexOptions {
  return { name, columnNames, isUnique: true };
}

export function foreignKey(name: string, columnName: string, referencedTableName: string): TableForeignKeyOptions {
  return {
    name,
    columnNames: [columnName],
    referencedTableName,
    referencedColumnNames: ['id'],
    onDelete: 'NO ACTION',
    onUpdate: 'NO ACTION',
  };
}

export function table(
  name: string,
  columns: ColumnFor[],
  indices: TableIndexOptions[],
  foreignKeys: TableForeignKeyOptions[],
): TableDefinition {
  return { name, columns, indices, foreignKeys };
}

/** Creates what is missing: MySQL commits every DDL statement at once, so a migration that died is run again. */
export async function createTables(runner: QueryRunner, definitions: readonly TableDefinition[]): Promise<void> {
  for (const definition of definitions) {
    if (await runner.hasTable(definition.name)) continue;
    await runner.createTable(
      new Table({
        name: definition.name,
        columns: definition.columns.map((make) => make(runner)),
        indices: definition.indices.map((options) => new TableIndex(options)),
        foreignKeys: definition.foreignKeys.map((options) => new TableForeignKey(options)),
      }),
      true,
      true,
      true,
    );
  }
}

export async function dropTables(runner: QueryRunner, definitions: readonly TableDefinition[]): Promise<void> {
  for (const definition of [...definitions].reverse()) {
    await runner.dropTable(definition.name, true, true, true);
  }
}

/** Columns, indices and foreign keys that a later migration adds to a table. */
export interface TableAddition {
  table: string;
  columns: ColumnFor[];
  indices?: TableIndexOptions[];
  foreignKeys?: TableForeignKeyOptions[];
}

/** Adds what is missing, for the same reason as `createTables`. */
export async function addColumns(runner: QueryRunner, additions: readonly TableAddition[]): Promise<void> {
  for (const { table: name, columns, indices = [], foreignKeys = [] } of additions) {
    for (const make of columns) {
      const options = make(runner);
      if (!(await runner.hasColumn(name, options.name))) await runner.addColumn(name, new TableColumn(options));
    }
    const known = await runner.getTable(name);
    for (const options of indices) {
      const isKnown = known?.indices.some((one) => one.name === options.name);
      if (!isKnown) await runner.createIndex(name, new TableIndex(options));
    }
    for (const options of foreignKeys) {
      const isKnown = known?.foreignKeys.some((one) => one.name === options.name);
      if (!isKnown) await runner.createForeignKey(name, new TableForeignKey(options));
    }
  }
}

export async function dropColumns(runner: QueryRunner, additions: readonly TableAddition[]): Promise<void> {
  for (const { table: name, columns, indices = [], foreignKeys = [] } of [...additions].reverse()) {
    for (const options of foreignKeys) await runner.dropForeignKey(name, options.name ?? '');
    for (const options of indices) await runner.dropIndex(name, options.name ?? '');
    await runner.dropColumns(
      name,
      columns.map((make) => make(runner).name),
    );
  }
}
