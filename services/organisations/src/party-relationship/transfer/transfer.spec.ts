import { fold, type DeadlineRule } from '@yimen/kernel';
import { decide, scenario, weekdays } from '@yimen/testing';
import { deadlines } from '../deadlines.js';
import { partyRelationship, type PartyRelationshipEvent } from '../party-relationship.js';
import {
  accept,
  after,
  approve,
  arrive,
  assign,
  at,
  beside,
  close,
  county,
  day,
  decisionNo,
  draft,
  drafted,
  enter,
  first,
  here,
  id,
  issue,
  member,
  numbered,
  office,
  outside,
  place,
  policy,
  probationer,
  receipt,
  register,
  second,
  submit,
  there,
  toClosed,
  told,
  toIssued,
  toOutside,
  toReview,
} from '../party-relationship.sample.js';
import { routeOf } from './drafting.js';
import { validity } from './letter.js';

const words = { words: '说明' };
const ends = { source: place(11), target: place(21) };
const last = (events: readonly PartyRelationshipEvent[]) => events.at(-1) as PartyRelationshipEvent;

/** How a deadline stands after events: its day, `paused`, `satisfied` or `unset`. */
function standingOf(name: string, events: readonly PartyRelationshipEvent[]): string {
  const { set, clear } = deadlines[name] as DeadlineRule<PartyRelationshipEvent>;
  return events.reduce<string>((before, event) => {
    const due = (set[event.type] as ((event: PartyRelationshipEvent) => { dueOn?: string } | null | undefined) | undefined)?.(event);
    if (due === null) return before === 'unset' ? before : 'paused';
    if (due !== undefined) return due.dueOn ?? 'pending';
    return clear.includes(event.type) && before !== 'unset' ? 'satisfied' : before;
  }, 'unset');
}

describe('4.3 · routes', () => {
  const source = { id: first, connection: 'national' as const, province: '32' };
  test.each([
    [{ id: first, connection: 'none', province: null }, 'INNER'],
    [{ id: second, connection: 'province', province: '32' }, 'ONLINE_IN_PROVINCE'],
    [{ id: null, connection: 'national', province: '31' }, 'ONLINE_CROSS_PROVINCE'],
    [{ id: null, connection: 'province', province: '31' }, 'PAPER'],
    [{ id: null, connection: 'none', province: '32' }, 'PAPER'],
  ] as const)('%j: %s', (target, kind) => {
    expect(routeOf(source, target)).toBe(kind);
  });

  test('SPECIAL is not recorded at all, in either direction; the answer names the closed channel', () => {
    const refused = { refused: 'special-channel', rule: 'D-transfer-special', overridable: false };
    at()
      .when('draft', { ...toOutside, outside: { ...outside, closedChannel: true } }, told(day, { facts: { ...ends, target: null } }))
      .then(refused);
  });

  test('PMR19 25 · a branch without approval power is routed to its committee; it appears as target branch only', () => {
    const events = after(member, draft());
    expect(last(events)).toMatchObject({
      kind: 'ONLINE_IN_PROVINCE',
      sourceBranch: here,
      sourceCommittee: first,
      targetCommittee: second,
      targetBranch: there,
      arbiter: county,
    });
    expect(last(after(member, draft({ target: second }, { target: place(20) })))).toMatchObject({
      targetCommittee: second,
      targetBranch: null,
    });
    const issued = after(member, ...toIssued);
    expect(last(issued)).toMatchObject({ type: 'LetterIssued', target: { committee: second, branch: there } });
    at(...toReview)
      .when('issue', office, told(day, { ...numbered('2026-0001', { source: place(11, { committee: null }) }) }))
      .then({ refused: 'no-approving-committee', rule: 'PMR19 25', overridable: false });
  });
});

