import type { Bench, Wishes } from '../run/bench.js';
import { lineOf, median, rounded, type Measured } from '../run/line.js';
import { openHalls, registerPeople } from '../system/halls.js';
import { withSystem, type System } from '../system/system.js';
import { Window } from './course.js';
import { loadRows } from './rows.js';
import { Stages } from './stages.js';

const ROWS = 1_000_000;
const TARGET = 100;
const CLIENTS = 32;
const PEOPLE = 200;

type Tell = (line: string) => void;

export const journey: Bench = {
  name: 'journey',
  about: 'whole hall cases per second through the gateway with tokens, every service a process; limit: the target',
  run: (wishes, tell) =>
    withSystem({ options: ['--split'] }, async (system) => {
      const { note, ...measured } = await measure(system, wishes, tell);
      return [lineOf({ ...measured, name: 'journey', limit: TARGET, note: `${note}; limit: the target` })];
    }),
};

export const journeyAtAMillion: Bench = {
  name: 'journey-at-1m',
  about: `the same with ${ROWS.toLocaleString('en')} cases there already (--loaded); limit: what the same run gave before they were loaded`,
  run: (wishes, tell) =>
    withSystem({ options: ['--split'] }, async (system) => {
      const rows = wishes.loaded ?? ROWS;
      const before = median((await measure(system, wishes, tell)).ours);
      await loadRows(system, rows, tell);
      const { note, ...measured } = await measure(system, wishes, tell);
      const share = Math.round((100 * median(measured.ours)) / before);
      return [
        lineOf({
          ...{ ...measured, name: 'journey-at-1m', limit: before },
          note: `${rows} cases there; ${note}; limit: before they were loaded, ours is ${share} % of it`,
        }),
      ];
    }),
};

async function measure({ client }: System, wishes: Wishes, tell: Tell): Promise<Omit<Measured, 'name'>> {
  const { runs, seconds = 20, clients = CLIENTS } = wishes;
  const people = await registerPeople(client, PEOPLE);
  const perSecond: number[] = [];
  const stages = new Stages();
  let cases = 0;
  // Run 0 warms up and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    if (run === 1) client.again = 0;
    const halls = await openHalls(client, clients);
    const began = performance.now();
    const until = began + (run === 0 ? 5 : seconds) * 1_000;
    let [done, last] = [0, began];
    const measured = run === 0 ? new Stages() : stages;
    await Promise.all(
      halls.map(async (hall, at) => {
        const window = new Window(client, hall, measured);
        for (let n = at; performance.now() < until; n += clients) {
          await window.serve(people[n % people.length] ?? '');
          done += 1;
          last = performance.now();
        }
      }),
    );
    // Every case that was begun is waited for and counts, over the time that all of them took.
    const rate = (done * 1_000) / (last - began);
    if (run > 0) perSecond.push(rate);
    if (run > 0) cases += done;
    tell(`run ${run}: ${done} cases, ${rounded(rate)}/s`);
  }
  tell(`\n${stages.table()}`);
  return {
    ...{ unit: 'cases/s', ours: perSecond, n: Math.round(cases / runs) },
    note: `${clients} clients, 13 moves a case and the wait for the visit; ${client.again} answers 503 asked again`,
  };
}
