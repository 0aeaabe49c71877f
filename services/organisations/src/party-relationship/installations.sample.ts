import { encode, registry } from '@yimen/contracts';
import { addDays, fold, type Reserved } from '@yimen/kernel';
import { decide } from '@yimen/testing';
import { partyRelationship, type PartyRelationship, type PartyRelationshipEvent } from './party-relationship.js';
import {
  alias,
  day,
  decisionNo,
  drafted,
  entering,
  evidence,
  id,
  member,
  office,
  outside,
  place,
  received,
  told,
  words,
} from './party-relationship.sample.js';
import { receiptPending } from './responsible.js';

/** One installation's book of one member. */
export class Book {
  state: PartyRelationship;
  readonly events: PartyRelationshipEvent[];
  #numbers = 0;
  /** Stubs that were matched after the membership was stopped or ended. */
  matchedLate = 0;

  constructor(
    readonly prefix: string,
    before: readonly PartyRelationshipEvent[] = [],
  ) {
    this.events = [...before];
    this.state = fold(partyRelationship, before);
  }

  /** Makes a move where its state and rules allow it; tells whether it was made. */
  make(move: string, input: object, on: string, facts: object = {}): boolean {
    const { from } = partyRelationship.moves[move as 'enter'];
    if (!(from as readonly string[]).includes(this.state.status)) return false;
    const number = `2026-${this.prefix}${String((this.#numbers += 1)).padStart(3, '0')}`;
    const reserved: Reserved = { slice: 'letter-register', id: 'x', events: [{ type: 'LetterNumberReserved', number }] };
    const { refusal, events, state } = decide(partyRelationship, this.state, move, input, told(on, { facts, reserved }));
    if (refusal) return false;
    for (const event of events) encode(registry, event);
    this.events.push(...events);
    this.state = state;
    if (move === 'closeLate') this.matchedLate += 1;
    return events.length > 0;
  }

  /** The letter that may be in his hands, also of a transfer that had ended with the membership. */
  get letter() {
    if ('transfer' in this.state) return this.state.transfer.letter;
    return this.state.status === 'none' ? null : (this.state.outstanding?.letters[0] ?? null);
  }

  get isOutstanding(): boolean {
    return this.state.status !== 'none' && this.state.outstanding !== null;
  }

  get isUnmatched(): boolean {
    return this.state.status !== 'none' && this.state.unmatched !== null;
  }

  /** The transfer whose receipt is to be sent, also where it ended with the membership. */
  get assigned() {
    if (this.state.status === 'assigned') return this.state.transfer;
    return this.state.status === 'none' ? null : this.state.unmatched;
  }

  /** Last day of the membership by this book; null while it goes on. */
  get endedOn(): string | null {
    return this.events.flatMap((event) => (event.type === 'MembershipEnded' ? [event.lastDay] : []))[0] ?? null;
  }
}

export const facts = (branch: number, target: number | null) => ({
  source: place(branch),
  target: target === null ? null : place(target),
  register: `${id(10)}~2026`,
  same: true,
  mayReceive: true,
});

/** Two installations and the papers between them: what one side does the other learns from its paper, days later or not yet. */
export class TwoInstallations {
  readonly books = [new Book('1', member), new Book('2')] as const;
  today = addDays(day, 1);
  receipts = 0;
  /** Receipts that came when the letter counted as returned already. */
  late = 0;
  /** Receipts that came after the membership was stopped or ended here, and the transfer with it. */
  tooLateForTheEnd = 0;
  /** Receipts that were sent after the membership was stopped or ended where he had been assigned. */
  sentLate = 0;
  /** Returns of who had been accepted already. */
  turnedBack = 0;
  /** The receipt on its way to the book that issued the letter. */
  #paper: { readonly to: number; readonly arrivedOn: string; readonly assignedOn: string; readonly receiptNo: string } | null = null;
  #returned: { readonly to: number; readonly on: string } | null = null;
  #presented: { readonly from: number; readonly on: string; readonly number: string } | null = null;
  /** He was turned away, and came again with the same letter. */
  #again = false;

