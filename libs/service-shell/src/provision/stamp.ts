import type { ClientBase, Pool } from 'pg';

/** What a store was made for at its first start (decision 26): demo accepts only test identity numbers, production refuses them. */
export type StoreMode = 'demo' | 'production';

/** The data were last used by a newer release; an older one may not read or change them. */
export class NewerStore extends Error {
  constructor(
    readonly found: string,
    readonly ours: string,
  ) {
    super(`the data store was written by a newer Yimen (${found}) than ${ours}: start that version, or restore a backup from before`);
    this.name = 'NewerStore';
  }
}

/** A demo store cannot become a production store, nor the other way round. */
export class WrongMode extends Error {
  constructor(
    readonly found: StoreMode,
    readonly asked: StoreMode,
  ) {
    super(`the data store is stamped ${found} and cannot be started as ${asked}: use another database or data folder`);
    this.name = 'WrongMode';
  }
}

/** Refuses a store of a newer release or of the other mode. Reads only, so it stands before anything is changed. */
export async function checkStamp(client: ClientBase, mode: StoreMode, version: string): Promise<void> {
  const { rows: present } = await client.query<{ table: string | null }>(`SELECT to_regclass('meta.installation')::text AS table`);
  if (!present[0]?.table) return;
  const { rows } = await client.query<{ mode: StoreMode; version: string }>('SELECT mode, version FROM meta.installation');
  const stamp = rows[0];
  if (!stamp) return;
  if (compareVersions(stamp.version, version) > 0) throw new NewerStore(stamp.version, version);
  if (stamp.mode !== mode) throw new WrongMode(stamp.mode, mode);
}

/** Refuses a service whose configuration names another mode than the store it was given, or a store that was never provisioned. As the service's own role. */
export async function requireMode(pool: Pool, mode: StoreMode): Promise<void> {
  const { rows } = await pool.query<{ mode: StoreMode }>('SELECT mode FROM meta.installation_stamp()');
  const found = rows[0]?.mode;
  if (found === undefined) throw new Error('the data store was never provisioned');
  if (found !== mode) throw new WrongMode(found, mode);
}

/** Writes the stamp at the first start; afterwards only the version moves, upwards. */
export async function stamp(client: ClientBase, mode: StoreMode, version: string): Promise<void> {
  await client.query(
    `INSERT INTO meta.installation (mode, version) VALUES ($1, $2)
     ON CONFLICT (only_one) DO UPDATE SET version = excluded.version WHERE installation.version <> excluded.version`,
    [mode, version],
  );
}

/** Compares `major.minor.patch`; a pre-release counts as older than its release. Throws TypeError for anything else. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < left.length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

function parts(version: string): number[] {
  const match = /^(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?$/.exec(version);
  if (!match) throw new TypeError(`not a version: ${version}`);
  return [Number(match[1]), Number(match[2]), Number(match[3]), match[4] === undefined ? 1 : 0];
}
