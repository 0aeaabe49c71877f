import { encode, registry } from '@yimen/contracts';
import { fold } from '@yimen/kernel';
import { scenario, sealedAs } from '@yimen/testing';
import { person } from './person.js';
import { alias, committee, hall, id, policy, registered } from './person.sample.js';
import { identityConfirmation, identityRelease, keyDestruction } from './processes.js';
import type { PersonEvent } from './states.js';

const officer = (name: string) => ({ kind: 'account' as const, id: name, person: null, grants: [] });
const told = (today: string, by = 'records-1') => ({ id: id(1), policy, today, actor: officer(by) });

const sealedRecord: PersonEvent = {
  type: 'RecordSealed',
  ground: 'deletion-requested',
  keptBy: 'scenario · SCENARIO',
  retainUntil: { identity: '2026-04-01', contact: '2026-03-22', hall: '2026-03-12' },
};
const requested: PersonEvent = { type: 'ForgettingRequested', by: 'records-1', series: null, ground: '期满' };
const approved: PersonEvent = { type: 'ForgettingApproved', series: null, by: 'records-2', waitUntil: '2026-04-05' };
const forgotten: PersonEvent = { type: 'PersonForgotten', person: id(1), series: null, identity: alias };
const hold: PersonEvent = { type: 'LegalHoldPlaced', holdId: 'h1', ground: '行政诉讼' };

test('PIPL 47 · a request inside the retention period seals the record, names the ground, and leaves the household', () => {
  scenario(person).given(registered).when('seal', { ground: 'deletion-requested' }, told('2026-03-02')).then(sealedRecord);
  const joined: PersonEvent = { type: 'HouseholdJoined', person: id(1), household: id(60) };
  const { state } = scenario(person)
    .given(registered, joined)
    .when('seal', { ground: 'deletion-requested' }, told('2026-03-02'))
    .then([{ type: 'HouseholdLeft', person: id(1), household: id(60) }, sealedRecord]);
  expect(state).toMatchObject({ status: 'sealed', household: null });
});

test('a sealed record moves nowhere but towards use or destruction', () => {
  const open = Object.entries(person.moves)
    .filter(([, move]) => (move.from as readonly string[]).includes('sealed'))
    .map(([name]) => name);
  expect(open.sort()).toEqual([
    ...['expireTags', 'leaveDissolved', 'liftHold', 'placeHold', 'recordDestruction', 'reopen', 'requestForgetting'],
  ]);
  const movedAway = { ...sealedRecord, ground: 'moved-away' } as PersonEvent;
  const reopened = scenario(person).given(registered, movedAway).when('reopen', { reason: '重新迁入' }, told('2026-03-03'));
  expect(reopened.then({ type: 'RecordReopened', reason: '重新迁入' }).state).toEqual(fold(person, [registered]));
});

test('PIPL 47 · what was sealed because the person asked for deletion is used again when he says so, and not before', () => {
  const steps = scenario(person).given(registered, sealedRecord);
  steps.when('reopen', { reason: '业务需要' }, told('2026-03-03')).then({ refused: 'reopened-by-himself', rule: 'PIPL 47' });
  const himself = { kind: 'account' as const, id: 'resident-1', person: id(1), grants: [] };
  steps
    .when('reopen', { reason: '本人恢复' }, { ...told('2026-03-03'), actor: himself })
    .then({ type: 'RecordReopened', reason: '本人恢复' });
});

test('13.10 · what is recorded after a series was forgotten and the record used again can be destroyed again', () => {
  const contact = { series: 'contact' } as const;
  const again = scenario(person).given(
    ...[registered, sealedRecord, { ...requested, ...contact }, { ...approved, ...contact }, { ...forgotten, ...contact, identity: null }],
    ...[{ type: 'RecordReopened', reason: '本人恢复' } as PersonEvent],
    ...[{ type: 'ContactChanged', phone: sealedAs('13900001111'), phoneIndex: sealedAs('blind:phone') } as PersonEvent, sealedRecord],
  );
  again
    .when('requestForgetting', { ...contact, ground: '期满' }, told('2026-04-02'))
    .then({ type: 'ForgettingRequested', by: 'records-1', ...contact, ground: '期满' });
});

test('PIPL 47 · a sealed record has no other side than its records officers and the person', () => {
  const who = (...events: PersonEvent[]) => Object.keys(person.parties(fold(person, [registered, ...events]))).sort();
  expect(who()).toEqual(['collector', 'collectorRecords', 'community', 'records', 'self']);
  for (const events of [[sealedRecord], [sealedRecord, requested], [sealedRecord, requested, approved, forgotten]])
    expect(who(...events)).toEqual(['collectorRecords', 'records', 'self', 'stored']);
  const others = Object.entries(person.readers).filter(([party]) => !['community', 'collector', 'self'].includes(party));
  expect(others.flatMap(([, roles]) => roles)).toEqual(['records-officer', 'records-officer']);
});

