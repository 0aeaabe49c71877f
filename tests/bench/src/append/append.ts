import { fileURLToPath } from 'node:url';
import type { Bench } from '../run/bench.js';
import { lineOf, median, rounded, type Line } from '../run/line.js';
import { withServer, type Server } from '../run/server.js';
import { startSide } from '../run/side.js';
import { casesFor } from '../cases/case-event.js';
import { ways, type Answer, type Question, type Way } from './store-side.js';

const module = fileURLToPath(new URL('side.js', import.meta.url));

/** Events of a run where none are asked for: three to ten seconds of the slowest side. */
const usual: Readonly<Record<number, number>> = { 1: 4_000, 8: 15_000, 32: 25_000, 100: 30_000, 500: 30_000 };

/** Concurrent writers, single events of real cases, each answered when it is on disk. */
export const append = (writers: number): Bench => ({
  name: `append-${writers}`,
  about: `${writers} writers append single events of cases; peer: Emmett; limit: the best of group commit and single rows by hand`,
  run: ({ runs, events = usual[writers] ?? 30_000 }, tell) =>
    withServer(async (server) => [await compare(server, { writers, events, runs }, tell)]),
});

async function compare(
  server: Server,
  { writers, events, runs }: { writers: number; events: number; runs: number },
  tell: (line: string) => void,
): Promise<Line> {
  const name = `append-${writers}`;
  const answers: Record<Way, Answer[]> = { ours: [], peer: [], group: [], single: [] };
  const sides = await Promise.all(
    ways.map(async (way) => {
      const url = await server.create(`bench_${way}`);
      return { way, side: await startSide<Question, Answer>(module, [way, url, String(writers)]) };
    }),
  );
  const step = casesFor(events).cases + writers;
  // Run 0 warms up caches and compilers and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    for (const { way, side } of sides) {
      await server.settle();
      const answer = await side.ask({ writers, events: run === 0 ? Math.ceil(events / 4) : events, after: run * step });
      if (run > 0) answers[way].push(answer);
      tell(`run ${run} ${way} ${Math.round(answer.perSecond)}/s p50 ${rounded(answer.p50)} ms p99 ${rounded(answer.p99)} ms`);
    }
  }
  for (const { side } of sides) await side.end();
  const rate = (way: Way) => median(answers[way].map(({ perSecond }) => perSecond));
  const p99 = (way: Way) => rounded(median(answers[way].map((answer) => answer.p99)));
  const limit = Math.max(rate('group'), rate('single'));
  const mine = rate('ours');
  return lineOf({
    ...{ name, unit: 'events/s', n: events, limit },
    ours: answers.ours.map(({ perSecond }) => perSecond),
    peer: answers.peer.map(({ perSecond }) => perSecond),
    note:
      `p99 ms: ours ${p99('ours')}, peer ${p99('peer')}; by hand: group commit ${Math.round(rate('group'))}/s (p99 ${p99('group')} ms), ` +
      `single rows ${Math.round(rate('single'))}/s (p99 ${p99('single')} ms); ours is ${Math.round((100 * mine) / limit)} % of the limit`,
  });
}
