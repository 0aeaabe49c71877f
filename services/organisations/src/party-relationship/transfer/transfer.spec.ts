import { rejectReasons, transferReasons } from '@yimen/contracts';
import { fold } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
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
  draft,
  drafted,
  enter,
  first,
  here,
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
  standingOf,
  submit,
  there,
  toIssued,
  told,
  toOutside,
  toReview,
  words,
} from '../party-relationship.sample.js';
import { routeOf } from './drafting.js';
import { validity } from './letter.js';

const ends = { source: place(11), target: place(21) };
const last = (events: readonly PartyRelationshipEvent[]) => events.at(-1) as PartyRelationshipEvent;

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
    drafting({}, { target: { ...place(21), organisation: { status: 'none' } } }).then({
      refused: 'target-unknown',
      rule: 'D-transfer-order',
    });
    drafting({ target: here }, { target: place(11) }).then({ refused: 'same-branch', rule: 'D-transfer-order' });
    drafting({}, { target: place(21, { committee: null }) }).then({ refused: 'no-approving-committee', rule: 'PMR19 25' });
    drafting({}, { source: place(11, { committee: null }) }).then({ refused: 'no-approving-committee', rule: 'PMR19 25' });
  });

  test('D-transfer-order · only a route that policy opens is drafted, to a branch here as to another installation', () => {
    const closed = (facts: object) => ({ ...told(day, { facts }), policy: { 'party.transfer.routes': 'INNER' } });
    const refused = (kind: string) => ({ refused: 'route-closed', rule: 'D-transfer-order', facts: { kind } });
    at()
      .when('draft', drafted as never, closed(ends))
      .then(refused('ONLINE_IN_PROVINCE'));
    at()
      .when('draft', toOutside as never, closed({ ...ends, target: null }))
      .then(refused('ONLINE_CROSS_PROVINCE'));
  });

  test('R-100 · the retired, the laid-off and the floating are transferred with a reason of their own', () => {
    expect(transferReasons).toEqual([
      ...['job', 'moving', 'graduation', 'retirement', 'demobilisation'],
      ...['labour', 'whole-organisation', 'other'],
    ]);
    for (const reason of ['retirement', 'labour']) expect(drafting({ reason }).result.events[0]).toMatchObject({ reason });
  });

  test('D-transfer-once · while one is open no second one is drafted; a stopped member has none', () => {
    for (const steps of [[draft()], [...toReview], [...toIssued], [...toIssued, arrive()]])
      expect(partyRelationship.moves.draft.from).not.toContain(at(...steps).state.status);
    expect(partyRelationship.moves.draft.from).toEqual(['member', 'rejected']);
    expect(partyRelationship.moves.draft.from).not.toContain('stopped');
  });

  test('D-transfer-dues · dues behind by more than the month before: a warning', () => {
    const warned = (paidThrough: string, on: string) => {
      const paid = after([], enter({ duesPaidThrough: paidThrough }));
      return scenario(partyRelationship)
        .given(after(paid, draft(), submit))
        .when('branchApprove', {}, told(on)).result;
    };
    expect(warned('2026-02', '2026-03-31').warnings).toEqual([]);
    expect(warned('2026-03', '2026-03-01').warnings).toEqual([]);
    expect(warned('2026-01', '2026-03-01')).toMatchObject({ warnings: ['dues-behind'], warnedBy: ['D-transfer-dues'] });
    expect(warned('2025-12', '2026-01-31').warnings).toEqual([]);
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
    for (const state of ['present', 'doubtful'] as const)
      at(draft({ archive: { state, location: ' ' } }), submit)
        .when('branchApprove', {}, told())
        .then({ refused: 'archive-unknown', rule: 'D-transfer-archive' });
    const none = at(draft({ archive: { state: 'absent', location: '' } }), submit).when('branchApprove', {}, told());
    expect(none.result.state.status).toBe('committee-review');
    const papers = after(young, draft({ probationMaterials: ['考察登记表'] }), submit, approve, issue(), arrive(), accept(), assign());
    expect(fold(partyRelationship, papers)).toMatchObject({ standing: 'probationary', joinedOn: '2025-07-01', branch: there });
  });

  test('D-transfer-probation · an overturned rejection leads past the branch, not past the papers: asked at the issue, once', () => {
    const young = after([], enter(probationer));
    const past = (of: ReturnType<typeof draft>) =>
      scenario(partyRelationship).given(
        after(
          young,
          of,
          submit,
          ['rejectBySource', { reason: 'wrong-target', ...words }],
          ['appeal', words],
          ['decideAppeal', { outcome: 'overturned', ...words, evidence: null }],
        ),
      );
    const missing = { refused: 'probation-papers-missing', rule: 'D-transfer-probation', overridable: true };
    past(draft())
      .when('issue', office, told(day, numbered('2026-0001')))
      .then(missing);
    const inner = past(draft({ target: beside }, { target: place(12) }));
    inner.when('assignBranch', { branch: beside }, told(day, { facts: { place: place(12) } })).then(missing);
    const set = { ...told(day, numbered('2026-0001')), overridden: ['probation-papers-missing'] };
    const { result } = past(draft()).when('issue', office, set);
    expect(result.state).toMatchObject({ status: 'issued', transfer: { papersPassed: true } });
    // What the branch let pass, or a second person set aside before it, is not asked for again.
    const approved = scenario(partyRelationship).given(after(young, draft(), submit));
    const aside = approved.when('branchApprove', {}, { ...told(), overridden: ['probation-papers-missing'] }).result.events;
    const issued = scenario(partyRelationship)
      .given([...after(young, draft(), submit), ...aside])
      .when('issue', office, told(day, numbered('2026-0001')));
    expect(issued.result.state.status).toBe('issued');
  });

  test('PMR19 25, D-transfer-reject · no refusal to send without a closed reason, its words, and the appeal', () => {
    const input = partyRelationship.moves.rejectBySource.input;
    expect(rejectReasons).toEqual(['open-review', 'wrong-target', 'member-asked']);
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
    issued
      .when('arrive', { number: '2026-0001' }, told('2026-05-31'))
      .then({ refused: 'letter-expired', rule: 'D-transfer-expiry', overridable: false });
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
    at15.when('remind', {}, told('2026-03-15')).then({ refused: 'nothing-due', rule: 'D-transfer-reminder' });
    const reminded = after(issued, ['remind', {}, '2026-03-16']);
    expect(last(reminded)).toMatchObject({ type: 'TransferReminded', reminder: '2026-03-16', daysLeft: 15 });
    scenario(partyRelationship)
      .given(reminded)
      .when('remind', {}, told('2026-03-17'))
      .then({ refused: 'nothing-due', rule: 'D-transfer-reminder' });
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
      .then({ refused: 'letter-differs', rule: 'COD06 letter' });
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
    lost
      .when('reissue', office, told('2026-03-06', numbered('2026-0002')))
      .then({ refused: 'inquiry-first', rule: 'D-transfer-lost', overridable: true });
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
      .then({ refused: 'letter-differs', rule: 'COD06 letter' });
  });
});
