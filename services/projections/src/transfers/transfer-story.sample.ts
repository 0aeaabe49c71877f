import { addDays } from '@yimen/kernel';
import { at, sampled } from '../service/story.sample.js';
import type { Said } from '../service/world.sample.js';

/** Two committees with a branch each, and another branch of the first. */
export const [source, target, branch, beside, there] = [201, 202, 211, 212, 221].map(at) as [string, string, string, string, string];
export const transfer = (person: number, n = 1) => at(person * 10 + n);

/** A member's book as it is written: days run on by themselves, each step names only what it tells. */
export class MemberStory {
  readonly said: Said[] = [];
  #transfers = 0;

  constructor(
    readonly person: number,
    public day = '2026-03-02',
  ) {}

  get id(): string {
    return at(this.person);
  }
  get transfer(): string {
    return transfer(this.person, this.#transfers);
  }

  say(type: string, fields: object = {}): this {
    const event = sampled(type);
    const own = {
      ...('person' in event && { person: this.id }),
      ...('transfer' in event && { transfer: this.transfer }),
    };
    this.said.push({ stream: `party-relationship/${this.id}`, event: { ...event, ...own, ...fields }, happenedOn: this.day });
    return this;
  }
  /** A letter from another installation. */
  received(fields: object = {}): this {
    this.#transfers += 1;
    return this.say('LetterReceived', { committee: target, targetBranch: there, receivedOn: this.day, ...fields });
  }
  after(days: number): this {
    this.day = addDays(this.day, days);
    return this;
  }
  enter(at: string = branch, committee: string = source, fields: object = {}): this {
    return this.say('MembershipEntered', { branch: at, committee, since: this.day, ...fields });
  }
  /** From the draft to the committee's table. */
  draft(fields: object = {}): this {
    this.#transfers += 1;
    const ends = { sourceBranch: branch, sourceCommittee: source, targetCommittee: target, targetBranch: there, arbiter: at(200) };
    return this.say('TransferDrafted', { ...ends, ...fields })
      .say('TransferAmended')
      .say('TransferSubmitted')
      .say('TransferReturnedByBranch')
      .say('TransferSubmitted')
      .say('TransferApprovedByBranch');
  }
  outside(fields: object = {}): this {
    const outside = { title: '上海市示例街道党工委', province: '31', connection: 'national' };
    return this.draft({ targetCommittee: null, targetBranch: null, arbiter: null, outside, ...fields });
  }
  issue(number = '2026-0001', days = 90): this {
    const expiresOn = addDays(this.day, days);
    return this.say('LetterIssued', { number, register: `${source}~2026`, issuedOn: this.day, validDays: days, expiresOn });
  }
  expire(): this {
    return this.say('LetterExpired', { expiredOn: addDays(this.day, -1) });
  }
  arrive(fields: object = {}): this {
    return this.say('LetterArrived', { arrivedOn: this.day, decisionDue: { dueOn: addDays(this.day, 14) }, ...fields });
  }
  accept(): this {
    return this.say('TransferAccepted', { acceptedOn: this.day });
  }
  assign(to: string = there, committee: string = target, from: string | null = branch): this {
    return this.say('BranchAssigned', { from, branch: to, committee, assignedOn: this.day });
  }
  close(left = false): this {
    return this.say('TransferClosed', { closedOn: this.day, left });
  }
}

const member = (person: number) => new MemberStory(person).enter();

/** Members through everything that the read model folds, and the numbers of their letters. */
export function transferStories(): Said[] {
  const numbers = (type: string, fields: object = {}): Said => ({
    stream: `letter-register/${source}~2026`,
    event: sampled(type, {
      ...(type === 'LetterNumberReserved' && { committee: source, register: `${source}~2026`, transfer: transfer(231), member: at(231) }),
      ...fields,
    }),
  });
  const inside = member(231).draft().issue().after(15).say('TransferReminded').after(90).expire();
  inside.issue('2026-0002').after(3).arrive().say('ArchiveChecked', { finding: 'doubtful' }).say('TransferSuspended').after(2);
  inside.say('TransferResumed', { decisionDue: { pending: { from: '2026-12-30', amount: 10, unit: 'WD' } } });
  inside.say('TransferDueComputed', { deadline: 'decision', dueOn: '2027-01-14' }).accept().after(1).assign();
  inside.say('ReceiptSent', { assignedOn: inside.day, sentOn: inside.day, receiptNo: '2026-0002' }).after(1).close();

  const lost = member(232).draft().issue('2026-0003').say('LetterLost').say('LossInquired').issue('2026-0004').after(2).arrive();
  lost.say('TransferReturned').say('TransferAppealed').say('TransferAppealDecided').say('TransferReturned', { times: 2 });
  lost.say('TransferEscalated').say('MembershipEnded', { branch, lastDay: lost.day });
  lost.said.splice(-1, 0, { ...(lost.said.at(-1) as Said), event: sampled('TransferCancelled', { transfer: lost.transfer }) });

  const refused = member(233).draft().say('TransferRejected').draft().issue('2026-0005').say('TransferWithdrawn');
  refused.draft().say('TransferDiscarded').outside().issue('2026-0008').say('TransferCancelled', { ground: 'stopped' });
  refused.say('MembershipStopped', { branch, stoppedOn: refused.day }).say('MembershipRestored', { branch });
  refused.say('CancelledLetterBack').say('ProbationDecided', { branch });

  const lapsing = member(236).say('MemberAway').say('MemberTaskRaised', { branch }).say('MemberBack');
  for (const type of ['FloatingOutRegistered', 'MemberContacted', 'MemberLost', 'MemberGraduated', 'LapseNoted', 'LapseEnded'])
    lapsing.say(type);
  lapsing.say('RectificationOrdered').say('CorrectionDecided').say('MemberDeathHeardOf', { branch });

  const out = member(234).outside().issue('2026-0006').after(5).say('ReturnEvidenced').issue('2026-0007').after(5);
  out.say('ArrivalEvidenced', { arrivedOn: out.day }).say('AcceptanceEvidenced', { acceptedOn: out.day }).after(3);
  out.say('AssignmentEvidenced', { from: branch, arrivedOn: out.day, assignedOn: out.day, receiptNo: '2026-0007' }).close(true);
  out.say('PartyRecordForgotten');

  const incoming = new MemberStory(235).received().accept().after(1).assign(there, target, null);
  incoming.say('ReceiptSent', { toOutside: true, assignedOn: incoming.day, sentOn: incoming.day });
  return [
    ...[inside, lost, refused, lapsing, out, incoming].flatMap(({ said }) => said),
    numbers('LetterNumberReserved'),
    numbers('LetterNumberUsed', { transfer: transfer(231), member: at(231) }),
    numbers('LetterNumberVoided'),
  ];
}