  get #proof() {
    return { ...evidence, on: this.today };
  }

  act(name: string, at: number): void {
    const own = this.books[at === 0 ? 0 : 1];
    const other = this.books[at === 0 ? 1 : 0];
    const branch = own.state.status !== 'none' && own.state.branch !== null ? Number(own.state.branch.slice(-4)) : 11;
    const make = (move: string, input: object, further: object = {}) =>
      own.make(move, input, this.today, { ...facts(branch, null), ...further });
    const out = receiptPending(own.state);
    switch (name) {
      case 'send':
        // The whole way to the letter; each step as the table has it.
        make('draft', { ...drafted, target: null, outside });
        make('submit', {});
        make('branchApprove', {});
        make('issue', office);
        break;
      case 'inner':
        make('draft', { ...drafted, target: id(branch === 11 ? 12 : 11) }, { target: place(branch === 11 ? 12 : 11) });
        make('submit', {});
        make('branchApprove', {});
        make('assignBranch', { branch: id(branch === 11 ? 12 : 11) }, { place: place(branch === 11 ? 12 : 11) });
        make('close', {});
        break;
      case 'expire':
        make('expire', {});
        break;
      case 'reissue':
        make('reissue', { ...office, receiverTold: this.#proof });
        break;
      case 'withdraw':
        // Whoever wishes to, whenever: the paper that proves it there is only of a letter that is back in the hands of its source.
        make('withdraw', { reason: '变动', evidence: this.#presented === null ? this.#proof : null });
        break;
      case 'stop':
        make('recordLost', { since: '2025-06-01' });
        make('recordSearch', words);
        make('stop', { ground: 'lost', decisionNo });
        break;
      case 'restore':
        make('restore', { decisionNo });
        break;
      case 'end':
        make('end', { ground: 'death', lastDay: this.today, decisionNo: null, reason: '死亡证明' });
        break;
      case 'back': {
        const cameBack = this.#returned?.to === at && !this.#again;
        if ((this.#presented !== null && !cameBack) || !make('recordLetterBack', { evidence: this.#proof })) break;
        this.#presented = null;
        this.#returned = null;
        break;
      }
      case 'receive': {
        const letter = other.letter;
        const turnedAway = this.#returned !== null && this.#presented?.number === letter?.number;
        if (!receiptPending(other.state) || !letter || (this.#presented && !turnedAway) || this.today > letter.expiresOn) break;
        const input = {
          ...received,
          letterNo: letter.number,
          issuedOn: letter.issuedOn,
          expiresOn: letter.expiresOn,
          committee: id(10),
          targetBranch: null,
        };
        const known = own.state.status === 'none' ? null : alias;
        if (make('receiveLetter', input, { place: place(10), known })) {
          this.#presented = { from: 1 - at, on: this.today, number: letter.number };
          this.#again = turnedAway;
        }
        break;
      }
      case 'assign':
        make('accept', { identityNumber: entering.identityNumber });
        make('assignBranch', { branch: id(12) }, { place: place(12) });
        break;
      case 'return': {
        const { status } = own.state;
        if (status !== 'awaiting-assignment' && status !== 'accepted') break;
        if (make('returnToSource', { reason: 'WRONG_TARGET', ...words }, { misdirected: true })) {
          if (status === 'accepted') this.turnedBack += 1;
          this.#returned = { to: 1 - at, on: this.today };
          this.#again = false;
        }
        break;
      }
      case 'power lost':
        // Accepted, and then no branch of the target can take him.
        make('accept', { identityNumber: entering.identityNumber });
        this.act('return', at);
        break;
      case 'comes again':
        // Turned away, he presents the same letter once more; the source has only heard that it was returned.
        this.act('return', at);
        this.act('receive', at);
        this.act('learn', 1 - at);
        break;
      case 'receipt': {
        const { isUnmatched, assigned } = own;
        if (!assigned?.letter || !assigned.assignedOn || assigned.direction !== 'incoming' || !this.#presented) break;
        const { number } = assigned.letter;
        if (!make(isUnmatched ? 'sendLateReceipt' : 'sendReceipt', { receiptNo: number })) break;
        if (isUnmatched) this.sentLate += 1;
        this.#paper = { to: 1 - at, arrivedOn: this.#presented.on, assignedOn: assigned.assignedOn, receiptNo: number };
        break;
      }
      case 'learn':
        if (this.#paper?.to === at && out) {
          const { to: _to, ...paper } = this.#paper;
          const { status } = own.state;
          const { isOutstanding } = own;
          if (!make(isOutstanding ? 'recordLateReceipt' : 'recordAssignment', { ...paper, branchName: '示例支部', evidence: this.#proof }))
            break;
          this.receipts += 1;
          if (status === 'returned' || status === 'appealed') this.late += 1;
          if (isOutstanding) this.tooLateForTheEnd += 1;
          else make('close', {});
          this.#paper = null;
          this.#presented = null;
          this.#returned = null;
        }
        if (
          this.#returned?.to === at &&
          make('recordReturn', { reason: 'WRONG_TARGET', ...words, returnedOn: this.#returned.on, evidence: this.#proof })
        ) {
          this.#returned = null;
          if (!this.#again) this.#presented = null;
        }
        break;
      default:
        make('decideAppeal', { outcome: 'upheld', ...words, evidence: this.#proof });
    }
  }
}
