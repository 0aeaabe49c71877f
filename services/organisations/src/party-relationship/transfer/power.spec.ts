import { fold } from '@yimen/kernel';
import { partyRelationship } from '../party-relationship.js';
import {
  accept,
  after,
  approve,
  arrive,
  at,
  beside,
  day,
  draft,
  entering,
  evidence,
  first,
  here,
  id,
  issue,
  member,
  numbered,
  office,
  outIssued,
  place,
  receive,
  register,
  second,
  submit,
  there,
  toIssued,
  told,
  toOutside,
  toReview,
  words,
} from '../party-relationship.sample.js';
import { responsibleOn } from '../responsible.js';
import { gathered, network } from './network.sample.js';

const asDrafted = network();
const withdrawn = network({ 20: { parent: id(1), canApprove: false } });
const between = network({ 25: { parent: id(20) }, 21: { level: 'branch', parent: id(25) } });
const ended = network({}, { 21: 'abolished' });

const powerless = { refused: 'no-approving-committee', rule: 'PMR19 25', overridable: false };
const identity = { identityNumber: entering.identityNumber };
const wrongTarget = { reason: 'WRONG_TARGET' as const, ...words };

describe('PMR19 25 · the power of the target is looked at again after the draft', () => {
  test.each([
    ['as drafted', asDrafted, true],
    ['withdrawn', withdrawn, false],
  ])('%s: the letter, the next letter and the acceptance', async (_name, read, holds) => {
    const [review, expired, arrived] = [
      at(...toReview),
      at(...toIssued, ['expire', {}, '2026-04-01']),
      at(...toIssued, arrive('2026-03-10')),
    ];
    const letters = [
      review.when('issue', office, told(day, numbered('2026-0001', await gathered('issue', read, review.state)))),
      expired.when('reissue', office, told('2026-04-01', numbered('2026-0002', await gathered('reissue', read, expired.state)))),
    ];
    const taken = arrived.when('accept', identity, told('2026-03-11', { facts: await gathered('accept', read, arrived.state) }));
    if (holds) {
      for (const { result } of letters) expect(result.events).toMatchObject([{ type: 'LetterIssued', register }]);
      expect(taken.result.state.status).toBe('accepted');
      return;
    }
    for (const letter of letters) letter.then(powerless);
    taken.then(powerless);
    // Each of them leads on all the same: he is not sent, the letter is withdrawn, the target returns him.
    expect(review.when('rejectBySource', { reason: 'wrong-target', ...words }, told()).result.state.status).toBe('rejected');
    expect(expired.when('withdraw', { reason: '接收方无权限' } as never, told('2026-04-01')).result.state.status).toBe('member');
    expect(arrived.when('returnToSource', wrongTarget, told('2026-03-11')).result.state.status).toBe('returned');
  });

  test('another installation judges its own target', async () => {
    const state = at(draft(toOutside, { target: null }), submit, approve).state;
    expect(await gathered('issue', withdrawn, state)).toMatchObject({ mayReceive: true });
  });
});

describe('PMR19 25 · a committee between the branch and its committee was given the power after the member was entered', () => {
  const nearer = id(15);
  const given = network({ 15: { parent: first }, 11: { level: 'branch', parent: nearer }, 12: { level: 'branch', parent: first } });

  test('on his letter to the committee above he is received there as from any other; 无故拒接 is forbidden', async () => {
    const entered = fold(partyRelationship, member);
    expect(entered).toMatchObject({ branch: here, committee: first });
    const reviewed = after(member, draft({ target: beside }, await gathered('draft', given, entered, { target: beside })), submit, approve);
    const review = fold(partyRelationship, reviewed);
    expect(review).toMatchObject({ transfer: { kind: 'ONLINE_IN_PROVINCE', sourceCommittee: nearer, targetCommittee: first } });
    const letter = numbered('2026-0001', await gathered('issue', given, review));
    const arrived = after(reviewed, ['issue', office, day, letter], arrive('2026-03-10'));
    const accepting = await gathered('accept', given, fold(partyRelationship, arrived));
    const assigning = await gathered('assignBranch', given, review, { branch: beside });
    const assigned = after(
      arrived,
      ['accept', identity, '2026-03-11', { facts: accepting }],
      ['assignBranch', { branch: beside }, '2026-03-12', { facts: assigning }],
    );
    expect(fold(partyRelationship, assigned)).toMatchObject({ status: 'assigned', branch: beside, committee: first });
  });

  test('4.3 · the source of a transfer rejects it, issues its letter and withdraws it, whichever committee had entered him', () => {
    const { rejectBySource, issue: issuing, reissue, withdraw } = partyRelationship.moves;
    for (const { by } of [rejectBySource, issuing, reissue, withdraw])
      expect(by).toMatchObject({ source: ['party-officer', 'organisation-admin'] });
  });
});