test.each([
  [null, '2026-04-01', '2026-04-02'],
  ['identity', '2026-04-01', '2026-04-02'],
  ['contact', '2026-03-22', '2026-03-23'],
  ['hall', '2026-03-12', '2026-03-13'],
] as const)('13.10 · %s may be destroyed only after its last day %s', (series, last, first) => {
  const given = scenario(person).given(registered, sealedRecord);
  const input = { series, ground: '期满' };
  given.when('requestForgetting', input, told(last)).then({ refused: 'retention-running', rule: 'PIPL 47', facts: { until: last } });
  given.when('requestForgetting', input, told(first)).then({ type: 'ForgettingRequested', by: 'records-1', ...input });
});

test('13.10 · D-retention · a record not used any more is kept from its last use on, and sealed when no series is kept any longer', () => {
  const given = scenario(person).given(registered);
  const input = { lastUsedOn: '2026-03-02' };
  const running = { refused: 'still-kept', rule: 'D-retention', facts: { ...input, until: '2026-04-01' } };
  given.when('sealUnused', input, told('2026-04-01')).then(running);
  const unused: PersonEvent = { ...sealedRecord, ground: 'not-used', ...input } as PersonEvent;
  given.when('sealUnused', input, told('2026-04-02')).then(unused);
  const later = { lastUsedOn: '2026-04-03' };
  given.when('sealUnused', later, told('2026-04-02')).then({ refused: 'use-in-future', rule: 'D-record-facts', facts: later });
  // Then two officers and the waiting time, as for every other record.
  const stored = scenario(person).given(registered, unused);
  stored.when('requestForgetting', { series: null, ground: '久未使用' }, told('2026-04-02')).then({ ...requested, ground: '久未使用' });
  expect(Object.entries(person.moves.sealUnused.by).flat(2)).toEqual(['records', 'records-officer', 'collectorRecords', 'records-officer']);
});

test('two persons, then the waiting time, then forgotten, then the keys', () => {
  const asked = scenario(person).given(registered, sealedRecord, requested);
  asked.when('approveForgetting', {}, told('2026-04-02', 'records-1')).then({ refused: 'second-person', rule: 'D-two-persons' });
  asked.when('approveForgetting', {}, told('2026-04-02', 'records-2')).then(approved);
  const waiting = scenario(person).given(registered, sealedRecord, requested, approved);
  waiting.when('forget', {}, told('2026-04-05')).then({ refused: 'waiting', rule: 'D-retention', facts: { until: '2026-04-05' } });
  const { state } = waiting.when('forget', {}, told('2026-04-06')).then(forgotten);
  expect(state).toEqual({ status: 'forgotten', person: id(1), community: committee, collector: hall });
  const destroyed = scenario(person)
    .given(registered, sealedRecord, requested, approved, forgotten)
    .when('recordDestruction', { series: null }, told('2026-04-06'))
    .then({ type: 'KeysDestroyed', series: null });
  expect(destroyed.state.status).toBe('destroyed');
});

test('the deadlines: retention shown, waiting time fires, both end with what ends them', () => {
  const { retention, waiting } = person.deadlines ?? {};
  expect(retention?.set.RecordSealed?.(sealedRecord as never)).toEqual({ dueOn: '2026-04-01' });
  expect(retention?.fires).toBeUndefined();
  expect(waiting?.set.ForgettingApproved?.(approved as never)).toEqual({ dueOn: '2026-04-05' });
  expect(waiting?.fires).toBe('forget');
  expect(waiting?.clear).toEqual(['ForgettingWithdrawn', 'PersonForgotten']);
});

test('one series: its fields go, the record stays sealed, the rest stays', () => {
  const contact = [
    { ...requested, series: 'contact' },
    { ...approved, series: 'contact' },
  ] as PersonEvent[];
  const { state } = scenario(person)
    .given(registered, sealedRecord, contact)
    .when('forget', {}, told('2026-04-06'))
    .then({ type: 'PersonForgotten', person: id(1), series: 'contact', identity: null });
  const before = fold(person, [registered, sealedRecord]);
  expect(state).toEqual({ ...before, phone: null, phoneIndex: null, residenceAddress: null, forgotten: ['contact'] });
  const identityGone: PersonEvent[] = [
    { ...requested, series: 'identity' } as PersonEvent,
    { ...approved, series: 'identity' } as PersonEvent,
    { ...forgotten, series: 'identity' } as PersonEvent,
  ];
  scenario(person)
    .given(registered, sealedRecord, identityGone.slice(0, 2))
    .when('forget', {}, told('2026-04-06'))
    .then(identityGone[2] as PersonEvent);
  const without = scenario(person).given(registered, sealedRecord, identityGone);
  expect(without.state).toMatchObject({ status: 'sealed', identity: null, name: null, identityNumber: null, tags: [] });
  without.when('reopen', { reason: '重新迁入' }, told('2026-04-07')).then({ refused: 'already-forgotten', rule: 'D-retention' });
  without
    .when('requestForgetting', { series: 'identity', ground: '期满' }, told('2026-04-07'))
    .then({ refused: 'already-forgotten', rule: 'D-retention' });
  const kept = without
    .when('recordDestruction', { series: 'identity' }, told('2026-04-07'))
    .then({ type: 'KeysDestroyed', series: 'identity' });
  expect(kept.state).toEqual(without.state);
});

