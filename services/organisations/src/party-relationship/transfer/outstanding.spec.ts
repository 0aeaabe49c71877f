import { scenario } from '@yimen/testing';
import { partyRelationship, type PartyRelationshipEvent } from '../party-relationship.js';
import {
  accept,
  after,
  approve,
  arrive,
  assign,
  beside,
  book,
  day,
  decisionNo,
  draft,
  evidence,
  first,
  here,
  lateReceipt,
  member,
  numbered,
  office,
  outIssued,
  place,
  receipt,
  receive as receiveLetter,
  received,
  recordsOfficer,
  register,
  second,
  submit,
  there,
  toIssued,
  told,
} from '../party-relationship.sample.js';
import { receiptPending, responsibleAcross, responsibleOn } from '../responsible.js';

const lost = [
  ['recordLost', { since: '2025-06-01' }],
  ['recordSearch', { words: '走访' }],
] as const;
const stopped = after(member, ...lost, ...outIssued, ['stop', { ground: 'lost', decisionNo }, '2026-03-15']);
const died = { ground: 'death' as const, lastDay: '2026-03-14', decisionNo: null, reason: '死亡证明' };
const ended = after(member, ...outIssued, ['end', died, '2026-03-15']);
const receive = (events: readonly PartyRelationshipEvent[], change: object = {}) =>
  scenario(partyRelationship)
    .given(events)
    .when('recordLateReceipt', { ...lateReceipt, ...change }, told('2026-03-20'));
const branches = (events: readonly PartyRelationshipEvent[], ...dates: string[]) => {
  const state = book(events);
  return dates.map((on) => (state.status === 'none' ? null : responsibleOn(state.responsible, on)));
};

describe('13.2 · a receipt that comes after the membership was stopped or ended while a letter was out', () => {
  test('until it comes, the source answers and says that a receipt is pending; its committee keeps the stub', () => {
    for (const events of [stopped, ended]) {
      expect(receiptPending(book(events))).toBe(true);
      expect(responsibleAcross([book(events), { status: 'none' }], '2026-03-13')).toEqual([here]);
      expect(partyRelationship.parties(book(events)).source).toEqual({ organisation: first });
    }
    expect(responsibleAcross([book(ended)], '2026-03-15')).toEqual([]);
  });

  test('who was stopped had left: from the legal date of the assignment no branch here answers for him', () => {
    const { state, events } = receive(stopped).result;
    expect(events.map(({ type }) => type)).toEqual(['AssignmentEvidenced', 'TransferClosed']);
    expect(events[0]).toMatchObject({ from: here, assignedOn: '2026-03-12', transfer: outTransfer(stopped) });
    expect(events[1]).toMatchObject({ left: true, stubUntil: '2036-03-20' });
    expect(state).toMatchObject({ status: 'left', branch: null, committee: null, outstanding: null, timers: {}, stoppedOn: null });
    expect(branches([...stopped, ...events], '2026-03-11', '2026-03-12', '2026-03-20')).toEqual([here, null, null]);
    expect(receiptPending(state)).toBe(false);
  });

  test('who died had left before: the end stands, and the days between are those of the other book', () => {
    const { state, events } = receive(ended).result;
    expect(state.status).toBe('ended');
    expect(branches([...ended, ...events], '2026-03-11', '2026-03-12', '2026-03-14', '2026-03-15')).toEqual([here, null, null, null]);
    const afterTheEnd = { arrivedOn: '2026-03-14', assignedOn: '2026-03-15' };
    receive(ended, afterTheEnd).then({
      refused: 'ended-before',
      rule: 'D-transfer-evidence',
      facts: { lastDay: '2026-03-14' },
      overridable: false,
    });
    expect(receive(ended, { ...afterTheEnd, assignedOn: '2026-03-14' }).result.events).toHaveLength(2);
  });

  test('only of a letter that was out, and in time', () => {
    receive(stopped, { receiptNo: '2026-0009' }).then({ refused: 'receipt-differs', rule: 'D-receipt-match', overridable: false });
    receive(stopped, { assignedOn: '2026-03-21' }).then({ refused: 'date-not-fit', rule: 'D-transfer-evidence' });
    receive(member).then({ refused: 'no-letter-out', rule: 'D-transfer-evidence' });
    const late = scenario(partyRelationship).given(stopped);
    late
      .when('recordLateReceipt', { ...lateReceipt, arrivedOn: '2026-07-01', assignedOn: '2026-07-01' }, told('2026-07-02'))
      .then({ refused: 'letter-expired', rule: 'D-transfer-expiry', overridable: false });
    const inner = after(member, ...lost, draft(), ['stop', { ground: 'lost', decisionNo }, '2026-03-15']);
    expect(receiptPending(book(inner))).toBe(false);
  });

  test('restored, he is sent on only once the letter is known to be back', () => {
    const restored = after(stopped, ['restore', { decisionNo }, '2026-03-16']);
    const at = scenario(partyRelationship).given(restored);
    const [, input, , more] = draft({}, { source: place(11) });
    at.when('draft', input as never, told('2026-03-16', more)).then({ refused: 'letter-out', rule: 'D-transfer-evidence' });
    at.when('recordLetterBack', { evidence: { ...evidence, on: '2026-03-21' } }, told('2026-03-20')).then({
      refused: 'date-not-fit',
      rule: 'D-transfer-evidence',
    });
    at.when('recordLetterBack', { evidence: { ...evidence, on: '2026-02-28' } }, told('2026-03-20')).then({
      refused: 'date-not-fit',
      rule: 'D-transfer-evidence',
    });
    const back = after(restored, ['recordLetterBack', { evidence }, '2026-03-20']);
    expect(back.at(-1)).toMatchObject({ type: 'CancelledLetterBack', number: '2026-0001' });
    const again = scenario(partyRelationship).given(back);
    expect(again.when('draft', input as never, told('2026-03-20', more)).result.state.status).toBe('draft');
    again.when('recordLetterBack', { evidence }, told('2026-03-20')).then({ refused: 'no-letter-out', rule: 'D-transfer-evidence' });
    // A receipt may come for a restored member as well: he had left.
    expect(receive(restored).result.state.status).toBe('left');
  });
});

