import { encode, registry, type Surface } from '@yimen/contracts';
import { scenario } from '@yimen/testing';
import type { Area } from '../area/states.js';
import {
  at,
  book,
  county,
  decision,
  drawing,
  east,
  ended,
  keeper,
  make,
  north,
  opened,
  otherCounty,
  otherTown,
  policy,
  rectangle,
} from './boundary.sample.js';
import { ringThrough, standing, town, valid, west } from './boundary.sample.js';
import { boundaryRegister } from './boundary-register.js';
import { openWarning } from './coverage.js';
import type { BoundaryRegister } from './states.js';

const left = rectangle(0, 0, 10_000, 10_000);
const right = rectangle(10_000, 0, 20_000, 10_000);
const parcel = '320582001001GB00001';
const recorded = (boundary: Surface) => ({ parcel, name: '示例花园', boundary, source: '地籍图' });

async function after(...drawn: readonly (readonly [string, Surface])[]): Promise<BoundaryRegister> {
  const result = await make(standing(), 'draw', drawing(drawn));
  expect(result.refusal).toBeUndefined();
  for (const event of result.events) encode(registry, event);
  return result.state;
}
const linesOf = (state: BoundaryRegister) => (state.status === 'open' ? Object.keys(state.communities).sort() : []);

describe('a register is that of a county', () => {
  test('opened with the code and the keeper of the county in the book; its numbers are those of the county', async () => {
    const { events, state } = await make({ status: 'none' }, 'open', {});
    expect(events).toEqual([opened]);
    expect(boundaryRegister.parties(state)).toEqual({ keeper: { organisation: keeper } });
    expect(boundaryRegister.place?.(state, county)).toEqual({ area: '320582000000' });
    expect(boundaryRegister.moves.open.parties?.({}, { county: book().get(county) as Area, places: [] })).toEqual({
      keeper: { organisation: keeper },
    });
    expect(boundaryRegister.moves.open.parties?.({}, { county: { status: 'none' }, places: [] })).toEqual({});
  });

  test('of a city that has its towns directly; of no town, of no area that ended or is not there: refused under D-area-tree', async () => {
    const open = (area: Area) => make({ status: 'none' }, 'open', {}, new Map([[county, area]]));
    expect((await open(valid('CITY', null, '东莞市', '441900000000'))).events).toMatchObject([{ code: '441900000000' }]);
    const [here] = [book().get(county) as Area];
    for (const area of [valid('TOWN', at(1), '杨舍镇'), ended(here), { status: 'none' } as Area, { ...here, code: null } as Area])
      expect((await open(area)).refusal).toMatchObject({ code: 'not-a-county', rule: 'D-area-tree', overridable: false });
    const areas = book().set(county, ended(here));
    expect((await make(standing(), 'draw', drawing([[east, left]]), areas)).refusal).toMatchObject({
      code: 'not-a-county',
      rule: 'D-area-tree',
    });
  });
});

