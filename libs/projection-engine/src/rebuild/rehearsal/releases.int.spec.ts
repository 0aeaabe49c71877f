import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { deskView, deskViewSly, deskViewUpper, fold } from '../../fixture/desk.js';
import { World, owner, until } from '../../fixture/world.sample.js';
import type { Projection } from '../../projection/projection.js';
import { ModelMissing } from '../../read/edition.js';
import { openReadModels } from '../../read/read-models.js';
import type { ReadModels } from '../../read/read-models.js';
import { ApprovalNeeded } from '../rebuilding.js';
import { Upkeep } from '../upkeep.js';

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(async () => {
  fold.mended = false;
  await world.close();
});

const opened = (id: string) => ({
  stream: `desk-case/${id}`,
  event: { type: 'CaseOpened', desk: 'd1', title: `title ${id}`, points: 1 } as const,
});
const ids = Array.from({ length: 30 }, (_, index) => String(index));

/** One process of a release: it follows and it answers. */
async function release(...projections: Projection[]) {
  const engine = world.engine({ projections });
  const models = await openReadModels({ url: world.url, schema: owner, projections, poll: 20 });
  world.onClose(() => models.close());
  return { engine, models, upkeep: new Upkeep(world.options({ projections })) };
}

const titleOf = (models: ReadModels, id: string) =>
  models.of('desk').read(async (model) => {
    const [row] = await model.query<{ title: string }>('SELECT title FROM {case} WHERE "caseId" = $1', [id]);
    return [model.version, row?.title];
  });

const sees = (models: ReadModels, id: string, seen: readonly unknown[]) =>
  until(
    () => titleOf(models, id).catch((error: unknown) => [error]),
    (found) => JSON.stringify(found) === JSON.stringify(seen),
  );

test('two releases side by side: both serve the old version until a person approves, then every process of the new one serves the new', async () => {
  await world.say(...ids.map(opened));
  const old = await release(deskView);
  await sees(old.models, '3', [1, 'title 3']);
  const [one, other] = [await release(deskView, deskViewUpper), await release(deskView, deskViewUpper)];
  for (const { models } of [old, one, other]) await sees(models, '3', [1, 'title 3']);

  const asked = await one.upkeep.rebuild('desk').catch((error: unknown) => error);
  expect(asked).toBeInstanceOf(ApprovalNeeded);
  expect((asked as ApprovalNeeded).report).toMatchObject({
    versions: { live: 1, rebuilt: 2 },
    faults: { count: 0 },
    differences: { count: 30, tables: { case: { changed: 30, added: 0, removed: 0 } } },
  });
  // Nothing was switched: what is written now reaches the old version, in every process.
  await world.say(opened('later'));
  for (const { models } of [old, one, other]) await sees(models, 'later', [1, 'title later']);

  expect(await one.upkeep.rebuild('desk', { approve: { by: 'operator', reason: 'upper case' } })).toMatchObject({
    generation: 2,
    version: 2,
  });
  for (const { models } of [one, other]) await sees(models, 'later', [2, 'TITLE LATER']);
  // A process of the old release cannot read the new version, and says so rather than show what nobody follows any more.
  await until(
    () => titleOf(old.models, 'later').catch((error: unknown) => error),
    (error) => error instanceof ModelMissing && error.version === 2,
  );
  await world.say(opened('last'));
  await sees(other.models, 'last', [2, 'TITLE LAST']);
  await until(
    () => old.engine.status(),
    ([desk]) => desk?.generation === 2 && desk.leading === false,
  );
});

test('the old release goes on serving while the new one proves itself, and after it was found to change more than it says', async () => {
  await world.say(...ids.map(opened));
  const old = await release(deskView);
  await sees(old.models, '3', [1, 'title 3']);
  const sly = await release(deskView, deskViewSly);
  await expect(sly.upkeep.rebuild('desk')).rejects.toMatchObject({ name: 'ProofFailed', report: { faults: { count: 30 } } });
  await world.say(opened('later'));
  for (const { models } of [old, sly]) await sees(models, 'later', [1, 'title later']);
});

const generations = async () =>
  (await world.pool.query<{ name: string }>(`SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE '${owner}_desk_g%'`)).rows.map(
    ({ name }) => name,
  );

test.each([
  [
    'declared',
    [deskView, deskViewUpper],
    { outcome: 'declared', tables: [{ table: 'case', live: 30, rehearsed: 30, changed: 30, undeclared: 0 }] },
  ],
  [
    'not declared',
    [deskView, deskViewSly],
    { outcome: 'refused', tables: [{ table: 'case', live: 30, rehearsed: 30, changed: 30, undeclared: 30 }] },
  ],
  // As it is before the release runs anywhere: the version that is live is not its own.
  [
    'of a version it no longer carries',
    [deskViewUpper],
    { outcome: 'declared', versions: { live: 1, rebuilt: 2 }, tables: [{ table: 'case', changed: 30 }] },
  ],
])(
  'a rehearsal tells which rows would change where the change is %s, old → new, and leaves nothing behind',
  async (_how, projections, told) => {
    await world.say(...ids.map(opened));
    const { models } = await release(deskView);
    await sees(models, '29', [1, 'title 29']);
    const rehearsal = await new Upkeep(world.options({ projections })).rehearse('desk');
    expect(rehearsal).toMatchObject({
      ...told,
      tables: expect.arrayContaining(told.tables.map((table) => expect.objectContaining(table))),
    });
    expect(rehearsal?.samples).toHaveLength(10);
    expect(rehearsal?.samples[0]).toMatchObject({ table: 'case', old: { title: 'title 0' }, new: { title: 'TITLE 0' } });
    expect(await generations()).toEqual([`${owner}_desk_g1`]);
    await sees(models, '3', [1, 'title 3']);
  },
);

test('a rehearsal names the events that this release cannot fold, and goes on', async () => {
  fold.mended = true;
  await world.say(...ids.map(opened), { stream: 'desk-case/x', event: { type: 'CaseOpened', desk: 'd', title: fold.refuse, points: 1 } });
  const { models, upkeep } = await release(deskView);
  await sees(models, 'x', [1, fold.refuse]);
  fold.mended = false;
  expect(await upkeep.rehearse('desk')).toMatchObject({
    outcome: 'refused',
    unfoldable: [{ stream: 'desk-case/x', type: 'CaseOpened', reason: expect.stringContaining('the fold refuses this title') }],
    parked: ['desk-case/x'],
  });
});
