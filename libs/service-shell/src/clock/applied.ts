import { setTimeout as sleep } from 'node:timers/promises';
import type { IsoDate } from '@yimen/kernel';
import type pg from 'pg';

/** The business date of one service that records facts, as it reported it. */
export interface AppliedClock {
  readonly service: string;
  /** The date it works with; null before its first report. */
  readonly applied: IsoDate | null;
  /** The last date for which it found no deadline left to fire. */
  readonly quiet: IsoDate | null;
}

/** Some services did not come to a business date in time. */
export class ClockNotApplied extends Error {
  constructor(
    readonly date: IsoDate,
    readonly behind: readonly AppliedClock[],
  ) {
    super(`not every service has applied ${date}: ${behind.map(({ service, quiet }) => `${service} (${quiet ?? 'not yet'})`).join(', ')}`);
    this.name = 'ClockNotApplied';
  }
}

/** Says which business date a service has applied, and the date up to which no deadline is due any more (null: not known yet). Own role only. */
export async function reportClock(pool: pg.Pool, service: string, applied: IsoDate, quiet: IsoDate | null): Promise<void> {
  await pool.query('SELECT meta.report_clock($1, $2, $3)', [service, applied, quiet]);
}

/** What every service that records facts has reported. */
export async function appliedClocks(pool: pg.Pool): Promise<AppliedClock[]> {
  const { rows } = await pool.query<AppliedClock>(
    'SELECT service, applied::text AS applied, quiet::text AS quiet FROM meta.clock_state() ORDER BY service',
  );
  return rows;
}

/**
 * Waits until every service has applied the date and its deadlines have fired. Throws ClockNotApplied after `timeoutMs` (default 30 000),
 * and what `signal` was aborted with.
 */
export async function waitForClock(
  pool: pg.Pool,
  date: IsoDate,
  {
    timeoutMs = 30_000,
    everyMs = 100,
    signal,
  }: { readonly timeoutMs?: number; readonly everyMs?: number; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const behind = (await appliedClocks(pool)).filter(({ quiet }) => quiet === null || quiet < date);
    if (behind.length === 0) return;
    if (Date.now() >= until) throw new ClockNotApplied(date, behind);
    await sleep(everyMs, undefined, signal ? { signal } : {});
  }
}
