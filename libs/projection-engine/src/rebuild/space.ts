import { statfs } from 'node:fs/promises';
import { sqlState } from '../batch/trouble.js';
import type { EngineParts } from '../live/follower.js';
import type { Generation } from '../generations/generations.js';
import { quoted } from '../generations/names.js';

/** A second copy of the read model does not fit: nothing was begun. */
export class DiskShort extends Error {
  constructor(
    readonly projection: string,
    /** Bytes. */
    readonly needed: bigint,
    readonly free: bigint,
  ) {
    super(`${projection} needs ${(needed + 0xfffffn) >> 20n} MiB beside the live generation, the database has ${free >> 20n} MiB left`);
    this.name = 'DiskShort';
  }
}

/** A copy is written row by row, so its tables and their log are looser than those that stand: a quarter more. */
const looseness = { times: 5n, of: 4n };

/** Bytes that a generation's tables and indices take. */
export async function sizeOf({ pool }: Pick<EngineParts, 'pool'>, { schema }: Pick<Generation, 'schema'>): Promise<bigint> {
  const { rows } = await pool.query<{ bytes: string }>(
    `SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::text AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relkind = 'r'`,
    [schema],
  );
  return BigInt(rows[0]?.bytes ?? 0);
}

/**
 * Bytes that the database can still grow by, as far as it can be known from here: what is left of `yimen.volume_bytes`, which the
 * administrator may set on the database (`ALTER DATABASE … SET yimen.volume_bytes = …`), else, for a server on this machine, what is left of
 * the disk under its data folder. Undefined for a server elsewhere of which nothing is said.
 */
export async function freeSpace(parts: Pick<EngineParts, 'pool' | 'url' | 'schema'>): Promise<bigint | undefined> {
  const { rows } = await parts.pool.query<{ volume: string | null; used: string }>(
    // From the catalogue: a session only knows what was set when it began.
    `SELECT (SELECT split_part(setting, '=', 2) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) AS setting
              WHERE d.datname = current_database() AND s.setrole = 0 AND starts_with(setting, 'yimen.volume_bytes=')) AS volume,
            pg_database_size(current_database())::text AS used`,
  );
  const [row] = rows;
  if (row?.volume != null) {
    if (!/^\d+$/.test(row.volume)) throw new Error(`yimen.volume_bytes is no number of bytes: ${row.volume}`);
    const left = BigInt(row.volume) - BigInt(row.used);
    return left > 0n ? left : 0n;
  }
  if (!isHere(parts.url)) return undefined;
  const folder = await dataFolder(parts);
  // What answers on this machine may be the door to a server elsewhere, or stand behind a container's wall: then nothing is known.
  const disk = folder === undefined ? undefined : await statfs(folder, { bigint: true }).catch(() => undefined);
  return disk && disk.bavail * disk.bsize;
}

/** Where the server keeps its files; undefined where the administrator may not know it either. */
async function dataFolder({ pool, schema }: Pick<EngineParts, 'pool' | 'schema'>): Promise<string | undefined> {
  try {
    const { rows } = await pool.query<{ folder: string }>(`SELECT ${quoted(schema)}.engine_data_folder() AS folder`);
    return rows[0]?.folder;
  } catch (error) {
    if (sqlState(error) === '42501') return undefined;
    throw error;
  }
}

function isHere(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]', ''].includes(new URL(url).hostname);
}

/**
 * Refuses a copy that the disk cannot take, before anything is written. `model`: the generation whose size the copy will have; `begun`: one
 * that an earlier rebuild has left and that goes on. Throws DiskShort.
 */
export async function requireSpace(parts: EngineParts, model: Generation | undefined, begun?: Generation): Promise<void> {
  if (!model) return;
  const free = await freeSpace(parts);
  if (free === undefined) return;
  const [size, there] = [await sizeOf(parts, model), begun ? await sizeOf(parts, begun) : 0n];
  const needed = (size * looseness.times) / looseness.of - there;
  if (needed > free) throw new DiskShort(model.projection, needed, free);
}
