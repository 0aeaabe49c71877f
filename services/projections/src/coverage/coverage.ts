import {
  areaAbolished,
  areaCodeChanged,
  areaMerged,
  areaMoved,
  areaRegistered,
  areaRenamed,
  areaSplit,
  committeeSetUpDue,
  householdDissolved,
  householdMemberListed,
  householdMemberRemoved,
  householdMoved,
  householdOpened,
  householdVisited,
  housingAreaCovered,
  housingAreaRegistered,
  interimBodyArranged,
  occupancyRecorded,
  organisationClosed,
  organisationEstablished,
  organisationIdentified,
  personCameBack,
  personForgotten,
  personMovedAway,
  personRegistered,
  recordReopened,
  recordSealed,
  residenceMoved,
} from '@yimen/contracts';
import { projection, table } from '@yimen/projection-engine/projection';

/** An area of the book, as far as a room is found in its community by it. */
interface PlaceRow {
  readonly area: string;
  readonly level: string;
  readonly name: string;
  readonly code: string | null;
  readonly parent: string | null;
  readonly keeper: string;
  readonly valid: boolean;
}
interface CommitteeRow {
  readonly organisation: string;
  readonly areaCode: string | null;
  readonly open: boolean;
}
interface HouseholdRow {
  readonly household: string;
  readonly room: string;
  readonly community: string;
  readonly open: boolean;
  readonly lastVisitOn: string | null;
}
interface HouseholdMemberRow {
  readonly household: string;
  readonly person: string;
}
/** A person by id alone: whether he is to be covered (registered and not away), and by which committee. */
interface ResidentRow {
  readonly person: string;
  readonly community: string;
  readonly collector: string;
  readonly registered: boolean;
  readonly away: boolean;
}
export interface HousingAreaRow {
  readonly area: string;
  readonly name: string;
  readonly subDistrict: string;
  readonly planned: number;
  readonly movedIn: number;
  readonly asOf: string | null;
  readonly state: 'moving-in' | 'committee-due' | 'covered';
  readonly interim: string | null;
  readonly committee: string | null;
  /** Since when the sub-district has the task of setting up a committee. */
  readonly dueSince: string | null;
}

const text = { type: 'text' } as const;
const uuid = { type: 'uuid' } as const;
const yes = { type: 'boolean' } as const;
const none = { nullable: true } as const;

export const coverageTables = {
  places: table<PlaceRow>('place', {
    columns: { area: uuid, level: text, name: text, code: { ...text, ...none }, parent: { ...uuid, ...none }, keeper: uuid, valid: yes },
    key: ['area'],
    indices: [['level']],
  }),
  committees: table<CommitteeRow>('committee', {
    columns: { organisation: uuid, areaCode: { ...text, ...none }, open: yes },
    key: ['organisation'],
    indices: [['areaCode']],
  }),
  households: table<HouseholdRow>('household', {
    columns: { household: uuid, room: uuid, community: uuid, open: yes, lastVisitOn: { type: 'date', nullable: true } },
    key: ['household'],
    indices: [['room'], ['community']],
  }),
  householdMembers: table<HouseholdMemberRow>('household_member', {
    columns: { household: uuid, person: uuid },
    key: ['household', 'person'],
  }),
  residents: table<ResidentRow>('resident', {
    columns: { person: uuid, community: uuid, collector: uuid, registered: yes, away: yes },
    key: ['person'],
    indices: [['community']],
  }),
  housingAreas: table<HousingAreaRow>('housing_area', {
    columns: {
      area: uuid,
      name: text,
      subDistrict: uuid,
      planned: { type: 'int' },
      movedIn: { type: 'int' },
      asOf: { type: 'date', nullable: true },
      state: text,
      interim: { ...text, ...none },
      committee: { ...uuid, ...none },
      dueSince: { type: 'date', nullable: true },
    },
    key: ['area'],
    indices: [['subDistrict']],
  }),
};

