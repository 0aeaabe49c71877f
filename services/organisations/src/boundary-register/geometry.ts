import type { Surface } from '@yimen/contracts';
import Coordinate from 'jsts/org/locationtech/jts/geom/Coordinate.js';
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js';
import SnapIfNeededOverlayOp from 'jsts/org/locationtech/jts/operation/overlay/snap/SnapIfNeededOverlayOp.js';
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js';
import TopologyValidationError from 'jsts/org/locationtech/jts/operation/valid/TopologyValidationError.js';

/** Degrees; edges that touch belong to it. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What is wrong with a surface, and where: longitude and latitude in degrees. */
export interface Fault {
  readonly code: 'ring-open' | 'ring-crosses' | 'parts-cross' | 'no-area';
  readonly at: string;
}

/** Ellipsoid of CGCS2000: half the long axis in metres, and the square of its eccentricity. */
const AXIS = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const ECCENTRICITY = FLATTENING * (2 - FLATTENING);
const MILLIMETRES = 1000;

/** The rings of each polygon of a surface, the outer one first. */
const partsOf = ({ type, coordinates }: Surface) => (type === 'Polygon' ? [coordinates] : coordinates);

export function pointsOf(surface: Surface): number {
  return partsOf(surface).reduce((sum, rings) => sum + rings.reduce((points, ring) => points + ring.length, 0), 0);
}

export function boxOf(surface: Surface): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  // A hole lies inside its outer ring.
  for (const [outer] of partsOf(surface))
    for (const [longitude, latitude] of outer ?? []) {
      west = Math.min(west, longitude);
      east = Math.max(east, longitude);
      south = Math.min(south, latitude);
      north = Math.max(north, latitude);
    }
  return { west, south, east, north };
}

export const meet = (one: Box, other: Box): boolean =>
  one.west <= other.east && other.west <= one.east && one.south <= other.north && other.south <= one.north;

/** Square metres that two surfaces have in common. Both are without fault. */
export function overlapOf(one: Surface, other: Surface): number {
  const plan = planAt(one);
  return metresOf(SnapIfNeededOverlayOp.intersection(plan.shape(one), plan.shape(other)) as Shape);
}

/** Square metres of a surface that lie under none of the others. All are without fault. */
export function uncoveredOf(surface: Surface, covers: readonly Surface[]): number {
  const plan = planAt(surface);
  let left = plan.shape(surface);
  for (const cover of covers) {
    if (left.isEmpty()) return 0;
    left = SnapIfNeededOverlayOp.difference(left, plan.shape(cover)) as Shape;
  }
  return metresOf(left);
}

export function squareMetresOf(surface: Surface): number {
  return metresOf(planAt(surface).shape(surface));
}

/**
 * The first fault of a surface by the rules of OGC Simple Features: a ring that is not closed or crosses or touches itself; holes outside their
 * ring, and parts or holes that lie over each other; or not more than `tolerance` square metres of it.
 */
export function faultOf(surface: Surface, tolerance: number): Fault | undefined {
  const open = partsOf(surface)
    .flat()
    .find(([first, ...rest]) => String(first) !== String(rest.at(-1)));
  if (open) return { code: 'ring-open', at: written(open[0] as readonly [number, number]) };
  const plan = planAt(surface);
  const shape = plan.shape(surface);
  const found = new IsValidOp(shape).getValidationError() as TopologyValidationError | null;
  if (found)
    return {
      code: crossing.has(found.getErrorType() as number) ? 'ring-crosses' : 'parts-cross',
      at: plan.at(found.getCoordinate() as Point),
    };
  const { west, south } = boxOf(surface);
  return metresOf(shape) > tolerance ? undefined : { code: 'no-area', at: written([west, south]) };
}

const { SELF_INTERSECTION, RING_SELF_INTERSECTION, TOO_FEW_POINTS } = TopologyValidationError;
/** What a single ring can do wrong; a part that crosses another is told like that too, since its line crosses a line. */
const crossing = new Set([SELF_INTERSECTION, RING_SELF_INTERSECTION, TOO_FEW_POINTS]);

interface Point {
  readonly x: number;
  readonly y: number;
}
/** What is used of the library's geometries. */
interface Shape {
  getArea(): number;
  isEmpty(): boolean;
}
const factory = new GeometryFactory();
const written = ([longitude, latitude]: readonly [number, number]) => `${longitude.toFixed(7)}, ${latitude.toFixed(7)}`;
const metresOf = (shape: Shape): number => shape.getArea() / MILLIMETRES ** 2;

/**
 * A plan of the surroundings of a surface in whole millimetres: longitude and latitude stretched by the radii of the ellipsoid at its middle, so
 * that a straight line stays straight and a point on a neighbour's line stays on it. Over twenty kilometres an area is wrong by less than three
 * in a thousand.
 */
function planAt(surface: Surface) {
  const { west, south, north } = boxOf(surface);
  const degree = Math.PI / 180;
  const middle = ((south + north) / 2) * degree;
  const bent = 1 - ECCENTRICITY * Math.sin(middle) ** 2;
  const perLongitude = (degree * AXIS * Math.cos(middle) * MILLIMETRES) / Math.sqrt(bent);
  const perLatitude = (degree * AXIS * (1 - ECCENTRICITY) * MILLIMETRES) / bent ** 1.5;
  const placed = ([longitude, latitude]: readonly [number, number]) =>
    new Coordinate(Math.round((longitude - west) * perLongitude), Math.round((latitude - south) * perLatitude));
  const ring = (line: readonly (readonly [number, number])[]): unknown => factory.createLinearRing(line.map(placed));
  return {
    shape: (other: Surface): Shape =>
      factory.createMultiPolygon(
        partsOf(other).map(([outer, ...holes]) => factory.createPolygon(ring(outer ?? []), holes.map(ring)) as unknown),
      ) as unknown as Shape,
    at: ({ x, y }: Point) => written([west + x / perLongitude, south + y / perLatitude]),
  };
}
