import type { Surface } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import type { Area } from '../area/states.js';
import { boxOf, meet } from './geometry.js';
import type { Boundaries } from './states.js';

/** A community as the book of areas has it, with the town above it. */
export interface Place {
  readonly id: string;
  readonly area: Area;
  readonly town: Area;
}

/** Advice as of now: an area that ends in the same moment is found by the next move. */
export interface Places {
  readonly county: Area;
  readonly places: readonly Place[];
}

const none: Area = { status: 'none' };

export const readArea = (read: Reader, id: string | null): Promise<Area> =>
  id === null ? Promise.resolve(none) : read.state({ name: 'area', initial: none }, id);

async function readPlace(read: Reader, id: string): Promise<Place> {
  const area = await readArea(read, id);
  return { id, area, town: await readArea(read, area.status === 'none' ? null : area.parent) };
}

export async function readPlaces(read: Reader, county: string, ids: readonly string[]): Promise<Places> {
  const [book, places] = await Promise.all([readArea(read, county), Promise.all([...new Set(ids)].map((id) => readPlace(read, id)))]);
  return { county: book, places };
}

/** Communities whose line comes near one of the surfaces. */
export function standingNear(communities: Boundaries, surfaces: readonly Surface[]): readonly string[] {
  const boxes = surfaces.map(boxOf);
  return Object.entries(communities).flatMap(([id, { boundary }]) => {
    const box = boxOf(boundary);
    return boxes.some((one) => meet(one, box)) ? [id] : [];
  });
}

/**
 * Why a line that was drawn no longer holds: the community ended, or its town belongs to another county now. A town that ended while its
 * communities wait to be put under another keeps its county until then.
 */
export function lapsed({ area, town }: Place, county: string): 'ended' | 'elsewhere' | undefined {
  if (area.status !== 'valid') return 'ended';
  return town.status !== 'none' && town.parent === county ? undefined : 'elsewhere';
}

export const nameOf = ({ id, area }: Place): string => (area.status === 'none' ? id : area.name);
