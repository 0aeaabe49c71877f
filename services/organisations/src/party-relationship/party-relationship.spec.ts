import { fold, personalSeries } from '@yimen/kernel';
import { encode, recruitGroups, registry } from '@yimen/contracts';
import { isRuleId, policyReader } from '@yimen/policy';
import { checkSlice } from '@yimen/service-shell/slice';
import { everyMoveInEveryState, scenario, sealedAs } from '@yimen/testing';
import { histories } from './histories.sample.js';
import { partyRelationship, type PartyRelationshipEvent } from './party-relationship.js';
import {
  after,
  at,
  day,
  decisionNo,
  enter,
  entering,
  here,
  member,
  person,
  place,
  probationer,
  told,
} from './party-relationship.sample.js';

test('its tables hold together, and every event fits its contract', () => {
  expect(checkSlice(partyRelationship as never, { histories })).toEqual([]);
});

test('13.9 · Party streams are internal, and hold no ethnic group and no birth date', () => {
  const own = [...registry.values()].filter(({ subject }) =>
    ['party-relationship', 'party-organisation', 'letter-register', 'party-identity', 'party-check-in'].includes(subject),
  );
  expect(own.length).toBeGreaterThan(60);
  for (const { type, visibility, schema } of own) {
    expect([type, visibility]).toEqual([type, 'internal']);
    expect(Object.keys(schema.shape).filter((field) => /ethnic|birth|bornOn|political/i.test(field))).toEqual([]);
  }
});

/** The beginnings of histories up to the first time a status is reached in a direction, with a branch here or without: one state of each is enough. */
function oncePerStatus(): PartyRelationshipEvent[][] {
  const seen = new Set<string>(['none']);
  return histories.flatMap((history) => {
    const firsts = history.flatMap((_event, length) => {
      const state = fold(partyRelationship, history.slice(0, length + 1));
      if (state.status === 'none') return [];
      const kind = `${state.status} ${'transfer' in state ? state.transfer.direction : ''} ${state.branch === null}`;
      if (seen.has(kind)) return [];
      seen.add(kind);
      return [length + 1];
    });
    const longest = firsts.at(-1);
    return longest === undefined ? [] : [history.slice(0, longest)];
  });
}

test('every move in every state decides or refuses with a known rule', () => {
  const facts = {
    place: place(11),
    source: place(11),
    target: place(21),
    register: `${here}~2026`,
    same: true,
    mayReceive: true,
    misdirected: true,
    known: null,
    lives: null,
    seat: null,
  };
  const tried = everyMoveInEveryState(partyRelationship, {
    histories: oncePerStatus(),
    told: () => told('2026-10-01', { facts }),
    knownRule: isRuleId,
    check: (event) => {
      if (event.type !== 'LetterIssued') encode(registry, event);
    },
    runs: 2,
  });
  expect(tried.size).toBeGreaterThan(120);
});

