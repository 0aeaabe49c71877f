import { binaryArray, int4Array, int8Array, textArray } from '@yimen/event-store';
import type pg from 'pg';
import { isAway } from '../away.js';
import { backoff, pause } from '../pause.js';
import { ForkDetected, LogTruncated, LogUnavailable, type EventLog, type LogRecord, type Topic } from '../port.js';
import { topicName } from '../record.js';
import { channel, raised } from './schema.js';
import { listenTo } from './wake.js';

export interface PostgresEventLogOptions {
  /** Of a role that was granted the functions of schema `log`; `publish` and `ensureTopic` need the context's own role. */
  readonly pool: pg.Pool;
  /** Connection string for the one LISTEN connection, opened at the first read. */
  readonly listen: string;
  /** Milliseconds after which a reader looks again without having been woken. Default 1,000. */
  readonly poll?: number;
}

/** The event log on PostgreSQL (schema `log`, see `eventLogMigrations`): the default of one machine. The pool stays the caller's; `close` ends the LISTEN connection. */
export function postgresEventLog({ pool, listen, poll = 1_000 }: PostgresEventLogOptions): EventLog {
  const wake = listenTo(listen, channel);

  async function query<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    try {
      return (await pool.query<Row>({ name, text, values })).rows;
    } catch (error) {
      if (isAway(error)) throw new LogUnavailable('the event log on PostgreSQL is away', { cause: error });
      throw error;
    }
  }

  // Readers of one topic are roused together and mostly stand at the same places: what one of them is asking for, the others share.
  const asked = new Map<string, Promise<readonly LogRecord[]>>();

  // Only a question asked after the same notification: an earlier one may not see what this reader was roused for.
  function page(topic: Topic, after: readonly bigint[], max: number, seen: number): Promise<readonly LogRecord[]> {
    const key = `${topicName(topic)} ${seen} ${max} ${after.join(',')}`;
    let answer = asked.get(key);
    if (!answer) asked.set(key, (answer = readPage(topic, after, max).finally(() => asked.delete(key))));
    return answer;
  }

  async function readPage(topic: Topic, after: readonly bigint[], max: number): Promise<readonly LogRecord[]> {
    const args = [topic.context, topic.generation, after, max];
    const rows = await query<Row>('log-page', 'SELECT * FROM log.page($1, $2, $3, $4)', args).catch((error: unknown) => {
      const [partition, first] = code(error) === raised.gone ? ((error as { detail?: string }).detail ?? '').split(' ') : [];
      if (partition === undefined || first === undefined) throw error;
      throw new LogTruncated(topic, Number(partition), (after[Number(partition)] ?? 0n) + 1n, BigInt(first));
    });
    return rows.map((row) => fromRow(topic, row));
  }

  return {
    ensureTopic: async (topic, partitions) => {
      const rows = await query<{ partitions: number }>('log-ensure', 'SELECT log.ensure_topic($1, $2, $3) AS partitions', [
        topic.context,
        topic.generation,
        partitions,
      ]);
      return rows[0]?.partitions ?? partitions;
    },

    publish: async (topic, records) => {
      if (records.length === 0) return;
      try {
        await query(
          'log-publish',
          // Waits for no disk: what a crash takes away stands in the store and is published again as it was (ADR 0020). So may the notification
          // travel with it: what a pending NOTIFY serialises are commits that are short.
          `SELECT set_config('synchronous_commit', 'off', true), pg_notify($16, $17),
             log.publish($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
          [...toArrays(topic, records), channel, topicName(topic)],
        );
      } catch (error) {
        if (code(error) === raised.fork) throw new ForkDetected(topic, 'record-differs', (error as Error).message);
        if (code(error) === raised.hole) throw new ForkDetected(topic, 'log-behind', (error as Error).message);
        throw error;
      }
    },

    tails: async (topic) => {
      const [counted, rows] = [
        await query<{ partitions: number | null }>('log-partitions', 'SELECT log.partitions($1, $2) AS partitions', [
          topic.context,
          topic.generation,
        ]),
        await query<Row>('log-tails', 'SELECT * FROM log.tails($1, $2)', [topic.context, topic.generation]),
      ];
      const tails: (LogRecord | undefined)[] = new Array<undefined>(counted[0]?.partitions ?? 0).fill(undefined);
      for (const row of rows) tails[row.partition] = fromRow(topic, row);
      return tails;
    },

    read: async ({ topic, after, max = 500, signal, onBatch }) => {
      const places = [...after];
      for (let attempt = 0; !signal.aborted;) {
        const seen = wake.count(topicName(topic));
        let records: readonly LogRecord[];
        try {
          records = await page(topic, places, max, seen);
          attempt = 0;
        } catch (error) {
          if (!(error instanceof LogUnavailable)) throw error;
          await pause(backoff(attempt++), signal);
          continue;
        }
        const batches = byPartition(records);
        for (const batch of batches) {
          if (signal.aborted) return;
          checkNext(topic, batch, places);
          await onBatch(batch);
        }
        // A page in which nobody filled his share was all there was when it was asked for; what came since has been notified since.
        const share = Math.max(1, Math.floor(max / batches.length));
        if (batches.every((batch) => batch.length < share)) await wake.next(topicName(topic), seen, poll, signal);
      }
    },

    close: () => wake.close(),
  };
}

interface Row {
  partition: number;
  place: string;
  sequence: string;
  stream: string;
  revision: string;
  id: string;
  type: string;
  version: number;
  happened_on: string;
  recorded_at: string;
  meta: Buffer;
  payload: Buffer;
  hash: Buffer;
}

function fromRow(topic: Topic, row: Row): LogRecord {
  return {
    context: topic.context,
    partition: row.partition,
    place: BigInt(row.place),
    position: BigInt(row.sequence),
    stream: row.stream,
    revision: BigInt(row.revision),
    id: row.id,
    type: row.type,
    schemaVersion: row.version,
    happenedOn: row.happened_on,
    recordedAt: row.recorded_at,
    meta: row.meta,
    payload: row.payload,
    hash: row.hash,
  };
}

/** The arguments of `log.publish`: one array per column, in PostgreSQL's binary format (escaped text arrays halve the throughput). */
function toArrays(topic: Topic, records: readonly LogRecord[]): unknown[] {
  const column = <T>(of: (record: LogRecord) => T) => records.map(of);
  return [
    topic.context,
    topic.generation,
    int4Array(column((record) => record.partition)),
    int8Array(column((record) => record.place)),
    int8Array(column((record) => record.position)),
    textArray(column((record) => record.stream)),
    int8Array(column((record) => record.revision)),
    textArray(column((record) => record.id)),
    textArray(column((record) => record.type)),
    int4Array(column((record) => record.schemaVersion)),
    textArray(column((record) => record.happenedOn)),
    textArray(column((record) => record.recordedAt)),
    binaryArray(
      'bytea',
      column((record) => record.meta),
    ),
    binaryArray(
      'bytea',
      column((record) => record.payload),
    ),
    binaryArray(
      'bytea',
      column((record) => record.hash),
    ),
  ];
}

function byPartition(records: readonly LogRecord[]): LogRecord[][] {
  const batches: LogRecord[][] = [];
  for (const record of records) {
    const last = batches.at(-1);
    if (last?.[0]?.partition === record.partition) last.push(record);
    else batches.push([record]);
  }
  return batches;
}

/** Moves `places` over the batch; throws LogTruncated where a place that is wanted is not there. */
function checkNext(topic: Topic, batch: readonly LogRecord[], places: bigint[]): void {
  for (const { partition, place } of batch) {
    const wanted = (places[partition] ?? 0n) + 1n;
    if (place !== wanted) throw new LogTruncated(topic, partition, wanted, place);
    places[partition] = place;
  }
}

function code(error: unknown): string | undefined {
  return (error as { code?: string }).code;
}
