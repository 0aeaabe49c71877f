import { cp, rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestCluster } from '@yimen/testing/servers';
import { Kafka, logLevel } from 'kafkajs';
import type { Part } from './kafka-part.sample.js';
import type { Scene } from './kafka-scene.sample.js';

/** A session of a reader in these tests: long enough for a busy machine, short enough to wait for. */
export const sessionMs = 3_000;

/** The parts at work; a fault may replace them. */
export interface Stage {
  readonly scene: Scene;
  readonly cluster: TestCluster;
  relays: Part[];
  reader: Part;
}

export interface Fault {
  readonly name: string;
  readonly nodes: 1 | 3;
  /** Names of the relays that run at once. */
  readonly relays: readonly string[];
  /** Does it once and waits until it is told of; `run` counts from 0. What follows checks that everything arrives. */
  readonly happen: (stage: Stage, run: number) => Promise<void>;
}

const between = (least: number, most: number) => sleep(least + Math.random() * (most - least));

const brokerKilled: Fault = {
  name: 'broker killed and restarted',
  nodes: 1,
  relays: ['one'],
  happen: async ({ scene, cluster: { nodes } }) => {
    await between(200, 1_000);
    const since = performance.now();
    await nodes[0]?.kill();
    await between(200, 1_500);
    await nodes[0]?.start();
    await scene.told(since, 'kafka.session-lost', 'kafka.rejoined');
    await scene.told(since, 'kafka.publish-failed');
  },
};

/** In turn: a new disk without anything on it, and an older copy of the disk that lacks the last records. */
const diskLost: Fault = {
  name: 'broker loses its disk',
  nodes: 1,
  relays: ['one'],
  happen: async (stage, run) => {
    const { scene, cluster } = stage;
    const [node] = cluster.nodes;
    if (!node) throw new Error('no broker');
    const older = run % 2 === 1;
    if (older) {
      await node.kill();
      await cp(node.data, `${node.data}.copy`, { recursive: true });
      await node.start();
      await scene.caughtUp();
    }
    await between(500, 1_500);
    const since = performance.now();
    await node.kill();
    if (older) {
      await rm(node.data, { recursive: true });
      await rename(`${node.data}.copy`, node.data);
    } else await node.format();
    await node.start();
    await scene.told(since, 'relay.forked(log-behind)');
    await scene.told(since, 'kafka.forked(log-behind)');
    await Promise.all([...stage.relays, stage.reader].map((part) => part.ended));
    await nextGeneration(stage);
  },
};

/** What an operator does: publishes the next generation from sequence 1, and builds its readers. */
async function nextGeneration(stage: Stage): Promise<void> {
  await Promise.all([...stage.relays, stage.reader].map((part) => part.kill()));
  stage.scene.generation += 1;
  stage.relays = stage.relays.map(({ settings }) => stage.scene.relay(settings.name));
  stage.reader = stage.scene.reader();
}

/** All groups of a test cluster have one coordinator: the leader of the one partition that keeps them. It is killed, and another broker takes over. */
const coordinatorMoved: Fault = {
  name: 'coordinator moved to another broker',
  nodes: 3,
  relays: ['one'],
  happen: async ({ scene, cluster }) => {
    const client = new Kafka({ brokers: [...cluster.brokers], logLevel: logLevel.NOTHING });
    const admin = client.admin();
    await admin.connect();
    const offsets = async () => {
      const { topics } = await admin.fetchTopicMetadata({ topics: ['__consumer_offsets'] });
      return topics[0]?.partitions[0];
    };
    try {
      const before = (await offsets())?.leader;
      const node = cluster.nodes.find(({ id }) => id === before);
      if (!node) throw new Error(`no broker ${before}`);
      await between(200, 1_000);
      const since = performance.now();
      await node.kill();
      await scene.until('another coordinator', async () => {
        const now = await offsets().catch(() => undefined);
        return now !== undefined && now.leader >= 0 && now.leader !== before;
      });
      await scene.told(since, 'kafka.session-lost', 'kafka.rejoined');
      await scene.caughtUp();
      await node.start();
      // The next run kills another one: all copies must be there again.
      await scene.until('three copies in step', async () => {
        const { topics } = await admin.fetchTopicMetadata({ topics: ['__consumer_offsets', `yimen.residents.g${scene.generation}`] });
        return topics.every(({ partitions }) => partitions.every(({ isr }) => isr.length === 3));
      });
    } finally {
      await admin.disconnect();
    }
  },
};

