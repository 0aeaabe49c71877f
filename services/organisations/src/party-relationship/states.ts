import type {
  EventOf,
  MemberStanding,
  MemberTimer,
  partyMemberEvents,
  partyReceivingEvents,
  partyRecordEvents,
  partySendingEvents,
  TransferKind,
} from '@yimen/contracts';
import { model, type Due, type IsoDate, type Sealed, type When } from '@yimen/kernel';

export { refuse } from './refusals.js';

export type PartyRelationshipEvent = EventOf<
  | (typeof partyMemberEvents)[number]
  | (typeof partySendingEvents)[number]
  | (typeof partyReceivingEvents)[number]
  | (typeof partyRecordEvents)[number]
>;
export type Of<T extends PartyRelationshipEvent['type']> = Extract<PartyRelationshipEvent, { type: T }>;

/** From a legal date on this branch answers for the member; null: none of this installation. */
export interface Responsible {
  readonly branch: string | null;
  readonly from: IsoDate;
}

export interface Member {
  readonly person: string;
  readonly name: Sealed;
  readonly identityNumber: Sealed;
  readonly identity: string;
  readonly sex: 'male' | 'female';
  readonly bornIn: number;
  readonly phone: Sealed | null;
  readonly standing: MemberStanding;
  readonly joinedOn: IsoDate;
  readonly fullOn: IsoDate | null;
  readonly duesPaidThrough: string;
  /** The branch that answers for him now; null before the first assignment here and after he left. */
  readonly branch: string | null;
  readonly committee: string | null;
  readonly responsible: readonly Responsible[];
  /** Transfers so far: the id of the next one follows from the count. */
  readonly transfers: number;
  readonly timers: Readonly<Partial<Record<MemberTimer, IsoDate>>>;
  readonly raised: readonly MemberTimer[];
  /** Timers that ran when the membership was stopped: they run again when it is restored. */
  readonly held: Member['timers'];
  readonly away: { readonly since: IsoDate; readonly place: Of<'MemberAway'>['place'] } | null;
  readonly lostSince: IsoDate | null;
  readonly searched: boolean;
  readonly stoppedOn: IsoDate | null;
  readonly stopGround: Of<'MembershipStopped'>['ground'] | null;
  readonly appliedOn: IsoDate | null;
  /** Last day of a probation that was extended; null where the year from joining is what counts. */
  readonly probationUntil: IsoDate | null;
  readonly lapses: readonly Of<'LapseNoted'>['lapse'][];
  readonly deathHeardOf: boolean;
  /** Letters to another installation that were out when their transfer ended with the membership: a receipt may still come for one of them. */
  readonly outstanding: { readonly transfer: string; readonly committee: string | null; readonly letters: readonly Letter[] } | null;
  /** A transfer that ended with the membership when a branch here had him already: its receipt is still to be sent, or its stub to be matched. */
  readonly unmatched: Unmatched | null;
  /** The committee here that had him last: it keeps his record. */
  readonly keeper: string | null;
  /** Day on which the relationship was over here; null while it goes on. */
  readonly overSince: IsoDate | null;
  /** Last day on which a stub of his is kept. */
  readonly stubUntil: IsoDate | null;
  readonly holds: readonly { readonly holdId: string; readonly ground: string }[];
  readonly holdsPlaced: number;
}
/** How a relationship was over when its destruction was asked for, and by whom. */
interface Asked {
  readonly was: 'left' | 'not-received' | 'ended';
  readonly requestedBy: string;
}

export interface Letter {
  readonly number: string;
  /** Register of this installation; null for a letter from outside. */
  readonly register: string | null;
  readonly issuedOn: IsoDate;
  readonly expiresOn: IsoDate;
  readonly reminders: readonly IsoDate[];
}

/** What the receipt of a transfer is made of, and the two committees between which it goes. */
export interface Unmatched {
  readonly transfer: string;
  readonly direction: 'inside' | 'incoming';
  /** Null where it is in another installation. */
  readonly source: string | null;
  readonly target: string | null;
  readonly letter: Letter;
  readonly assignedOn: IsoDate;
  /** Null until the receipt was sent. */
  readonly receiptNo: string | null;
}

