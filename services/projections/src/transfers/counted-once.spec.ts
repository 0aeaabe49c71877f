import { expect, test } from '@jest/globals';
import { addDays } from '@yimen/kernel';
import fc from 'fast-check';
import { foldRows } from '../service/fold-rows.sample.js';
import { beside, branch, MemberStory, source, target, there } from './transfer-story.sample.js';
import type { PartyDeltaRow, ResponsibleRow } from './transfer-rows.js';
import { transfers } from './transfers.js';

const committees: Readonly<Record<string, string>> = { [branch]: source, [beside]: source, [there]: target };
const elsewhere = '其他系统的支部';

/** Where the member was on a date, written down as the walk goes: this is not told by the read model. */
interface Told {
  readonly at: string | null;
  readonly counted: boolean;
}
type Stage = 'out' | 'standing' | 'stopped' | 'drafted' | 'issued' | 'expired' | 'arrived' | 'assigned' | 'receipted' | 'waiting' | 'ended';

/** One member's random way through the book: which steps are open follows 4.3, the rest is chance. */
class Walk {
  readonly story: MemberStory;
  readonly told = new Map<string, Told>();
  #stage: Stage = 'out';
  #at: string | null = null;
  #counted = false;
  #outgoing = false;
  #inner = false;
  #refused = false;
  #letters = 0;

  constructor(person: number) {
    this.story = new MemberStory(person);
  }

