import type { Column, Projection, Table } from '../../projection/projection.js';

/** How the rows of one table are compared between two generations. */
export interface ComparedTable {
  readonly name: string;
  readonly key: readonly string[];
  /** Columns that must be equal. */
  readonly equal: readonly string[];
  /** Columns that differ on purpose; null: the whole table does, rows and all. */
  readonly differing: readonly string[] | null;
  /** Where the table stands. */
  readonly in: 'both' | 'old' | 'new';
}

/** What of two versions must be equal: every column that both have with the same type, unless the newer one declares it changed. */
export function comparisonOf(old: Projection, next: Projection): ComparedTable[] {
  const changed = old.version === next.version ? new Set<string>() : next.changed;
  const names = new Set([...old.tables, ...next.tables].map((table) => table.name));
  return [...names].map((name) => {
    const before = old.tables.find((table) => table.name === name);
    const after = next.tables.find((table) => table.name === name);
    if (before && after) return both(before, after, changed);
    const one = (before ?? after) as Table;
    return { name, key: one.key as readonly string[], equal: [], differing: null, in: before ? 'old' : 'new' } as const;
  });
}

function both(before: Table, after: Table, changed: ReadonlySet<string>): ComparedTable {
  const key = after.key as readonly string[];
  const sameKey = key.length === before.key.length && key.every((name, index) => name === (before.key as readonly string[])[index]);
  if (changed.has(after.name) || !sameKey) return { name: after.name, key, equal: [], differing: null, in: 'both' };
  const old: Readonly<Record<string, Column>> = before.columns;
  const common = Object.entries<Column>(after.columns)
    .filter(([name, { type }]) => old[name]?.type === type)
    .map(([name]) => name);
  const differs = (name: string) => changed.has(`${after.name}.${name}`);
  return { name: after.name, key, equal: common.filter((name) => !differs(name)), differing: common.filter(differs), in: 'both' };
}
