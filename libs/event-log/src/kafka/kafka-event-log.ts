import { Kafka, logLevel, type Admin, type KafkaMessage, type Producer, type SASLOptions } from 'kafkajs';
import { cloudEventHeaders, fromCloudEvent } from '../cloud-event.js';
import { backoff, pause } from '../pause.js';
import { LogTruncated, LogUnavailable, type EventLog, type LogRecord, type Topic } from '../port.js';
import { topicName } from '../record.js';
import { session } from './session.js';
import { asUnavailable } from './trouble.js';

export interface KafkaEventLogOptions {
  readonly brokers: readonly string[];
  /** Shown in the broker's logs and quotas. Default `yimen`. */
  readonly clientId?: string;
  readonly ssl?: boolean;
  readonly sasl?: { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: string };
  /** Of topics that are created. Default 1; a cluster wants 3. */
  readonly replicationFactor?: number;
}

// kafkajs makes one record batch per partition and request; the broker refuses one above max.message.bytes.
const REQUEST_BYTES = 1024 * 1024;
const LARGEST_BATCH = 8 * 1024 * 1024;

interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

/**
 * The event log on Kafka, for clusters. Partition p of the topic is partition p of the log; the key is the stream, the value the payload, all else stands in
 * CloudEvents headers. Without repeats a record's offset is its place less one; each late repeat before it shifts it to the right, never to the left. So
 * reading from place n begins at offset n - 1 and drops smaller places. Kafka does not refuse a fork; the relay's check at its start finds it.
 */
export function kafkaEventLog({ brokers, clientId = 'yimen', ssl = false, sasl, replicationFactor = 1 }: KafkaEventLogOptions): EventLog {
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId,
    ssl,
    ...(sasl ? { sasl: { ...sasl } as SASLOptions } : {}),
    // What goes wrong comes out as LogUnavailable or as an error; kafkajs would write it to the console as well.
    logLevel: logLevel.NOTHING,
    retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
  });
  const admin = connected<Admin>(kafka.admin());
  const producer = connected<Producer>(
    // Not idempotent: with overlapping sends it loses its way (#598), and readers drop late repeats by place anyway.
    kafka.producer({
      idempotent: false,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) => {
          if (message.partition === undefined) throw new Error('a record goes to the partition that the relay computed');
          return message.partition;
        },
    }),
  );

  async function bounds(topic: Topic): Promise<Bounds[]> {
    const offsets = await admin.use((client) => client.fetchTopicOffsets(topicName(topic)));
    const found: Bounds[] = [];
    for (const { partition, low, high } of offsets) found[partition] = { low: BigInt(low), high: BigInt(high) };
    return found;
  }

  /** Calls `onRecord` with everything from the given offsets up to the ends that `bounds` told. */
  async function scan(
    topic: Topic,
    ends: readonly Bounds[],
    from: readonly bigint[],
    onRecord: (record: LogRecord) => void,
  ): Promise<void> {
    const open = new Set(ends.flatMap(({ high }, partition) => ((from[partition] ?? 0n) < high ? [partition] : [])));
    if (open.size === 0) return;
    const stop = new AbortController();
    await session(kafka, {
      topic: topicName(topic),
      from,
      signal: AbortSignal.any([stop.signal, closing.signal]),
      onMessages: async (partition, messages) => {
        for (const message of messages) {
          onRecord(toRecord(topic, message));
          if (BigInt(message.offset) + 1n >= (ends[partition]?.high ?? 0n)) open.delete(partition);
        }
        if (open.size === 0) stop.abort();
      },
    });
    if (open.size > 0) throw new LogUnavailable(`closed while ${topicName(topic)} was read`);
  }

  const closing = new AbortController();
  return {
    ensureTopic: async (topic, partitions) => {
      const name = topicName(topic);
      const configEntries = Object.entries({
        'retention.ms': '-1',
        'retention.bytes': '-1',
        'cleanup.policy': 'delete',
        'max.message.bytes': String(LARGEST_BATCH),
        // An acknowledged record survives the loss of one replica, where there is one to lose.
        'min.insync.replicas': String(Math.max(1, replicationFactor - 1)),
      });
      return admin.use(async (client) => {
        await client.createTopics({
          waitForLeaders: true,
          topics: [
            {
              topic: name,
              numPartitions: partitions,
              replicationFactor,
              configEntries: configEntries.map(([key, value]) => ({ name: key, value })),
            },
          ],
        });
        const { topics } = await client.fetchTopicMetadata({ topics: [name] });
        const count = topics[0]?.partitions.length;
        if (!count) throw new LogUnavailable(`${name} has no partitions yet`);
        return count;
      });
    },

    publish: async (topic, records) => {
      for (const request of requests(records)) {
        await producer.use((client) =>
          client.send({
            topic: topicName(topic),
            acks: -1,
            messages: request.map((record) => ({
              key: record.stream,
              value: Buffer.from(record.payload),
              partition: record.partition,
              headers: cloudEventHeaders(record),
            })),
          }),
        );
      }
    },

    tails: async (topic) => {
      const ends = await bounds(topic);
      const tails: (LogRecord | undefined)[] = ends.map(() => undefined);
      const keep = (record: LogRecord) => {
        if (record.place > (tails[record.partition]?.place ?? 0n)) tails[record.partition] = record;
      };
      const last = ends.map(({ low, high }) => (high > low ? high - 1n : high));
      await scan(topic, ends, last, keep);
      // There are `high - highest place` repeats, at most `high - last place`. Only repeats stand behind the highest place, so it is among the last ones.
      const earlier = ends.map(({ low, high }, partition) => {
        const place = tails[partition]?.place ?? 0n;
        if (place === high || high === low) return high;
        return place - 1n > low ? place - 1n : low;
      });
      await scan(topic, ends, earlier, keep);
      return tails;
    },

    read: async ({ topic, after, max = 500, signal, onBatch }) => {
      const places = [...after];
      const until = AbortSignal.any([signal, closing.signal]);
      const onMessages = async (partition: number, messages: readonly KafkaMessage[]) => {
        const fresh = unread(topic, places, partition, messages);
        for (let at = 0; at < fresh.length && !until.aborted; at += max) {
          const batch = fresh.slice(at, at + max);
          await onBatch(batch);
          places[partition] = batch.at(-1)?.place ?? 0n;
        }
      };
      for (let attempt = 0; !until.aborted; attempt += 1) {
        const before = [...places];
        try {
          const from = (await bounds(topic)).map((bound, partition) => offsetOf(topic, partition, places[partition] ?? 0n, bound));
          await session(kafka, { topic: topicName(topic), from, signal: until, onMessages });
        } catch (error) {
          if (!(error instanceof LogUnavailable)) throw error;
          if (places.some((place, partition) => place !== before[partition])) attempt = 0;
          await pause(backoff(attempt), until);
        }
      }
    },

    close: async () => {
      closing.abort();
      await Promise.all([admin.close(), producer.close()]);
    },
  };
}

