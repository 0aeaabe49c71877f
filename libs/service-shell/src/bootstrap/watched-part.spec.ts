import { pino } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Amiss } from './troubles.js';
import { WatchedPart } from './watched-part.js';

const logger = pino({ level: 'silent' });
const parts: WatchedPart[] = [];
afterEach(async () => {
  await Promise.all(parts.splice(0).map((part) => part.stop()));
});

function watched(look: () => Promise<readonly Amiss[]>, essential = false): WatchedPart {
  const part = new WatchedPart({ name: 'store', essential, look, away: 'store-unavailable', logger, everyMs: 10, withinMs: 40 });
  parts.push(part);
  return part;
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 5) {
    if (waited > 5_000) throw new Error('did not come about');
    await sleep(5);
  }
}

const codes = (part: WatchedPart) => (part.health().troubles ?? []).map(({ code }) => code);

test('a part that was never seen is starting, and an essential one is not ready until it was', async () => {
  const part = watched(async () => [], true);
  expect(part.health()).toMatchObject({ ready: false, troubles: [{ code: 'starting', text: { zh: '正在启动' } }] });
  await part.start();
  await until(() => part.health().ready);
  expect(part.health().troubles).toEqual([]);
});

test('what is away is told with code and Chinese text since it went, and no more when it is back', async () => {
  let away = true;
  const part = watched(() => (away ? Promise.reject(new Error('gone')) : Promise.resolve([])));
  await part.start();
  await until(() => codes(part)[0] === 'store-unavailable');
  const [first] = part.health().troubles ?? [];
  expect(first).toMatchObject({ text: { zh: '事件存储不可用' }, runbook: 'docs/operating.md#store-unavailable' });
  await sleep(60);
  expect(part.health()).toEqual({ ready: false, troubles: [first] });
  away = false;
  await until(() => part.health().ready);
});

test('a server that is silent is as good as away', async () => {
  const part = watched(() => new Promise(() => undefined));
  await part.start();
  await until(() => codes(part)[0] === 'store-unavailable');
});

test('an essential part leaves the air at the second look in a row that fails, not at one cut connection', async () => {
  const seen: boolean[] = [];
  let looks = 0;
  const part = watched(async () => {
    looks += 1;
    seen.push(part.health().ready);
    if (looks === 2 || looks >= 4) throw new Error('cut');
    return [];
  }, true);
  await part.start();
  await until(() => looks >= 6);
  // Before each look: never seen, well, one failure, well again, one failure, two failures.
  expect(seen.slice(0, 6)).toEqual([false, true, true, true, true, false]);
});

test('each trouble of a part keeps its own beginning', async () => {
  const found: Amiss[] = [{ code: 'events-parked', subject: 'cases', since: '2026-03-02T08:00:00.000Z' }];
  const part = watched(async () => found);
  await part.start();
  await until(() => codes(part)[0] === 'events-parked');
  found.push({ code: 'events-parked', subject: 'halls' });
  await until(() => codes(part).length === 2);
  const [cases, halls] = part.health().troubles ?? [];
  expect(cases?.since).toBe('2026-03-02T08:00:00.000Z');
  expect(Date.parse(halls?.since ?? '')).toBeGreaterThan(Date.parse('2026-03-03'));
});
