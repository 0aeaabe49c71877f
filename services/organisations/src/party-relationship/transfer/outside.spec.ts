import { scenario } from '@yimen/testing';
import { partyRelationship } from '../party-relationship.js';
import {
  after,
  at,
  book,
  branchOn,
  close,
  draft,
  evidence,
  here,
  member,
  numbered,
  office,
  outIssued,
  recordReceipt,
  standingOf,
  submit,
  toIssued,
  told,
  toOutside,
  words,
} from '../party-relationship.sample.js';
import { receiptPending } from '../responsible.js';

describe('13.2 · to another installation: what happens there is recorded from evidence', () => {
  test('until the receipt stands the source is responsible; then from the day of the assignment it is not', () => {
    const issued = after(member, ...outIssued);
    expect([receiptPending(book(issued)), branchOn(issued, '2026-03-25')]).toEqual([true, here]);
    const receipted = after(issued, recordReceipt());
    expect([branchOn(receipted, '2026-03-11'), branchOn(receipted, '2026-03-12'), receiptPending(book(receipted))]).toEqual([
      here,
      null,
      false,
    ]);
    const left = after(receipted, close('2026-03-21'));
    expect(left.at(-1)).toMatchObject({ type: 'TransferClosed', left: true, stubUntil: '2036-03-21' });
    expect(book(left).status).toBe('left');
    expect(partyRelationship.moves.recordAssignment.happenedOn?.(recordReceipt()[1] as never)).toBe('2026-03-12');
  });

  test('step by step: arrival, acceptance, receipt', () => {
    const steps = after(
      member,
      ...outIssued,
      ['recordArrival', { arrivedOn: '2026-03-10', evidence }, '2026-03-20'],
      ['recordAcceptance', { acceptedOn: '2026-03-11', evidence }, '2026-03-20'],
      recordReceipt(),
    );
    expect(book(steps)).toMatchObject({ status: 'receipt-recorded', branch: null, committee: null, timers: {} });
  });

  test('PMR19 25 · once the receipt stands, the committee here decides nothing about him any more: only the stub is left', () => {
    const receipted = book(after(member, ...outIssued, recordReceipt()));
    expect(partyRelationship.parties(receipted)).toMatchObject({ branch: undefined, committee: undefined, target: undefined });
    const open = Object.entries(partyRelationship.moves).filter(([, { from }]) => (from as readonly string[]).includes('receipt-recorded'));
    expect(open.map(([name]) => name).sort()).toEqual(['close', 'noteDeath', 'noteResidence']);
  });

  test('the day of the evidence is not to come, and what follows an arrival does not lie before it', () => {
    const ahead = { ...evidence, on: '2026-03-21' };
    const given = at(...outIssued);
    const refused = { refused: 'date-not-fit', rule: 'D-transfer-evidence', facts: { on: '2026-03-21' } };
    given.when('recordArrival', { arrivedOn: '2026-03-10', evidence: ahead }, told('2026-03-20')).then(refused);
    given
      .when('recordReturn', { reason: 'WRONG_TARGET', ...words, returnedOn: '2026-03-18', evidence: ahead }, told('2026-03-20'))
      .then(refused);
    const [, receipt] = recordReceipt('2026-03-20', { evidence: ahead });
    given.when('recordAssignment', receipt as never, told('2026-03-20')).then(refused);
    const arrived = at(...outIssued, ['recordArrival', { arrivedOn: '2026-03-10', evidence }, '2026-03-20']);
    const before = { refused: 'date-not-fit', rule: 'D-transfer-evidence', facts: { on: '2026-03-09' } };
    arrived.when('recordAcceptance', { acceptedOn: '2026-03-09', evidence }, told('2026-03-20')).then(before);
    arrived.when('recordReturn', { reason: 'WRONG_TARGET', ...words, returnedOn: '2026-03-09', evidence }, told('2026-03-20')).then(before);
  });

  test('a letter to another installation is withdrawn only with the paper that it is back', () => {
    const given = at(...outIssued);
    given
      .when('withdraw', { reason: '变动', evidence: null }, told('2026-03-05'))
      .then({ refused: 'letter-out', rule: 'D-transfer-evidence', overridable: false });
    given.when('withdraw', { reason: '变动', evidence }, told('2026-03-05')).then({ refused: 'date-not-fit', rule: 'D-transfer-evidence' });
    const { state, events } = given.when('withdraw', { reason: '变动', evidence }, told('2026-03-20')).result;
    expect([state.status, events]).toMatchObject(['member', [{ type: 'TransferWithdrawn', evidence }]]);
  });

  test('the receipt of a letter that had arrived in time is recorded also where a later one came back, or the case is appealed', () => {
    const first = after(
      member,
      ...outIssued,
      ['expire', {}, '2026-06-01'],
      ['reissue', { ...office, receiverTold: evidence }, '2026-06-01', numbered('2026-0002')],
    );
    const backAgain = ['recordReturn', { reason: 'ALREADY_MEMBER', ...words, returnedOn: '2026-06-03', evidence }, '2026-06-04'] as const;
    const returned = after(first, backAgain);
    const appealed = after(returned, ['appeal', words, '2026-06-05']);
    for (const events of [returned, appealed]) {
      const receipted = after(events, recordReceipt('2026-06-08'));
      expect(book(receipted)).toMatchObject({ status: 'receipt-recorded', transfer: { letter: { number: '2026-0001' }, against: null } });
      expect(['unset', 'satisfied']).toContain(standingOf('appeal', receipted));
      expect([branchOn(receipted, '2026-03-11'), branchOn(receipted, '2026-03-12')]).toEqual([here, null]);
      expect(book(after(receipted, close('2026-06-09'))).status).toBe('left');
    }
    // An appeal against a rejection has no letter that a receipt could be of.
    const rejected = at(
      draft(toOutside, { target: null }),
      submit,
      ['rejectBySource', { reason: 'wrong-target', ...words }],
      ['appeal', words],
    );
    const [, input] = recordReceipt();
    rejected.when('recordAssignment', input as never, told('2026-03-20')).then({ refused: 'receipt-differs', rule: 'D-receipt-match' });
  });

  test.each([
    [{ arrivedOn: '2026-02-28' }, 'date-not-fit', 'D-transfer-evidence'],
    [{ assignedOn: '2026-03-09' }, 'date-not-fit', 'D-transfer-evidence'],
    [{ assignedOn: '2026-03-21' }, 'date-not-fit', 'D-transfer-evidence'],
    [{ receiptNo: '2026-0002' }, 'receipt-differs', 'D-receipt-match'],
  ])('the days of the evidence follow each other, and its number is that of a letter: %j: %s', (change, refused, rule) => {
    const [move, input, on] = recordReceipt('2026-03-20', change);
    at(...outIssued)
      .when(move as 'recordAssignment', input as never, told(on))
      .then({ refused, rule, overridable: false });
  });

  test('who arrived in time arrived in time, also where the letter has run out here meanwhile, or another was issued', () => {
    const expired = after(member, ...outIssued, ['expire', {}, '2026-06-01']);
    expect(book(after(expired, recordReceipt('2026-06-02'))).status).toBe('receipt-recorded');
    const late = recordReceipt('2026-06-02', { arrivedOn: '2026-05-31', assignedOn: '2026-06-01' });
    scenario(partyRelationship)
      .given(expired)
      .when('recordAssignment', late[1] as never, told('2026-06-02'))
      .then({ refused: 'letter-expired', rule: 'D-transfer-expiry', overridable: false });
    const reissued = after(expired, ['reissue', { ...office, receiverTold: evidence }, '2026-06-01', numbered('2026-0002')]);
    expect(book(after(reissued, recordReceipt('2026-06-02'), close('2026-06-03'))).status).toBe('left');
  });

  test('a return from there, and a second one: the common ancestor is outside, its decision is recorded from evidence', () => {
    const back = ['recordReturn', { reason: 'WRONG_TARGET', ...words, returnedOn: '2026-03-18', evidence }, '2026-03-20'] as const;
    const once = after(member, ...outIssued, back);
    expect(book(once)).toMatchObject({ status: 'returned', branch: here });
    const twice = after(
      once,
      ['reissue', { ...office, receiverTold: evidence }, '2026-03-20', numbered('2026-0002')],
      ['recordReturn', { reason: 'WRONG_TARGET', ...words, returnedOn: '2026-03-25', evidence }, '2026-03-26'],
    );
    expect(twice.at(-1)).toMatchObject({ type: 'TransferEscalated', to: null });
    const decide = scenario(partyRelationship).given(twice);
    const decision = { outcome: 'overturned' as const, ...words };
    decide
      .when('decideAppeal', { ...decision, evidence: null }, told('2026-03-30'))
      .then({ refused: 'evidence-missing', rule: 'D-transfer-evidence' });
    const late = { ...evidence, on: '2026-03-31' };
    decide
      .when('decideAppeal', { ...decision, evidence: late }, told('2026-03-30'))
      .then({ refused: 'date-not-fit', rule: 'D-transfer-evidence' });
    const overturned = decide.when('decideAppeal', { ...decision, evidence }, told('2026-03-30')).result;
    // The other end has its own limits; its time is none of this book.
    expect([overturned.state.status, overturned.events]).toMatchObject(['arrived', [{ decisionDue: null }]]);
    const taken = scenario(partyRelationship).given([...twice, ...overturned.events]);
    taken
      .when('reissue', office, told('2026-06-18', numbered('2026-0003')))
      .then({ refused: 'letter-stands', rule: 'D-transfer-order', overridable: false });
    expect(
      taken.when('reissue', { ...office, receiverTold: evidence }, told('2026-06-19', numbered('2026-0003'))).result.state,
    ).toMatchObject({
      status: 'issued',
      transfer: { letter: { number: '2026-0003' } },
    });
  });

  test('each side makes its own moves: no evidence inside, no moves of the other end outside', () => {
    const input = { arrivedOn: '2026-03-10', evidence };
    at(...toIssued)
      .when('recordArrival', input, told('2026-03-20'))
      .then({ refused: 'inside-not-by-evidence', rule: 'D-transfer-evidence' });
    at(...outIssued)
      .when('arrive', { number: '2026-0001' }, told('2026-03-10'))
      .then({ refused: 'outside-by-evidence', rule: 'D-transfer-evidence' });
    expect(partyRelationship.parties(book(after(member, ...outIssued))).target).toBeUndefined();
  });
});
