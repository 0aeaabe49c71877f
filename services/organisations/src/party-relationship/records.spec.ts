import { addDays } from '@yimen/kernel';
import { decide, scenario } from '@yimen/testing';
import { memberKey } from './identity.js';
import { identityProcesses, partyKeyDestruction } from './processes.js';
import { partyRelationship, type PartyRelationshipEvent } from './party-relationship.js';
import {
  after,
  alias,
  book,
  close,
  decisionNo,
  first,
  id,
  lateReceipt,
  member,
  outIssued,
  person,
  receive,
  recordReceipt,
  recordsOfficer,
  second,
  type Step,
  toClosed,
  told,
} from './party-relationship.sample.js';
import { responsibleOn } from './responsible.js';

const ended = after(member, ['end', { ground: 'resigned', lastDay: '2026-03-20', decisionNo, reason: '退党' }, '2026-03-20']);
const left = after(member, ...outIssued, recordReceipt(), close('2026-03-21'));
const by = (name: string, on: string, facts: object = {}) => told(on, { actor: recordsOfficer(name), facts });
const request = (events: readonly PartyRelationshipEvent[], on: string) =>
  scenario(partyRelationship).given(events).when('requestDestruction', { ground: '届满' }, by('1', on));
const requested = (events: readonly PartyRelationshipEvent[]) => [...events, ...request(events, '2037-01-01').result.events];
const approved = [
  ...requested(ended),
  ...scenario(partyRelationship).given(requested(ended)).when('approveDestruction', {}, by('2', '2037-01-02')).result.events,
];

