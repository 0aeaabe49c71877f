import { areaAbolished, areaCodeChanged, areaMerged, areaMoved, areaRegistered, areaSplit, type AreaLevel } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import { projection, table } from '@yimen/projection-engine/projection';
import { organisationFacts, type Facts } from '@yimen/service-shell/slice';

/** An area of the book, as far as a room is known by it. Its name and its keeper are not. */
interface PlaceRow {
  readonly area: string;
  readonly level: AreaLevel;
  readonly code: string | null;
  readonly parent: string | null;
  readonly valid: boolean;
}

const places = projection(
  'area-facts',
  1,
  {
    places: table<PlaceRow>('area_place', {
      columns: {
        area: { type: 'uuid' },
        level: { type: 'text' },
        code: { type: 'text', nullable: true },
        parent: { type: 'uuid', nullable: true },
        valid: { type: 'boolean' },
      },
      key: ['area'],
    }),
  },
  (on) => {
    on(areaRegistered, ({ places: rows }, { event: { level, code, parent }, item }) =>
      rows.put({ area: item, level, code, parent, valid: true }),
    );
    on(areaCodeChanged, ({ places: rows }, { event: { to }, item }) => rows.patch([item], { code: to }));
    on(areaMoved, ({ places: rows }, { event: { to }, item }) => rows.patch([item], { parent: to }));
    for (const contract of [areaMerged, areaSplit, areaAbolished])
      on(contract, ({ places: rows }, { item }) => rows.patch([item], { valid: false }));
  },
);

/** Seconds that the book of areas may lag before a household waits for it. */
const BOUND_SECONDS = 30;
export const areaFacts: Facts = { projection: places, boundSeconds: BOUND_SECONDS };

/** `unknown`: not in the book of areas, or entered a moment ago. */
export type RoomStanding = 'unknown' | 'not-a-room' | 'ended' | 'standing';

/** How the book of areas has a room today. 503 facts-not-ready while these facts lag. */
export async function roomStanding(read: Reader, room: string): Promise<RoomStanding> {
  const row = await read.row(places.table.places, room);
  if (row === undefined) return 'unknown';
  if (row.level !== 'ROOM') return 'not-a-room';
  return row.valid ? 'standing' : 'ended';
}

/** Of a room up to its community: unit, building, grid, community. */
const LEVELS_ABOVE = 4;

/** Whether a room lies in the community of this committee (A1); true also where its line of areas or the committee's code is not known. */
export async function liesIn(read: Reader, room: string, committee: string): Promise<boolean> {
  const ours = (await read.row(organisationFacts.table.organisation, committee))?.areaCode ?? null;
  let at = await read.row(places.table.places, room);
  for (let up = 0; up < LEVELS_ABOVE && at && at.level !== 'COMMUNITY'; up += 1)
    at = at.parent === null ? undefined : await read.row(places.table.places, at.parent);
  const theirs = at?.level === 'COMMUNITY' ? at.code : null;
  return ours === null || theirs === null || ours === theirs;
}
