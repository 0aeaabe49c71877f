import { DataSource, EntitySchema } from 'typeorm';
import type { EntitySchemaColumnOptions } from 'typeorm';
import { quoted } from '../generations/names.js';
import type { Column, Projection, Table } from './projection.js';
import { sqlTypes } from './row-values.js';

/** Engine columns of every row: the stream that owns it, and the revision of the event that wrote it last. */
export interface Owned {
  readonly stream: string;
  readonly revision: bigint;
}

/** A followed stream and the last revision applied to a generation. */
export interface FollowedStream extends Owned {
  readonly context: string;
}

const asBigint = {
  from: (value: string | null) => (value === null ? null : BigInt(value)),
  to: (value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
};
const asInstant = { from: (value: Date | null) => value?.toISOString() ?? null, to: (value: unknown) => value };

function columnOf(column: Column, primary: boolean): EntitySchemaColumnOptions {
  const transformer = column.type === 'bigint' ? asBigint : column.type === 'timestamptz' ? asInstant : undefined;
  return {
    type: sqlTypes[column.type] as 'text',
    primary,
    nullable: column.nullable ?? false,
    ...(transformer && { transformer }),
  };
}

/**
 * The TypeORM entity of one table in one generation's schema. Columns keep the names of the declaration (quote camel case in SQL);
 * `stream` and `revision` are added, with an index on `stream`. Read as: bigint → bigint, date → ISO date, timestamptz → ISO instant (ms).
 */
export function entityOf<Row extends object>(table: Table<Row>, schema: string): EntitySchema<Row & Owned> {
  const columns: Record<string, EntitySchemaColumnOptions> = {};
  for (const [name, column] of Object.entries<Column>(table.columns)) columns[name] = columnOf(column, table.key.includes(name as never));
  columns['stream'] = { type: 'text' };
  columns['revision'] = { type: 'bigint', transformer: asBigint };
  return new EntitySchema<Row & Owned>({
    name: `${schema}.${table.name}`,
    schema,
    tableName: table.name,
    columns: columns as never,
    indices: [{ columns: ['stream'] }, ...table.indices.map((index) => ({ columns: [...index] }))],
  });
}

/** The engine's own table of a generation: which streams it follows, and how far. */
export function streamsEntity(schema: string): EntitySchema<FollowedStream> {
  return new EntitySchema<FollowedStream>({
    name: `${schema}.streams`,
    schema,
    tableName: 'streams',
    columns: {
      stream: { type: 'text', primary: true },
      context: { type: 'text', primary: true },
      revision: { type: 'bigint', transformer: asBigint },
    },
  });
}

export function entitiesOf(projection: Projection, schema: string): EntitySchema[] {
  return [streamsEntity(schema), ...projection.tables.map((table) => entityOf(table, schema))] as EntitySchema[];
}

/** Creates a generation's schema and tables where they do not exist; safe to repeat after a crash. */
export async function createTables(url: string, projection: Projection, schema: string): Promise<void> {
  if (projection.tables.some((table) => table.name === 'streams'))
    throw new Error(`projection ${projection.name}: the table name streams is the engine's`);
  const source = new DataSource({ type: 'postgres', url, entities: entitiesOf(projection, schema), synchronize: false, extra: { max: 1 } });
  await source.initialize();
  try {
    // Only where a table is missing: a table that stands is never altered, whatever this release declares under the same version.
    const wanted = ['streams', ...projection.tables.map((table) => table.name)];
    const found = await source.query<{ tablename: string }[]>('SELECT tablename FROM pg_tables WHERE schemaname = $1', [schema]);
    if (wanted.every((name) => found.some(({ tablename }) => tablename === name))) return;
    await source.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
    await source.synchronize();
  } finally {
    await source.destroy();
  }
}
