import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Cause } from '../definition.js';

/** Read models or facts have not applied an event yet that has to be in their rows first: wait. */
export class ReadersBehind extends Error {
  /** `service/projection` of each, for logs. */
  readonly code: string;

  constructor(readonly readers: readonly string[]) {
    super(`not yet applied by ${readers.join(', ')}`);
    this.name = 'ReadersBehind';
    this.code = readers.join(' ');
  }
}

/**
 * Ends once every live read model and every service's facts that follow the cause's topic have applied the cause. They are usually a
 * fraction of a second behind, so it looks again for `patienceMs` before it throws ReadersBehind. Generations that are not live (kept for a
 * rollback or an approval, or being built) count as well: the look asks their engine to bring them past the cause or to drop them, which takes
 * some seconds; so do schemas that wait to be dropped.
 */
export async function readersPassed(
  pool: pg.Pool,
  { context, stream, at: { generation, partition, place } }: Pick<Cause<unknown>, 'context' | 'stream' | 'at'>,
  patienceMs = 2000,
): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const { rows } = await pool.query<{ service: string; projection: string }>(
      'SELECT service, projection FROM meta.readers_behind($1, $2, $3, $4, $5)',
      [context, generation, partition, String(place), stream],
    );
    if (rows.length === 0) return;
    if (Date.now() >= until) throw new ReadersBehind(rows.map(({ service, projection }) => `${service}/${projection}`));
    await sleep(100);
  }
}
