import { fold } from '@yimen/kernel';
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
  evidence,
  first,
  here,
  id,
  member,
  numbered,
  office,
  outIssued,
  place,
  probationer,
  recordReceipt,
  register,
  second,
  standingOf,
  type Step,
  submit,
  there,
  toClosed,
  toIssued,
  told,
  toReview,
  words,
} from '../party-relationship.sample.js';

const last = (events: readonly PartyRelationshipEvent[]) => events.at(-1) as PartyRelationshipEvent;

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
      .when('accept', { identityNumber: '990101199001010051' }, told('2026-03-11', { facts: { same: false, mayReceive: true } }))
      .then({ refused: 'identity-differs', rule: 'D-transfer-order', overridable: false });
    // Only the book itself can say so: a transfer inside one committee needs no letter, and no other one ends where it began.
    const { state } = at(...arrived);
    const within = { ...state, transfer: 'transfer' in state && { ...state.transfer, sourceCommittee: second } };
    const given = { identityNumber: probationer.identityNumber };
    expect(
      decide(partyRelationship, within as never, 'accept', given, told('2026-03-11', { facts: { same: true, mayReceive: true } })).refusal,
    ).toMatchObject({
      code: 'already-member',
      rule: 'D-transfer-order',
    });
    const accepted = at(...arrived, accept());
    const into = (branch: number, change: object = {}) =>
      accepted.when('assignBranch', { branch: id(branch) }, told('2026-03-12', { facts: { place: place(branch, change) } }));
    into(12).then({ refused: 'branch-elsewhere', rule: 'D-transfer-order' });
    into(20).then({ refused: 'branch-not-fit', rule: 'D-transfer-order' });
    expect(into(21, { members: 49 }).result.warnings).toEqual([]);
    expect(into(21, { members: 50 }).result).toMatchObject({ warnings: ['branch-large'], warnedBy: ['PBR18 size'] });
    const own = at(draft({ target: beside }, { target: place(12) }), submit, approve);
    own
      .when('assignBranch', { branch: here }, told(day, { facts: { place: place(11) } }))
      .then({ refused: 'same-branch', rule: 'D-transfer-order' });
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
      .when('accept', { identityNumber: probationer.identityNumber }, told('2026-03-11', { facts: { same: true, mayReceive: true } }))
      .then({ refused: 'archive-in-doubt', rule: 'D-transfer-archive', overridable: true });
    const suspended = after(member, ...doubtful, ['suspend', { reason: '缺页' }, '2026-03-12']);
    expect(standingOf('decision', suspended)).toBe('paused');
    for (const name of Object.keys(deadlines))
      if (deadlines[name]?.fires === 'expire') expect(standingOf(name, suspended)).toBe('satisfied');
    expect(
      Object.entries(partyRelationship.moves)
        .filter(([, { from, by }]) => by === 'system' && (from as readonly string[]).includes('suspended'))
        .map(([name]) => name)
        .sort(),
    ).toEqual(['computeDue', 'noteDeath', 'noteResidence', 'raiseTasks']);
    const resumed = after(suspended, ['resume', words, '2026-03-16']);
    expect(last(resumed)).toMatchObject({ decisionDue: { dueOn: '2026-03-26' } });
    at(...arrived, ['checkArchive', { finding: 'in-order', ...words }, '2026-03-11'])
      .when('suspend', { reason: '无' }, told('2026-03-11'))
      .then({ refused: 'archive-in-order', rule: 'D-transfer-archive' });
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
    expect(partyRelationship.parties(fold(partyRelationship, decided)).arbiter).toBeUndefined();
  });

  test('D-transfer-decision · an overturned return gives the target its ten working days anew: to check, to wait, to go on', () => {
    const overturned = ['decideAppeal', { outcome: 'overturned', ...words, evidence: null }, '2026-03-20'] as const;
    const appealed = [...arrived, returned, ['appeal', words, '2026-03-16'], overturned] as const;
    const twice = [
      ...[...arrived, returned],
      ['reissue', office, '2026-03-12', numbered('2026-0002')],
      arrive('2026-03-13', '2026-0002'),
      ['returnToSource', { reason: 'WRONG_TARGET', ...words }, '2026-03-16'],
      overturned,
    ] as const;
    for (const steps of [appealed, twice]) {
      const events = after(member, ...(steps as readonly Step[]));
      expect(last(events)).toMatchObject({ type: 'TransferAppealDecided', decisionDue: { dueOn: '2026-04-03' } });
      expect(standingOf('decision', events)).toBe('2026-04-03');
      const doubtful = ['checkArchive', { finding: 'doubtful', ...words }, '2026-03-23'] as const;
      const suspended = after(events, doubtful, ['suspend', { reason: '缺页' }, '2026-03-24']);
      const resumed = after(suspended, ['resume', words, '2026-03-26']);
      expect(last(resumed)).toMatchObject({ decisionDue: { dueOn: '2026-04-07' } });
      expect(standingOf('decision', resumed)).toBe('2026-04-07');
      // The letter ran out long ago; who had arrived in time is taken up all the same, and no other letter is needed.
      expect(fold(partyRelationship, after(resumed, accept('2026-07-01'), assign('2026-07-02')))).toMatchObject({ branch: there });
      scenario(partyRelationship)
        .given(events)
        .when('reissue', office, told('2026-07-01', numbered('2026-0009')))
        .then({ refused: 'letter-stands', rule: 'D-transfer-order' });
    }
    const unloaded = at(...arrived, returned, ['appeal', words, '2026-03-16']);
    const later = told('2026-03-20', { calendar: weekdays(2025) });
    expect(unloaded.when('decideAppeal', { outcome: 'overturned', ...words, evidence: null }, later).result.events).toMatchObject([
      { decisionDue: { pending: { amount: 10, unit: 'WD' } } },
    ]);
  });

  test('4.3 · before the letter the target reads nothing, INNER before the committee’s table; the arbiter only what is before it', () => {
    const parties = (...steps: readonly Step[]) => partyRelationship.parties(at(...steps).state);
    for (const steps of [[draft()], [draft(), submit], toReview])
      expect(parties(...steps)).toMatchObject({ target: undefined, arbiter: undefined });
    for (const steps of [toIssued, arrived, [...arrived, returned]])
      expect(parties(...steps)).toMatchObject({ target: { organisation: second }, arbiter: undefined });
    const inner = draft({ target: beside }, { target: place(12) });
    expect(parties(inner, submit)).toMatchObject({ target: undefined });
    expect(parties(inner, submit, approve)).toMatchObject({ target: { organisation: first } });
    const rejected = [...toReview, ['rejectBySource', { reason: 'wrong-target', ...words }] as const, ['appeal', words] as const];
    expect(parties(...rejected)).toMatchObject({ target: undefined, arbiter: { organisation: county } });
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
    review.when('issue', office, told(day, numbered('2026-0001'))).then({ refused: 'inner-needs-no-letter', rule: 'D-transfer-order' });
    const assigned = after(inner, assign('2026-03-02', 12));
    scenario(partyRelationship)
      .given(assigned)
      .when('sendReceipt', { receiptNo: '1' }, told('2026-03-03'))
      .then({ refused: 'inner-needs-no-letter', rule: 'D-transfer-order' });
    const closed = after(assigned, close('2026-03-03'));
    expect(fold(partyRelationship, closed)).toMatchObject({ status: 'member', branch: beside });
    expect(closed.map(({ type }) => type)).not.toContain('LetterIssued');
    at(...toReview)
      .when('assignBranch', { branch: there }, told(day, { facts: { place: place(21) } }))
      .then({ refused: 'letter-first', rule: 'D-transfer-order' });
  });

  test('D-transfer-evidence · who is assigned in another installation never comes to the moves of a target here', () => {
    const accepted = at(
      ...outIssued,
      ['recordArrival', { arrivedOn: '2026-03-10', evidence }, '2026-03-20'],
      ['recordAcceptance', { acceptedOn: '2026-03-11', evidence }, '2026-03-20'],
    );
    expect(partyRelationship.parties(accepted.state).target).toBeUndefined();
    accepted
      .when('assignBranch', { branch: there }, told('2026-03-20', { facts: { place: place(21) } }))
      .then({ refused: 'branch-elsewhere', rule: 'D-transfer-order' });
    const [, receipt] = recordReceipt();
    expect(accepted.when('recordAssignment', receipt as never, told('2026-03-20')).result.state.status).toBe('receipt-recorded');
    expect(partyRelationship.moves.sendReceipt.from).not.toContain('receipt-recorded');
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
      told(day, { facts: { source: place(11), mayReceive: true, register } }),
    );
    expect(events[0]).toMatchObject({ type: 'LetterIssued', number: '' });
  });
});
