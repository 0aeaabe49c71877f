import { CompressionTypes } from 'kafkajs';
import { cloudEventHeaders } from '../cloud-event.js';
import { ForkDetected, LogUnavailable, type LogRecord, type Topic } from '../port.js';
import { topicName } from '../record.js';
import type { Connection } from './connection.js';
import type { Tell } from './events.js';
import { scan, tailsOf, type Tail } from './scan.js';
import { boundsOf, type TopicOptions } from './topics.js';

// kafkajs makes one record batch per partition and request; the broker refuses one above max.message.bytes.
const REQUEST_BYTES = 1024 * 1024;

interface Known {
  readonly tails: Tail[];
  /** The outcome of the last try is not known: the ends are read again before the next one. */
  stale: boolean;
}

/**
 * What Kafka does not check: that a partition's places follow on, and that one place has one hash. The publisher keeps each partition's tail. What it is
 * offered again is compared and left out; a hole or another hash is refused before anything is sent. The offset that the broker answers tells whether
 * somebody else wrote in between (an earlier try whose answer was lost, or another relay): then these records are read and compared too.
 */
export function publisher(link: Connection, compression: TopicOptions['compression'], signal: AbortSignal, tell: Tell) {
  /** What is built upon; only publishing, which is never under way twice, reads and moves it. */
  const topics = new Map<string, Known>();
  /** Highest place of each partition that this process has seen, by whatever means. */
  const seen = new Map<string, bigint[]>();

  function remember(name: string, partition: number, place: bigint): void {
    const places = seen.get(name) ?? [];
    seen.set(name, places);
    if (place > (places[partition] ?? 0n)) places[partition] = place;
  }

  const fork = (topic: Topic, reason: ForkDetected['reason'], detail: string) => {
    const error = new ForkDetected(topic, reason, detail);
    tell({ type: 'forked', error });
    return error;
  };

  /** Reads the ends of the topic. Throws ForkDetected where records are gone that this process has seen. */
  async function look(topic: Topic): Promise<Tail[]> {
    const name = topicName(topic);
    // Of before the question: only what was seen by then must be in the answer.
    const places = [...(seen.get(name) ?? [])].map((place) => place ?? 0n);
    const ends = await boundsOf(link, topic);
    if (!ends) {
      if (places.some((place) => place > 0n)) throw fork(topic, 'log-behind', 'the topic is gone from the brokers');
      throw new LogUnavailable(`there is no topic ${name} yet`);
    }
    const tails = await tailsOf(link, topic, ends, signal);
    for (const [partition, { record }] of tails.entries()) {
      const place = record?.place ?? 0n;
      const before = places[partition] ?? 0n;
      if (place < before) throw fork(topic, 'log-behind', `partition ${partition} ends at place ${place}, it was at ${before}`);
      remember(name, partition, place);
    }
    return tails;
  }

  /** The records that are not there yet. Those that are there are compared by the last one of each partition, whose hash covers the earlier ones. */
  async function fresh(topic: Topic, { tails }: Known, records: readonly LogRecord[]): Promise<LogRecord[]> {
    const wanted = tails.map(({ record }) => (record?.place ?? 0n) + 1n);
    const repeats = new Map<number, LogRecord>();
    const news = records.filter((record) => {
      const { partition, place } = record;
      const next = wanted[partition] ?? 0n;
      if (place > next) throw fork(topic, 'log-behind', `partition ${partition} ends at place ${next - 1n}, ${place} was to be published`);
      if (place === next) wanted[partition] = next + 1n;
      else if (place > (repeats.get(partition)?.place ?? 0n)) repeats.set(partition, record);
      return place === next;
    });
    if (repeats.size === 0) return news;
    const deeper: LogRecord[] = [];
    for (const record of repeats.values()) {
      const tail = tails[record.partition]?.record;
      if (tail?.place === record.place) compare(topic, tail, record);
      else deeper.push(record);
    }
    const left = new Set(deeper);
    const ends = tails.map(({ end }) => ({ low: 0n, high: end }));
    const stretches = deeper.map(({ partition, place }) => ({ partition, from: place - 1n, to: tails[partition]?.end ?? 0n }));
    await scan(link, topic, ends, stretches, signal, (there) => {
      const offered = repeats.get(there.partition);
      if (!offered || there.place !== offered.place) return undefined;
      compare(topic, there, offered);
      left.delete(offered);
      return 'enough';
    });
    const [missing] = left;
    if (missing) throw fork(topic, 'log-behind', `partition ${missing.partition} does not hold place ${missing.place}`);
    tell({ type: 'repeats-skipped', topic, records: records.length - news.length });
    return news;
  }

  function compare(topic: Topic, there: LogRecord, offered: LogRecord): void {
    if (Buffer.from(there.hash).equals(offered.hash)) return;
    throw fork(topic, 'record-differs', `partition ${there.partition} holds another record at place ${there.place} (event ${there.id})`);
  }

  /** Sends one request, and answers the offset at which each partition's records begin. */
  async function send(topic: Topic, request: readonly LogRecord[]): Promise<Map<number, bigint>> {
    const acknowledged = await link.producer((client) =>
      client.send({
        topic: topicName(topic),
        acks: -1,
        timeout: link.requestMs,
        compression: compression === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None,
        messages: request.map((record) => ({
          key: record.stream,
          value: Buffer.from(record.payload),
          partition: record.partition,
          headers: cloudEventHeaders(record),
        })),
      }),
    );
    const begins = new Map(
      acknowledged.flatMap(({ partition, baseOffset, errorCode }) =>
        errorCode === 0 && baseOffset !== undefined && baseOffset !== '-1' ? [[partition, BigInt(baseOffset)] as const] : [],
      ),
    );
    // kafkajs resolves when all brokers that it asked have answered, which need not be all partitions.
    const silent = request.find(({ partition }) => !begins.has(partition));
    if (silent) throw new LogUnavailable(`partition ${silent.partition} of ${topicName(topic)} was not acknowledged`);
    return begins;
  }

  /** Moves the tails over a request that was acknowledged. */
  async function advance(topic: Topic, known: Known, request: readonly LogRecord[], begins: ReadonlyMap<number, bigint>): Promise<void> {
    for (const [partition, begin] of begins) {
      const mine = request.filter((record) => record.partition === partition);
      const before = known.tails[partition];
      const end = begin + BigInt(mine.length);
      let record = mine.at(-1) ?? before?.record;
      if (before && begin < before.end) {
        throw fork(topic, 'log-behind', `partition ${partition} continued at offset ${begin}, its records reached ${before.end}`);
      }
      if (before && begin > before.end) {
        const told = new Map([before.record, ...mine].map((one) => [one?.place, one]));
        const ends = known.tails.map((tail, at) => ({ low: 0n, high: at === partition ? end : tail.end }));
        await scan(link, topic, ends, [{ partition, from: before.end, to: begin }], signal, (there) => {
          const own = told.get(there.place);
          if (own) compare(topic, there, own);
          if (there.place > (record?.place ?? 0n)) record = there;
          return undefined;
        });
        tell({ type: 'interleaved', topic, partition, records: Number(begin - before.end) });
      }
      known.tails[partition] = { record, end };
      if (record) remember(topicName(topic), partition, record.place);
    }
  }

  return {
    look: async (topic: Topic): Promise<readonly (LogRecord | undefined)[]> => (await look(topic)).map(({ record }) => record),

    publish: async (topic: Topic, records: readonly LogRecord[]): Promise<void> => {
      const name = topicName(topic);
      let known = topics.get(name);
      try {
        // A hole behind what this process remembers is no hole in the log: another relay may have filled it.
        if (!known || known.stale || beyond(known, records)) topics.set(name, (known = { tails: await look(topic), stale: false }));
        for (const request of requests(await fresh(topic, known, records))) {
          await advance(topic, known, request, await send(topic, request));
        }
      } catch (error) {
        if (known) known.stale = true;
        if (error instanceof LogUnavailable) tell({ type: 'publish-failed', topic, records: records.length, error });
        throw error;
      }
    },
  };
}

/** Whether any partition's records begin behind the place that follows its tail. */
function beyond({ tails }: Known, records: readonly LogRecord[]): boolean {
  const begun = new Set<number>();
  return records.some(({ partition, place }) => {
    if (begun.has(partition)) return false;
    begun.add(partition);
    return place > (tails[partition]?.record?.place ?? 0n) + 1n;
  });
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