describe('13.2 · a membership that is stopped or ended after the assignment here, before the receipt', () => {
  const stop = ['stop', { ground: 'lost', decisionNo }, '2026-03-15'] as const;
  const end = ['end', { ...died, lastDay: '2026-03-15' }, '2026-03-15'] as const;
  const assigned = after(member, ...lost, ...toIssued, arrive(), accept(), assign());
  const incoming = after([], receiveLetter(), accept(), assign(), ...lost);
  const receiptNo = received.letterNo;
  const send = (events: readonly PartyRelationshipEvent[], number: string, on = '2026-03-16') =>
    scenario(partyRelationship).given(events).when('sendLateReceipt', { receiptNo: number }, told(on));
  const close = (events: readonly PartyRelationshipEvent[]) =>
    scenario(partyRelationship).given(events).when('closeLate', {}, told('2026-03-17'));

  test.each([
    ['stopped', [stop], 'stopped'],
    ['stopped and restored', [stop, ['restore', { decisionNo }, '2026-03-16'] as const], 'member'],
    ['ended', [end], 'ended'],
    ['stopped and ended', [stop, end], 'ended'],
  ] as const)(
    '%s, from another installation: the receipt still goes to it and carries the day of the assignment',
    (_name, steps, status) => {
      const over = after(incoming, ...steps);
      expect(partyRelationship.parties(book(over))).toMatchObject({ source: undefined, target: { organisation: second } });
      send(over, '沪组字第0002号').then({ refused: 'receipt-differs', rule: 'D-receipt-match', overridable: false });
      const { state, events } = send(over, receiptNo).result;
      expect(events).toMatchObject([{ type: 'ReceiptSent', receiptNo, assignedOn: '2026-03-12', sentOn: '2026-03-16', toOutside: true }]);
      expect(state).toMatchObject({ status, unmatched: null });
      send([...over, ...events], receiptNo).then({ refused: 'no-receipt-due', rule: 'D-receipt-match' });
      // What the receipt tells changes no day on which the branch here answers.
      expect(branches([...over, ...events], '2026-03-11', '2026-03-12', '2026-03-15')).toEqual([null, there, there]);
    },
  );

  test.each([
    ['stopped', [stop], 'stopped'],
    ['ended', [end], 'ended'],
  ] as const)('%s, inside: receipt, and the stub is matched and kept; the number of the letter stays', (_name, steps, status) => {
    const over = after(assigned, ...steps);
    expect(over.find(({ type }) => type === 'TransferCancelled')).toMatchObject({ number: null, register: null });
    expect(partyRelationship.parties(book(over))).toMatchObject({ source: { organisation: first }, target: { organisation: second } });
    close(over).then({ refused: 'receipt-differs', rule: 'D-receipt-match', overridable: false });
    // A wrong number is sent once more, as before.
    const wrong = [...over, ...send(over, '2026-0009').result.events];
    close(wrong).then({ refused: 'receipt-differs', rule: 'D-receipt-match', facts: { receiptNo: '2026-0009', number: '2026-0001' } });
    const sent = [...wrong, ...send(wrong, '2026-0001').result.events];
    const { state, events } = close(sent).result;
    expect(events).toMatchObject([{ type: 'TransferClosed', stubUntil: '2036-03-17', left: false }]);
    expect(state).toMatchObject({ status, unmatched: null, stubUntil: '2036-03-17' });
    close([...sent, ...events]).then({ refused: 'no-receipt-due', rule: 'D-receipt-match' });
    expect(branches([...sent, ...events], '2026-03-11', '2026-03-12', '2026-03-15')).toEqual([here, there, there]);
  });

  test('a receipt that was sent before is only matched; an inner transfer and a letter before its assignment leave none', () => {
    const sent = after(assigned, receipt(), stop);
    expect(close(sent).result.events).toMatchObject([{ type: 'TransferClosed', left: false }]);
    const inner = after(member, ...lost, draft({ target: beside }, { target: place(12) }), submit, approve, assign('2026-03-02', 12), stop);
    send(inner, '2026-0001').then({ refused: 'no-receipt-due', rule: 'D-receipt-match' });
    const issued = after(member, ...lost, ...toIssued, arrive(), stop);
    expect(issued.at(-2)).toMatchObject({ type: 'TransferCancelled', number: '2026-0001', register });
    send(issued, '2026-0001').then({ refused: 'no-receipt-due', rule: 'D-receipt-match' });
  });

  test('D-transfer-once · restored, he is sent on only once the receipt is at the source; ended, his record waits for it', () => {
    const restored = after(incoming, stop, ['restore', { decisionNo }, '2026-03-16']);
    const [, input, , more] = draft({ target: here }, { source: place(21), target: place(11) });
    const again = (events: readonly PartyRelationshipEvent[]) =>
      scenario(partyRelationship)
        .given(events)
        .when('draft', input as never, told('2026-03-17', more));
    again(restored).then({ refused: 'receipt-due', rule: 'D-transfer-once', overridable: false });
    expect(again([...restored, ...send(restored, receiptNo).result.events]).result.state.status).toBe('draft');
    const over = after(incoming, end);
    const destroy = (events: readonly PartyRelationshipEvent[]) =>
      scenario(partyRelationship)
        .given(events)
        .when('requestDestruction', { ground: '届满' }, told('2040-01-01', { actor: recordsOfficer('1') }));
    destroy(over).then({ refused: 'receipt-due', rule: 'D-receipt-match', overridable: false });
    expect(destroy([...over, ...send(over, receiptNo).result.events]).result.state.status).toBe('destruction-requested');
  });
});

