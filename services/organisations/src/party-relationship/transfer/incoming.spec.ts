import { scenario } from '@yimen/testing';
import { partyRelationship } from '../party-relationship.js';
import {
  accept,
  after,
  alias,
  arrive,
  assign,
  book,
  branchOn,
  close,
  decisionNo,
  first,
  here,
  member,
  outIssued,
  outside,
  place,
  receipt,
  receive,
  received,
  recordReceipt,
  second,
  type Step,
  there,
  toClosed,
  toIssued,
  told,
  words,
} from '../party-relationship.sample.js';

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

  test('4.3 · reason, route of the paper and branch are recorded as the letter tells them, and not where it is silent', () => {
    const tells = { reason: 'job', carriedBy: 'confidential-post', outside: { ...outside, branch: '上海市示例社区党支部' } };
    const { closedChannel: _closed, ...source } = tells.outside;
    const arrived = after([], receive(tells));
    expect(arrived.at(-1)).toMatchObject({ type: 'LetterReceived', ...tells, outside: source });
    expect(book(arrived)).toMatchObject({ transfer: { carriedBy: 'confidential-post', outside: source } });
    const silent = after([], receive());
    expect(['reason', 'carriedBy'].filter((field) => field in (silent.at(-1) ?? {}))).toEqual([]);
    expect(book(silent)).toMatchObject({ transfer: { carriedBy: null } });
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
    refused({ identityNumber: '990101189912310021' }).then({ refused: 'identity-number-invalid', rule: 'D-identity-number' });
  });

  test('TRANSFER page · a letter valid for longer than letters of its kind are is taken, and the length is shown', () => {
    expect(refused({}).result.warnings).toEqual([]);
    expect(refused({ expiresOn: '2026-05-31' }).result).toMatchObject({ warnings: ['letter-long'], warnedBy: ['TRANSFER page'] });
    expect(refused({ kind: 'ONLINE_IN_PROVINCE' }).result.warnings).toEqual(['letter-long']);
  });

  test('4.3 · until a branch here has him, the committee that receives him may end the relationship: nobody else could', () => {
    const end = { ground: 'death' as const, lastDay: '2026-03-10', decisionNo: null, reason: '死亡证明' };
    expect(partyRelationship.moves.end.by).toEqual({
      committee: ['party-officer', 'organisation-admin'],
      receiving: ['party-officer', 'organisation-admin'],
    });
    const waiting = scenario(partyRelationship).given(after([], receive()));
    expect(partyRelationship.parties(waiting.state)).toMatchObject({ committee: undefined, receiving: { organisation: second } });
    expect(waiting.when('end', end, told('2026-03-10')).result.state.status).toBe('ended');
    for (const steps of [toIssued, [...toIssued, arrive()], [...toIssued, arrive(), accept()]])
      expect(partyRelationship.parties(book(after(member, ...steps)))).toMatchObject({
        committee: { organisation: first },
        receiving: undefined,
      });
    expect(partyRelationship.parties(book(after([], receive(), accept(), assign())))).toMatchObject({
      committee: { organisation: second },
      receiving: undefined,
    });
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

  const resigned = ['end', { ground: 'resigned', lastDay: '2026-03-20', decisionNo, reason: '退党' }, '2026-03-20'] as const;
  const again = (known = alias) => receive({ letterNo: '沪组字第0009号', issuedOn: '2026-04-01' }, '2026-04-02', { known });

  test('ended, admitted again elsewhere and sent here: one stream, one history, and its stubs and holds are kept on', () => {
    const ended = after(member, ...toClosed, resigned, ['placeHold', { ground: '审查' }, '2026-03-21']);
    const back = after(ended, again(), accept('2026-04-03'), assign('2026-04-06'));
    expect(['2026-03-20', '2026-03-21', '2026-04-05', '2026-04-06'].map((on) => branchOn(back, on))).toEqual([there, null, null, there]);
    expect(book(back)).toMatchObject({ status: 'assigned', overSince: null, stubUntil: '2036-03-16', holds: [{ ground: '审查' }] });
    const [, input, on, more] = again('7f0c1d7e-58a0-4a3e-9d55-3b1f6f0a9c02');
    scenario(partyRelationship)
      .given(ended)
      .when('receiveLetter', input as never, told(on, more))
      .then({ refused: 'identity-differs', rule: 'D-transfer-order' });
  });

  test('what is still open of the membership that ended is settled first: a letter that is out, a receipt that is due', () => {
    const [, input, on, more] = again();
    const refusedAfter = (...steps: readonly Step[]) =>
      scenario(partyRelationship)
        .given(after(member, ...steps, resigned))
        .when('receiveLetter', input as never, told(on, more));
    refusedAfter(...outIssued).then({ refused: 'letter-out', rule: 'D-transfer-evidence', overridable: false });
    refusedAfter(...toIssued, arrive(), accept(), assign()).then({ refused: 'receipt-due', rule: 'D-transfer-once', overridable: false });
  });

  test('13.10 · nobody comes back to a record that is destroyed: its keys are never made again', () => {
    expect(partyRelationship.moves.receiveLetter.from).toEqual(['none', 'left', 'not-received', 'ended']);
  });
});