describe('D-transfer-return, D-transfer-order · who was accepted where no branch can take him is not stuck', () => {
  const accepted = after(member, ...toIssued, arrive(), accept());

  test.each([
    ['the power was withdrawn', withdrawn],
    ['a committee between has it', between],
  ])('%s: returned as sent to the wrong target, for no other reason; the source answers for him all the while', async (_name, read) => {
    const book = at(...toIssued, arrive(), accept());
    book
      .when('assignBranch', { branch: there }, told('2026-03-12', { facts: { place: place(21, { committee: null }) } }))
      .then({ refused: 'branch-elsewhere', rule: 'D-transfer-order' });
    const facts = await gathered('returnToSource', read, book.state);
    book
      .when('returnToSource', { reason: 'LETTER_DEFECT', ...words }, told('2026-03-12', { facts }))
      .then({ refused: 'accepted-already', rule: 'D-transfer-return', overridable: false });
    const back = after(accepted, ['returnToSource', wrongTarget, '2026-03-12', { facts }]);
    expect(fold(partyRelationship, back)).toMatchObject({ status: 'returned', branch: here });
    const over = fold(partyRelationship, after(back, ['withdraw', { reason: '接收方无权限' }, '2026-03-13'], draft()));
    if (over.status === 'none') throw new Error('the relationship is gone');
    expect([over.status, responsibleOn(over.responsible, '2026-03-12'), responsibleOn(over.responsible, '2026-04-01')]).toEqual([
      ...['draft', here, here],
    ]);
  });

  test('PMR19 25 · where the target has its power and the branch is its own, only a second person sets the acceptance aside', async () => {
    const book = at(...toIssued, arrive(), accept());
    const facts = await gathered('returnToSource', asDrafted, book.state);
    expect(facts).toEqual({ misdirected: false });
    book
      .when('returnToSource', wrongTarget, told('2026-03-12', { facts }))
      .then({ refused: 'accepted-already', rule: 'D-transfer-return', overridable: true });
    const agreed = book.when('returnToSource', wrongTarget, told('2026-03-12', { facts, overridden: ['accepted-already'] }));
    expect(agreed.result.state.status).toBe('returned');
  });

  test('a branch that has ended is no wrong target: the committee has the power, and others; nor is it where nobody named a branch', async () => {
    expect(await gathered('returnToSource', ended, at(...toIssued, arrive(), accept()).state)).toEqual({ misdirected: false });
    const unnamed = at(draft({ target: second }, { target: place(20) }), submit, approve, issue(), arrive(), accept()).state;
    for (const [read, misdirected] of [
      [between, false],
      [withdrawn, true],
    ] as const)
      expect(await gathered('returnToSource', read, unnamed)).toEqual({ misdirected });
  });

  test('13.2 · a letter from outside goes back to its own installation, and one that went out comes back by evidence', async () => {
    const incoming = after([], receive(), accept());
    const facts = await gathered('returnToSource', withdrawn, fold(partyRelationship, incoming));
    const back = fold(partyRelationship, after(incoming, ['returnToSource', wrongTarget, '2026-03-12', { facts }]));
    expect(back).toMatchObject({ status: 'not-received', branch: null, responsible: [] });
    const outgoing = after(
      member,
      ...outIssued,
      ['recordArrival', { arrivedOn: '2026-03-10', evidence }, '2026-03-20'],
      ['recordAcceptance', { acceptedOn: '2026-03-11', evidence }, '2026-03-20'],
      ['recordReturn', { ...wrongTarget, returnedOn: '2026-03-18', evidence }, '2026-03-20'],
    );
    expect(fold(partyRelationship, outgoing)).toMatchObject({ status: 'returned', branch: here });
  });
});
