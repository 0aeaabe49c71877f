import type { DataSource, EntitySchema, ObjectLiteral, Repository } from 'typeorm';
import { quoted } from '../generations/names.js';
import { entityOf, streamsEntity } from '../projection/entity.js';
import type { Owned } from '../projection/entity.js';
import type { Projection, Table } from '../projection/projection.js';

/** One read model in the generation that the pointer named when the read began. */
export interface Model {
  readonly projection: Projection;
  readonly generation: number;
  readonly version: number;
  /** Schema of the generation. */
  readonly schema: string;
  repository<Row extends object>(table: Table<Row>): Repository<Row & Owned & ObjectLiteral>;
  /** SQL with tables as `{name}`, those of other read models as `{projection.name}`. int8 comes as text, json parsed, dates as pg gives them. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** All read models at one moment: what is read together is of the same generations. Valid only inside `read`. */
export interface Models {
  /** Throws ModelMissing. */
  of(projection: string): Model;
  readonly source: DataSource;
}

/** No generation of this read model can be served now: none stands yet, or only one of a version that this release does not carry. */
export class ModelMissing extends Error {
  constructor(
    readonly projection: string,
    /** The version that the pointer names, where it is one that this release does not carry. */
    readonly version?: number,
  ) {
    super(
      version === undefined
        ? `read model ${projection} cannot be served yet`
        : `read model ${projection} is at version ${version}, which this release does not carry`,
    );
    this.name = 'ModelMissing';
  }
}

export interface Served {
  readonly projection: Projection;
  readonly generation: number;
  readonly schema: string;
  readonly entities: ReadonlyMap<string, EntitySchema>;
}

/** The generations that are read together, on one DataSource. */
export interface Edition {
  readonly source: DataSource;
  readonly served: ReadonlyMap<string, Served>;
  /** Versions that the pointers name and this release does not carry, by read model. */
  uncarried: ReadonlyMap<string, number>;
  /** Reads under way. */
  reads: number;
  retired: (() => void) | undefined;
}

export function servedOf(projection: Projection, generation: number, schema: string): Served {
  const entities = new Map<string, EntitySchema>(
    projection.tables.map((table) => [table.name, entityOf(table, schema) as unknown as EntitySchema]),
  );
  entities.set('streams', streamsEntity(schema) as unknown as EntitySchema);
  return { projection, generation, schema, entities };
}

export function modelsOf({ source, served, uncarried }: Edition): Models {
  const find = (name: string): Served => {
    const found = served.get(name);
    if (!found) throw new ModelMissing(name, uncarried.get(name));
    return found;
  };
  const tableIn = (home: Served, reference: string): string => {
    const dot = reference.indexOf('.');
    const model = dot < 0 ? home : find(reference.slice(0, dot));
    const table = reference.slice(dot + 1);
    if (!model.entities.has(table)) throw new Error(`read model ${model.projection.name} has no table ${table}`);
    return `${quoted(model.schema)}.${quoted(table)}`;
  };
  return {
    source,
    of: (name) => {
      const model = find(name);
      return {
        projection: model.projection,
        generation: model.generation,
        version: model.projection.version,
        schema: model.schema,
        repository: <Row extends object>(table: Table<Row>) => {
          const entity = model.entities.get(table.name);
          if (!entity) throw new Error(`read model ${name} has no table ${table.name}`);
          return source.getRepository(entity as EntitySchema<Row & Owned & ObjectLiteral>);
        },
        query: <Row>(sql: string, parameters: readonly unknown[] = []) =>
          source.query<Row[]>(
            sql.replace(/\{([a-z][\w.-]*)\}/gi, (_match, reference: string) => tableIn(model, reference)),
            [...parameters],
          ),
      };
    },
  };
}
