import type { Surface } from '@yimen/contracts';
import { type Decision, type IsoDate, type MoveContext, type PolicyReader, type Refusal, type Warning, type When } from '@yimen/kernel';
import { refuseDate } from '../area/guards.js';
import type { Area } from '../area/states.js';
import { coverageAfter, openWarning } from './coverage.js';
import { boxOf, faultOf, meet, overlapOf, pointsOf, squareMetresOf } from './geometry.js';
import { lapsed, nameOf, type Place, type Places } from './places.js';
import { refuse, type Boundaries, type BoundaryEvent, type BoundaryRegister } from './states.js';

export interface Change {
  readonly community: string;
  readonly boundary: Surface;
  readonly source: string;
}
export interface Drawing {
  readonly changes: readonly Change[];
  readonly effectiveOn: IsoDate;
  readonly decisionNo: string;
}
type Open = When<BoundaryRegister, 'open'>;

/** Square metres by which lines of two surveys may differ. */
export const toleranceOf = (policy: PolicyReader): number => policy.number('area.boundary.tolerance');

/** A county, or a city that has its towns directly (东莞): it stands in the book. */
export function refuseCounty(county: Area): Refusal | undefined {
  const fits = county.status === 'valid' && (county.level === 'COUNTY' || county.level === 'CITY');
  return fits ? undefined : refuse('not-a-county', 'D-area-tree');
}

/** The line is closed, does not cross itself, and is not longer than can be compared in a moment. */
export function refuseSurface(of: string, surface: Surface, policy: PolicyReader): Refusal | undefined {
  const [points, limit, tolerance] = [pointsOf(surface), policy.number('area.boundary.points'), toleranceOf(policy)];
  if (points > limit) return refuse('too-many-points', 'D-area-boundary', { of, points, limit });
  const fault = faultOf(surface, tolerance);
  return fault && refuse(fault.code, 'D-area-boundary', { of, at: fault.at, tolerance });
}

function refuseCommunities(
  changes: readonly Change[],
  { places }: Places,
  county: string,
  named: (id: string) => string,
): Refusal | undefined {
  const ids = changes.map(({ community }) => community);
  const fits = (id: string) => {
    const place = places.find((one) => one.id === id);
    return place?.area.status === 'valid' && place.area.level === 'COMMUNITY' && !lapsed(place, county);
  };
  const strange = ids.filter((id) => !fits(id));
  if (strange.length > 0) return refuse('community-not-here', 'D-area-tree', { communities: strange.map(named) });
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return twice.length > 0 ? refuse('drawn-twice', 'D-area-boundary', { communities: twice.map(named) }) : undefined;
}

/** A3: the lines of a community follow each other in the order of their dates, and none is older than the community. */
function refuseDates(
  { effectiveOn, changes }: Drawing,
  { changedOn }: Open,
  places: readonly Place[],
  today: IsoDate,
): Refusal | undefined {
  const since = places
    .filter(({ id }) => changes.some(({ community }) => community === id))
    .flatMap(({ id, area }) => [...(changedOn[id] ? [changedOn[id]] : []), ...(area.status === 'none' ? [] : [area.validFrom])]);
  return refuseDate(effectiveOn, today, since.sort().at(-1));
}

/** A2, R-131: communities of one county do not lie over each other, in whatever order their lines were drawn. */
function refuseOverlaps(
  changes: readonly Change[],
  standing: Boundaries,
  named: (id: string) => string,
  tolerance: number,
): Refusal | undefined {
  const others = Object.entries(standing).map(([community, { boundary }]) => ({ community, boundary }));
  const pairs = changes.flatMap(({ community, boundary }, at) => {
    const box = boxOf(boundary);
    return [...changes.slice(0, at), ...others].flatMap((other) => {
      const metres = meet(box, boxOf(other.boundary)) ? overlapOf(boundary, other.boundary) : 0;
      return metres > tolerance ? [`${named(community)}–${named(other.community)} ${Math.round(metres)} m²`] : [];
    });
  });
  return pairs.length > 0 ? refuse('overlap', 'R-131', { pairs, tolerance }) : undefined;
}

/**
 * Draws the lines of one or several communities at once, so that a strip passes from one to its neighbour in one move. Lines nearby whose
 * community has ended or left the county are withdrawn with it: they bar nobody and cover nothing.
 */
export function draw(open: Open, input: Drawing, { id, today, policy, facts }: MoveContext<Places>): Decision<BoundaryEvent> {
  const { changes, effectiveOn, decisionNo } = input;
  const named = (community: string) => {
    const place = facts.places.find((one) => one.id === community);
    return place ? nameOf(place) : community;
  };
  const refused =
    refuseCounty(facts.county) ??
    refuseCommunities(changes, facts, id, named) ??
    changes.map(({ community, boundary }) => refuseSurface(named(community), boundary, policy)).find((one) => one !== undefined) ??
    refuseDates(input, open, facts.places, today);
  if (refused) return refused;

  const gone = facts.places.flatMap((place) => {
    const because = open.communities[place.id] && lapsed(place, id);
    return because ? [{ place, because }] : [];
  });
  const replaced = [...changes.map(({ community }) => community), ...gone.map(({ place }) => place.id)];
  const standing = without(open.communities, replaced);
  const tolerance = toleranceOf(policy);
  const overlapping = refuseOverlaps(changes, standing, named, tolerance);
  if (overlapping) return overlapping;

  const drawn = changes.map((one) => ({ ...one, squareMetres: Math.round(squareMetresOf(one.boundary)) }));
  const after: Boundaries = {
    ...standing,
    ...Object.fromEntries(drawn.map(({ community, ...line }) => [community, { ...line, effectiveOn, decisionNo }])),
  };
  const before = replaced.flatMap((one) => (open.communities[one] ? [open.communities[one].boundary] : []));
  const coverage = coverageAfter(open.parcels, after, [...before, ...changes.map(({ boundary }) => boundary)], tolerance);
  return {
    events: [
      ...gone.map(({ place: { id: community, area }, because }) => ({
        type: 'BoundaryWithdrawn' as const,
        community,
        because,
        effectiveOn: because === 'ended' && 'validTo' in area ? area.validTo : effectiveOn,
        decisionNo: null,
        coverage: [],
      })),
      { type: 'BoundariesDrawn', drawn, effectiveOn, decisionNo, coverage },
    ],
    warnings: [...goneWarning(gone.map(({ place }) => place)), ...openWarning(parcelsOf(open, coverage))],
  };
}

export const without = (communities: Boundaries, ids: readonly string[]): Boundaries =>
  Object.fromEntries(Object.entries(communities).filter(([id]) => !ids.includes(id)));

/** Coverage with the names of its parcels. */
export const parcelsOf = ({ parcels }: Open, coverage: ReturnType<typeof coverageAfter>) =>
  coverage.map(({ parcel, open }) => ({ name: parcels[parcel]?.name ?? parcel, open }));

function goneWarning(gone: readonly Place[]): readonly Warning[] {
  if (gone.length === 0) return [];
  const names = gone.map(nameOf);
  const detail = {
    zh: `${names.join('、')} 已终止或已划出本县（市、区），其界线随之注销`,
    en: `${names.join(', ')}: ended or left this county, so the boundary was withdrawn`,
  };
  return [{ code: 'boundary-lapsed', rule: 'D-area-lineage', detail }];
}
