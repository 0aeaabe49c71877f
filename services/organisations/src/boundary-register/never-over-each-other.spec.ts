import { encode, registry } from '@yimen/contracts';
import { isRuleId } from '@yimen/policy';
import { everyMoveInEveryState } from '@yimen/testing';
import fc from 'fast-check';
import type { Area } from '../area/states.js';
import { boundaryRegister } from './boundary-register.js';
import {
  book,
  common,
  drawing,
  east,
  ended,
  make,
  metres,
  north,
  policy,
  rectangle,
  standing,
  west,
  type Rectangle,
} from './boundary.sample.js';
import { at, county, opened, town, valid } from './boundary.sample.js';
import type { BoundaryEvent, BoundaryRegister } from './states.js';

/** Millimetres are rounded, and the plan's scale is that of one surface of the two. */
const ROUNDED = 2;
const tolerance = policy['area.boundary.tolerance'];
const communities = [east, west, north] as const;
const parcelAt: Rectangle = [2300, 2300, 4200, 4600];
const parcel = { parcel: '320582001001GB00001', name: '示例花园', boundary: rectangle(...parcelAt), source: '地籍图' };

/** Sides on a grid of some hundred metres, off it by centimetres: neighbours that touch, that nearly touch, and that lie over each other. */
const side = fc.tuple(fc.nat(5), fc.constantFrom(0, 0, 0, 0.1, -0.1, 0.3, -0.3)).map(([line, off]) => line * 1000 + off);
const span = fc.tuple(side, side).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
const surface = fc
  .tuple(span, span)
  .filter(([x, y]) => x[1] - x[0] > 500 && y[1] - y[0] > 500)
  .map(([x, y]): Rectangle => [x[0], y[0], x[1], y[1]]);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('draw' as const),
      of: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3 }),
      to: fc.array(surface, { minLength: 3, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('withdraw' as const), of: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('end' as const), of: fc.nat(2) }) },
);

/** The rectangle of each standing line, by what was asked for when it was drawn. */
function lines(state: BoundaryRegister, asked: ReadonlyMap<string, Rectangle>): readonly Rectangle[] {
  const standingNow = state.status === 'open' ? Object.keys(state.communities) : [];
  return standingNow.map((id) => asked.get(id) as Rectangle);
}

const pairs = <T>(list: readonly T[]): (readonly [T, T])[] =>
  list.flatMap((one, at) => list.slice(at + 1).map((other) => [one, other] as const));
const over = (one: Rectangle, other: Rectangle) => metres(common(one, other));

test('A2, R-131 · after any moves no two lines that stand have more in common than the tolerance, and no draw was refused for less', async () => {
  const count = { drawn: 0, refused: 0, lapsed: 0, open: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
      let state = (await make(standing(), 'recordParcel', parcel)).state;
      let asked = new Map<string, Rectangle>();
      const areas = book();
      for (const one of steps) {
        if (one.what === 'end') {
          const id = communities[one.of] as string;
          const area = areas.get(id);
          if (area?.status === 'valid') areas.set(id, ended(area));
          continue;
        }
        const wanted =
          one.what === 'draw'
            ? one.of.flatMap((which, at) =>
                areas.get(communities[which] as string)?.status === 'valid'
                  ? [[communities[which] as string, one.to[at] as Rectangle] as const]
                  : [],
              )
            : [];
        if (one.what === 'draw' && wanted.length === 0) continue;
        const result =
          one.what === 'draw'
            ? await make(state, 'draw', drawing(wanted.map(([id, given]) => [id, rectangle(...given)] as const)), areas)
            : await make(state, 'withdraw', { community: communities[one.of], effectiveOn: '2026-03-02', decisionNo: '撤' }, areas);
        if (result.refusal?.code === 'overlap') {
          const stays =
            state.status === 'open'
              ? Object.keys(state.communities).filter((id) => areas.get(id)?.status === 'valid' && !wanted.some(([drawn]) => drawn === id))
              : [];
          const all = [...wanted.map(([, given]) => given), ...stays.map((id) => asked.get(id) as Rectangle)];
          expect(pairs(all).some(([first, second]) => over(first, second) > tolerance - ROUNDED)).toBe(true);
          count.refused += 1;
        }
        for (const event of result.events) encode(registry, event);
        if (result.events.length > 0 && one.what === 'draw') {
          asked = new Map([...asked, ...wanted]);
          count.drawn += 1;
        }
        if (result.warnings.includes('boundary-lapsed')) count.lapsed += 1;
        state = result.state;

        const now = lines(state, asked);
        for (const [first, second] of pairs(now)) expect(over(first, second)).toBeLessThanOrEqual(tolerance + ROUNDED);
        // What the parcel lacks is its own area less what the lines have of it, each once.
        const covered = now.reduce((sum, line) => sum + over(parcelAt, line), 0);
        const open = state.status === 'open' ? Number(state.parcels[parcel.parcel]?.open) : 0;
        expect(Math.abs(open - Math.max(0, metres(parcelAt) - covered))).toBeLessThan(3 * tolerance + metres(parcelAt) * 0.0005);
        if (open > 0 && covered > 0) count.open += 1;
      }
    }),
    { numRuns: 60 },
  );
  expect(Math.min(...Object.values(count))).toBeGreaterThan(2);
});

