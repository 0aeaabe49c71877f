import { registry, type EventContract } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import { BatchRows } from '@yimen/projection-engine';
import { areaFacts, liesIn, roomStanding } from './area-facts.js';
import { residents } from './index.js';

const id = (n: number) => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [town, community, grid, building, unit, room, committee] = [id(1), id(2), id(3), id(4), id(5), id(6), id(7)];
const [ours, theirs] = ['320582001001', '320582001002'];

type Told = readonly [area: string, type: string, fields?: object];
const entered = (area: string, level: string, parent: string | null, code: string | null = null): Told => [
  area,
  'AreaRegistered',
  { level, parent, code },
];
const line = [
  entered(town, 'TOWN', null, '320582001000'),
  entered(community, 'COMMUNITY', town, ours),
  entered(grid, 'GRID', community, '320582001001007'),
  entered(building, 'BUILDING', grid),
  entered(unit, 'UNIT', building),
  entered(room, 'ROOM', unit),
];

/** What the facts answer after these events of areas, beside a committee of this code. */
function known(told: readonly Told[], areaCode: string | null = ours): Reader {
  const { projection } = areaFacts;
  const batch = new BatchRows(projection);
  const revisions = new Map<string, bigint>();
  for (const [item, type, fields] of told) {
    const stream = `area/${item}`;
    const revision = (revisions.get(stream) ?? 0n) + 1n;
    revisions.set(stream, revision);
    const event = { ...((registry.get(type) as EventContract).samples[0] as object), ...fields, type };
    batch.fold(stream, revision, () =>
      projection.handlers.get(type)?.apply(batch.rows as never, { event, item, stream, revision } as never),
    );
  }
  const rows = new Map(batch.changes().flatMap(({ put }) => put.map(({ row }) => [(row as { area: string }).area, row] as const)));
  const organisations = new Map([[committee, { areaCode }]]);
  const row = ({ name }: { name: string }, key: string) => Promise.resolve((name === 'organisation' ? organisations : rows).get(key));
  return { row } as unknown as Reader;
}

test('residents hears the book of areas', () => {
  expect(residents.facts).toContain(areaFacts);
  expect(areaFacts.projection.contexts).toEqual(['organisations']);
});

test.each([
  ['never entered', line.slice(0, 5), room, 'unknown'],
  ['entered', line, room, 'standing'],
  ['a unit', line, unit, 'not-a-room'],
  ['a unit that was abolished', [...line, [unit, 'AreaAbolished'] as const], unit, 'not-a-room'],
  ['abolished', [...line, [room, 'AreaAbolished'] as const], room, 'ended'],
  ['merged', [...line, [room, 'AreaMerged'] as const], room, 'ended'],
  ['split', [...line, [room, 'AreaSplit'] as const], room, 'ended'],
] as const)('A1, A3 · a room %s', async (_what, told, asked, standing) => {
  await expect(roomStanding(known(told), asked)).resolves.toBe(standing);
});

describe('A1, R-003 · a room lies in one community at a time', () => {
  test('with a unit above it, or straight in its building', async () => {
    await expect(liesIn(known(line), room, committee)).resolves.toBe(true);
    await expect(liesIn(known(line, theirs), room, committee)).resolves.toBe(false);
    const straight = [...line.slice(0, 4), entered(room, 'ROOM', building)];
    await expect(liesIn(known(straight), room, committee)).resolves.toBe(true);
    await expect(liesIn(known(straight, theirs), room, committee)).resolves.toBe(false);
  });

  test('a grid that was moved takes its rooms along, and a code that was changed is the one that counts', async () => {
    const moved = [...line, entered(id(8), 'COMMUNITY', town, theirs), [grid, 'AreaMoved', { from: community, to: id(8) }] as const];
    await expect(liesIn(known(moved), room, committee)).resolves.toBe(false);
    await expect(liesIn(known(moved, theirs), room, committee)).resolves.toBe(true);
    const coded = [...line, [community, 'AreaCodeChanged', { from: ours, to: theirs }] as const];
    await expect(liesIn(known(coded, theirs), room, committee)).resolves.toBe(true);
  });

  test('what the books do not tell is held against nobody', async () => {
    await expect(liesIn(known(line, null), room, committee)).resolves.toBe(true);
    await expect(liesIn(known(line), room, id(99))).resolves.toBe(true);
    await expect(liesIn(known(line.slice(2), theirs), room, committee)).resolves.toBe(true);
    await expect(liesIn(known([]), room, committee)).resolves.toBe(true);
  });
});
