import type { PartyCadence, PartyForm, PartyLevel, PartyPlace, PartyThreshold, RecruitGroup } from '@yimen/contracts';
import { table } from '@yimen/projection-engine/projection';

/** An organisation of the Party network, from the proposal to its end. */
export interface NetworkRow {
  readonly organisation: string;
  readonly level: PartyLevel;
  readonly name: string;
  readonly parent: string | null;
  readonly seat: string | null;
  readonly place: PartyPlace | null;
  readonly state: 'proposed' | 'approved' | 'declined' | 'formed' | 'merged' | 'abolished';
  /** The rule whose threshold was reached; null where people proposed it by themselves, or where it stood before. */
  readonly trigger: string | null;
  /** Figures of the proposal, and of the roll once it is formed. */
  readonly members: number;
  readonly fullMembers: number;
  readonly proposedOn: string | null;
  readonly decidedOn: string | null;
  readonly decisionNo: string | null;
  readonly formedOn: string | null;
  readonly termEnd: string | null;
  readonly remindOn: string | null;
  readonly remindedOn: string | null;
  readonly endedOn: string | null;
}

/** A number that is not as it should be: in its grace, warned of, or right again. */
export interface WarningRow {
  readonly organisation: string;
  readonly threshold: PartyThreshold;
  readonly rule: string;
  readonly members: number;
  readonly fullMembers: number;
  readonly since: string;
  readonly graceUntil: string | null;
  readonly warnedOn: string | null;
  readonly open: boolean;
  readonly settledOn: string | null;
}

/** What a month or a year lacked when it was looked at (4.1): a task for the organisation, and nothing follows by itself. */
export interface CadenceRow {
  readonly organisation: string;
  readonly cadence: PartyCadence;
  /** A month, or a year. */
  readonly period: string;
  /** Times, of study hours. */
  readonly required: number;
  readonly found: number;
  readonly rule: string;
  readonly checkedOn: string;
}

/** A member on the roll of a branch; `group`: the group of it in which he stands. */
export interface RollRow {
  readonly branch: string;
  readonly member: string;
  readonly standing: string;
  readonly group: string | null;
  readonly listedOn: string;
}

/** 流入登记 and 在职报到: apart from every roll, and never counted. */
export interface CheckInRow {
  readonly registration: string;
  readonly kind: string;
  readonly organisation: string;
  readonly person: string;
  readonly since: string;
  readonly promisedOn: string | null;
  readonly posts: readonly string[];
  readonly times: number;
  readonly hours: number;
  readonly open: boolean;
  readonly endedOn: string | null;
}

/** The places of one kind in the area of an organisation, and how the Party reaches them. */
export interface CoverageRow {
  readonly organisation: string;
  readonly place: PartyPlace;
  readonly recordedOn: string;
  readonly places: number;
  /** With an organisation of their own or one shared with others. */
  readonly byOrganisation: number;
  /** Those, and those that the Party's work reaches without an organisation. */
  readonly byWork: number;
}

/**
 * Of whom the Party was joined in a year, under which committee and from which group. It stands in his own row, ends with his record,
 * and is only ever counted.
 */
export interface RecruitRow {
  readonly person: string;
  readonly committee: string;
  readonly year: number;
  readonly group: RecruitGroup;
}

/** What the organisation above found when it went through the checklist of the drive for a year. */
export interface DriveRow {
  readonly organisation: string;
  readonly year: number;
  readonly items: readonly { readonly item: string; readonly met: boolean }[];
  readonly reached: boolean;
  readonly assessedOn: string;
}

/** A post or area in one of the fixed forms; who holds it stands nowhere here. */
export interface DutyRow {
  readonly organisation: string;
  readonly duty: string;
  readonly form: PartyForm;
  readonly since: string;
  readonly until: string | null;
}

const text = { type: 'text' } as const;
const uuid = { type: 'uuid' } as const;
const int = { type: 'int' } as const;
const date = { type: 'date' } as const;
const none = { nullable: true } as const;

export const networkTables = {
  organisations: table<NetworkRow>('network', {
    columns: {
      ...{ organisation: uuid, level: text, name: text, parent: { ...uuid, ...none }, seat: { ...text, ...none } },
      ...{ place: { ...text, ...none }, state: text, trigger: { ...text, ...none }, members: int, fullMembers: int },
      ...{ proposedOn: { ...date, ...none }, decidedOn: { ...date, ...none }, decisionNo: { ...text, ...none } },
      ...{ formedOn: { ...date, ...none }, termEnd: { ...date, ...none }, remindOn: { ...date, ...none } },
      ...{ remindedOn: { ...date, ...none }, endedOn: { ...date, ...none } },
    },
    key: ['organisation'],
    indices: [['parent'], ['state']],
  }),
  warnings: table<WarningRow>('warning', {
    columns: {
      ...{ organisation: uuid, threshold: text, rule: text, members: int, fullMembers: int, since: date },
      ...{ graceUntil: { ...date, ...none }, warnedOn: { ...date, ...none }, open: { type: 'boolean' } as const },
      settledOn: { ...date, ...none },
    },
    key: ['organisation', 'threshold'],
  }),
  cadences: table<CadenceRow>('cadence', {
    columns: { organisation: uuid, cadence: text, period: text, required: int, found: int, rule: text, checkedOn: date },
    key: ['organisation', 'cadence', 'period'],
  }),
  rolls: table<RollRow>('roll', {
    columns: { branch: uuid, member: uuid, standing: text, group: { ...uuid, ...none }, listedOn: date },
    key: ['branch', 'member'],
    indices: [['group']],
  }),
  checkIns: table<CheckInRow>('check_in', {
    columns: {
      ...{ registration: text, kind: text, organisation: uuid, person: uuid, since: date, promisedOn: { ...date, ...none } },
      ...{ posts: { type: 'json' } as const, times: int, hours: int, open: { type: 'boolean' } as const, endedOn: { ...date, ...none } },
    },
    key: ['registration'],
    indices: [['organisation']],
  }),
  coverage: table<CoverageRow>('coverage', {
    columns: { organisation: uuid, place: text, recordedOn: date, places: int, byOrganisation: int, byWork: int },
    key: ['organisation', 'place'],
  }),
  recruits: table<RecruitRow>('recruit', {
    columns: { person: uuid, committee: uuid, year: int, group: text },
    key: ['person'],
    indices: [['committee', 'year']],
  }),
  drives: table<DriveRow>('drive', {
    columns: { organisation: uuid, year: int, items: { type: 'json' }, reached: { type: 'boolean' }, assessedOn: date },
    key: ['organisation', 'year'],
  }),
  duties: table<DutyRow>('duty', {
    columns: { organisation: uuid, duty: text, form: text, since: date, until: { ...date, ...none } },
    key: ['organisation', 'duty'],
  }),
};
