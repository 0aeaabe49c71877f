import type { AreaLevel, Surface } from '@yimen/contracts';
import { fold, type Reader } from '@yimen/kernel';
import { decide } from '@yimen/testing';
import type { Area } from '../area/states.js';
import { boundaryRegister } from './boundary-register.js';
import type { BoundaryEvent, BoundaryRegister } from './states.js';

export const at = (n: number): string => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const [county, otherCounty, town, otherTown, keeper] = [at(1), at(2), at(11), at(12), at(900)] as const;
export const [east, west, north] = [at(101), at(102), at(103)] as const;
export const policy = { 'area.boundary.tolerance': 20, 'area.boundary.points': 2000 };
export const decision = { effectiveOn: '2026-03-01', decisionNo: '张政发〔2026〕1号' };

/** Millionths of a degree from a corner of the county. */
export type Rectangle = readonly [west: number, south: number, east: number, north: number];
const place = (x: number, y: number) => [120.5 + x / 1e6, 31.8 + y / 1e6] as const;
export const ringOf = ([w, s, e, n]: Rectangle) => [place(w, s), place(e, s), place(e, n), place(w, n), place(w, s)];
export const rectangle = (...given: Rectangle): Surface => ({ type: 'Polygon', coordinates: [ringOf(given)] });
export const ringThrough = (...points: readonly (readonly [number, number])[]) => points.map(([x, y]) => place(x, y));

/** Metres of a degree at this latitude by the usual series, reckoned apart from the code that is tested. */
const latitude = (31.805 * Math.PI) / 180;
const perLatitude = 111_132.954 - 559.822 * Math.cos(2 * latitude) + 1.175 * Math.cos(4 * latitude);
const perLongitude = 111_412.84 * Math.cos(latitude) - 93.5 * Math.cos(3 * latitude) + 0.118 * Math.cos(5 * latitude);
/** Square metres of a rectangle of millionths of a degree. */
export const metres = ([w, s, e, n]: Rectangle): number => ((Math.max(0, e - w) * Math.max(0, n - s)) / 1e12) * perLatitude * perLongitude;
export const common = (one: Rectangle, other: Rectangle): Rectangle => [
  Math.max(one[0], other[0]),
  Math.max(one[1], other[1]),
  Math.min(one[2], other[2]),
  Math.min(one[3], other[3]),
];

export const valid = (level: AreaLevel, parent: string | null, name: string, code = '320582001001'): Area => {
  const dates = { validFrom: '2020-01-01', changedOn: '2020-01-01' };
  return { status: 'valid', level, name, code, parent, keeper, ...dates };
};
export const ended = (area: Area): Area => ({ ...area, status: 'merged', validTo: '2026-02-01', successors: [west] }) as Area;

/** A county with one town and three communities, and a town of another county. */
export const book = (): Map<string, Area> =>
  new Map([
    [county, valid('COUNTY', null, '张家港市', '320582000000')],
    [otherCounty, valid('COUNTY', null, '常熟市', '320581000000')],
    [town, valid('TOWN', county, '杨舍镇')],
    [otherTown, valid('TOWN', otherCounty, '虞山镇')],
    [east, valid('COMMUNITY', town, '东社区')],
    [west, valid('COMMUNITY', town, '西社区')],
    [north, valid('COMMUNITY', town, '北社区')],
  ]);

export const opened: BoundaryEvent = { type: 'BoundaryRegisterOpened', code: '320582000000', keeper };
export const standing = (...events: readonly BoundaryEvent[]): BoundaryRegister => fold(boundaryRegister, [opened, ...events]);

/** Makes a move as the runner does: what the book says is gathered by the move itself. */
export async function make(
  state: BoundaryRegister,
  name: keyof typeof boundaryRegister.moves & string,
  input: unknown,
  areas: ReadonlyMap<string, Area> = book(),
  id: string = county,
) {
  const read = { state: async (_slice: unknown, of: string) => areas.get(of) ?? { status: 'none' } } as unknown as Reader;
  const moves: Readonly<Record<string, { readonly gather?: unknown }>> = boundaryRegister.moves;
  const gather = moves[name]?.gather as ((...given: unknown[]) => Promise<unknown>) | undefined;
  const facts = await gather?.(read, input, state, { id, today: '2026-03-02', derived: {}, alias: {} });
  return decide(boundaryRegister, state, name, input, { id, policy, facts });
}

/** Draws communities as `[community, surface]`, on the day of the decision unless told. */
export const drawing = (changes: readonly (readonly [string, Surface])[], given: object = {}) => ({
  changes: changes.map(([community, boundary]) => ({ community, boundary, source: '社区区划测绘图' })),
  ...decision,
  ...given,
});
