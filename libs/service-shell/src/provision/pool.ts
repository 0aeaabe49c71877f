import pg from 'pg';

/**
 * The connection pool of one service's role. A connection that the server ends while nobody waits for its answer (a restart, a failover, a
 * cut line) is reported and replaced; without a listener on it, also while it is checked out, Node would end the process.
 */
export function servicePool({
  url,
  application,
  max = 30,
  onLost = () => undefined,
}: {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly application: string;
  readonly max?: number;
  readonly onLost?: (error: Error) => void;
}): pg.Pool {
  // Statements of one transaction that do not wait for each other are sent together: a round trip costs more than most of them.
  const pool = new pg.Pool({ connectionString: url, application_name: application, max, pipeline: true });
  // A pool that is being closed loses its connections on purpose.
  const lost = (error: Error) => pool.ending || onLost(error);
  pool.on('connect', (client) => client.on('error', lost));
  // The pool passes on what an idle client reports; it was reported above.
  pool.on('error', () => undefined);
  return pool;
}
