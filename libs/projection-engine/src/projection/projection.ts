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
  /**
   * The clear text of a sealed value of this event, for the few folds that must keep one in the person's own rows (a blind index, decision 2).
   * Undefined where its key is destroyed. Only values named by `Projection.opens`; throws for others.
   */
  opened(sealed: string): string | undefined;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tables of different rows
type AnyTable = Table<any>;

type Rows<Tables extends Record<string, AnyTable>> = {
  readonly [K in keyof Tables]: Tables[K] extends Table<infer Row> ? OwnRows<Row> : never;
};

/** Fold of one event type into the tables. Pure over the rows it is given. */
export interface Handler {
  readonly contract: EventContract;
  readonly apply: (rows: never, delivered: never) => void;
}

/** A rule over the finished tables that a proof checks: the query (tables as `{name}`) answers the rows that break it. */
export interface Invariant {
  readonly name: string;
  readonly violations: string;
}

export interface Projection {
  /** Lower case with hyphens; part of the schema name of its generations. */
  readonly name: string;
  /** Raised when tables or folds change; a release carries the previous version of each changed projection (decision 16). */
  readonly version: number;
  readonly tables: readonly Table[];
  readonly handlers: ReadonlyMap<string, Handler>;
  /** Contexts whose topics it reads: those of its handlers; events that every service keeps (`shared`) add none. */
  readonly contexts: readonly Context[];
  /** Subjects whose streams it follows; read-after waits only for these. */
  readonly subjects: ReadonlySet<string>;
  /** Tables under the names that the folds use. */
  readonly rowsOf: ReadonlyMap<string, Table>;
  /** What differs on purpose from the previous version: a table's name, or `table.column`. All else must be equal (decision 16). */
  readonly changed: ReadonlySet<string>;
  readonly invariants: readonly Invariant[];
  /** Fields of an event whose sealed values its fold needs open, by event type. */
  readonly opens: ReadonlyMap<string, readonly string[]>;
  /** Opens sealed values in their order, undefined for a destroyed key; given by the service at its start. Throws while the vault is away. */
  readonly open?: (sealed: readonly string[]) => Promise<readonly (string | undefined)[]>;
}

/** Whether the projection folds events of this stream's subject in this context. */
export function follows(projection: Projection, context: string, stream: string): boolean {
  const subject = subjectOf(stream);
  if (!projection.subjects.has(subject)) return false;
  for (const { contract } of projection.handlers.values())
    if (contract.subject === subject && (contract.context === context || contract.context === 'shared')) return true;
  return false;
}

/** The part of a stream's name before the first slash. */
export function subjectOf(stream: string): string {
  const slash = stream.indexOf('/');
  return slash < 0 ? stream : stream.slice(0, slash);
}

/**
 * Declares a read model: its tables and one fold per event contract. `more.changed` names what a raised version changes on purpose,
 * `more.invariants` what must hold of the finished tables whatever the version, `more.contexts` the topics to read for events that every
 * service keeps (`shared`), beside those of the handlers, `more.opens` the sealed fields that a fold needs open, by event type.
 */
export function projection<const Tables extends Record<string, AnyTable>>(
  name: string,
  version: number,
  tables: Tables,
  build: (
    on: <C extends EventContract>(contract: C, apply: (rows: Rows<Tables>, delivered: Delivered<EventOf<C>>) => void) => void,
  ) => void,
  more: {
    readonly contexts?: readonly Context[];
    readonly changed?: readonly string[];
    readonly invariants?: readonly Invariant[];
    readonly opens?: Readonly<Record<string, readonly string[]>>;
  } = {},
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
    contexts: [
      ...new Set([...contracts.map((contract) => contract.context).filter((context) => context !== 'shared'), ...(more.contexts ?? [])]),
    ],
    subjects: new Set(contracts.map((contract) => contract.subject)),
    rowsOf: new Map(Object.entries(tables)) as unknown as ReadonlyMap<string, Table>,
    changed: new Set(more.changed),
    invariants: more.invariants ?? [],
    opens: new Map(Object.entries(more.opens ?? {})),
  };
}