describe('4.3 · guards of the draft and the review', () => {
  const drafting = (change: object, facts: object = {}) =>
    at().when('draft', { ...drafted, ...change } as never, told(day, { facts: { ...ends, ...facts } }));

  test('the target exists, is another branch, and has a committee that may receive', () => {
    drafting({}, { target: { ...place(21), organisation: { status: 'none' } } }).then({ refused: 'target-unknown' });
    drafting({ target: here }, { target: place(11) }).then({ refused: 'same-branch' });
    drafting({}, { target: place(21, { committee: null }) }).then({ refused: 'no-approving-committee' });
    drafting({}, { source: place(11, { committee: null }) }).then({ refused: 'no-approving-committee' });
    const closed = { ...told(day, { facts: ends }), policy: { 'party.transfer.routes': 'INNER' } };
    at()
      .when('draft', drafted as never, closed)
      .then({ refused: 'route-closed' });
  });

  test('D-transfer-once · while one is open no second one is drafted; a stopped member has none', () => {
    for (const steps of [[draft()], [...toReview], [...toIssued], [...toIssued, arrive()]])
      expect(partyRelationship.moves.draft.from).not.toContain(at(...steps).state.status);
    expect(partyRelationship.moves.draft.from).toEqual(['member', 'rejected']);
    expect(partyRelationship.moves.draft.from).not.toContain('stopped');
  });

  test('dues behind by more than the month before: a warning', () => {
    const warned = (paidThrough: string, on: string) => {
      const paid = after([], enter({ duesPaidThrough: paidThrough }));
      return scenario(partyRelationship)
        .given(after(paid, draft(), submit))
        .when('branchApprove', {}, told(on)).result.warnings;
    };
    expect(warned('2026-02', '2026-03-31')).toEqual([]);
    expect(warned('2026-03', '2026-03-01')).toEqual([]);
    expect(warned('2026-01', '2026-03-01')).toEqual(['dues-behind']);
    expect(warned('2025-12', '2026-01-31')).toEqual([]);
  });

  test('where the file lies is known; a probationary member’s papers travel with him', () => {
    at(draft({ archive: { state: 'present', location: ' ' } }), submit)
      .when('branchApprove', {}, told())
      .then({ refused: 'archive-unknown', rule: 'D-transfer-archive', overridable: true });
    const young = after([], enter(probationer));
    scenario(partyRelationship)
      .given(after(young, draft(), submit))
      .when('branchApprove', {}, told())
      .then({ refused: 'probation-papers-missing', rule: 'D-transfer-probation', overridable: true });
    const papers = after(young, draft({ probationMaterials: ['考察登记表'] }), submit, approve, issue(), arrive(), accept(), assign());
    expect(fold(partyRelationship, papers)).toMatchObject({ standing: 'probationary', joinedOn: '2025-07-01', branch: there });
  });

  test('PMR19 25 · no refusal to send without a closed reason, its words, and the appeal', () => {
    const input = partyRelationship.moves.rejectBySource.input;
    expect(input.safeParse({ reason: '不同意', words: '不同意' }).success).toBe(false);
    expect(input.safeParse({ reason: 'open-review', words: ' ' }).success).toBe(false);
    for (const steps of [[draft(), submit], toReview]) {
      const { result } = at(...steps).when('rejectBySource', { reason: 'open-review', ...words }, told());
      expect(result.events[0]).toMatchObject({ type: 'TransferRejected', appealTo: county });
      expect(result.events[0]).toHaveProperty('appealRoute', expect.stringContaining('申诉'));
    }
  });
});