export interface Transfer {
  readonly transfer: string;
  /** Both ends here, the target outside, or the source outside. */
  readonly direction: 'inside' | 'outgoing' | 'incoming';
  readonly kind: TransferKind;
  readonly sourceCommittee: string | null;
  readonly targetCommittee: string | null;
  readonly targetBranch: string | null;
  readonly outside: Of<'TransferDrafted'>['outside'];
  readonly arbiter: string | null;
  readonly archive: Of<'TransferDrafted'>['archive'];
  /** Null where a letter from outside does not tell it. */
  readonly carriedBy: Of<'TransferDrafted'>['carriedBy'] | null;
  readonly probationMaterials: readonly string[];
  readonly letter: Letter | null;
  /** Letters of this transfer that others replaced: a receipt may still come for one that arrived in time. */
  readonly former: readonly Letter[];
  readonly reminded: readonly IsoDate[];
  readonly returns: number;
  /** The papers passed their guard once, or it was set aside: the branch's approval, or the issue where there was none. */
  readonly papersPassed: boolean;
  readonly arrivedOn: IsoDate | null;
  readonly decisionDue: Due | null;
  /** A return was overturned: the target has to take the case up again. */
  readonly overturned: boolean;
  readonly archiveFinding: Of<'ArchiveChecked'>['finding'] | null;
  readonly suspendedOn: IsoDate | null;
  readonly inquired: boolean;
  readonly against: 'rejection' | 'return' | null;
  readonly assignedOn: IsoDate | null;
  readonly receiptNo: string | null;
}

type Open<Status extends string> = { readonly status: Status; readonly transfer: Transfer } & Member;

/** The status of a relationship is that of its open transfer, and `member` where none is open (4.3, 13.2). */
export type PartyRelationship =
  | { readonly status: 'none' }
  | ({ readonly status: 'member' } & Member)
  | ({ readonly status: 'stopped' } & Member)
  | Open<'draft'>
  | Open<'branch-review'>
  | Open<'committee-review'>
  | Open<'rejected'>
  | Open<'issued'>
  | Open<'expired'>
  | Open<'lost'>
  | Open<'arrived'>
  | Open<'archive-check'>
  | Open<'suspended'>
  | Open<'returned'>
  | Open<'appealed'>
  | Open<'accepted'>
  | Open<'assigned'>
  | Open<'receipted'>
  | Open<'receipt-recorded'>
  | Open<'awaiting-assignment'>
  | ({ readonly status: 'left' } & Member)
  | ({ readonly status: 'not-received' } & Member)
  | ({ readonly status: 'ended' } & Member)
  | ({ readonly status: 'destruction-requested' } & Member & Asked)
  | ({ readonly status: 'destruction-approved'; readonly waitUntil: IsoDate } & Member & Asked)
  | ({ readonly status: 'forgotten' } & Member)
  | ({ readonly status: 'destroyed' } & Member);

export type Here = Exclude<PartyRelationship, { status: 'none' }>;
export type InTransfer = Extract<PartyRelationship, { readonly transfer: Transfer }>;
export type Status<S extends PartyRelationship['status']> = When<PartyRelationship, S>;

/** Statuses in which a transfer is open, from the draft to the matched receipt. */
export const inTransfer = [
  ...['draft', 'branch-review', 'committee-review', 'rejected', 'issued', 'expired', 'lost', 'arrived', 'archive-check'],
  ...['suspended', 'returned', 'appealed', 'accepted', 'assigned', 'receipted', 'receipt-recorded', 'awaiting-assignment'],
] as unknown as readonly [InTransfer['status'], ...InTransfer['status'][]];

/** Statuses in which the relationship is over here, and its record is only kept. */
export const over = ['left', 'not-received', 'ended'] as const;
/** What follows in the end (13.10). */
export const destroying = ['destruction-requested', 'destruction-approved', 'forgotten', 'destroyed'] as const;

/** Statuses in which no branch of this installation has him: he has left for another one, or has not reached a branch here. */
const withoutBranch: readonly string[] = ['receipt-recorded', 'awaiting-assignment'] satisfies InTransfer['status'][];
/** Statuses in which a branch may have him; a letter from outside passes through some of them before it has one. */
export const withBranch = ['member', ...inTransfer.filter((status) => !withoutBranch.includes(status))] as unknown as readonly ['member'];

/** What a relationship has not got when it begins. */
export const unmarked = {
  timers: {},
  raised: [],
  held: {},
  away: null,
  lostSince: null,
  searched: false,
  stoppedOn: null,
  stopGround: null,
  appliedOn: null,
  probationUntil: null,
  lapses: [],
  deathHeardOf: false,
  outstanding: null,
  unmatched: null,
  overSince: null,
  stubUntil: null,
  holds: [],
  holdsPlaced: 0,
} as const satisfies Partial<Member>;

export const { move, aggregate } = model<
  PartyRelationship,
  PartyRelationshipEvent,
  'member' | 'branch' | 'committee' | 'source' | 'target' | 'receiving' | 'arbiter' | 'records'
>();

/** Ids of the organisations that a member who stands in a branch has; without them the state cannot be. */
export function standing(state: Here): { readonly branch: string; readonly committee: string } {
  if (state.branch === null || state.committee === null) throw new Error(`a relationship in ${state.status} has no branch`);
  return { branch: state.branch, committee: state.committee };
}
/** The letter that is out. */
export function letterOf({ transfer }: InTransfer): Letter {
  if (transfer.letter === null) throw new Error('a transfer that was issued has no letter');
  return transfer.letter;
}
