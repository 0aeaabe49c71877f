import type pg from 'pg';

/**
 * Runs work in one transaction on one connection of the pool; commits what it did, or ends the connection where it throws.
 * A connection that is lost between two statements makes the next one fail: without a listener it would end the process.
 */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  try {
    // Sent together with the first statement of the work; where it fails, the connection is lost and so is what follows.
    const began = client.query('BEGIN');
    began.catch(() => undefined);
    const result = await work(client);
    await Promise.all([began, client.query('COMMIT')]);
    return result;
  } catch (error) {
    // A connection in the middle of a transaction does not go back into the pool.
    broken ??= error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.removeListener('error', onError);
    client.release(broken);
  }
}
