import type { Grant, Role } from '@yimen/kernel';
import type { Table } from '@yimen/projection-engine';
import type { AccountFacts } from '../auth/directory.js';

type Read = <Row extends object>(sql: string, values: readonly unknown[]) => Promise<Row[]>;

/** An account with the roles that it holds; undefined where nobody opened it. */
export async function accountIn(read: Read, account: string): Promise<AccountFacts | undefined> {
  const rows = await read<{ person: string | null; active: boolean; role: Role | null; organisation: string | null }>(
    `SELECT a.person, a.active, g.role, g.organisation FROM {account} a LEFT JOIN {account_grant} g ON g.account = a.account
     WHERE a.account = $1 ORDER BY g.role, g.organisation`,
    [account],
  );
  const first = rows[0];
  if (!first) return undefined;
  const held = rows.flatMap(({ role, organisation }): Grant[] => (role === null ? [] : [{ role, organisation }]));
  const grants: Grant[] = first.person === null ? held : [{ role: 'resident', organisation: null }, ...held];
  return { person: first.person, active: first.active, grants };
}

/** Every row of a table that has these values, in the order of its key. A column that the table has not is a programming error. */
export function selection(table: Table, where: object): { readonly sql: string; readonly values: readonly unknown[] } {
  const asked = Object.entries(where) as [string, unknown][];
  const unknown = asked.find(([column]) => !Object.hasOwn(table.columns, column));
  if (unknown) throw new Error(`${table.name} has no column ${unknown[0]}`);
  const key: readonly string[] = table.key;
  return {
    sql: `SELECT * FROM {${table.name}} WHERE ${asked.map(([column], at) => `"${column}" = $${at + 1}`).join(' AND ')}
          ORDER BY ${key.map((column) => `"${column}"`).join(', ')}`,
    values: asked.map(([, value]) => value),
  };
}