describe('4.3 · the letter', () => {
  test.each([
    [90, '2026-05-30'],
    [30, '2026-03-31'],
  ])('9.1 · issued 2026-03-01, %i days: valid through %s', (days, expiresOn) => {
    expect(validity('2026-03-01', days, policy).expiresOn).toBe(expiresOn);
  });

  test('on its last day it arrives; on the day after it is expired and goes back, the membership untouched', () => {
    const cross = after(member, draft({}, { target: place(21, { province: '31' }) }), submit, approve, issue());
    expect(last(cross)).toMatchObject({ kind: 'ONLINE_CROSS_PROVINCE', validDays: 90, expiresOn: '2026-05-30' });
    const issued = scenario(partyRelationship).given(cross);
    expect(issued.when('arrive', { number: '2026-0001' }, told('2026-05-30')).result.state.status).toBe('arrived');
    issued.when('arrive', { number: '2026-0001' }, told('2026-05-31')).then({ refused: 'letter-expired', overridable: false });
    issued.when('expire', {}, told('2026-05-30')).then({ refused: 'not-expired', rule: 'TRANSFER page' });
    const { result } = issued.when('expire', {}, told('2026-05-31'));
    expect(result.events).toMatchObject([{ type: 'LetterExpired', expiredOn: '2026-05-30' }]);
    expect(result.state).toMatchObject({ status: 'expired', branch: here, standing: 'full' });
    expect(standingOf('validity', cross)).toBe('2026-05-30');
    expect(standingOf('validity', after(cross, arrive()))).toBe('satisfied');
  });

  test('D-transfer-reminder · 15, 7 and 1 days before; each once, in order, and no more once it has arrived', () => {
    const issued = after(member, ...toIssued);
    expect(last(issued)).toMatchObject({ expiresOn: '2026-03-31', reminders: ['2026-03-16', '2026-03-24', '2026-03-30'] });
    // A deadline fires on the day after its own.
    expect(['reminder-1', 'reminder-2', 'reminder-3'].map((name) => standingOf(name, issued))).toEqual([
      '2026-03-15',
      '2026-03-23',
      '2026-03-29',
    ]);
    const at15 = scenario(partyRelationship).given(issued);
    at15.when('remind', {}, told('2026-03-15')).then({ refused: 'nothing-due' });
    const reminded = after(issued, ['remind', {}, '2026-03-16']);
    expect(last(reminded)).toMatchObject({ type: 'TransferReminded', reminder: '2026-03-16', daysLeft: 15 });
    scenario(partyRelationship).given(reminded).when('remind', {}, told('2026-03-17')).then({ refused: 'nothing-due' });
    const all = after(reminded, ['remind', {}, '2026-03-30'], ['remind', {}, '2026-03-30']);
    expect(all.slice(-2)).toMatchObject([{ reminder: '2026-03-24' }, { reminder: '2026-03-30', daysLeft: 1 }]);
    expect(['reminder-1', 'reminder-2', 'reminder-3'].map((name) => standingOf(name, after(issued, arrive())))).toEqual(
      Array(3).fill('satisfied'),
    );
    expect(validity('2026-03-01', 10, policy).reminders).toEqual(['2026-03-04', '2026-03-10']);
  });

  test('COD06 · one number on three parts: what arrives, the receipt and the stub are compared with it', () => {
    at(...toIssued)
      .when('arrive', { number: '2026-0002' }, told('2026-03-10'))
      .then({ refused: 'letter-differs' });
    const sent = at(...toIssued, arrive(), accept(), assign(), receipt('2026-03-13', '2026-0009'));
    sent.when('close', {}, told('2026-03-16')).then({ refused: 'receipt-differs', rule: 'D-receipt-match', overridable: false });
    const corrected = sent.when('sendReceipt', { receiptNo: '2026-0001' }, told('2026-03-14')).result.events;
    const closed = after(
      [...after(member, ...toIssued, arrive(), accept(), assign(), receipt('2026-03-13', '2026-0009')), ...corrected],
      close(),
    );
    expect(last(closed)).toMatchObject({ type: 'TransferClosed', stubUntil: '2036-03-16', left: false });
    expect(standingOf('stub', closed)).toBe('2036-03-16');
  });

  test('moved again while it is out: withdrawn, then a new transfer of another id; not once it has arrived', () => {
    const again = after(member, ...toIssued, ['withdraw', { reason: '再次变动' }, '2026-03-05'], draft());
    const drafts = again.filter((event) => event.type === 'TransferDrafted').map((event) => event.transfer);
    expect(new Set(drafts).size).toBe(2);
    expect(partyRelationship.moves.withdraw.from).not.toContain('arrived');
  });

  test('D-transfer-lost · a lost letter: explained, inquired into, issued anew; the old number stands as replaced', () => {
    const lost = at(...toIssued, ['reportLost', words, '2026-03-05']);
    lost.when('reissue', office, told('2026-03-06', numbered('2026-0002'))).then({ refused: 'inquiry-first', overridable: true });
    const reissued = after(
      member,
      ...toIssued,
      ['reportLost', words, '2026-03-05'],
      ['inquire', words, '2026-03-06'],
      ['reissue', office, '2026-03-06', numbered('2026-0002')],
    );
    expect(last(reissued)).toMatchObject({ number: '2026-0002', replaces: { number: '2026-0001', register }, expiresOn: '2026-04-05' });
    scenario(partyRelationship)
      .given(reissued)
      .when('arrive', { number: '2026-0001' }, told('2026-03-10'))
      .then({ refused: 'letter-differs' });
  });
});

