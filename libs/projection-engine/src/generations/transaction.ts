import type { Pool, PoolClient } from 'pg';

/** Hands over statements that were sent and whose answers nobody needs before the commit is sent behind them. */
export type Last = (statements: readonly Promise<unknown>[]) => void;

/**
 * Runs work in one transaction: committed when it returns, rolled back when it or one of its last statements fails. On a pipelined pool the beginning
 * travels with the first statement and the commit with the last ones. A connection that is lost while the work is busy elsewhere shows at its next
 * query; without a listener pg would end the process instead.
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient, last: Last) => Promise<T>, begin = 'BEGIN'): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  const sent: Promise<unknown>[] = [];
  const last: Last = (statements) => {
    // Each is awaited below; until then its failure is nobody's unhandled one.
    for (const statement of statements) statement.catch(() => undefined);
    sent.push(...statements);
  };
  try {
    last([client.query(begin)]);
    const result = await work(client, last);
    const commit = client.query('COMMIT');
    commit.catch(() => undefined);
    // In the order in which they were sent: the first one that failed is the cause, those behind it only say that the transaction is aborted.
    for (const statement of sent) await statement;
    // The server answers ROLLBACK to a commit after a failed statement.
    if ((await commit).command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(onError);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