test('whatever is drawn, anywhere in the country and however it crosses itself, is answered', () => {
  const anywhere = fc.tuple(fc.double({ min: 73, max: 136, noNaN: true }), fc.double({ min: 3, max: 54, noNaN: true }));
  const here = fc.tuple(fc.nat(6), fc.nat(6)).map(([x, y]): [number, number] => [120.5 + x / 100, 31.8 + y / 100]);
  const ring = fc.oneof(fc.array(here, { minLength: 3, maxLength: 7 }), fc.array(anywhere, { minLength: 3, maxLength: 7 }));
  const closed = ring.chain((points) => fc.constantFrom([...points, points[0]], [...points, points[0], points[0]], [...points, ...points]));
  const triangle = fc
    .tuple(here, here, here)
    .map(([one, two, three]) => ({ type: 'Polygon' as const, coordinates: [[one, two, three, one]] }));
  const boundary = fc.oneof(
    { weight: 2, arbitrary: triangle },
    fc.array(closed, { minLength: 1, maxLength: 2 }).map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
    fc
      .array(fc.array(closed, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
      .map((coordinates) => ({ type: 'MultiPolygon' as const, coordinates })),
  );
  const source = '测绘图';
  const community = fc.constantFrom(...communities, at(404));
  const dated = { effectiveOn: fc.constantFrom('2026-02-28', '2026-03-02'), decisionNo: fc.constant('决定') };
  const line = rectangle(0, 0, 20_000, 20_000);
  const drawn: BoundaryEvent = {
    ...{ type: 'BoundariesDrawn', effectiveOn: '2026-03-01', decisionNo: '决定', coverage: [] },
    drawn: [{ community: east, boundary: line, source, squareMetres: 1 }],
  };
  const recorded: BoundaryEvent = { type: 'ResidentialParcelRecorded', ...parcel, squareMetres: 1, open: 0 };
  const area = (id: string): Area => valid('COMMUNITY', town, id);
  const above = valid('TOWN', county, '杨舍镇');
  const facts = {
    county: valid('COUNTY', null, '张家港市', '320582000000'),
    places: communities.map((id) => ({ id, area: area(id), town: above })),
  };
  const outcomes = everyMoveInEveryState(boundaryRegister, {
    histories: [[opened, drawn, recorded]],
    told: () => ({ id: county, policy, facts }),
    inputs: {
      draw: fc.record({
        changes: fc.array(fc.record({ community, boundary, source: fc.constant(source) }), { minLength: 1, maxLength: 2 }),
        ...dated,
      }),
      withdraw: fc.record({ community, ...dated }),
      recordParcel: fc.record({ parcel: fc.constant(parcel.parcel), name: fc.constant('园'), boundary, source: fc.constant(source) }),
      removeParcel: fc.record({ parcel: fc.constantFrom(parcel.parcel, '0000'), reason: fc.constant('拆迁') }),
    },
    knownRule: isRuleId,
    check: (event) => encode(registry, event),
    runs: 40,
  });
  expect(outcomes.get('open recordParcel')?.decided).toBeGreaterThan(0);
  expect([...(outcomes.get('open draw')?.refused ?? [])]).toEqual(expect.arrayContaining(['ring-crosses', 'community-not-here']));
});
