import type { Column, ColumnType } from './projection.js';

/** The PostgreSQL type behind each column type. json is jsonb: comparable, and without duplicate keys. */
export const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  uuid: 'uuid',
  int: 'integer',
  bigint: 'bigint',
  boolean: 'boolean',
  date: 'date',
  timestamptz: 'timestamptz',
  json: 'jsonb',
  sealed: 'text',
};

const loneSurrogate = /\p{Surrogate}/u;

/** A value that the column cannot hold; a fold error, found before PostgreSQL would refuse the whole batch. */
export class ValueRefused extends Error {
  constructor(name: string, type: ColumnType, value: unknown) {
    super(
      `column ${name} of type ${type} cannot hold ${typeof value === 'bigint' ? value.toString() : (JSON.stringify(value) ?? 'undefined')}`,
    );
    this.name = 'ValueRefused';
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const instant = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(Z|[+-]\d{2}:\d{2})$/;

/**
 * The value exactly as it would be read back from the table, so that a fold sees the same row whether it was written
 * in this batch or in an earlier one. Throws ValueRefused.
 */
export function normalise(name: string, column: Column, value: unknown): unknown {
  if (value === undefined || value === null) {
    if (column.nullable) return null;
    throw new ValueRefused(name, column.type, value);
  }
  const normal = normaliseAs(column.type, value);
  if (normal === undefined) throw new ValueRefused(name, column.type, value);
  return normal;
}

function normaliseAs(type: ColumnType, value: unknown): unknown {
  switch (type) {
    case 'text':
    case 'sealed':
      return typeof value === 'string' ? plainText(value) : undefined;
    case 'uuid': {
      const lower = typeof value === 'string' ? value.toLowerCase() : '';
      return uuid.test(lower) ? lower : undefined;
    }
    case 'int':
      return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value + 0 : undefined;
    case 'bigint':
      return typeof value === 'bigint' && BigInt.asIntN(64, value) === value ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'date':
      return typeof value === 'string' && isDate(value) ? value : undefined;
    case 'timestamptz':
      return typeof value === 'string' ? utcMicroseconds(value) : undefined;
    case 'json':
      return likeJsonb(value);
  }
}

function plainText(value: string): string | undefined {
  if (value.includes('\u0000')) return undefined;
  return loneSurrogate.test(value) ? Buffer.from(value, 'utf8').toString('utf8') : value;
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  // A day that its month does not have is counted on into the next one.
  return new Date(`${value}T00:00:00Z`).getUTCDate() === Number(value.slice(8));
}

function utcMicroseconds(value: string): string | undefined {
  const match = instant.exec(value);
  if (!match) return undefined;
  const time = Date.parse(`${match[1]}${match[3]}`);
  return Number.isNaN(time) ? undefined : `${new Date(time).toISOString().slice(0, 19)}.${(match[2] ?? '').padEnd(6, '0')}Z`;
}

/** As JSON would hold it, undefined where it would hold nothing; jsonb orders keys by byte length, then bytes, and cannot store NUL. */
function likeJsonb(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return plainText(value) ?? refuseNul();
    case 'number':
      // JSON has no infinity, no NaN and no negative zero.
      return Number.isFinite(value) ? value + 0 : null;
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : objectLikeJsonb(value);
    case 'bigint':
      throw new TypeError('a bigint is no JSON: write it as text');
    case 'undefined':
    case 'function':
    case 'symbol':
      return undefined;
  }
}

function objectLikeJsonb(value: object): unknown {
  if ('toJSON' in value) return likeJsonb(JSON.parse(JSON.stringify(value)));
  if (Array.isArray(value)) return Object.freeze(value.map((inner: unknown) => likeJsonb(inner) ?? null));
  const entries: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const kept = likeJsonb(inner);
    if (kept !== undefined) entries.push([plainText(key) ?? refuseNul(), kept]);
  }
  entries.sort(([a], [b]) => byBytes(a, b));
  return Object.freeze(Object.fromEntries(entries));
}

function byBytes(a: string, b: string): number {
  const [left, right] = [Buffer.byteLength(a), Buffer.byteLength(b)];
  if (left !== right) return left - right;
  // Of letters beyond ASCII the order of bytes is not that of UTF-16.
  if (left !== a.length || right !== b.length) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : Number(a > b);
}

function refuseNul(): never {
  throw new Error('NUL cannot be stored in a json column');
}

/** SQL expression that reads a column back in the fold's form (with `foldTypes`). */
export function readExpression(quoted: string, column: Column): string {
  return column.type === 'timestamptz' ? `to_char(${quoted} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')` : quoted;
}

const parsers = new Map<number, (text: string) => unknown>([
  [16, (text) => text === 't'],
  [20, BigInt],
  [23, Number],
  [3802, (text) => JSON.parse(text)],
]);

/** pg type parsers of the fold's form: bigint stays exact, dates stay ISO text. */
export const foldTypes = {
  getTypeParser: (oid: number) => parsers.get(oid) ?? ((text: string) => text),
};

/** JSON text with bigint as decimal text, e.g. of rows for json_to_recordset. */
export function toJson(value: object): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));
}
