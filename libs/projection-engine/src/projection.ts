import type { Context, EventContract, EventOf } from '@yimen/contracts';

/** SQL types of columns. `sealed` is text that the query side may open for viewers who may; it is never indexed. */
export type ColumnType = 'text' | 'uuid' | 'int' | 'bigint' | 'boolean' | 'date' | 'timestamptz' | 'json' | 'sealed';

export interface Column {
  readonly type: ColumnType;
  readonly nullable?: true;
}

/** A table of a read model. Beside these columns the engine keeps `stream` and `revision` of the row's stream (decision 13). */
export interface Table<Row extends object = object> {
  readonly name: string;
  readonly columns: { readonly [K in keyof Row & string]: Column };
  readonly key: readonly (keyof Row & string)[];
  readonly indices: readonly (readonly (keyof Row & string)[])[];
  readonly __row?: Row;
}

/** Values as the fold sees them: int → number, bigint → bigint, date → ISO date, timestamptz → ISO instant, json → parsed. */
export function table<Row extends object>(
  name: string,
  definition: Omit<Table<Row>, 'name' | '__row' | 'indices'> & { indices?: Table<Row>['indices'] },
): Table<Row> {
  return { name, indices: [], ...definition };
}

/** The rows that the event's own stream owns, in memory; changes are written with the batch. A row has one writer: its stream. */
export interface OwnRows<Row extends object> {
  /** Key in the order of `Table.key`, e.g. `get('2026-03-02', 'A001')`. */
  get(...key: unknown[]): Row | undefined;
  all(): Row[];
  /** Inserts or replaces. Throws if the key belongs to another stream. */
  put(row: Row): void;
  /** Changes some columns of a row that must exist. */
  patch(key: readonly unknown[], change: Partial<Row>): void;
  remove(...key: unknown[]): void;
}

export interface Delivered<E> {
  readonly event: E;
  readonly id: string;
  readonly stream: string;
  /** The part of the stream after the first slash. */
  readonly item: string;
  readonly revision: bigint;
  readonly happenedOn: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly organisation: string | undefined;
}

type Rows<Tables extends Record<string, Table<never>>> = {
  readonly [K in keyof Tables]: Tables[K] extends Table<infer Row> ? OwnRows<Row> : never;
};

/** Fold of one event type into the tables. Pure over the rows it is given. */
export interface Handler {
  readonly contract: EventContract;
  readonly apply: (rows: never, delivered: never) => void;
}

export interface Projection {
  readonly name: string;
  /** Raised when tables or folds change; a release carries the previous version of each changed projection (decision 16). */
  readonly version: number;
  readonly tables: readonly Table[];
  readonly handlers: ReadonlyMap<string, Handler>;
  /** Contexts whose topics it reads: those of its handlers; events that every service keeps (`shared`) add none. */
  readonly contexts: readonly Context[];
  /** Subjects whose streams it follows; read-after waits only for these. */
  readonly subjects: ReadonlySet<string>;
}

/** Declares a read model: its tables and one fold per event contract. */
export function projection<const Tables extends Record<string, Table<never>>>(
  name: string,
  version: number,
  tables: Tables,
  build: (
    on: <C extends EventContract>(contract: C, apply: (rows: Rows<Tables>, delivered: Delivered<EventOf<C>>) => void) => void,
  ) => void,
): Projection & { readonly table: Tables } {
  const handlers = new Map<string, Handler>();
  build((contract, apply) => {
    if (handlers.has(contract.type)) throw new Error(`projection ${name} folds ${contract.type} twice`);
    handlers.set(contract.type, { contract, apply: apply as Handler['apply'] });
  });
  const contracts = [...handlers.values()].map((handler) => handler.contract);
  return {
    name,
    version,
    table: tables,
    tables: Object.values(tables) as unknown as Table[],
    handlers,
    contexts: [...new Set(contracts.map((contract) => contract.context).filter((context) => context !== 'shared'))],
    subjects: new Set(contracts.map((contract) => contract.subject)),
  };
}
