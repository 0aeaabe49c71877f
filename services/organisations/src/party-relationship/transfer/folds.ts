import type { partyReceivingEvents, partySendingEvents, EventOf } from '@yimen/contracts';
import {
  unmarked,
  type Here,
  type InTransfer,
  type Of,
  type PartyRelationship,
  type Responsible,
  type Status,
  type Transfer,
  type Unmatched,
} from '../states.js';

type TransferEvent = EventOf<(typeof partySendingEvents)[number] | (typeof partyReceivingEvents)[number]>;
type Folded = { [T in TransferEvent['type']]: { fold(state: PartyRelationship, event: Of<T>): PartyRelationship }['fold'] };

/** The relationship without its open transfer. */
function without(state: InTransfer): Omit<InTransfer, 'transfer' | 'status'> {
  const { transfer: _transfer, status: _status, ...member } = state;
  return member;
}
function to<S extends InTransfer['status']>(state: InTransfer, status: S, change: Partial<Transfer> = {}): PartyRelationship {
  return { ...state, status, transfer: { ...state.transfer, ...change } } as PartyRelationship;
}
const back = (state: InTransfer): PartyRelationship => ({ ...without(state), status: 'member' });
const answering = (state: Here, branch: string | null, from: string): readonly Responsible[] => [...state.responsible, { branch, from }];

const fresh = {
  letter: null,
  former: [],
  reminded: [],
  returns: 0,
  papersPassed: false,
  arrivedOn: null,
  decisionDue: null,
  overturned: false,
  archiveFinding: null,
  suspendedOn: null,
  inquired: false,
  against: null,
  assignedOn: null,
  receiptNo: null,
} as const;
/** What a new branch settles (4.2): being away from it, and the time of a graduate. */
function settled(state: InTransfer): InTransfer {
  const { 'must-transfer': _must, floating: _floating, graduate: _graduate, ...timers } = state.timers;
  const raised = state.raised.filter((timer) => !['must-transfer', 'floating', 'graduate'].includes(timer));
  return { ...state, timers, raised, away: null };
}

function leaving(state: InTransfer, { receiptNo, arrivedOn, assignedOn }: Of<'AssignmentEvidenced'>): PartyRelationship {
  return {
    ...settled(state),
    timers: {},
    raised: [],
    status: 'receipt-recorded',
    branch: null,
    committee: null,
    responsible: answering(state, null, assignedOn),
    transfer: {
      ...state.transfer,
      arrivedOn,
      assignedOn,
      receiptNo,
      against: null,
      decisionDue: null,
      letter: state.transfer.former.find(({ number }) => number === receiptNo) ?? state.transfer.letter,
    },
  };
}
/** The receipt of a transfer that had ended with the membership: from its date on he was in another book, whatever was decided here since. */
function gone(state: Exclude<Here, InTransfer>, { assignedOn }: Of<'AssignmentEvidenced'>): PartyRelationship {
  const over = { timers: {}, raised: [], held: {}, away: null, stoppedOn: null, stopGround: null, branch: null, outstanding: null };
  const responsible = answering(state, null, assignedOn);
  return state.status === 'ended'
    ? { ...state, outstanding: null, responsible }
    : { ...state, ...over, committee: null, status: 'left', responsible };
}

/** Of a transfer that ended when a branch here had him already, the receipt is left. */
function unmatchedOf({ transfer: { transfer, direction, letter, assignedOn, receiptNo, ...ends } }: InTransfer): Unmatched | null {
  if (direction === 'outgoing' || letter === null || assignedOn === null) return null;
  return { transfer, direction, source: ends.sourceCommittee, target: ends.targetCommittee, letter, assignedOn, receiptNo };
}

