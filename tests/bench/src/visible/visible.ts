import { setTimeout as sleep } from 'node:timers/promises';
import { testKafka } from '@yimen/testing/servers';
import type { Bench, Wishes } from '../run/bench.js';
import { lineOf, quantile, rounded, type Line } from '../run/line.js';
import { letter, openHalls, type BenchHall } from '../system/halls.js';
import { withSystem, type System } from '../system/system.js';

const WRITES_PER_SECOND = 50;
const HALLS = 10;
/** Milliseconds after the last write for which a change is still waited for. */
const PATIENCE_MS = 5_000;

type Tell = (line: string) => void;

/** Milliseconds from a write's answer, one of each for every write. */
interface Seen {
  /** A read with the write's token was answered. */
  readonly read: readonly number[];
  /** The change of the row came over the stream of changes; below 0 where it came before the answer. */
  readonly told: readonly number[];
}

export const visibleEmbedded: Bench = {
  name: 'visible-embedded',
  about: `from a write's answer to visible in the read model at ${WRITES_PER_SECOND} writes/s, all in one process; limit: the target`,
  run: (wishes, tell) => withSystem({}, (system) => measure('visible-embedded', { p50: 20, p99: 100 }, system, wishes, tell)),
};

export const visibleKafka: Bench = {
  name: 'visible-kafka',
  about: 'the same with events over Kafka (KAFKA_BROKERS, or Java and Maven); prints nothing where there is no broker',
  run: async (wishes, tell) => {
    const kafka = await testKafka();
    if (!kafka) return [];
    try {
      const variables = { YIMEN_KAFKA_BROKERS: kafka.brokers.join(',') };
      return await withSystem({ options: ['--kafka'], variables }, (system) =>
        measure('visible-kafka', { p50: 50, p99: 250 }, system, wishes, tell),
      );
    } finally {
      await kafka.stop();
    }
  },
};

async function measure(
  name: string,
  target: { readonly p50: number; readonly p99: number },
  system: System,
  { runs, seconds = 20 }: Wishes,
  tell: Tell,
): Promise<Line[]> {
  const seen: Seen[] = [];
  // Run 0 warms up and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    if (run === 1) system.client.again = 0;
    const halls = await openHalls(system.client, HALLS);
    const one = await steadily(system, halls, run === 0 ? 5 : seconds);
    if (run > 0) seen.push(one);
    const figures = (values: readonly number[]) => `p50 ${rounded(quantile(values, 0.5))} p99 ${rounded(quantile(values, 0.99))} ms`;
    tell(`run ${run}: read ${figures(one.read)}; told ${figures(one.told)}`);
  }
  const n = seconds * WRITES_PER_SECOND;
  const again = `${system.client.again} answers 503 asked again`;
  const line = (unit: string, of: keyof Seen, share: number, limit: number, note: string) =>
    lineOf({ ...{ name, unit, n, limit, note }, ours: seen.map((one) => quantile(one[of], share)) });
  const reading = `from the write's answer until a read with its token is answered, the read's own way included; ${again}; limit: the target`;
  const telling = "from the write's answer until its row comes over the stream of changes; limit: the target";
  return [
    line('ms p50', 'read', 0.5, target.p50, reading),
    line('ms p99', 'read', 0.99, target.p99, reading),
    line('ms p50 told', 'told', 0.5, target.p50, telling),
    line('ms p99 told', 'told', 0.99, target.p99, telling),
  ];
}

/** Tickets are taken at a steady pace whether or not earlier ones are answered; each is read back at once. */
async function steadily({ client }: System, halls: readonly BenchHall[], seconds: number): Promise<Seen> {
  const closing = new AbortController();
  const changes = new Map<string, number>();
  const arrived = (ids: readonly string[]) => {
    const now = performance.now();
    for (const id of ids) if (!changes.has(id)) changes.set(id, now);
  };
  await Promise.all(halls.map(({ hall }) => client.changes(`/api/views/hall-board/changes?hall=${hall}`, closing.signal, arrived)));
  const answered = new Map<string, number>();
  const read: number[] = [];
  const write = async ({ hall, queue, item }: BenchHall) => {
    const { readAfter, body } = await client.post('kiosk-1', `/api/public-services/queues/${queue}/take`, {
      item,
      priority: null,
      age: null,
    });
    const began = performance.now();
    // The first ticket opens the queue (two events), each later one is one event: the revision tells the number.
    const ticket = `${letter}${String(Number(body['revision']) - 1).padStart(3, '0')}`;
    answered.set(`${queue}/${ticket}`, began);
    await client.get(undefined, `/api/views/hall-board?hall=${hall}&limit=1`, readAfter);
    read.push(performance.now() - began);
  };
  const writes: Promise<void>[] = [];
  const began = performance.now();
  for (let n = 0; n < seconds * WRITES_PER_SECOND; n += 1) {
    await sleep(Math.max(0, began + (n * 1_000) / WRITES_PER_SECOND - performance.now()));
    const hall = halls[n % halls.length];
    if (hall) writes.push(write(hall));
  }
  await Promise.all(writes);
  const until = Date.now() + PATIENCE_MS;
  const missing = () => [...answered.keys()].filter((id) => !changes.has(id));
  while (missing().length > 0 && Date.now() < until) await sleep(50);
  closing.abort();
  const [lost] = missing();
  if (lost !== undefined)
    throw new Error(
      `${missing().length} of ${answered.size} changes were never told, e.g. ${lost}; ids are like ${[...changes.keys()][0]}`,
    );
  return { read, told: [...answered].map(([id, at]) => (changes.get(id) ?? 0) - at) };
}