describe('4.1 · a member enters the book', () => {
  test('with his branch, its committee, and a standing that fits its dates', () => {
    expect(member[0]).toMatchObject({ type: 'MembershipEntered', person, sex: 'female', bornIn: 1985, branch: here, since: day });
    const tell = (change: object, facts: object = {}) => {
      const [move, input, on, more] = enter(change, facts);
      return scenario(partyRelationship)
        .given()
        .when(move as 'enter', input as never, told(on, more));
    };
    tell({ identityNumber: '990101198506151032' }).then({ refused: 'identity-number-invalid', rule: 'GB 11643' });
    tell({ identityNumber: '990101198513151032' }).then({ refused: 'identity-number-invalid', rule: 'D-identity-number' });
    tell({ identityNumber: '11010519491231002X' }).then({ refused: 'real-number', rule: 'D-demo' });
    // 1.3 · nobody born before the earliest year of the parameters (1900): its first day is taken, the day before is not.
    tell({ identityNumber: '990101189912310021' }).then({ refused: 'identity-number-invalid', rule: 'D-identity-number' });
    expect(tell({ identityNumber: '990101190001010026' }).result.state).toMatchObject({ status: 'member', bornIn: 1900 });
    const production = policyReader({ area: '320582000000', mode: 'production', on: day });
    scenario(partyRelationship)
      .given()
      .when('enter', entering, told(day, { policy: production, facts: { place: place(11) } }))
      .then({ refused: 'test-number', rule: 'D-demo' });
    tell({ fullOn: null }).then({ refused: 'full-on-missing', rule: 'D-party-record' });
    tell({ fullOn: '2014-07-01' }).then({ refused: 'date-not-fit', rule: 'D-party-record' });
    tell({ fullOn: '2026-03-02' }).then({ refused: 'date-not-fit', rule: 'D-party-record' });
    tell({}, { place: place(10) }).then({ refused: 'branch-not-fit', rule: 'D-party-record' });
    tell({}, { place: place(11, { committee: null }) }).then({ refused: 'no-approving-committee', rule: 'PMR19 25', overridable: false });
    const admitted = { ...probationer, joinedOn: day, kind: 'admitted', recruitedFrom: 'laid-off' };
    tell({ ...admitted, leavingOn: '2026-05-31' }).then({ refused: 'leaving-soon', rule: 'PROBATION page', overridable: true });
    expect(tell({ ...admitted, leavingOn: '2026-06-01' }).result.state.status).toBe('member');
    tell({ kind: 'admitted' }).then({ refused: 'not-probationary', rule: 'D-party-record' });
  });

  test('R-101 · of who is admitted it is recorded, sealed, from which group of a closed list; of who was on record nothing', () => {
    expect(recruitGroups).toEqual(['laid-off', 'floating', 'other-strata', 'retired', 'other']);
    const tell = (change: object) =>
      scenario(partyRelationship)
        .given()
        .when('enter', { ...entering, ...change } as never, told(day, { facts: { place: place(11) } }));
    const admitted = { ...probationer, joinedOn: day, kind: 'admitted' };
    const refused = { refused: 'recruited-from-missing', rule: 'R-101', overridable: false };
    tell(admitted).then(refused);
    tell({ recruitedFrom: 'laid-off' }).then(refused);
    const { events } = tell({ ...admitted, recruitedFrom: 'floating' }).result;
    expect(events).toMatchObject([{ type: 'MembershipEntered', kind: 'admitted', recruitedFrom: sealedAs('floating') }]);
    expect(tell({}).result.events).toMatchObject([{ kind: 'on-record', recruitedFrom: null }]);
    const { input } = partyRelationship.moves.enter;
    expect([...recruitGroups, 'farmer'].map((recruitedFrom) => input.safeParse({ ...entering, recruitedFrom }).success)).toEqual([
      ...recruitGroups.map(() => true),
      false,
    ]);
    expect(personalSeries(input.shape.recruitedFrom)).toBe('party');
  });

  test('PROBATION page · a year of probation, a decision within three months of the application', () => {
    const young = after([], enter(probationer));
    const steps = scenario(partyRelationship).given(young);
    // 0.4 · a Sunday: a period of the Party's regulations is not extended over it.
    const applied = { type: 'FullMembershipAppliedFor' as const, appliedOn: '2026-06-20', decideBy: '2026-09-20' };
    steps.when('applyForFull', {}, told('2026-06-20')).then(applied);
    const decision = { outcome: 'full' as const, until: null, decisionNo };
    steps.when('decideProbation', decision, told('2026-07-01')).then({ refused: 'not-applied', rule: 'PROBATION page' });
    const asked = scenario(partyRelationship).given([...young, applied]);
    // Asked again, the three months would never be over.
    asked
      .when('applyForFull', {}, told('2026-09-01'))
      .then({ refused: 'applied-already', rule: 'PROBATION page', facts: { on: '2026-06-20' }, overridable: false });
    asked
      .when('decideProbation', decision, told('2026-06-30'))
      .then({ refused: 'probation-not-over', rule: 'PROBATION page', facts: { until: '2026-07-01' }, overridable: true });
    expect(asked.when('decideProbation', decision, told('2026-07-01')).result.state).toMatchObject({
      standing: 'full',
      fullOn: '2026-07-01',
    });
    const longer = asked.when('decideProbation', { outcome: 'extended', until: '2027-01-01', decisionNo }, told('2026-07-01')).result;
    expect(longer.state).toMatchObject({ standing: 'probationary', probationUntil: '2027-01-01' });
    // The day to which it was extended is the one that counts, and the extension is no way past the second year.
    const extended = [...young, applied, ...longer.events];
    expect(scenario(partyRelationship).given(extended).when('applyForFull', {}, told('2026-12-01')).result.refusal).toBeUndefined();
    const again = scenario(partyRelationship).given([...extended, { ...applied, appliedOn: '2026-12-01' }]);
    again
      .when('decideProbation', decision, told('2026-12-31'))
      .then({ refused: 'probation-not-over', rule: 'PROBATION page', facts: { until: '2027-01-01' } });
    expect(again.when('decideProbation', decision, told('2027-01-01')).result.state).toMatchObject({
      standing: 'full',
      fullOn: '2027-01-01',
    });
    again
      .when('decideProbation', { outcome: 'extended', until: '2027-07-02', decisionNo }, told('2027-01-01'))
      .then({ refused: 'date-not-fit', rule: 'D-party-record' });
    asked
      .when('decideProbation', { outcome: 'extended', until: '2027-07-02', decisionNo }, told('2026-07-01'))
      .then({ refused: 'date-not-fit', rule: 'D-party-record' });
    at().when('applyForFull', {}, told()).then({ refused: 'not-probationary', rule: 'D-party-record' });
    const ended = { ground: 'probation-cancelled' as const, lastDay: '2026-07-01', decisionNo, reason: '不合格' };
    expect(asked.when('end', ended, told('2026-07-01')).result.state.status).toBe('ended');
    at().when('end', ended, told('2026-07-01')).then({ refused: 'not-probationary', rule: 'D-party-record' });
  });

  test('dues go forward only', () => {
    at().when('recordDues', { paidThrough: '2026-03' }, told()).then({ type: 'DuesRecorded', paidThrough: '2026-03' });
    at().when('recordDues', { paidThrough: '2026-02' }, told()).then({ refused: 'dues-backwards', rule: 'D-transfer-dues' });
  });
});
