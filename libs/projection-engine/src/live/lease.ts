import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { quoted } from '../generations/names.js';

export interface Lease {
  readonly name: string;
  /** Raised at every change of hands; the batch's transaction checks it. */
  readonly epoch: bigint;
  /** Aborted when the lease is lost or given back. */
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

/** Takes the lease if it is free or has run out. Times are the database's clock. Undefined: another process holds it. */
export async function takeLease(pool: Pool, owner: string, name: string, holder: string, seconds: number): Promise<Lease | undefined> {
  const table = `${quoted(owner)}.engine_leases`;
  const { rows } = await pool.query<{ epoch: string }>(
    `INSERT INTO ${table} AS l (name, epoch, holder, until) VALUES ($1, 1, $2, clock_timestamp() + make_interval(secs => $3))
     ON CONFLICT (name) DO UPDATE SET epoch = l.epoch + 1, holder = excluded.holder, until = excluded.until
     WHERE l.holder IS NULL OR l.until < clock_timestamp()
     RETURNING epoch`,
    [name, holder, seconds],
  );
  const row = rows[0];
  if (!row) return undefined;
  const epoch = BigInt(row.epoch);
  const lost = new AbortController();
  void renew(pool, table, name, epoch, seconds, lost);
  return {
    name,
    epoch,
    signal: lost.signal,
    release: async () => {
      lost.abort();
      await pool.query(`UPDATE ${table} SET holder = NULL WHERE name = $1 AND epoch = $2`, [name, epoch.toString()]);
    },
  };
}

async function renew(pool: Pool, table: string, name: string, epoch: bigint, seconds: number, lost: AbortController): Promise<void> {
  let renewed = Date.now();
  while (!lost.signal.aborted) {
    await sleep((seconds * 1000) / 3, undefined, { signal: lost.signal, ref: false }).catch(() => undefined);
    if (lost.signal.aborted) return;
    try {
      const { rowCount } = await pool.query(
        `UPDATE ${table} SET until = clock_timestamp() + make_interval(secs => $3) WHERE name = $1 AND epoch = $2 AND holder IS NOT NULL`,
        [name, epoch.toString(), seconds],
      );
      if (rowCount === 0) lost.abort();
      renewed = Date.now();
    } catch {
      // The database is away: whoever works under the lease hears it from there. The lease is lost when its time is over.
      if (Date.now() - renewed > seconds * 1000) lost.abort();
    }
  }
}