describe('13.10 · the series party: kept as Party history and its stubs ask, then destroyed by two persons', () => {
  test('PIPL 47, D-retention · ten years from the day on which it was over here, the last one included', () => {
    const rule = 'PIPL 47';
    request(ended, '2036-03-20').then({ refused: 'retention-running', rule, facts: { until: '2036-03-20' }, overridable: false });
    request(ended, '2036-03-21').then({ type: 'PartyRecordDestructionRequested', by: 'records-1', ground: '届满' });
    request(left, '2036-03-21').then({ refused: 'retention-running', rule, facts: { until: '2036-03-21' } });
    // Not from the day on which his letter was received: the case may have waited for his file.
    const back = (on: string): Step => ['returnToSource', { reason: 'WRONG_TARGET', words: '说明' }, on];
    const doubtful: Step = ['checkArchive', { finding: 'doubtful', words: '说明' }, '2026-03-10'];
    const waited = [
      receive(),
      doubtful,
      ['suspend', { reason: '缺页' }, '2026-03-11'],
      ['resume', { words: '说明' }, '2028-03-10'],
    ] as const;
    for (const [turnedAway, until] of [
      [after([], receive(), back('2026-03-11')), '2036-03-11'],
      [after([], ...waited, back('2028-03-10')), '2038-03-10'],
    ] as const) {
      request(turnedAway, until).then({ refused: 'retention-running', rule, facts: { until } });
      expect(request(turnedAway, addDays(until, 1)).result.state.status).toBe('destruction-requested');
    }
    // A return that was recorded without its day is kept from the letter.
    const undated = after([], receive(), back('2026-03-11')).map((event) =>
      event.type === 'TransferReturned' ? { ...event, returnedOn: undefined } : event,
    );
    request(undated as never, '2036-03-10').then({ refused: 'retention-running', rule, facts: { until: '2036-03-10' } });
    expect(request(undated as never, '2036-03-11').result.state.status).toBe('destruction-requested');
    // Nothing of it is open while he is a member, and a stub in it is kept to its own end.
    expect(partyRelationship.moves.requestDestruction.from).toEqual(['left', 'not-received', 'ended']);
    const afterwards = after(member, ...outIssued, [
      'end',
      { ground: 'death', lastDay: '2026-03-14', decisionNo: null, reason: '死亡证明' },
      '2026-03-15',
    ]);
    request(afterwards, '2040-01-01').then({ refused: 'letter-out', rule: 'D-transfer-evidence' });
    const late = after(afterwards, ['recordLateReceipt', lateReceipt, '2028-03-15']);
    request(late, '2036-03-15').then({ refused: 'retention-running', rule, facts: { until: '2038-03-15' } });
  });

  test('D-two-persons · another officer agrees, and a waiting time passes', () => {
    const asked = scenario(partyRelationship).given(requested(ended));
    asked
      .when('approveDestruction', {}, by('1', '2037-01-02'))
      .then({ refused: 'second-person', rule: 'D-two-persons', overridable: false });
    expect(approved.at(-1)).toMatchObject({ type: 'PartyRecordDestructionApproved', by: 'records-2' });
    const { waitUntil } = approved.at(-1) as Extract<PartyRelationshipEvent, { waitUntil: string }>;
    expect(waitUntil > '2037-01-02').toBe(true);
    const waiting = scenario(partyRelationship).given(approved);
    const forget = (on: string, holder: string | null) => waiting.when('forget', {}, told(on, { facts: { holder } }));
    forget(waitUntil, null).then({ refused: 'waiting', rule: 'D-retention', facts: { until: waitUntil } });
    const next = addDays(waitUntil, 1);
    forget(next, null).then({ type: 'PartyRecordForgotten', person, identity: null, alone: true });
    forget(next, person).then({ type: 'PartyRecordForgotten', person, identity: alias, alone: true });
    forget(next, id(78)).then({ type: 'PartyRecordForgotten', person, identity: null, alone: false });
    for (const events of [requested(ended), approved]) {
      const off = scenario(partyRelationship).given(events).when('withdrawDestruction', { reason: '核对' }, by('1', '2037-01-03'));
      expect(off.result.state).toEqual(book(ended));
    }
  });

  test('PIPL 47 · a legal hold keeps it, and ends a destruction that is under way', () => {
    const held = after(ended, ['placeHold', { ground: '审查' }, '2026-03-21']);
    request(held, '2037-01-01').then({ refused: 'legal-hold', rule: 'PIPL 47', facts: { holds: ['审查'] } });
    const at = scenario(partyRelationship).given(held);
    at.when('liftHold', { holdId: 'h2', reason: '终结' }, by('1', '2037-01-01')).then({ refused: 'hold-missing', rule: 'D-retention' });
    const lifted = after(held, ['liftHold', { holdId: 'h1', reason: '终结' }, '2037-01-01']);
    expect(request(lifted, '2037-01-01').result.events).toHaveLength(1);
    expect(after(approved, ['placeHold', { ground: '审查' }, '2037-01-03']).slice(-2)).toMatchObject([
      { type: 'PartyRecordHoldPlaced', holdId: 'h1' },
      { type: 'PartyRecordDestructionWithdrawn', reason: '审查' },
    ]);
  });

  test('13.10 · what stays are dates, branches and the committee that kept it; only its records officers may look', () => {
    const forgotten = decide(partyRelationship, book(approved), 'forget', {}, told('2037-12-31', { facts: { holder: null } })).state;
    if (forgotten.status !== 'forgotten') throw new Error('not forgotten');
    expect(responsibleOn(forgotten.responsible, '2026-03-10')).toBe(id(11));
    expect(partyRelationship.parties(forgotten)).toEqual({ records: { organisation: first } });
    expect(partyRelationship.readers.records).toEqual(['records-officer']);
    expect(partyRelationship.opens).not.toHaveProperty('records');
    expect(decide(partyRelationship, forgotten, 'recordDestruction', { identity: null }, told('2037-12-31')).state.status).toBe(
      'destroyed',
    );
    // The committee that had him last keeps the record, also once he has left; while he is a member there is none to destroy.
    expect(partyRelationship.parties(book(left)).records).toEqual({ organisation: first });
    expect(
      partyRelationship.parties(book(after([], receive(), ['returnToSource', { reason: 'WRONG_TARGET', words: '说明' }]))).records,
    ).toEqual({
      organisation: second,
    });
    expect(partyRelationship.parties(book(after(member, ...toClosed))).records).toBeUndefined();
  });

  test('13.10 · the keys go once no read model shows him, with the alias where nobody else stands under the number; then it is recorded', async () => {
    const destroyed: unknown[] = [];
    const ports = { destroyKeys: async (...given: unknown[]) => void destroyed.push(given.slice(0, 2)) };
    const event = { type: 'PartyRecordForgotten', person, identity: alias, alone: true };
    const react = (change: object = {}) =>
      partyKeyDestruction.reactions
        .get('PartyRecordForgotten')
        ?.react({ event: { ...event, ...change }, item: person } as never, ports as never);
    expect(await react()).toEqual({ slice: 'party-relationship', id: person, move: 'recordDestruction', input: { identity: alias } });
    await react({ alone: false, identity: null });
    expect(destroyed).toEqual([
      [memberKey(person), null],
      [memberKey(person), 'party'],
    ]);
  });

  test('D-identity-unique · confirmation and release of a number are told by one process, in the order of the relationship', () => {
    const telling = (type: string) => identityProcesses.filter(({ reactions }) => reactions.has(type)).map(({ name }) => name);
    for (const type of ['MembershipEntered', 'LetterReceived', 'MembershipEnded', 'PartyRecordKeysDestroyed'])
      expect([type, telling(type)]).toEqual([type, ['party-identity']]);
  });
});
