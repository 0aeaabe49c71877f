import { table, type Table } from '@yimen/projection-engine/projection';

/** Where a transfer stands: the states of its slice while it is open, and how it ended. */
export type TransferState =
  | 'draft'
  | 'branch-review'
  | 'committee-review'
  | 'rejected'
  | 'issued'
  | 'expired'
  | 'lost'
  | 'arrived'
  | 'archive-check'
  | 'suspended'
  | 'returned'
  | 'appealed'
  | 'accepted'
  | 'assigned'
  | 'receipted'
  | 'awaiting-assignment'
  | 'closed'
  | 'discarded'
  | 'withdrawn'
  | 'cancelled';

/** Which date runs: the letter's validity, the target's decision, or that of an appeal. */
export type TransferDeadline = 'validity' | 'decision' | 'appeal';

/** One transfer as both ends list it. The member stands by id; name and phone stay sealed. */
export interface TransferRow {
  readonly transfer: string;
  readonly person: string;
  /** Both ends here, the target outside, or the source outside. */
  readonly direction: 'inside' | 'outgoing' | 'incoming';
  readonly kind: string;
  readonly reason: string | null;
  /** Null where that end is in another installation; `outside` names it as letters do. */
  readonly sourceBranch: string | null;
  readonly sourceCommittee: string | null;
  readonly targetCommittee: string | null;
  readonly targetBranch: string | null;
  readonly outside: string | null;
  /** Branch of the other installation, where the draft or the letter names it. */
  readonly outsideBranch: string | null;
  readonly arbiter: string | null;
  readonly state: TransferState;
  readonly open: boolean;
  /** The target knows of it: a letter is out, or the transfer is inner and before the committee. */
  readonly delivered: boolean;
  readonly startedOn: string;
  readonly letterNo: string | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  /** Letters so far: one, and one for each that was replaced. */
  readonly letters: number;
  readonly remindedOn: string | null;
  readonly arrivedOn: string | null;
  readonly suspendedOn: string | null;
  readonly archive: 'unchecked' | 'in-order' | 'doubtful' | 'missing';
  readonly returns: number;
  readonly returnReason: string | null;
  readonly rejectReason: string | null;
  /** The date that runs; `duePending`: it waits for its calendar (待日历). */
  readonly dueKind: TransferDeadline | null;
  readonly dueOn: string | null;
  readonly duePending: boolean;
  readonly acceptedOn: string | null;
  readonly assignedOn: string | null;
  readonly assignedBranch: string | null;
  /** Branch of another installation, as its receipt names it. */
  readonly assignedElsewhere: string | null;
  readonly receiptNo: string | null;
  readonly closedOn: string | null;
  readonly endGround: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

/** What the folds have to know of a member, and what a list of his own shows. */
export interface MemberRow {
  readonly person: string;
  readonly standing: string;
  readonly branch: string | null;
  readonly committee: string | null;
  /** His open transfer, or the last one. */
  readonly transfer: string | null;
  /** He stands in the count of a branch: once, or not at all. */
  readonly counted: boolean;
  /** A letter is out to another installation and its receipt is not recorded: the source stays responsible (回执待登记), also once the transfer ended with the membership. */
  readonly receiptPending: boolean;
  /** Deltas of this member so far. */
  readonly deltas: number;
  readonly name: string | null;
  readonly phone: string | null;
}

/** Interval row: from a legal date to a last day this branch answers for the member; `elsewhere`: one of another installation, to which `committee` sent him. */
export interface ResponsibleRow {
  readonly person: string;
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly branch: string | null;
  readonly committee: string | null;
  readonly elsewhere: string | null;
}

/** What is counted: members (one at a time and branch), and what happened to them or their transfers. */
export const partyMeasures = [
  'members',
  'receiptPending',
  'entered',
  'admitted',
  'transferredIn',
  'transferredOut',
  'innerIn',
  'innerOut',
  'ended',
  'stopped',
  'restored',
  'lettersIssued',
  'lettersExpired',
  'lettersLost',
  'returned',
] as const;
export type PartyMeasure = (typeof partyMeasures)[number];

/** A count that one member's stream contributes on a legal date; the sum over all of them is the figure (decision 13). */
export interface PartyDeltaRow {
  readonly person: string;
  readonly at: number;
  readonly day: string;
  readonly branch: string;
  readonly committee: string;
  readonly measure: PartyMeasure;
  readonly amount: number;
}

/** What a timer asks the branch to look into (4.2); it is done when the timer is set anew or stops. */
export interface MemberTaskRow {
  readonly person: string;
  /** Name of the timer; `death` where the resident's record was closed because he died. */
  readonly timer: string;
  readonly task: string;
  readonly rule: string;
  readonly branch: string;
  readonly since: string;
  readonly open: boolean;
  readonly settledOn: string | null;
}

/** A number of a committee's register; a void one stays listed with its reason (13.2). */
export interface LetterNumberRow {
  readonly register: string;
  readonly number: string;
  readonly committee: string;
  readonly year: string;
  readonly transfer: string;
  readonly member: string;
  readonly state: 'reserved' | 'used' | 'void';
  readonly because: string | null;
  readonly reservedOn: string;
  /** Last day of the reservation; null once it is used or void. */
  readonly until: string | null;
  readonly settledOn: string | null;
}

const text = { type: 'text' } as const;
const uuid = { type: 'uuid' } as const;
const date = { type: 'date' } as const;
const int = { type: 'int' } as const;
const yes = { type: 'boolean' } as const;
const none = { nullable: true } as const;
const sealed = { type: 'sealed', nullable: true } as const;

export const transferTables = {
  transfers: table<TransferRow>('transfer', {
    columns: {
      transfer: uuid,
      person: uuid,
      direction: text,
      kind: text,
      reason: { ...text, ...none },
      sourceBranch: { ...uuid, ...none },
      sourceCommittee: { ...uuid, ...none },
      targetCommittee: { ...uuid, ...none },
      targetBranch: { ...uuid, ...none },
      outside: { ...text, ...none },
      outsideBranch: { ...text, ...none },
      arbiter: { ...uuid, ...none },
      state: text,
      open: yes,
      delivered: yes,
      startedOn: date,
      letterNo: { ...text, ...none },
      issuedOn: { ...date, ...none },
      expiresOn: { ...date, ...none },
      letters: int,
      remindedOn: { ...date, ...none },
      arrivedOn: { ...date, ...none },
      suspendedOn: { ...date, ...none },
      archive: text,
      returns: int,
      returnReason: { ...text, ...none },
      rejectReason: { ...text, ...none },
      dueKind: { ...text, ...none },
      dueOn: { ...date, ...none },
      duePending: yes,
      acceptedOn: { ...date, ...none },
      assignedOn: { ...date, ...none },
      assignedBranch: { ...uuid, ...none },
      assignedElsewhere: { ...text, ...none },
      receiptNo: { ...text, ...none },
      closedOn: { ...date, ...none },
      endGround: { ...text, ...none },
      name: sealed,
      phone: sealed,
    },
    key: ['transfer'],
    indices: [['sourceCommittee', 'open'], ['sourceBranch', 'open'], ['targetCommittee', 'open'], ['person'], ['open', 'dueOn']],
  }) as Table<TransferRow>,
  members: table<MemberRow>('member', {
    columns: {
      person: uuid,
      standing: text,
      branch: { ...uuid, ...none },
      committee: { ...uuid, ...none },
      transfer: { ...uuid, ...none },
      counted: yes,
      receiptPending: yes,
      deltas: int,
      name: sealed,
      phone: sealed,
    },
    key: ['person'],
    indices: [['branch'], ['committee']],
  }),
  responsible: table<ResponsibleRow>('responsible', {
    columns: {
      person: uuid,
      fromOn: date,
      untilOn: { ...date, ...none },
      branch: { ...uuid, ...none },
      committee: { ...uuid, ...none },
      elsewhere: { ...text, ...none },
    },
    key: ['person', 'fromOn'],
    indices: [['branch'], ['committee']],
  }),
  deltas: table<PartyDeltaRow>('party_delta', {
    columns: { person: uuid, at: int, day: date, branch: uuid, committee: uuid, measure: text, amount: int },
    key: ['person', 'at'],
    indices: [
      ['committee', 'day'],
      ['branch', 'day'],
    ],
  }),
  tasks: table<MemberTaskRow>('member_task', {
    columns: { person: uuid, timer: text, task: text, rule: text, branch: uuid, since: date, open: yes, settledOn: { ...date, ...none } },
    key: ['person', 'timer'],
    indices: [['branch', 'open']],
  }),
  numbers: table<LetterNumberRow>('letter_number', {
    columns: {
      register: text,
      number: text,
      committee: uuid,
      year: text,
      transfer: uuid,
      member: uuid,
      state: text,
      because: { ...text, ...none },
      reservedOn: date,
      until: { ...date, ...none },
      settledOn: { ...date, ...none },
    },
    key: ['register', 'number'],
    indices: [['committee', 'year']],
  }),
};