describe('A2, R-131 · communities of a county do not lie over each other', () => {
  test('two neighbours with one line between them', async () => {
    const state = await after([east, right], [west, left]);
    expect(linesOf(state)).toEqual([east, west]);
    expect(state).toMatchObject({ communities: { [west]: { ...decision, source: '社区区划测绘图', boundary: left } } });
  });

  test('a line over a neighbour is refused, with both names and the square metres, and nobody can set that aside', async () => {
    const state = await after([west, left]);
    const { refusal } = await make(state, 'draw', drawing([[east, rectangle(9000, 0, 20_000, 10_000)]]));
    expect(refusal).toMatchObject({ code: 'overlap', rule: 'R-131', overridable: false, facts: { tolerance: 20 } });
    const [pair] = refusal?.facts['pairs'] as string[];
    expect(pair).toMatch(/^东社区–西社区 10[45]\d{3} m²$/);
    expect(refusal?.detail.zh).toContain(pair);
  });

  test('two that are drawn at once lie over each other: refused like any two', async () => {
    const result = await make(
      standing(),
      'draw',
      drawing([
        [east, left],
        [west, left],
        [north, right],
      ]),
    );
    expect(result.refusal).toMatchObject({ code: 'overlap', rule: 'R-131' });
    expect(result.refusal?.facts['pairs']).toHaveLength(1);
  });

  test('up to the tolerance two surveys may differ: D-area-boundary', async () => {
    const state = await after([west, left]);
    // The line between them is 1.1 km long: 14 mm of overlap are some 16 square metres, 24 mm some 26.
    const shifted = (by: number) => make(state, 'draw', drawing([[east, rectangle(10_000 - by, 0, 20_000, 10_000)]]));
    expect((await shifted(0.15)).refusal).toBeUndefined();
    expect((await shifted(0.25)).refusal).toMatchObject({ code: 'overlap', rule: 'R-131' });
  });

  test('a strip passes from one neighbour to the other by one decision, and not by two', async () => {
    const state = await after([west, left], [east, right]);
    const [wider, narrower] = [rectangle(0, 0, 12_000, 10_000), rectangle(12_000, 0, 20_000, 10_000)];
    expect((await make(state, 'draw', drawing([[west, wider]]))).refusal).toMatchObject({ code: 'overlap', rule: 'R-131' });
    for (const order of [
      [
        [west, wider],
        [east, narrower],
      ],
      [
        [east, narrower],
        [west, wider],
      ],
    ] as const) {
      const { events, state: passed } = await make(state, 'draw', drawing(order));
      expect(events).toHaveLength(1);
      expect(passed).toMatchObject({ communities: { [west]: { boundary: wider }, [east]: { boundary: narrower } } });
    }
  });

  test('the line of a community that ended, or whose town went to another county, bars nobody: it is withdrawn with the next draw nearby', async () => {
    const state = await after([east, right], [west, left]);
    const wider = drawing([[west, rectangle(0, 0, 15_000, 10_000)]]);
    const merged = book().set(east, ended(book().get(east) as Area));
    const result = await make(state, 'draw', wider, merged);
    expect(result.events[0]).toEqual({
      type: 'BoundaryWithdrawn',
      community: east,
      because: 'ended',
      effectiveOn: '2026-02-01',
      decisionNo: null,
      coverage: [],
    });
    expect(result).toMatchObject({ warnings: ['boundary-lapsed'], warnedBy: ['D-area-lineage'] });
    expect(linesOf(result.state)).toEqual([west]);
    for (const event of result.events) encode(registry, event);

    const moved = await make(state, 'draw', wider, book().set(east, valid('COMMUNITY', otherTown, '东社区')));
    expect(moved.events[0]).toMatchObject({ community: east, because: 'elsewhere', effectiveOn: decision.effectiveOn });
    // Whose town has ended and who waits for another is in the county still.
    const waiting = book().set(town, ended(book().get(town) as Area));
    expect((await make(state, 'draw', wider, waiting)).refusal).toMatchObject({ code: 'overlap', rule: 'R-131' });
    // Far from it nothing is looked up and nothing withdrawn.
    const away = await make(state, 'draw', drawing([[north, rectangle(0, 50_000, 10_000, 60_000)]]), merged);
    expect([away.warnings, linesOf(away.state)]).toEqual([[], [east, west, north]]);
  });

  test('a line that was withdrawn lets others have the ground', async () => {
    const state = await after([east, right], [west, left]);
    const withdrawn = await make(state, 'withdraw', { community: east, ...decision });
    expect(withdrawn.events).toEqual([{ type: 'BoundaryWithdrawn', community: east, because: 'decision', ...decision, coverage: [] }]);
    expect((await make(withdrawn.state, 'draw', drawing([[west, rectangle(0, 0, 15_000, 10_000)]]))).refusal).toBeUndefined();
    scenario(boundaryRegister)
      .given(opened)
      .when('withdraw', { community: east, ...decision }, { policy })
      .then({ refused: 'not-drawn', rule: 'D-area-boundary' });
  });
});