const rebalance: Fault = {
  name: 'rebalance in the middle of a batch',
  nodes: 1,
  relays: ['one'],
  happen: async ({ scene, cluster, reader }) => {
    await between(200, 1_000);
    const { group } = scene.said.findLast(({ type }) => type === 'kafka.reading') ?? {};
    if (!group) throw new Error('the reader has not joined');
    const intruder = new Kafka({ brokers: [...cluster.brokers], logLevel: logLevel.NOTHING }).consumer({
      groupId: group,
      sessionTimeout: 2 * sessionMs,
      rebalanceTimeout: 2 * sessionMs,
    });
    const since = performance.now();
    reader.tell('slow 300');
    await intruder.connect();
    await intruder.subscribe({ topics: [`yimen.residents.g${scene.generation}`] });
    await intruder.run({ eachMessage: () => Promise.resolve() });
    await scene.told(since, 'kafka.session-lost');
    reader.tell('slow 0');
    await intruder.disconnect();
    await scene.told(since, 'kafka.reading');
  },
};

const consumerHung: Fault = {
  name: 'consumer hung past its session',
  nodes: 1,
  relays: ['one'],
  happen: async ({ scene, reader }) => {
    await between(100, 800);
    reader.signal('SIGSTOP');
    await between(sessionMs + 1_000, sessionMs + 3_000);
    const since = performance.now();
    reader.signal('SIGCONT');
    await scene.told(since, 'kafka.session-lost', 'kafka.rejoined');
  },
};

const relayKilled: Fault = {
  name: 'relay killed between publish and checkpoint',
  nodes: 1,
  relays: ['one'],
  happen: async (stage) => {
    await between(200, 1_000);
    const since = performance.now();
    for (const relay of stage.relays) {
      relay.tell('die');
      await relay.ended;
    }
    stage.relays = stage.relays.map(({ settings }) => stage.scene.relay(settings.name));
    await stage.scene.told(since, 'relay.leading');
    await stage.scene.told(since, 'kafka.repeats-skipped');
  },
};

/**
 * The leader stops in the middle of a batch until the other one leads, and then goes on with what it had in hand. In turn: before it sends, so that the
 * topic gets records a second time; and between publish and checkpoint.
 */
const twoRelays: Fault = {
  name: 'two relays at once',
  nodes: 1,
  relays: ['one', 'two'],
  happen: async ({ scene, relays }, run) => {
    await scene.until('one leads', () => leader(scene) !== undefined);
    await between(300, 1_000);
    const leading = relays.find(({ settings }) => settings.name === leader(scene));
    if (!leading) throw new Error('nobody leads');
    const since = performance.now();
    const stall = run % 2 === 0;
    leading.tell(stall ? 'stall' : 'halt');
    await scene.told(since, 'relay.leading');
    // The other one has gone over the same places and beyond.
    await scene.caughtUp();
    const woken = performance.now();
    leading.signal('SIGCONT');
    await scene.told(woken, 'relay.deposed');
    if (stall) {
      await scene.told(woken, 'kafka.interleaved');
      await scene.told(woken, 'kafka.repeats-dropped');
    }
  },
};

function leader(scene: Scene): string | undefined {
  return scene.said.findLast(({ type }) => type === 'relay.leading')?.part;
}

/** In turn: under the eyes of the relay; and while it was down, so that it finds a store that has gone on with other events. */
const storeRestored: Fault = {
  name: 'store restored from a backup 500 events old',
  nodes: 1,
  relays: ['one'],
  happen: async (stage, run) => {
    const { scene } = stage;
    await scene.until('500 events more than at the start', async () => (await scene.applied()) > 600n);
    await scene.caughtUp();
    const since = performance.now();
    if (run % 2 === 0) {
      await scene.restoreBackup(500);
      scene.write();
      await scene.told(since, 'relay.forked(store-behind)');
    } else {
      await Promise.all(stage.relays.map((relay) => relay.kill()));
      const left = await scene.restoreBackup(500);
      scene.write();
      await scene.until('other events in the place of the lost ones', async () => (await scene.head()) > BigInt(left + 600));
      stage.relays = stage.relays.map(({ settings }) => scene.relay(settings.name));
      await scene.told(since, 'relay.forked(record-differs)');
    }
    await Promise.all(stage.relays.map((relay) => relay.ended));
    await scene.rest();
    await scene.tellRestored();
    scene.write();
    await nextGeneration(stage);
  },
};

export const faults: readonly Fault[] = [
  brokerKilled,
  diskLost,
  coordinatorMoved,
  rebalance,
  consumerHung,
  relayKilled,
  twoRelays,
  storeRestored,
];
