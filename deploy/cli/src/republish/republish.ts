import {
  beginTopic,
  knownTopics,
  makeCurrent,
  readWatermark,
  topicName,
  type EventLog,
  type KnownTopic,
  type Topic,
} from '@yimen/event-log';
import type { EventStore, StoreHead } from '@yimen/event-store';
import { openEventLog, openEventStore, schemaOf, servicePool } from '@yimen/service-shell';
import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandFailed } from '../commands/failed.js';
import { actingAs, type Administration } from './administration.js';
import { moveReaders, type Moved } from './readers.js';

export interface RepublishOptions {
  /** Of the next generation; default: as many as the current one has. */
  readonly partitions?: number;
  /** Begins a further generation although an earlier run has left one unfinished. */
  readonly anew?: boolean;
  /** Told of each step. */
  readonly tell: (told: Told) => void;
}

export type Told =
  | { readonly step: 'begun'; readonly topic: string; readonly partitions: number }
  | { readonly step: 'published'; readonly topic: string; readonly events: bigint }
  | ({ readonly step: 'moved' } & Moved)
  | { readonly step: 'current'; readonly topic: string };

/** Milliseconds without a further event after which nobody seems to relay. */
const PATIENCE_MS = 60_000;

/**
 * Publishes the next generation of each context's topic from sequence 1 beside the current one, rebuilds every reader on them and makes them current
 * (decision 10). The services go on serving: their relays publish to both, each reader is switched when its new tables are complete. Contexts whose
 * logs were lost together go together: a reader of two of them can be rebuilt on neither alone. What was cut off is gone on with by the next run.
 * Throws CommandFailed where an operator has to do something first.
 */
export async function republish(contexts: readonly string[], administration: Administration, options: RepublishOptions): Promise<void> {
  const sources = contexts.map((context) => sourceOf(context, administration));
  try {
    const topics: Topic[] = [];
    for (const source of sources) topics.push(await begin(source, options));
    for (const [at, topic] of topics.entries()) {
      const events = await published(sources[at] as Source, topic);
      options.tell({ step: 'published', topic: topicName(topic), events });
    }
    const move = () => moveReaders(administration, topics, (moved) => options.tell({ step: 'moved', ...moved }));
    await move();
    for (const [at, topic] of topics.entries()) {
      await makeCurrent((sources[at] as Source).pool, topic);
      options.tell({ step: 'current', topic: topicName(topic) });
    }
    // A read model whose very first generation was made meanwhile began on the topic that was current then.
    await move();
  } finally {
    for (const source of sources) await source.close();
  }
}

/** A context's store and log, in the role of its service. */
interface Source {
  readonly context: string;
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly log: EventLog;
  close(): Promise<void>;
}

function sourceOf(context: string, { database, installation }: Administration): Source {
  const url = actingAs(database, context);
  const pool = servicePool({ url, application: `yimen republish ${context}`, max: 4, onLost: () => undefined });
  const store = openEventStore(installation.store, { pool, url, schema: schemaOf(context), onTrouble: () => undefined });
  const log = openEventLog(installation.log, { pool, url });
  const close = async () => {
    await log.close();
    await store.close();
    await pool.end();
  };
  return { context, pool, store, log, close };
}

/** The generation to publish: one that an earlier run has begun, or a new one. */
async function begin({ pool, store, log, context }: Source, { partitions, anew = false, tell }: RepublishOptions): Promise<Topic> {
  const head = await store.head();
  const known = await knownTopics(pool, context);
  const current = known.find((one) => one.current);
  const newest = known.at(-1);
  if (!current || !newest)
    throw new CommandFailed(`${context} 尚未发布过事件。`, `${context} has not published anything yet: its service has to run first.`);
  requireIncarnation(current, head, context);
  const unfinished = newest.topic.generation > current.topic.generation && !anew && isOf(newest, head);
  const topic = unfinished ? newest.topic : { context, generation: newest.topic.generation + 1 };
  const count = await log.ensureTopic(topic, unfinished ? newest.partitions : (partitions ?? current.partitions));
  await beginTopic(pool, topic, count);
  tell({ step: 'begun', topic: topicName(topic), partitions: count });
  return topic;
}

/** A restored store looks the same from inside: the operator has to say so before anything is published from it (decision 9). */
function requireIncarnation({ sequence, incarnation }: KnownTopic, head: StoreHead, context: string): void {
  if (sequence <= head.position || incarnation !== head.incarnation) return;
  throw new CommandFailed(
    `${context} 的事件库止于 ${head.position}，而日志已确认到 ${sequence}：若由备份恢复，请先执行 yimen store restored ${context}。`,
    `The store of ${context} ends at ${head.position}, the log had acknowledged ${sequence}: after a restore run \`yimen store restored ${context}\` first.`,
  );
}

/** Whether what was published of a generation is of the store as it is now. */
function isOf({ sequence, incarnation }: KnownTopic, head: StoreHead): boolean {
  return sequence <= head.position && (incarnation === undefined || incarnation === head.incarnation);
}

/** Waits until the relay of the context's service has published all that is in the store. Answers how many events. */
async function published({ pool, store }: Source, topic: Topic): Promise<bigint> {
  let reached = -1n;
  for (let since = Date.now(); ;) {
    const { position } = await store.head();
    const sequence = (await readWatermark(pool, topic.context, topic.generation))?.sequence ?? 0n;
    if (sequence >= position) return sequence;
    if (sequence > reached) since = Date.now();
    reached = sequence;
    if (Date.now() - since > PATIENCE_MS)
      throw new CommandFailed(
        `${topicName(topic)} 止于 ${sequence}（共 ${position}）：${topic.context} 服务没有发布，见其日志与 /health/ready。`,
        `${topicName(topic)} stands at ${sequence} of ${position}: the service ${topic.context} does not publish; see its log and /health/ready.`,
      );
    await sleep(200);
  }
}
