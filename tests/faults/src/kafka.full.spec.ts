import { testCluster, type TestCluster } from '@yimen/testing/servers';
import Table from 'cli-table3';
import type { Outcome } from './kafka-count.sample.js';
import { faults, sessionMs, type Fault, type Stage } from './kafka-faults.sample.js';
import { Scene } from './kafka-scene.sample.js';

/** How often each fault is tried, and events a second meanwhile. */
const runs = Number(process.env['YIMEN_FAULT_RUNS'] ?? 2);
const perSecond = Number(process.env['YIMEN_FAULT_RATE'] ?? 200);
/** Part of a fault's name, to try that one alone. */
const only = process.env['YIMEN_FAULT'] ?? '';

const table = new Table({
  head: ['fault', 'runs', 'events', 'lost', 'twice', 'out of order', 'longest gap ms', 'told'],
  colWidths: [30, 6, 8, 6, 7, 8, 9, 60],
  wordWrap: true,
  style: { head: [], border: [] },
});
const perRun = 120_000;
const clusters = new Map<1 | 3, TestCluster>();

async function clusterOf(nodes: 1 | 3): Promise<TestCluster> {
  const cluster = clusters.get(nodes) ?? (await testCluster({ nodes }));
  if (!cluster) throw new Error('the cluster that was there is gone');
  clusters.set(nodes, cluster);
  return cluster;
}

/** Tries a fault so often, and counts at the end what became of every event. */
async function tried(fault: Fault, generation: number): Promise<{ done: number; outcome: Outcome; counts: ReadonlyMap<string, number> }> {
  const cluster = await clusterOf(fault.nodes);
  const scene = await Scene.open(
    { brokers: cluster.brokers, replicationFactor: fault.nodes, sessionMs, checkMs: 1_000 },
    generation,
    perSecond,
  );
  try {
    const stage: Stage = { scene, cluster, relays: fault.relays.map((name) => scene.relay(name)), reader: scene.reader() };
    await scene.told(0, 'kafka.reading');
    scene.write();
    let done = 0;
    for (; done < runs; done += 1) {
      await fault.happen(stage, done);
      await scene.caughtUp();
    }
    await scene.rest();
    await scene.caughtUp();
    return { done, outcome: await scene.outcome(), counts: scene.counts() };
  } finally {
    await scene.close();
  }
}

const first = await testCluster();
if (first) {
  clusters.set(1, first);
  afterAll(async () => {
    await Promise.all([...clusters.values()].map((cluster) => cluster.stop()));
    console.log(table.toString());
  }, 60_000);

  const chosen = faults.filter(({ name }) => name.includes(only));
  test.each(chosen.map((fault) => [fault.name, fault] as const))(
    '%s: no event is lost, none applied twice, the order of each stream is kept',
    async (name, fault) => {
      const { done, outcome, counts } = await tried(fault, 1_000 * (1 + faults.indexOf(fault)));
      const { written, lost, appliedTwice, outOfOrder, longestGapMs } = outcome;
      const told = [...counts].map(([type, times]) => `${type} ${times}`).join(', ');
      table.push([name, done, written, lost, appliedTwice, outOfOrder, longestGapMs, told]);
      // At once, since a long run may be cut off before the table.
      process.stderr.write(`${name}: ${done} runs, ${written} events, lost ${lost}, twice ${appliedTwice}, out of order ${outOfOrder}\n`);
      expect({ lost, appliedTwice, outOfOrder }).toEqual({ lost: 0, appliedTwice: 0, outOfOrder: 0 });
      expect(done).toBe(runs);
      expect(written).toBeGreaterThan(runs * 20);
    },
    60_000 + runs * perRun,
  );
} else {
  // testCluster has said why, in one line.
  test.skip('faults of Kafka', () => undefined);
}