/** Where reading after a place begins. A place that retention took away is found missing here where nothing is left, and by `unread` otherwise. */
function offsetOf(topic: Topic, partition: number, after: bigint, { low, high }: Bounds): bigint {
  if (low > after && low === high) throw new LogTruncated(topic, partition, after + 1n, high + 1n);
  const offset = after > low ? after : low;
  return offset < high ? offset : high;
}

/** The records after the place reached, in order; repeats are dropped, a place that is missing throws LogTruncated. */
function unread(topic: Topic, places: readonly bigint[], partition: number, messages: readonly KafkaMessage[]): LogRecord[] {
  let place = places[partition] ?? 0n;
  const records: LogRecord[] = [];
  for (const message of messages) {
    const record = toRecord(topic, message);
    if (record.place <= place) continue;
    if (record.place > place + 1n) throw new LogTruncated(topic, partition, place + 1n, record.place);
    place = record.place;
    records.push(record);
  }
  return records;
}

function toRecord(topic: Topic, message: KafkaMessage): LogRecord {
  return fromCloudEvent(topic, message.headers ?? {}, message.value ?? Buffer.alloc(0));
}

/** Cuts records into requests of bounded size; a single larger record is a request of its own. */
function* requests(records: readonly LogRecord[]): Generator<LogRecord[]> {
  let request: LogRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    // Headers other than meta take less than 1 KiB; meta is base64.
    const size = record.payload.byteLength + Math.ceil(record.meta.byteLength * 1.34) + 1_024;
    if (bytes + size > REQUEST_BYTES && request.length > 0) {
      yield request;
      [request, bytes] = [[], 0];
    }
    request.push(record);
    bytes += size;
  }
  if (request.length > 0) yield request;
}

/** Connects a kafkajs client at its first use, again after a failed attempt, and turns its errors into LogUnavailable. */
function connected<Client extends { connect(): Promise<void>; disconnect(): Promise<void> }>(client: Client) {
  let connecting: Promise<void> | undefined;
  return {
    use: async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
      try {
        connecting ??= client.connect();
        await connecting.catch((error: unknown) => {
          connecting = undefined;
          throw error;
        });
        return await work(client);
      } catch (error) {
        throw asUnavailable(error);
      }
    },
    close: async () => {
      if (connecting) await client.disconnect();
    },
  };
}
