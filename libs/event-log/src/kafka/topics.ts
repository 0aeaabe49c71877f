import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { LogUnavailable, type Topic } from '../port.js';
import { topicName } from '../record.js';
import type { Connection } from './connection.js';
import type { Tell } from './events.js';
import { saysUnknownTopic } from './trouble.js';

export interface TopicOptions {
  /** Copies of each partition. Default 1; a cluster wants 3. */
  readonly replicationFactor?: number;
  /** Copies that must have a record before it is acknowledged. Default one less than there are, at least 1. */
  readonly minInsyncReplicas?: number;
  /** Of what is sent and stored. Default `none`. Others than gzip need codecs that kafkajs does not bring. */
  readonly compression?: 'none' | 'gzip';
  /** Largest record batch in bytes, on the wire. Default 8 MiB. */
  readonly maxMessageBytes?: number;
}

/** A topic that could lose its beginning, or acknowledged records, by its settings. The message names each setting with its value. */
export class UnsafeTopic extends Error {
  constructor(
    readonly topic: Topic,
    readonly settings: readonly { readonly name: string; readonly value: string; readonly wanted: string }[],
  ) {
    const list = settings.map(({ name, value, wanted }) => `${name}=${value} (must be ${wanted})`);
    super(`${topicName(topic)} may not hold events as it is set: ${list.join(', ')}. Alter the topic's configuration, then start again`);
    this.name = 'UnsafeTopic';
  }
}

interface Rule {
  readonly name: string;
  readonly wanted: string;
  /** What a new topic is created with; undefined where it is not a setting of the topic. */
  readonly created: string | undefined;
  readonly holds: (value: string) => boolean;
}

/** Context topics are kept for ever (decision 12), and what was acknowledged survives the loss of a broker where there is another. */
function rules({
  replicationFactor = 1,
  minInsyncReplicas,
  compression = 'none',
  maxMessageBytes = 8 * 1024 * 1024,
}: TopicOptions): Rule[] {
  const insync = minInsyncReplicas ?? Math.max(1, replicationFactor - 1);
  const exactly = (name: string, wanted: string): Rule => ({ name, wanted, created: wanted, holds: (value) => value === wanted });
  const least = (name: string, wanted: number): Rule => ({
    name,
    wanted: `at least ${wanted}`,
    created: String(wanted),
    holds: (value) => Number(value) >= wanted,
  });
  return [
    exactly('retention.ms', '-1'),
    exactly('retention.bytes', '-1'),
    // `compact` would drop all but the last event of each stream; with both retentions unlimited `delete` deletes nothing.
    exactly('cleanup.policy', 'delete'),
    exactly('unclean.leader.election.enable', 'false'),
    least('min.insync.replicas', insync),
    least('max.message.bytes', maxMessageBytes),
    {
      name: 'compression.type',
      wanted: 'producer, uncompressed or gzip',
      created: compression === 'none' ? 'producer' : compression,
      holds: (value) => ['producer', 'uncompressed', 'gzip'].includes(value),
    },
    { ...least('replicas', replicationFactor), created: undefined },
  ];
}

/** Creates a topic where it does not exist, and verifies it. Answers the partition count. Throws UnsafeTopic. */
export async function ensureTopic(link: Connection, topic: Topic, partitions: number, options: TopicOptions, tell: Tell): Promise<number> {
  const name = topicName(topic);
  const wanted = rules(options);
  let isNew = false;
  const count = await link.admin(async (client) => {
    const created = await client.createTopics({
      waitForLeaders: true,
      timeout: link.requestMs,
      topics: [
        {
          topic: name,
          numPartitions: partitions,
          replicationFactor: options.replicationFactor ?? 1,
          configEntries: wanted.flatMap(({ name, created }) => (created === undefined ? [] : [{ name, value: created }])),
        },
      ],
    });
    const { topics } = await client.fetchTopicMetadata({ topics: [name] }).catch(notYet(name));
    const found = topics[0]?.partitions ?? [];
    if (found.length === 0) throw new LogUnavailable(`${name} has no partitions yet`);
    isNew = created;
    if (created) tell({ type: 'topic-created', topic, partitions: found.length });
    const settings = await settingsOf(client, name);
    settings.set('replicas', String(Math.min(...found.map(({ replicas }) => replicas.length))));
    const wrong = wanted.flatMap(({ name, wanted, holds }) => {
      const value = settings.get(name);
      return value !== undefined && holds(value) ? [] : [{ name, value: value ?? 'unknown', wanted }];
    });
    if (wrong.length > 0) {
      const error = new UnsafeTopic(topic, wrong);
      tell({ type: 'topic-unsafe', topic, error });
      throw error;
    }
    return found.length;
  });
  if (isNew) await led(link, topic);
  return count;
}

/** Resolves when the leaders of a new topic answer for it, which is a moment after they are named. */
async function led(link: Connection, topic: Topic): Promise<void> {
  const until = performance.now() + link.requestMs;
  for (;;) {
    try {
      if (await boundsOf(link, topic)) return;
    } catch (error) {
      if (!(error instanceof LogUnavailable) || performance.now() > until) throw error;
    }
    if (performance.now() > until) throw new LogUnavailable(`${topicName(topic)} has no leaders yet`);
    await sleep(50);
  }
}

async function settingsOf(client: Admin, name: string): Promise<Map<string, string>> {
  const topic = 2;
  const { resources } = await client.describeConfigs({ includeSynonyms: false, resources: [{ type: topic, name }] }).catch(notYet(name));
  return new Map((resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]));
}

/** A topic that was created a moment ago is not known to every broker yet. */
function notYet(name: string): (error: unknown) => never {
  return (error) => {
    throw saysUnknownTopic(error) ? new LogUnavailable(`${name} is not known to the broker yet`, { cause: error }) : error;
  };
}

/**
 * kafkajs 2.2.4 (#461): the metadata of a topic can be without it for a moment, after its creation or when another call has asked for other topics; kafkajs
 * then takes apart a list that is empty, and a TypeError comes out.
 */
function lostSight(name: string): (error: unknown) => never {
  return (error) => {
    throw (error as Error).name === 'TypeError'
      ? new LogUnavailable(`the partitions of ${name} are not known yet`, { cause: error })
      : error;
  };
}

/** Offsets of a partition: `low` of its first record, `high` of the one that comes next. */
export interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

/** The bounds of each partition, or undefined where the cluster has no such topic. */
export async function boundsOf(link: Connection, topic: Topic): Promise<Bounds[] | undefined> {
  const name = topicName(topic);
  return link.admin(async (client) => {
    try {
      const bounds: Bounds[] = [];
      for (const { partition, low, high } of await client.fetchTopicOffsets(name).catch(lostSight(name))) {
        bounds[partition] = { low: BigInt(low), high: BigInt(high) };
      }
      return bounds;
    } catch (error) {
      if (!saysUnknownTopic(error)) throw error;
      if ((await client.listTopics()).includes(name))
        throw new LogUnavailable(`${name} is not known to every broker yet`, { cause: error });
      return undefined;
    }
  });
}