export const transferFolds: Folded = {
  TransferDrafted: (state: Status<'member' | 'rejected'>, event) => {
    const member = 'transfer' in state ? without(state) : state;
    const { transfer, kind, sourceCommittee, targetCommittee, targetBranch, outside, arbiter, archive, carriedBy, probationMaterials } =
      event;
    const drafted = {
      transfer,
      kind,
      sourceCommittee,
      targetCommittee,
      targetBranch,
      outside,
      arbiter,
      archive,
      carriedBy,
      probationMaterials,
    };
    const direction = outside === null ? 'inside' : 'outgoing';
    return { ...member, status: 'draft', transfers: state.transfers + 1, transfer: { ...drafted, direction, ...fresh } };
  },
  TransferAmended: (state: InTransfer, { archive, carriedBy, probationMaterials }) =>
    to(state, 'draft', { archive, carriedBy, probationMaterials }),
  TransferDiscarded: (state: InTransfer) => back(state),
  TransferSubmitted: (state: InTransfer) => to(state, 'branch-review', { papersPassed: false }),
  TransferApprovedByBranch: (state: InTransfer) => to(state, 'committee-review', { papersPassed: true }),
  TransferReturnedByBranch: (state: InTransfer) => to(state, 'draft'),
  TransferRejected: (state: InTransfer) => to(state, 'rejected'),
  LetterIssued: (state: InTransfer, { number, register, issuedOn, expiresOn, reminders }) =>
    to(state, 'issued', {
      letter: { number, register, issuedOn, expiresOn, reminders },
      former: state.transfer.letter ? [...state.transfer.former, state.transfer.letter] : [],
      reminded: [],
      papersPassed: true,
      arrivedOn: null,
      decisionDue: null,
      overturned: false,
      archiveFinding: null,
      inquired: false,
    }),
  TransferReminded: (state: InTransfer, { reminder }) => to(state, 'issued', { reminded: [...state.transfer.reminded, reminder] }),
  LetterExpired: (state: InTransfer) => to(state, 'expired'),
  LetterLost: (state: InTransfer) => to(state, 'lost'),
  LossInquired: (state: InTransfer) => to(state, 'lost', { inquired: true }),
  TransferWithdrawn: (state: InTransfer) => back(state),
  // The event that ends or stops the membership follows.
  TransferCancelled: (state: InTransfer) => {
    const { transfer, direction, letter, former, sourceCommittee: committee } = state.transfer;
    const out = direction === 'outgoing' && letter !== null;
    const outstanding = out ? { transfer, committee, letters: [letter, ...former] } : null;
    return { ...back(state), outstanding, unmatched: unmatchedOf(state) } as PartyRelationship;
  },
  CancelledLetterBack: (state: Here) => ({ ...state, outstanding: null }),
  LetterArrived: (state: InTransfer, { arrivedOn, decisionDue }) => to(state, 'arrived', { arrivedOn, decisionDue }),
  ArchiveChecked: (state: InTransfer, { finding }) => to(state, 'archive-check', { archiveFinding: finding }),
  TransferSuspended: (state: InTransfer, { since }) => to(state, 'suspended', { suspendedOn: since }),
  TransferResumed: (state: InTransfer, { decisionDue }) =>
    to(state, 'archive-check', { decisionDue, suspendedOn: null, archiveFinding: 'in-order' }),
  TransferReturned: (state: InTransfer, { times, returnedOn }) =>
    state.transfer.direction === 'incoming'
      ? { ...without(state), status: 'not-received', overSince: returnedOn ?? state.overSince }
      : to(state, 'returned', { returns: times }),
  TransferEscalated: (state: InTransfer, { decisionDue }) => to(state, 'appealed', { against: 'return', decisionDue }),
  TransferAppealed: (state: InTransfer, { against, decisionDue }) => to(state, 'appealed', { against, decisionDue }),
  TransferAppealDecided: (state: InTransfer, { outcome, decisionDue }) => {
    const rejection = state.transfer.against === 'rejection';
    const goes = outcome === 'upheld' ? (rejection ? 'rejected' : 'returned') : rejection ? 'committee-review' : 'arrived';
    return to(state, goes, { against: null, decisionDue, overturned: goes === 'arrived' });
  },
  TransferAccepted: (state: InTransfer) => to(state, 'accepted'),
  BranchAssigned: (state: InTransfer, { branch, committee, assignedOn }) => ({
    ...settled(state),
    overSince: null,
    status: 'assigned',
    branch,
    committee,
    keeper: committee,
    responsible: answering(state, branch, assignedOn),
    transfer: { ...state.transfer, assignedOn },
  }),
  ReceiptSent: (state: Here, { receiptNo, toOutside }) => {
    if ('transfer' in state) return toOutside ? back(state) : to(state, 'receipted', { receiptNo });
    return { ...state, unmatched: toOutside || state.unmatched === null ? null : { ...state.unmatched, receiptNo } };
  },
  TransferClosed: (state: Here, { left, closedOn, stubUntil }) => {
    // The last stub of his is kept longest.
    const kept = { stubUntil: stubUntil ?? state.stubUntil, overSince: left ? (state.overSince ?? closedOn) : state.overSince };
    return 'transfer' in state ? { ...without(state), ...kept, status: left ? 'left' : 'member' } : { ...state, ...kept, unmatched: null };
  },
  ArrivalEvidenced: (state: InTransfer, { arrivedOn }) => to(state, 'arrived', { arrivedOn }),
  AcceptanceEvidenced: (state: InTransfer) => to(state, 'accepted'),
  // Neither branch nor committee of this installation has anything to decide about him from here on; the source matches the stub.
  AssignmentEvidenced: (state: Here, event) => ('transfer' in state ? leaving(state, event) : gone(state, event)),
  ReturnEvidenced: (state: InTransfer, { times }) => to(state, 'returned', { returns: times }),
  LetterReceived: (state: PartyRelationship, event) => {
    const { transfer, kind, outside, committee, targetBranch, archive, probationMaterials, letterNo, issuedOn, expiresOn, decisionDue } =
      event;
    const { person, name, identityNumber, identity, sex, bornIn, phone, standing, joinedOn, fullOn, duesPaidThrough } = event;
    const known =
      state.status === 'none'
        ? { responsible: [], transfers: 0 }
        : {
            ...{ responsible: state.responsible, transfers: state.transfers },
            ...{ stubUntil: state.stubUntil, holds: state.holds, holdsPlaced: state.holdsPlaced },
          };
    return {
      status: 'awaiting-assignment',
      ...{ person, name, identityNumber, identity, sex, bornIn, phone, standing, joinedOn, fullOn, duesPaidThrough },
      ...unmarked,
      ...known,
      branch: null,
      committee: null,
      keeper: committee,
      overSince: event.receivedOn,
      transfers: known.transfers + 1,
      transfer: {
        ...fresh,
        transfer,
        direction: 'incoming',
        kind,
        sourceCommittee: null,
        targetCommittee: committee,
        targetBranch,
        outside,
        arbiter: null,
        archive,
        carriedBy: event.carriedBy ?? null,
        probationMaterials,
        letter: { number: letterNo, register: null, issuedOn, expiresOn, reminders: [] },
        decisionDue,
      },
    };
  },
  TransferDueComputed: (state: InTransfer, { dueOn }) => to(state, state.status, { decisionDue: { dueOn } }),
};
