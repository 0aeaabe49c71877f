import { fileURLToPath } from 'node:url';
import { testKafka } from '@yimen/testing/servers';
import pg from 'pg';
import { casesFor } from '../cases/case-event.js';
import type { Bench, Wishes } from '../run/bench.js';
import { lineOf, median, rounded, type Line } from '../run/line.js';
import { withServer, type Server } from '../run/server.js';
import { startSide } from '../run/side.js';
import { prepare, publish, type Brokers } from './installation.js';
import type { Rebuild } from './ours-side.js';
import type { CaseCounts, PeerAnswer, PeerQuestion } from './peer.js';

const followerModule = fileURLToPath(new URL('follower-side.js', import.meta.url));
const oursModule = fileURLToPath(new URL('ours-side.js', import.meta.url));
const peerModule = fileURLToPath(new URL('peer-side.js', import.meta.url));

const EVENTS = 500_000;
/** The peer rebuilds about a thousand events a second, at any volume: what is asked of it is what five runs have time for. */
const PEER_EVENTS = 50_000;

type Volume = ReturnType<typeof casesFor>;
type Tell = (line: string) => void;

export const rebuildPostgres: Bench = {
  name: 'rebuild-postgres',
  about: 'the read model of cases rebuilt from the log on PostgreSQL; peer: Emmett, a document projection of the same events',
  run: (wishes, tell) => withServer((server) => measure('rebuild-postgres', server, undefined, wishes, tell)),
};

export const rebuildKafka: Bench = {
  name: 'rebuild-kafka',
  about: 'the same with the log on Kafka (KAFKA_BROKERS, or Java and Maven); prints nothing where there is no broker',
  run: async (wishes, tell) => {
    const kafka = await testKafka();
    if (!kafka) return [];
    try {
      return await withServer((server) => measure('rebuild-kafka', server, kafka.brokers, wishes, tell));
    } finally {
      await kafka.stop();
    }
  },
};

async function measure(name: string, server: Server, brokers: Brokers, wishes: Wishes, tell: Tell): Promise<Line[]> {
  const { runs, loaded } = wishes;
  const { events, cases } = casesFor(wishes.events ?? EVENTS);
  const { events: peerEvents, cases: peerCases } = casesFor(wishes.peerEvents ?? Math.min(events, PEER_EVENTS));
  const fifth = casesFor(Math.ceil(events / 5));
  const url = await server.create('bench_ours');
  await prepare(url);
  const installed = await installation(url, brokers, tell);
  // Memory is looked at twice: at a fifth of the volume and at the whole; `--loaded` names a larger volume for the second look.
  await installed.grow(fifth);
  const small = await installed.rebuild();
  await installed.grow({ events, cases });
  await installed.rebuild();

  const peerUrl = await server.create('bench_peer');
  const peer = await startSide<PeerQuestion, PeerAnswer>(peerModule, [peerUrl]);
  const filled = await peer.ask({ fill: peerCases });
  tell(`peer: ${peerEvents} events appended in ${rounded(filled.seconds)} s`);
  const ours: Rebuild[] = [];
  const theirs: PeerAnswer[] = [];
  for (let run = 1; run <= runs; run += 1) {
    await server.settle();
    const mine = await installed.rebuild();
    ours.push(mine);
    await server.settle();
    const peers = await peer.ask({});
    theirs.push(peers);
    tell(`run ${run}: ours ${Math.round(events / mine.readSeconds)}/s, peer ${Math.round(peerEvents / peers.seconds)}/s`);
  }
  await peer.end();
  requireWhole(peerCases, theirs);
  if (peerEvents === events) requireEqual(await oursBy(url), theirs.at(-1)?.cases ?? {});

  const mine = ours.map(({ readSeconds }) => events / readSeconds);
  const cpu = median(ours.map(({ cpuSeconds }) => (1e6 * cpuSeconds) / events));
  const peerMb = rounded(median(theirs.map(({ peakMb }) => peakMb)));
  const large = loaded === undefined || loaded <= events ? { at: events, rebuilds: ours } : await grown(casesFor(loaded));
  await installed.end();
  return [
    lineOf({
      ...{ name, unit: 'events/s', ours: mine, n: events },
      peer: theirs.map(({ seconds }) => peerEvents / seconds),
      note: `until all rows stand and the places sum to the watermark; peer's runs: ${peerEvents} events; ${rounded(cpu)} µs of processor per event beside PostgreSQL`,
    }),
    lineOf({
      ...{ name, unit: 'events/s with proof', n: events },
      ours: ours.map(({ seconds }) => events / seconds),
      note: 'the same until every row was compared with the live model and the pointer moved; the peer has no such step',
    }),
    lineOf({
      ...{ name, unit: 'MB at the peak', n: large.at, limit: small.peakMb },
      ours: large.rebuilds.map(({ peakMb }) => peakMb),
      note: `resident memory of the rebuilding process; limit: at ${fifth.events} events; the peer's at ${peerEvents}: ${peerMb} MB`,
    }),
  ];

  async function grown(volume: Volume): Promise<{ at: number; rebuilds: Rebuild[] }> {
    await installed.grow(volume);
    return { at: volume.events, rebuilds: [await installed.rebuild()] };
  }
}