describe('4.3 · the receiving side', () => {
  const arrived = [...toIssued, arrive()];

  test('D-transfer-decision · ten working days after arrival; being late ends nothing; a year not loaded waits', () => {
    const events = after(member, ...arrived);
    expect(last(events)).toMatchObject({ decisionDue: { dueOn: '2026-03-24' } });
    expect(standingOf('decision', events)).toBe('2026-03-24');
    expect(deadlines['decision']?.fires).toBeUndefined();
    expect(standingOf('decision', after(events, accept()))).toBe('satisfied');
    const unloaded = at(...toIssued).when('arrive', { number: '2026-0001' }, told('2026-03-10', { calendar: weekdays(2025) }));
    expect(unloaded.result.events[0]).toMatchObject({ decisionDue: { pending: { amount: 10, unit: 'WD' } } });
    const computed = after(events, ['computeDue', { deadline: 'decision', dueOn: '2026-03-25' }]);
    expect([standingOf('decision', computed), standingOf('appeal', computed)]).toEqual(['2026-03-25', 'unset']);
  });

  test('identity equal, not a member there already, the branch below the committee, more than 50 warn', () => {
    at(...arrived)
      .when('accept', { identityNumber: '990101199001010051' }, told('2026-03-11', { facts: { same: false } }))
      .then({ refused: 'identity-differs', overridable: false });
    const accepted = at(...arrived, accept());
    const into = (branch: number, change: object = {}) =>
      accepted.when('assignBranch', { branch: id(branch) }, told('2026-03-12', { facts: { place: place(branch, change) } }));
    into(12).then({ refused: 'branch-elsewhere' });
    into(20).then({ refused: 'branch-not-fit' });
    expect(into(21, { members: 49 }).result.warnings).toEqual([]);
    expect(into(21, { members: 50 }).result.warnings).toEqual(['branch-large']);
    const own = at(draft({ target: beside }, { target: place(12) }), submit, approve);
    own.when('assignBranch', { branch: here }, told(day, { facts: { place: place(11) } })).then({ refused: 'same-branch' });
  });

  test('PMR19 25 · returned for a closed reason only, with its words; a missing file suspends', () => {
    const { input } = partyRelationship.moves.returnToSource;
    expect(input.safeParse({ reason: '不接收', words: '不接收' }).success).toBe(false);
    expect(input.safeParse({ words: '不接收' }).success).toBe(false);
    const back = (reason: 'WRONG_TARGET' | 'ARCHIVE_MISSING') =>
      at(...arrived).when('returnToSource', { reason, ...words }, told('2026-03-11'));
    back('ARCHIVE_MISSING').then({ refused: 'archive-suspends-only', rule: 'D-transfer-return', overridable: true });
    expect(back('WRONG_TARGET').result).toMatchObject({
      state: { status: 'returned', branch: here },
      events: [{ type: 'TransferReturned', times: 1, appealTo: county }],
    });
  });

  test('13.2 · archive doubt: suspended with reason and day, never ended by itself, resumed with the time that was left', () => {
    const doubtful = [...arrived, ['checkArchive', { finding: 'doubtful', ...words }, '2026-03-11']] as const;
    at(...doubtful)
      .when('accept', { identityNumber: probationer.identityNumber }, told('2026-03-11', { facts: { same: true } }))
      .then({ refused: 'archive-in-doubt', overridable: true });
    const suspended = after(member, ...doubtful, ['suspend', { reason: '缺页' }, '2026-03-12']);
    expect(standingOf('decision', suspended)).toBe('paused');
    for (const name of Object.keys(deadlines))
      if (deadlines[name]?.fires === 'expire') expect(standingOf(name, suspended)).toBe('satisfied');
    expect(
      Object.entries(partyRelationship.moves)
        .filter(([, { from, by }]) => by === 'system' && (from as readonly string[]).includes('suspended'))
        .map(([name]) => name)
        .sort(),
    ).toEqual(['computeDue', 'noteResidence', 'raiseTasks']);
    const resumed = after(suspended, ['resume', words, '2026-03-16']);
    expect(last(resumed)).toMatchObject({ decisionDue: { dueOn: '2026-03-26' } });
    at(...arrived, ['checkArchive', { finding: 'in-order', ...words }, '2026-03-11'])
      .when('suspend', { reason: '无' }, told('2026-03-11'))
      .then({ refused: 'archive-in-order' });
  });

  const returned = ['returnToSource', { reason: 'WRONG_TARGET', ...words }, '2026-03-11'] as const;

  test('D-transfer-escalation · returned twice: to the nearest common ancestor at once, fifteen working days', () => {
    const twice = after(
      member,
      ...arrived,
      returned,
      ['reissue', office, '2026-03-12', numbered('2026-0002')],
      arrive('2026-03-13', '2026-0002'),
      ['returnToSource', { reason: 'WRONG_TARGET', ...words }, '2026-03-16'],
    );
    expect(twice.slice(-2)).toMatchObject([
      { type: 'TransferReturned', times: 2 },
      { type: 'TransferEscalated', to: county, decisionDue: { dueOn: '2026-04-06' } },
    ]);
    expect([fold(partyRelationship, twice).status, standingOf('appeal', twice)]).toEqual(['appealed', '2026-04-06']);
    const overturned = after(twice, ['decideAppeal', { outcome: 'overturned', ...words, evidence: null }, '2026-03-20']);
    expect([fold(partyRelationship, overturned).status, standingOf('appeal', overturned)]).toEqual(['arrived', 'satisfied']);
  });

  test.each([
    ['rejectBySource', 'upheld', 'rejected'],
    ['rejectBySource', 'overturned', 'committee-review'],
    ['returnToSource', 'upheld', 'returned'],
    ['returnToSource', 'overturned', 'arrived'],
  ] as const)('13.2 · an appeal against %s, %s: %s', (move, outcome, status) => {
    const steps =
      move === 'rejectBySource' ? [...toReview, ['rejectBySource', { reason: 'wrong-target', ...words }] as const] : [...arrived, returned];
    const appealed = after(member, ...steps, ['appeal', words, '2026-03-16']);
    expect(standingOf('appeal', appealed)).toBe('2026-04-06');
    expect(partyRelationship.parties(fold(partyRelationship, appealed)).arbiter).toEqual({ organisation: county });
    const decided = after(appealed, ['decideAppeal', { outcome, ...words, evidence: null }, '2026-03-20']);
    expect(fold(partyRelationship, decided).status).toBe(status);
  });
});

