import { at, sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';

export const [room, empty, covered, family, deserted, child] = [501, 502, 503, 511, 512, 521].map(at) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
export const [town, committee] = [at(530), at(531)] as [string, string];

const tell =
  (slice: string) =>
  (id: string, type: string, fields: object = {}): Said => ({ stream: `${slice}/${id}`, event: sampled(type, fields) });

/** A building with three rooms, two households, a person who goes and comes, and two housing areas. */
export function coverageStories(): Said[] {
  const [area, household, person, housing] = [tell('area'), tell('household'), tell('person'), tell('housing-area')];
  const place = (id: string, level: string, parent: string | null, code: string | null = null) =>
    area(id, 'AreaRegistered', { level, parent, code, keeper: at(590), name: `区划${id.slice(-3)}` });
  const established = { kind: 'community-committee', tree: 'community', parent: town, ancestors: [town], areaCode: '320582099001' };
  const organisation = tell('organisation');
  return [
    organisation(town, 'OrganisationEstablished', {
      organisation: town,
      kind: 'town-communities',
      tree: 'community',
      parent: null,
      ancestors: [],
    }),
    organisation(committee, 'OrganisationEstablished', { organisation: committee, ...established }),
    place(at(541), 'COMMUNITY', at(540), '320582099001'),
    place(at(542), 'GRID', at(541), '320582099001001'),
    place(at(543), 'BUILDING', at(542)),
    place(at(544), 'UNIT', at(543)),
    place(room, 'ROOM', at(543)),
    place(empty, 'ROOM', at(544)),
    place(covered, 'ROOM', at(544)),
    household(family, 'HouseholdOpened', { room, community: committee }),
    household(family, 'HouseholdMemberListed', { person: child }),
    household(deserted, 'HouseholdOpened', { room, community: committee }),
    household(deserted, 'HouseholdMemberListed', { person: at(522) }),
    household(deserted, 'HouseholdMemberRemoved', { person: at(522) }),
    household(deserted, 'HouseholdMoved', { room: covered, community: committee }),
    household(family, 'HouseholdVisited'),
    household(deserted, 'HouseholdVisited', { on: '2025-11-05', findings: ['nobody-home'], asked: [] }),
    household(at(513), 'HouseholdOpened', { room: empty, community: committee }),
    household(at(513), 'HouseholdDissolved'),
    person(child, 'PersonRegistered', { person: child, community: committee, collector: committee, phone: null, phoneIndex: null }),
    person(child, 'PersonMovedAway', { person: child, from: committee }),
    person(child, 'PersonCameBack', { person: child, community: committee }),
    housing(at(551), 'HousingAreaRegistered', { subDistrict: town }),
    housing(at(551), 'OccupancyRecorded'),
    housing(at(551), 'CommitteeSetUpDue', { subDistrict: town }),
    housing(at(552), 'HousingAreaRegistered', { subDistrict: town, name: '示例新城二期' }),
    housing(at(552), 'InterimBodyArranged'),
    housing(at(552), 'HousingAreaCovered', { committee }),
    housing(at(553), 'HousingAreaRegistered', { subDistrict: town, name: '示例新城三期' }),
    housing(at(553), 'InterimBodyArranged'),
  ];
}