/** The product's side: events are added, and each rebuild runs in a new process so that its peak of memory is its own. */
async function installation(url: string, brokers: Brokers, tell: Tell) {
  const args = [url, brokers?.join(',') ?? ''];
  const follower = await startSide<bigint, void>(followerModule, args);
  let stand: Volume = { events: 0, cases: 0 };
  return {
    async grow(to: Volume): Promise<void> {
      const began = performance.now();
      await publish(url, brokers, { after: stand.cases, to: to.cases });
      const published = performance.now();
      await follower.ask(BigInt(to.events));
      const [publishing, following] = [published - began, performance.now() - published].map((each) => rounded(each / 1000));
      tell(`${to.events} events stand: the last ${to.events - stand.events} published in ${publishing} s, followed ${following} s later`);
      stand = to;
    },
    end: () => follower.end(),
    async rebuild(): Promise<Rebuild> {
      const side = await startSide<'rebuild', Rebuild>(oursModule, args);
      const answer = await side.ask('rebuild');
      await side.end();
      tell(
        `${stand.events} events rebuilt in ${rounded(answer.readSeconds)} s, with proof ${rounded(answer.seconds)} s, ${rounded(answer.peakMb)} MB`,
      );
      return answer;
    },
  };
}

async function oursBy(url: string): Promise<CaseCounts> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: live } = await client.query<{ schema: string }>(
      `SELECT schema_name AS schema FROM projections.engine_generations g
         JOIN projections.engine_projections p ON p.name = g.projection AND p.live = g.generation WHERE p.name = 'cases'`,
    );
    const { rows } = await client.query<{ key: string; count: number }>(
      `SELECT concat_ws(' ', state, coalesce(outcome, 'null'), coalesce("inTime"::text, 'null')) AS key, count(*)::int
         FROM "${live[0]?.schema ?? ''}"."case" GROUP BY 1`,
    );
    return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
  } finally {
    await client.end();
  }
}

/** A rebuild that stopped early would be fast. */
function requireWhole(cases: number, answers: readonly PeerAnswer[]): void {
  for (const { cases: found } of answers) {
    const rebuilt = Object.values(found).reduce((sum, count) => sum + count, 0);
    if (rebuilt !== cases) throw new Error(`the peer rebuilt ${rebuilt} of ${cases} cases`);
  }
}

/** Both must have come to the same cases, or the comparison means nothing. */
function requireEqual(ours: CaseCounts, theirs: CaseCounts): void {
  const text = (counts: CaseCounts) => JSON.stringify(Object.entries(counts).sort());
  if (text(ours) !== text(theirs)) throw new Error(`the two read models differ: ours ${text(ours)}, the peer's ${text(theirs)}`);
}