describe('13.2 · ends of a transfer', () => {
  test('INNER: no letter and no receipt', () => {
    const inner = after(member, draft({ target: beside }, { target: place(12) }), submit, approve);
    expect(inner.find(({ type }) => type === 'TransferDrafted')).toMatchObject({
      kind: 'INNER',
      sourceCommittee: first,
      targetCommittee: first,
    });
    const review = scenario(partyRelationship).given(inner);
    review.when('issue', office, told(day, numbered('2026-0001'))).then({ refused: 'inner-needs-no-letter' });
    const assigned = after(inner, assign('2026-03-02', 12));
    scenario(partyRelationship)
      .given(assigned)
      .when('sendReceipt', { receiptNo: '1' }, told('2026-03-03'))
      .then({ refused: 'inner-needs-no-letter' });
    const closed = after(assigned, close('2026-03-03'));
    expect(fold(partyRelationship, closed)).toMatchObject({ status: 'member', branch: beside });
    expect(closed.map(({ type }) => type)).not.toContain('LetterIssued');
    at(...toReview)
      .when('assignBranch', { branch: there }, told(day, { facts: { place: place(21) } }))
      .then({ refused: 'letter-first' });
  });

  test('death, expulsion, resignation while it is open: cancelled with the ground, and the end as an event of its own', () => {
    for (const steps of [[draft()], toReview, toIssued, [...toIssued, arrive()], [...toIssued, arrive(), accept(), assign()]]) {
      const { result } = at(...steps).when(
        'end',
        { ground: 'expelled', lastDay: '2026-03-20', decisionNo, reason: '开除党籍' },
        told('2026-03-20'),
      );
      expect(result.events.map(({ type }) => type)).toEqual(['TransferCancelled', 'MembershipEnded']);
      expect(result.state.status).toBe('ended');
    }
    const stopped = at(['recordLost', { since: '2025-08-01' }], ['recordSearch', words], ...toIssued).when(
      'stop',
      { ground: 'lost', decisionNo },
      told('2026-03-05'),
    );
    expect(stopped.result.events).toMatchObject([
      { type: 'TransferCancelled', ground: 'stopped', number: '2026-0001' },
      { type: 'MembershipStopped' },
    ]);
  });

  test('the whole course: one after the other, and what a new branch settles is settled', () => {
    const away = after(member, ['recordAway', { since: day, place: 'fixed', months: 8 }]);
    const closed = after(away, ...toClosed);
    expect(fold(partyRelationship, closed)).toMatchObject({ status: 'member', branch: there, committee: second, away: null, timers: {} });
    expect(standingOf('must-transfer', closed)).toBe('satisfied');
    expect(closed.slice(1).map(({ type }) => type)).toEqual([
      'MemberAway',
      'TransferDrafted',
      'TransferSubmitted',
      'TransferApprovedByBranch',
      'LetterIssued',
      'LetterArrived',
      'TransferAccepted',
      'BranchAssigned',
      'ReceiptSent',
      'TransferClosed',
    ]);
  });

  test('the first time the letter is decided there is no number yet: nothing is taken where it would be refused', () => {
    const { events } = decide(
      partyRelationship,
      at(...toReview).state,
      'issue',
      office,
      told(day, { facts: { source: place(11), register } }),
    );
    expect(events[0]).toMatchObject({ type: 'LetterIssued', number: '' });
  });
});