describe('what is drawn stands in the book, has dates in order and is a surface', () => {
  test.each([
    ['unknown', new Map([[east, { status: 'none' } as Area]])],
    ['ended', new Map([[east, ended(book().get(east) as Area)]])],
    ['a town', new Map([[east, valid('TOWN', county, '某镇')]])],
    ['a grid, under a town of the county by mistake', new Map([[east, valid('GRID', town, '某网格')]])],
    ['of another county', new Map([[east, valid('COMMUNITY', otherTown, '某社区')]])],
  ])('D-area-tree · no community of this county: %s', async (_name, change) => {
    const { refusal } = await make(standing(), 'draw', drawing([[east, left]]), new Map([...book(), ...change]));
    expect(refusal).toMatchObject({ code: 'community-not-here', rule: 'D-area-tree' });
  });

  test('D-area-tree · the register of another county has none of them', async () => {
    const { refusal } = await make(standing(), 'draw', drawing([[east, left]]), book(), otherCounty);
    expect(refusal).toMatchObject({ code: 'community-not-here', rule: 'D-area-tree', facts: { communities: ['东社区'] } });
  });

  test('D-area-boundary · twice in one decision, open, crossing, too small, too many points', async () => {
    const drawn = async (...changes: readonly (readonly [string, Surface])[]) => (await make(standing(), 'draw', drawing(changes))).refusal;
    const line = (ring: ReturnType<typeof ringThrough>): Surface => ({ type: 'Polygon', coordinates: [ring] });
    expect(await drawn([east, left], [east, right])).toMatchObject({ code: 'drawn-twice', rule: 'D-area-boundary' });
    const open = line(ringThrough([0, 0], [9, 0], [9, 9], [0, 9]));
    expect(await drawn([west, left], [east, open])).toMatchObject({ code: 'ring-open', rule: 'D-area-boundary', facts: { of: '东社区' } });
    const bow = line(ringThrough([0, 0], [9000, 9000], [9000, 0], [0, 9000], [0, 0]));
    expect(await drawn([east, bow])).toMatchObject({ code: 'ring-crosses', rule: 'D-area-boundary' });
    expect(await drawn([east, rectangle(0, 0, 40, 40)])).toMatchObject({ code: 'no-area', rule: 'D-area-boundary' });
    const round = (points: number) => {
      const ring = Array.from({ length: points - 1 }, (_, at) => (at / (points - 1)) * 2 * Math.PI).map(
        (angle) => [5000 * Math.cos(angle), 5000 * Math.sin(angle)] as const,
      );
      return line(ringThrough(...ring, ring[0] ?? [0, 0]));
    };
    expect(await drawn([east, round(2000)])).toBeUndefined();
    expect(await drawn([east, round(2001)])).toMatchObject({
      code: 'too-many-points',
      rule: 'D-area-boundary',
      facts: { points: 2001, limit: 2000 },
    });
  });

  test('A3, D-area-lineage · not ahead of its date, not behind the last line, not before the community was there', async () => {
    const state = await after([east, left]);
    const drawn = async (effectiveOn: string, from = state, areas = book()) =>
      (await make(from, 'draw', drawing([[east, right]], { effectiveOn }), areas)).refusal;
    expect(await drawn('2026-03-03')).toMatchObject({ code: 'not-yet-effective', rule: 'D-area-lineage' });
    expect(await drawn('2026-02-28')).toMatchObject({ code: 'before-last-change', rule: 'D-area-lineage' });
    expect(await drawn('2026-03-01')).toBeUndefined();
    const young = book().set(east, { ...valid('COMMUNITY', town, '东社区'), validFrom: '2026-02-01' } as Area);
    expect(await drawn('2026-01-31', standing(), young)).toMatchObject({ code: 'before-last-change', rule: 'D-area-lineage' });
    // Also once the line was withdrawn.
    const withdraw = async (effectiveOn: string) => make(state, 'withdraw', { community: east, ...decision, effectiveOn });
    expect((await withdraw('2026-02-28')).refusal).toMatchObject({ code: 'before-last-change', rule: 'D-area-lineage' });
    expect((await withdraw('2026-03-03')).refusal).toMatchObject({ code: 'not-yet-effective', rule: 'D-area-lineage' });
    const { state: withdrawn } = await withdraw('2026-03-02');
    expect(await drawn('2026-03-01', withdrawn)).toMatchObject({ code: 'before-last-change', rule: 'D-area-lineage' });
  });
});

