import { fold } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import { partyRelationship } from '../party-relationship.js';
import {
  accept,
  after,
  assign,
  at,
  close,
  evidence,
  here,
  member,
  numbered,
  office,
  outIssued,
  outside,
  place,
  receipt,
  receive,
  received,
  recordReceipt,
  there,
  told,
  toIssued,
} from '../party-relationship.sample.js';
import { receiptPending, responsibleOn } from '../responsible.js';

const words = { words: '说明' };
const book = (events: Parameters<typeof after>[0]) => fold(partyRelationship, events);
const branchOn = (events: Parameters<typeof after>[0], on: string) => {
  const state = book(events);
  return state.status === 'none' ? null : responsibleOn(state.responsible, on);
};

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
    expect(book(steps).status).toBe('receipted');
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
    expect(book(after(expired, recordReceipt('2026-06-02'))).status).toBe('receipted');
    const late = recordReceipt('2026-06-02', { arrivedOn: '2026-05-31', assignedOn: '2026-06-01' });
    scenario(partyRelationship)
      .given(expired)
      .when('recordAssignment', late[1] as never, told('2026-06-02'))
      .then({ refused: 'letter-expired', rule: 'D-transfer-expiry', overridable: false });
    const reissued = after(expired, ['reissue', office, '2026-06-01', numbered('2026-0002')]);
    expect(book(after(reissued, recordReceipt('2026-06-02'), close('2026-06-03'))).status).toBe('left');
  });

  test('a return from there, and a second one: the common ancestor is outside, its decision is recorded from evidence', () => {
    const back = ['recordReturn', { reason: 'WRONG_TARGET', ...words, returnedOn: '2026-03-18', evidence }, '2026-03-20'] as const;
    const once = after(member, ...outIssued, back);
    expect(book(once)).toMatchObject({ status: 'returned', branch: here });
    const twice = after(
      once,
      ['reissue', office, '2026-03-20', numbered('2026-0002')],
      ['recordReturn', { reason: 'WRONG_TARGET', ...words, returnedOn: '2026-03-25', evidence }, '2026-03-26'],
    );
    expect(twice.at(-1)).toMatchObject({ type: 'TransferEscalated', to: null });
    const decide = scenario(partyRelationship).given(twice);
    const decision = { outcome: 'overturned' as const, ...words };
    decide
      .when('decideAppeal', { ...decision, evidence: null }, told('2026-03-30'))
      .then({ refused: 'evidence-missing', rule: 'D-transfer-evidence' });
    expect(decide.when('decideAppeal', { ...decision, evidence }, told('2026-03-30')).result.state.status).toBe('arrived');
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

describe('13.2 · from another installation', () => {
  test('a letter starts the relationship here; the branch answers from its assignment, the receipt carries that day', () => {
    const arrived = after([], receive());
    expect(book(arrived)).toMatchObject({
      status: 'awaiting-assignment',
      branch: null,
      transfer: { decisionDue: { dueOn: '2026-03-24' } },
    });
    const assigned = after(arrived, accept(), assign());
    expect([branchOn(assigned, '2026-03-11'), branchOn(assigned, '2026-03-12')]).toEqual([null, there]);
    const sent = after(assigned, receipt('2026-03-13', received.letterNo));
    expect(sent.at(-1)).toMatchObject({ type: 'ReceiptSent', toOutside: true, assignedOn: '2026-03-12' });
    expect(book(sent)).toMatchObject({ status: 'member', branch: there });
    scenario(partyRelationship)
      .given(assigned)
      .when('sendReceipt', { receiptNo: '沪组字第0002号' }, told('2026-03-13'))
      .then({ refused: 'receipt-differs', rule: 'D-receipt-match' });
  });

  const refused = (change: object, facts: object = {}, on = '2026-03-10') => {
    const [move, input, day, more] = receive(change, on, facts);
    return scenario(partyRelationship)
      .given()
      .when(move as 'receiveLetter', input as never, told(day, more));
  };

  test('expired, SPECIAL, without approval power, without papers: refused before anything begins', () => {
    refused({}, {}, '2026-05-31').then({ refused: 'letter-expired', rule: 'D-transfer-expiry', overridable: false });
    expect(refused({}, {}, '2026-05-30').result.state.status).toBe('awaiting-assignment');
    refused({ outside: { ...outside, closedChannel: true } }).then({ refused: 'special-channel', rule: 'D-transfer-special' });
    refused({}, { place: place(20, { committee: null }) }).then({ refused: 'no-approving-committee', rule: 'PMR19 25' });
    refused({ standing: 'probationary', fullOn: null }).then({
      refused: 'probation-papers-missing',
      rule: 'D-transfer-probation',
      overridable: true,
    });
    refused({ issuedOn: '2026-03-11' }).then({ refused: 'date-not-fit', rule: 'D-transfer-evidence' });
    refused({ identityNumber: '990101198506151032' }).then({ refused: 'identity-number-invalid', rule: 'GB 11643' });
  });

  test('returned, and received again later; another identity is not', () => {
    const back = after([], receive(), ['returnToSource', { reason: 'LETTER_DEFECT', ...words }, '2026-03-11']);
    expect(book(back).status).toBe('not-received');
    expect(
      book(after(back, receive({ letterNo: '沪组字第0002号' }, '2026-03-12', { known: '7f0c1d7e-58a0-4a3e-9d55-3b1f6f0a9c01' }))).status,
    ).toBe('awaiting-assignment');
    const [, input, , more] = receive({}, '2026-03-12', { known: '7f0c1d7e-58a0-4a3e-9d55-3b1f6f0a9c02' });
    scenario(partyRelationship)
      .given(back)
      .when('receiveLetter', input as never, told('2026-03-12', more))
      .then({ refused: 'identity-differs', rule: 'D-transfer-order' });
  });

  test('left and come back: one stream, one history', () => {
    const left = after(member, ...outIssued, recordReceipt(), close('2026-03-21'));
    const back = after(
      left,
      receive({ letterNo: '沪组字第0009号', issuedOn: '2026-04-01' }, '2026-04-02', { known: '7f0c1d7e-58a0-4a3e-9d55-3b1f6f0a9c01' }),
      accept('2026-04-03'),
      assign('2026-04-06'),
    );
    expect(['2026-03-11', '2026-03-12', '2026-04-05', '2026-04-06'].map((on) => branchOn(back, on))).toEqual([here, null, null, there]);
  });
});