test('D-transfer-lost · a letter to another installation is reissued only once the receiver was told that the old number is void', () => {
  const lostLetter = after(member, ...outIssued, ['reportLost', { words: '遗失' }], ['inquire', { words: '查证' }]);
  const at = scenario(partyRelationship).given(lostLetter);
  const told2 = (receiverTold: object | null, overridden: readonly string[] = []) =>
    at.when(
      'reissue',
      { ...office, receiverTold } as never,
      told('2026-03-20', { ...numbered('2026-0002', { source: place(11), register }), overridden }),
    );
  told2(null).then({ refused: 'receiver-not-told', rule: 'D-transfer-lost', overridable: true });
  told2({ ...evidence, on: '2026-03-21' }).then({ refused: 'date-not-fit', rule: 'D-transfer-evidence' });
  expect(told2(evidence).result.events).toMatchObject([{ type: 'LetterIssued', number: '2026-0002', receiverTold: evidence }]);
  expect(told2(null, ['receiver-not-told']).result.events).toHaveLength(1);
  // Inside one installation the target reads the new letter in its inbox.
  const inside = after(member, draft(), ['submit', {}], ['branchApprove', {}], ['issue', office, day, numbered('2026-0001')]);
  const expired = after(inside, ['expire', {}, '2026-06-01']);
  const reissued = scenario(partyRelationship)
    .given(expired)
    .when('reissue', office, told('2026-06-01', numbered('2026-0002')));
  expect(reissued.result.events[0]).not.toHaveProperty('receiverTold');
});

function outTransfer(events: readonly PartyRelationshipEvent[]): string | undefined {
  return events.flatMap((event) => (event.type === 'TransferCancelled' ? [event.transfer] : []))[0];
}
