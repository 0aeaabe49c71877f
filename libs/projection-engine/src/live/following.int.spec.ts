import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { deskView, openedView } from '../fixture/desk.js';
import { World, owner, until } from '../fixture/world.sample.js';
import { openReadModels } from '../read/read-models.js';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

const opened = (id: string, title = 'a') => ({
  stream: `desk-case/${id}`,
  event: { type: 'CaseOpened', desk: 'd1', title, points: 1 } as const,
});
const stepped = (id: string, step: number, points = 2) => ({
  stream: `desk-case/${id}`,
  event: { type: 'CaseStepped', step, points } as const,
});

async function caughtUp(engine: ReturnType<World['engine']>) {
  return until(
    () => engine.status(),
    ([desk]) => desk?.generation !== undefined && desk.lagEvents === 0n,
  );
}
const rows = async (table: string) =>
  (await world.pool.query<Record<string, unknown>>(`SELECT * FROM ${owner}_desk_g1."${table}" ORDER BY 1, 2`)).rows;

test('events of several contexts become rows that carry stream and revision; unfollowed ones move the place only', async () => {
  const engine = world.engine();
  await world.say(opened('1'), { stream: 'lamp/1', event: { type: 'LampLit', watts: 5 } }, stepped('1', 1), {
    stream: 'person/7',
    event: { type: 'PersonMoved', to: 'x' },
  });
  await world.say(stepped('1', 2, 5), { stream: 'desk-case/1', event: { type: 'CaseNoted', note: 'n' } });
  await caughtUp(engine);
  expect(await rows('case')).toMatchObject([
    { caseId: '1', points: '8', steps: 2, details: { longest: 5, desk: 'd1' }, stream: 'desk-case/1', revision: '3' },
  ]);
  expect(await rows('person')).toMatchObject([{ personId: '7', place: 'x', revision: '1' }]);
  expect(await rows('streams')).toMatchObject([
    { stream: 'desk-case/1', context: 'public-services', revision: '4' },
    { stream: 'person/7', context: 'residents', revision: '1' },
  ]);
});

test('reads, read-after and changes reach the query side', async () => {
  world.engine();
  const models = await openReadModels({ url: world.url, schema: owner, projections: [deskView], poll: 100 });
  world.onClose(() => models.close());
  await until(
    async () =>
      models
        .of('desk')
        .query('SELECT 1')
        .catch(() => []),
    (found) => found.length === 1,
  );
  const ended = new AbortController();
  const changes = models.changes('desk', ended.signal)[Symbol.asyncIterator]();
  const [record] = await world.say(opened('1'));
  expect(await models.waitFor([{ context: 'public-services', stream: 'desk-case/1', revision: record!.revision }], 'desk', 3000)).toBe(
    'caught-up',
  );
  expect(await models.waitFor([{ context: 'public-services', stream: 'lamp/1', revision: 9n }], 'desk', 0)).toBe('caught-up');
  expect(await models.waitFor([{ context: 'public-services', stream: 'desk-case/1', revision: 2n }], 'desk', 100)).toBe('not-yet');
  const [row] = await models.of('desk').read((model) => model.repository(deskView.table.cases).find());
  expect(row).toMatchObject({ caseId: '1', points: 1n, lastOn: '2026-03-02', revision: 1n });
  expect((await changes.next()).value).toEqual({ kind: 'rows', table: 'case', keys: [['1']] });
  ended.abort();
  expect((await changes.next()).done).toBe(true);
});

test('a fold that must keep an opened value gets it; undefined where its key is destroyed', async () => {
  const engine = world.engine({ projections: [openedView] });
  await world.say(
    { stream: 'person/1', event: { type: 'PersonMoved', to: 'a' } },
    { stream: 'person/2', event: { type: 'PersonMoved', to: 'gone' } },
  );
  await caughtUp(engine);
  const { rows } = await world.pool.query(`SELECT place FROM ${owner}_opened_g1.person ORDER BY "personId"`);
  expect(rows).toEqual([{ place: 'A' }, { place: 'destroyed' }]);
});
