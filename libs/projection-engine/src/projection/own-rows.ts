import type { Column, OwnRows, Projection, Table } from './projection.js';
import { normalise } from './row-values.js';

export type Row = Readonly<Record<string, unknown>>;

interface Held {
  owner: string;
  row: Row | undefined;
  revision: bigint;
  /** The stream that owns the key in the table as the batch found it, as far as that was read. */
  readonly stored: string | undefined;
  changed: boolean;
}

export interface TableChanges {
  readonly table: Table;
  readonly put: readonly { readonly row: Row; readonly stream: string; readonly revision: bigint }[];
  readonly removed: readonly { readonly key: Row; readonly stream: string }[];
}

interface Named {
  readonly name: string;
  readonly column: Column;
  /** For what is refused. */
  readonly label: string;
}

const nothing: Row = {};

/** One table's rows while a batch is folded: those that its streams own, and what the folds changed. */
class HeldTable implements OwnRows<Record<string, unknown>> {
  private readonly held = new Map<string, Held>();
  private readonly keysOf = new Map<string, Set<string>>();
  private stream = '';
  private revision = 0n;
  private undo: (() => void)[] = [];
  private readonly columns: readonly Named[];
  private readonly key: readonly Named[];

  constructor(readonly table: Table) {
    this.columns = Object.entries<Column>(table.columns).map(([name, column]) => ({ name, column, label: `${table.name}.${name}` }));
    this.key = (table.key as readonly string[]).map((key) => {
      const column = this.columns.find(({ name }) => name === key);
      if (!column) throw new Error(`key column ${key} of ${table.name} is not declared`);
      return column;
    });
  }

  load(stream: string, revision: bigint, row: Row): void {
    const key = this.keyOf(row);
    this.held.set(key, { owner: stream, row: Object.freeze(row), revision, stored: stream, changed: false });
    this.own(stream, key);
  }

  begin(stream: string, revision: bigint): void {
    this.stream = stream;
    this.revision = revision;
    this.undo = [];
  }

  takeBack(): void {
    for (const step of this.undo.reverse()) step();
    this.undo = [];
  }

  get(...key: unknown[]): Record<string, unknown> | undefined {
    const held = this.held.get(this.keyOf(this.named(key)));
    return held?.owner === this.stream ? held.row : undefined;
  }

  all(): Record<string, unknown>[] {
    const rows: Record<string, unknown>[] = [];
    // By key, so that the order does not depend on what came from the table and what from this batch.
    for (const key of [...(this.keysOf.get(this.stream) ?? [])].sort()) {
      const held = this.held.get(key);
      if (held?.owner === this.stream && held.row) rows.push(held.row);
    }
    return rows;
  }

  put(row: object): void {
    const given = row as Row;
    const key = this.keyOf(given);
    const before = this.held.get(key);
    if (before?.row && before.owner !== this.stream) throw new Error(`row ${key} of ${this.table.name} belongs to ${before.owner}`);
    // Most folds change a few columns of a row: what stands as it stood was brought into its form before.
    const known = before?.row ?? nothing;
    const normal: Record<string, unknown> = {};
    for (const { name, column, label } of this.columns) {
      const value = given[name];
      normal[name] = value !== undefined && value === known[name] ? value : normalise(label, column, value);
    }
    this.write(key, before, Object.freeze(normal));
  }

  patch(key: readonly unknown[], change: object): void {
    const row = this.get(...key);
    if (!row) throw new Error(`no row ${key.map(String).join(', ')} of ${this.table.name} to change`);
    const next = { ...row, ...change };
    if (this.keyOf(next) !== this.keyOf(row)) throw new Error(`a change of ${this.table.name} may not move its key`);
    this.put(next);
  }

  remove(...key: unknown[]): void {
    const name = this.keyOf(this.named(key));
    const before = this.held.get(name);
    if (before?.row && before.owner === this.stream) this.write(name, before, undefined);
  }

  changes(): TableChanges {
    const put = [];
    const removed = [];
    for (const held of this.held.values()) {
      if (!held.changed) continue;
      if (held.row) put.push({ row: held.row, stream: held.owner, revision: held.revision });
    }
    for (const [key, held] of this.held) {
      if (held.changed && held.stored !== undefined && (!held.row || held.owner !== held.stored)) {
        removed.push({ key: this.keys.get(key) as Row, stream: held.stored });
      }
    }
    return { table: this.table, put, removed };
  }

  private readonly keys = new Map<string, Row>();

  private write(key: string, before: Held | undefined, row: Row | undefined): void {
    const next: Held = { owner: this.stream, row, revision: this.revision, stored: before?.stored, changed: true };
    this.held.set(key, next);
    this.own(this.stream, key);
    this.undo.push(() => (before ? this.held.set(key, before) : this.held.delete(key)));
  }

  private own(stream: string, key: string): void {
    const keys = this.keysOf.get(stream);
    if (keys) keys.add(key);
    else this.keysOf.set(stream, new Set([key]));
  }

  private named(key: readonly unknown[]): Row {
    if (key.length !== this.table.key.length) throw new Error(`key of ${this.table.name} is ${this.table.key.join(', ')}`);
    return Object.fromEntries(this.table.key.map((name, index) => [name, key[index]]));
  }

  private keyOf(row: Row): string {
    const parts: Record<string, unknown> = {};
    let text = '';
    for (const { name, column, label } of this.key) {
      const value = normalise(label, column, row[name]);
      parts[name] = value;
      // Text cannot hold NUL, so the joined key is unambiguous.
      text += text === '' ? String(value) : `\u0000${String(value)}`;
    }
    if (!this.keys.has(text)) this.keys.set(text, parts);
    return text;
  }
}

/** The rows of a batch in memory, for the folds. */
export class BatchRows {
  private readonly tables: readonly HeldTable[];
  /** What a fold receives: one OwnRows per table, under the projection's names. */
  readonly rows: Readonly<Record<string, OwnRows<Record<string, unknown>>>>;

  constructor(projection: Projection) {
    const named = [...projection.rowsOf].map(([name, table]) => [name, new HeldTable(table)] as const);
    this.tables = named.map(([, table]) => table);
    this.rows = Object.fromEntries(named);
  }

  load(table: Table, stream: string, revision: bigint, row: Row): void {
    this.tables.find((held) => held.table === table)?.load(stream, revision, row);
  }

  /** Folds one event; whatever it changed before throwing is taken back. */
  fold(stream: string, revision: bigint, apply: () => void): void {
    for (const table of this.tables) table.begin(stream, revision);
    try {
      apply();
    } catch (error) {
      for (const table of this.tables) table.takeBack();
      throw error;
    }
  }

  changes(): TableChanges[] {
    return this.tables.map((table) => table.changes()).filter(({ put, removed }) => put.length + removed.length > 0);
  }
}