describe('A2, R-131 · a residential parcel that no community covers is told, and not refused', () => {
  const half = rectangle(9000, 4000, 11_000, 5000);
  const openOf = (state: BoundaryRegister) => (state.status === 'open' ? state.parcels[parcel]?.open : undefined);

  test('when the parcel is recorded, and with every line that opens or closes it', async () => {
    const bare = await make(standing(), 'recordParcel', recorded(half));
    expect(bare).toMatchObject({ warnings: ['parcel-open'], warnedBy: ['R-131'] });
    for (const event of bare.events) encode(registry, event);
    const whole = openOf(bare.state) ?? 0;
    expect(Math.abs(whole - 20_980)).toBeLessThan(40);

    const one = await make(bare.state, 'draw', drawing([[west, left]]));
    expect(one).toMatchObject({ warnings: ['parcel-open'], warnedBy: ['R-131'] });
    expect(Math.abs((openOf(one.state) ?? 0) - whole / 2)).toBeLessThan(20);
    const both = await make(one.state, 'draw', drawing([[east, right]]));
    expect([both.warnings, openOf(both.state)]).toEqual([[], 0]);

    const again = await make(both.state, 'withdraw', { community: west, ...decision });
    expect(again).toMatchObject({ warnings: ['parcel-open'], warnedBy: ['R-131'], events: [{ coverage: [{ parcel }] }] });
    expect(openOf(again.state)).toBe(openOf(one.state));
    // A line that leaves the parcel is looked at though the new one is nowhere near it.
    const left2 = await make(both.state, 'draw', drawing([[west, rectangle(0, 50_000, 10_000, 60_000)]]));
    expect(left2.warnings).toEqual(['parcel-open']);
    const away = await make(again.state, 'draw', drawing([[north, rectangle(0, 50_000, 10_000, 60_000)]]));
    expect([away.warnings, openOf(away.state)]).toEqual([[], openOf(again.state)]);
  });

  test('a line of a community that has ended covers nothing', async () => {
    const state = await after([east, right], [west, left]);
    expect((await make(state, 'recordParcel', recorded(half))).warnings).toEqual([]);
    const merged = book().set(east, ended(book().get(east) as Area));
    expect(await make(state, 'recordParcel', recorded(half), merged)).toMatchObject({ warnings: ['parcel-open'], warnedBy: ['R-131'] });
    const { state: with_ } = await make(state, 'recordParcel', recorded(half));
    const drawn = await make(with_, 'draw', drawing([[west, left]]), merged);
    expect(drawn.warnings).toEqual(['boundary-lapsed', 'parcel-open']);
  });

  test('D-area-boundary · a gap within the tolerance is none; a parcel is a surface; one that is not recorded cannot be removed', async () => {
    const state = await after([west, left], [east, rectangle(10_000.05, 0, 20_000, 10_000)]);
    expect((await make(state, 'recordParcel', recorded(half))).warnings).toEqual([]);
    expect((await make(state, 'recordParcel', recorded(rectangle(0, 0, 40, 40)))).refusal).toMatchObject({
      code: 'no-area',
      rule: 'D-area-boundary',
    });
    const gone = { parcel, reason: '拆迁' };
    expect((await make(state, 'removeParcel', gone)).refusal).toMatchObject({ code: 'parcel-unknown', rule: 'D-area-boundary' });
    const { state: with_ } = await make(state, 'recordParcel', recorded(half));
    const removed = await make(with_, 'removeParcel', gone);
    expect([removed.events, openOf(removed.state)]).toEqual([[{ type: 'ResidentialParcelRemoved', ...gone }], undefined]);
  });

  test('R-131 · many parcels are counted, and ten of them named', () => {
    const parcels = Array.from({ length: 12 }, (_, n) => ({ name: `地块${n}`, open: n < 11 ? 100 + n : 0 }));
    const [warning, ...others] = openWarning(parcels);
    expect([warning?.rule, others]).toEqual(['R-131', []]);
    expect(warning?.detail.zh).toMatch(/^11 处.*地块0 100 m².*地块9 109 m²$/);
    expect(openWarning(parcels.slice(11))).toEqual([]);
  });
});
