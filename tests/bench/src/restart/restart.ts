import { clear, dataFolder, freePort, postgresOf, Start } from '@yimen/testing/servers';
import type { Bench } from '../run/bench.js';
import { lineOf, rounded } from '../run/line.js';

const TARGET_SECONDS = 10;

/** Killed with -9 and started again on the same data, until every service says that it is ready. */
export const restart: Bench = {
  name: 'restart',
  about: 'seconds from start to ready after kill -9, on the demonstration data; limit: the target',
  run: async ({ runs }, tell) => {
    const [data, port] = [await dataFolder(), await freePort()];
    let start = new Start(data, port);
    const seconds: Record<'services' | 'everything', number[]> = { services: [], everything: [] };
    try {
      tell(`first start with the demonstration data: ${rounded((await start.ready()) / 1000)} s`);
      for (const what of ['services', 'everything'] as const) {
        for (let run = 1; run <= runs; run += 1) {
          const server = await postgresOf(data);
          start.signal('SIGKILL');
          if (what === 'everything' && server) process.kill(server.pid, 'SIGKILL');
          await start.ended();
          start = new Start(data, port);
          const took = (await start.ready()) / 1000;
          seconds[what].push(took);
          tell(`${what} killed, run ${run}: ready after ${rounded(took)} s`);
        }
      }
      await start.stop();
    } finally {
      await clear(data, start);
    }
    const line = (unit: string, ours: readonly number[], what: string) =>
      lineOf({
        ...{ name: 'restart', unit, ours, limit: TARGET_SECONDS, n: 1 },
        note: `${what}; slowest ${rounded(Math.max(...ours))} s; limit: the target`,
      });
    return [
      line('s', seconds.services, 'all services killed, PostgreSQL left running'),
      line('s with PostgreSQL killed', seconds.everything, 'all services and PostgreSQL killed'),
    ];
  },
};