/** Rooms, households and people as far as coverage needs them: who is under no committee is found by what is missing (2.1 P2, P3). */
export const coverage = projection('coverage', 1, coverageTables, (on) => {
  on(areaRegistered, ({ places }, { event: { level, name, code, parent, keeper }, item }) =>
    places.put({ area: item, level, name, code, parent, keeper, valid: true }),
  );
  on(areaRenamed, ({ places }, { event: { name }, item }) => places.patch([item], { name }));
  on(areaCodeChanged, ({ places }, { event: { to }, item }) => places.patch([item], { code: to }));
  on(areaMoved, ({ places }, { event: { to }, item }) => places.patch([item], { parent: to }));
  for (const contract of [areaMerged, areaSplit, areaAbolished])
    on(contract, ({ places }, { item }) => places.patch([item], { valid: false }));

  on(organisationEstablished, ({ committees }, { event: { kind, areaCode }, item }) => {
    if (kind === 'community-committee' || kind === 'village-committee') committees.put({ organisation: item, areaCode, open: true });
  });
  on(organisationIdentified, ({ committees }, { event: { areaCode }, item }) => {
    if (committees.get(item)) committees.patch([item], { areaCode });
  });
  on(organisationClosed, ({ committees }, { item }) => {
    if (committees.get(item)) committees.patch([item], { open: false });
  });

  on(householdOpened, ({ households }, { event: { room, community }, item }) =>
    households.put({ household: item, room, community, open: true, lastVisitOn: null }),
  );
  on(householdMoved, ({ households }, { event: { room, community }, item }) => households.patch([item], { room, community }));
  on(householdVisited, ({ households }, { event, item }) => {
    const last = households.get(item)?.lastVisitOn ?? null;
    if (last === null || last < event.on) households.patch([item], { lastVisitOn: event.on });
  });
  on(householdDissolved, ({ households }, { item }) => households.patch([item], { open: false }));
  on(householdMemberListed, ({ householdMembers }, { event: { person }, item }) => householdMembers.put({ household: item, person }));
  on(householdMemberRemoved, ({ householdMembers }, { event: { person }, item }) => householdMembers.remove(item, person));

  on(personRegistered, ({ residents }, { event: { community, collector }, item }) =>
    residents.put({ person: item, community, collector, registered: true, away: false }),
  );
  on(residenceMoved, ({ residents }, { event: { community }, item }) => residents.patch([item], { community, away: false }));
  on(personMovedAway, ({ residents }, { item }) => residents.patch([item], { away: true }));
  on(personCameBack, ({ residents }, { item }) => residents.patch([item], { away: false }));
  on(recordSealed, ({ residents }, { item }) => residents.patch([item], { registered: false }));
  on(recordReopened, ({ residents }, { item }) => residents.patch([item], { registered: true }));
  on(personForgotten, ({ residents }, { event: { series }, item }) => {
    if (series === null) residents.patch([item], { registered: false });
  });

  on(housingAreaRegistered, ({ housingAreas }, { event: { name, subDistrict, planned }, item }) =>
    housingAreas.put({
      ...{ area: item, name, subDistrict, planned, movedIn: 0, asOf: null },
      ...{ state: 'moving-in', interim: null, committee: null, dueSince: null },
    }),
  );
  on(occupancyRecorded, ({ housingAreas }, { event: { movedIn, asOf }, item }) => housingAreas.patch([item], { movedIn, asOf }));
  on(interimBodyArranged, ({ housingAreas }, { event: { body }, item }) => housingAreas.patch([item], { interim: body }));
  on(committeeSetUpDue, ({ housingAreas }, { item, happenedOn }) =>
    housingAreas.patch([item], { state: 'committee-due', dueSince: happenedOn }),
  );
  on(housingAreaCovered, ({ housingAreas }, { event: { committee }, item }) => housingAreas.patch([item], { state: 'covered', committee }));
});