describe('a legal hold', () => {
  test('stops every step of a destruction', () => {
    scenario(person)
      .given(registered, sealedRecord, hold)
      .when('requestForgetting', { series: null, ground: '期满' }, told('2026-04-02'))
      .then({ refused: 'legal-hold', rule: 'PIPL 47', facts: { holds: ['行政诉讼'] } });
  });

  test('placed while a destruction is under way, calls it off', () => {
    for (const before of [[requested], [requested, approved]]) {
      const { state } = scenario(person)
        .given(registered, sealedRecord, before)
        .when('placeHold', { ground: '行政诉讼' }, told('2026-04-03'))
        .then([hold, { type: 'ForgettingWithdrawn', reason: '行政诉讼' }]);
      expect(state).toMatchObject({ status: 'sealed', holds: [{ holdId: 'h1', ground: '行政诉讼' }] });
    }
  });

  test('is lifted by its id', () => {
    const held = scenario(person).given(registered, hold);
    const lifted = { type: 'LegalHoldLifted' as const, holdId: 'h1', reason: '案件终结' };
    expect(held.when('liftHold', { holdId: 'h1', reason: '案件终结' }, told('2026-03-02')).then(lifted).state).toMatchObject({ holds: [] });
    held.when('liftHold', { holdId: 'h2', reason: 'x' }, told('2026-03-02')).then({ refused: 'hold-missing', rule: 'D-retention' });
  });
});

test('a destruction is called off before it happens, and leaves the record as it was sealed', () => {
  for (const before of [[requested], [requested, approved]]) {
    const { state } = scenario(person)
      .given(registered, sealedRecord, before)
      .when('withdrawForgetting', { reason: '发现未结案件' }, told('2026-04-03'))
      .then({ type: 'ForgettingWithdrawn', reason: '发现未结案件' });
    expect(state).toEqual(fold(person, [registered, sealedRecord]));
  }
});

test('13.10 · what is forgotten is destroyed with its keys, then the destruction is recorded; the identity is free again', async () => {
  const destroyed: unknown[] = [];
  const ports = {
    destroyKeys: async (...keys: unknown[]) => void destroyed.push(keys),
    sendNotice: async () => ({ receipt: '' }),
    bindIdentity: async () => undefined,
  };
  const react = (event: object) =>
    keyDestruction.reactions.get('PersonForgotten')?.react({ event, item: id(1), eventId: 'e' } as never, ports);
  expect(await react(forgotten)).toEqual({ slice: 'person', id: id(1), move: 'recordDestruction', input: { series: null } });
  expect(await react({ ...forgotten, series: 'contact', identity: null })).toMatchObject({ input: { series: 'contact' } });
  // With the cause, so that the keys wait until the read models have emptied their rows (decision 2).
  expect(destroyed).toEqual([
    [id(1), null, expect.objectContaining({ eventId: 'e' })],
    [id(1), 'contact', expect.objectContaining({ eventId: 'e' })],
  ]);
  const release = identityRelease.reactions.get('PersonForgotten')?.react;
  expect(release?.({ event: forgotten, item: id(1) } as never, ports)).toMatchObject({ slice: 'identity', id: alias, move: 'release' });
  expect(release?.({ event: { ...forgotten, identity: null }, item: id(1) } as never, ports)).toBeUndefined();
});

test('13.10 · a registered identity is bound to its person, so that its alias is destroyed with him', async () => {
  const bound: unknown[] = [];
  const ports = {
    destroyKeys: async () => undefined,
    sendNotice: async () => ({ receipt: '' }),
    bindIdentity: async (...pair: unknown[]) => void bound.push(pair),
  };
  const react = identityConfirmation.reactions.get('PersonRegistered')?.react;
  expect(await react?.({ event: registered, item: id(1) } as never, ports)).toMatchObject({ slice: 'identity', move: 'confirm' });
  expect(bound).toEqual([[id(1), registered.identityIndex]]);
});

test('every event of a whole life is as its contract says', () => {
  for (const event of [registered, sealedRecord, hold, requested, approved, forgotten])
    expect(encode(registry, event).contract.type).toBe(event.type);
});