  step(choice: number, days: number, to: string): void {
    const { story } = this;
    const open = this.#open();
    const next = open[choice % open.length];
    // What was true of the days that pass is written down first.
    for (let day = 0; day < days; day += 1) this.told.set(addDays(story.day, day), { at: this.#at, counted: this.#counted });
    story.after(days);
    if (next !== undefined) this.#make(next, to);
    this.told.set(story.day, { at: this.#at, counted: this.#counted });
  }

  #open(): readonly string[] {
    switch (this.#stage) {
      case 'out':
        return this.story.said.length === 0 ? ['enter', 'receive'] : ['receive'];
      case 'standing':
        return ['draft', 'draft', 'outside', 'outside', 'inner', 'inner', 'stop', 'end'];
      case 'stopped':
        return ['restore', 'end'];
      case 'drafted':
        return this.#refused ? ['draft', 'outside'] : this.#inner ? ['assign', 'reject'] : ['issue', 'issue', 'reject', 'end'];
      case 'issued':
        return this.#outgoing
          ? ['receipt', 'receipt', 'receipt', 'expire', 'withdraw', 'end']
          : ['arrive', 'arrive', 'expire', 'withdraw', 'end'];
      case 'expired':
        return ['issue', 'withdraw'];
      case 'arrived':
        return ['assign', 'assign', 'giveBack', 'end'];
      case 'waiting':
        return ['assign', 'end'];
      case 'assigned':
      case 'receipted':
        return ['close'];
      case 'ended':
        return [];
    }
  }

  #stands(at: string | null, counted: boolean): void {
    this.#at = at;
    this.#counted = counted;
  }

  #make(name: string, to: string): void {
    const { story } = this;
    const at = this.#at ?? branch;
    const from = { sourceBranch: at, sourceCommittee: committees[at] };
    const other = Object.keys(committees).find((one) => one !== at && (this.#inner ? committees[one] === committees[at] : true)) ?? there;
    const goal = to === at ? other : to;
    const steps: Readonly<Record<string, () => Stage>> = {
      enter: () => (story.enter(to, committees[to]), this.#stands(to, true), 'standing'),
      receive: () => (story.received(), 'waiting'),
      draft: () => (story.draft(from), this.#drafted(false, false)),
      outside: () => (story.outside(from), this.#drafted(true, false)),
      inner: () => (story.draft({ ...from, kind: 'INNER' }), this.#drafted(false, true)),
      reject: () => (story.say('TransferRejected'), (this.#refused = true), 'drafted'),
      issue: () => (story.issue(`2026-${String((this.#letters += 1)).padStart(4, '0')}`), 'issued'),
      expire: () => (story.expire(), 'expired'),
      withdraw: () => (story.say('TransferWithdrawn'), 'standing'),
      arrive: () => (story.arrive(), 'arrived'),
      giveBack: () => (story.say('TransferReturned'), 'expired'),
      receipt: () => {
        story.say('AssignmentEvidenced', { from: at, arrivedOn: story.day, assignedOn: story.day, branchName: elsewhere });
        return (this.#stands(elsewhere, false), 'receipted');
      },
      assign: () => (story.accept().assign(goal, committees[goal], this.#counted ? at : null), this.#stands(goal, true), 'assigned'),
      close: () => (story.close(this.#stage === 'receipted'), this.#stage === 'receipted' ? 'out' : 'standing'),
      stop: () => (story.say('MembershipStopped', { branch: at, stoppedOn: story.day }), this.#stands(this.#at, false), 'stopped'),
      restore: () => (story.say('MembershipRestored', { branch: at }), this.#stands(this.#at, true), 'standing'),
      end: () => this.#end(),
    };
    this.#stage = steps[name]?.() ?? this.#stage;
  }

  #drafted(outgoing: boolean, inner: boolean): Stage {
    [this.#outgoing, this.#inner, this.#refused] = [outgoing, inner, false];
    return 'drafted';
  }

  /** The day of the end is the last one that counts: from the next on nobody answers here. */
  #end(): Stage {
    const { story } = this;
    if (['drafted', 'issued', 'arrived', 'waiting'].includes(this.#stage)) story.say('TransferCancelled', { ground: 'death' });
    const here = this.#at === elsewhere ? null : this.#at;
    story.say('MembershipEnded', { branch: here, lastDay: story.day });
    this.told.set(story.day, { at: this.#at, counted: this.#counted });
    story.after(1);
    if (here !== null) this.#stands(null, false);
    return 'ended';
  }
}

const step = fc.record({ choice: fc.nat(59), days: fc.constantFrom(0, 0, 1, 3, 20), to: fc.constantFrom(branch, beside, there) });
const histories = fc.array(fc.array(step, { minLength: 20, maxLength: 40 }), { minLength: 1, maxLength: 3 });

test('4.3 · over any histories: on every date the read model names the one branch that answers, and counts each member there once or nowhere', () => {
  let [moved, left, ended] = [0, 0, 0];
  fc.assert(
    fc.property(histories, (all) => {
      const walks = all.map((steps, n) => {
        const walk = new Walk(401 + n);
        for (const { choice, days, to } of steps) walk.step(choice, days, to);
        return walk;
      });
      const rows = foldRows(
        transfers,
        walks.flatMap(({ story }) => story.said),
      );
      const intervals = rows['responsible'] as unknown as ResponsibleRow[];
      const deltas = (rows['deltas'] as unknown as PartyDeltaRow[]).filter(({ measure }) => measure === 'members');
      for (const { story, told } of walks) {
        const own = intervals.filter(({ person }) => person === story.id);
        const amounts = deltas.filter(({ person }) => person === story.id);
        const wrong = [...told].filter(([day, { at, counted }]) => {
          const answering = own.filter((row) => row.fromOn <= day && (row.untilOn === null || row.untilOn >= day));
          const sums = new Map<string, number>();
          for (const delta of amounts) if (delta.day <= day) sums.set(delta.branch, (sums.get(delta.branch) ?? 0) + delta.amount);
          const standing = [...sums].flatMap(([place, amount]) => (amount === 0 ? [] : [`${place} ${amount}`]));
          const one = answering.map((row) => row.branch ?? row.elsewhere).join() === (at ?? '');
          return !one || standing.join() !== (counted ? `${at} 1` : '');
        });
        expect(wrong).toEqual([]);
        const types = story.said.map(({ event }) => event.type);
        moved += types.filter((type) => type === 'BranchAssigned').length;
        left += types.filter((type) => type === 'AssignmentEvidenced').length;
        ended += types.filter((type) => type === 'MembershipEnded').length;
      }
    }),
    { numRuns: 40, seed: 20_260_302, endOnFailure: true },
  );
  expect(Math.min(moved, left, ended)).toBeGreaterThan(10);
});
