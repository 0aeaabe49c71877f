import { partySystemKinds, registry } from '@yimen/contracts';
import { fold } from '@yimen/kernel';
import { scenario, type Told } from '@yimen/testing';
import fc from 'fast-check';
import { after, day, decisionNo, formed, id, make, member, members, policy, standing, told } from './party.sample.js';
import { partyOrganisation, type PartyOrganisationEvent } from './party-organisation.js';
import { unmet } from './thresholds.js';

describe('4.1 · numbers are watched', () => {
  const watched = (events: readonly PartyOrganisationEvent[]) => {
    const state = fold(partyOrganisation, events);
    return state.status === 'formed' ? state.watched.map(({ threshold, warned }) => `${threshold}${warned ? ' !' : ''}`) : [];
  };
  /** Without the post that no branch of these tests has filled. */
  const numbers = (events: readonly PartyOrganisationEvent[]) => watched(events).filter((one) => !one.startsWith('secretary-absent'));

  test('D-party-grace · fewer than three full members: warned of after six months, and never abolished', () => {
    expect(numbers(formed)).toEqual(['branch-below']);
    expect(formed.at(-1)).toMatchObject({ rule: 'PBR18 joint' });
    expect(numbers(after(formed, ...members(3)))).toEqual([]);
    const fallen = after(after(formed, post('secretary', 5), ...members(3)), ['unlistMember', { member: id(10_000) }]);
    expect(fallen.at(-1)).toMatchObject({ type: 'PartyThresholdPassed', threshold: 'branch-below', graceUntil: '2026-09-02' });
    const state = scenario(partyOrganisation).given(fallen);
    state.when('warn', {}, told({ today: '2026-09-02' })).then({ refused: 'nothing-due', rule: 'D-party-grace' });
    const { result } = state.when('warn', {}, told({ today: '2026-09-03' }));
    expect(result.events).toMatchObject([
      { type: 'PartyThresholdWarned', threshold: 'branch-below', rule: 'PBR18 joint', fullMembers: 2, nextGrace: null },
    ]);
    expect(result.state.status).toBe('formed');
  });

  test('D-party-grace · where fewer are asked for meanwhile, the number is right again and nobody is warned', () => {
    const group = after(standing(31, { level: 'group', parent: id(11) }), ...members(2));
    const warned = (least: number) =>
      scenario(partyOrganisation)
        .given(group)
        .when('warn', {}, told({ today: '2026-09-03', policy: { 'party.group.members': least } })).result.events;
    expect([warned(3), warned(2)]).toMatchObject([
      [{ type: 'PartyThresholdWarned', threshold: 'group-below', rule: 'R-087', members: 2 }],
      [{ type: 'PartyThresholdMet', threshold: 'group-below', nextGrace: null }],
    ]);
  });

  test('PBR18 · more than 50 members warn at once; 50 reach a general branch, 100 a committee', () => {
    const filled = after(formed, [
      'fillPost',
      { post: 'secretary', person: id(5), concurrentOf: null },
      { facts: { elsewhere: { status: 'none' } } },
    ]);
    const at = (count: number) => watched(after(filled, ...members(count))).filter((one) => one !== 'committee-absent');
    expect(at(49)).toEqual([]);
    expect(at(50)).toEqual(['general-branch-reached !']);
    expect(at(51)).toEqual(['general-branch-reached !', 'branch-large !']);
    expect(at(100)).toEqual(['general-branch-reached !', 'branch-large !', 'committee-reached !']);
  });

  const post = (kind: string, person: number): readonly [string, object, Told] => [
    'fillPost',
    { post: kind, person: id(person), concurrentOf: null },
    { facts: { elsewhere: { status: 'none' } } },
  ];

  test('PBR18 · seven full members need a committee of three; absent after the grace no new term begins', () => {
    const seven = after(formed, ...members(7));
    expect(numbers(seven)).toEqual(['committee-absent']);
    expect(watched(after(seven, post('secretary', 5), post('deputy-secretary', 6), post('committee-member', 7)))).toEqual([]);
    const absent = after(seven, ['warn', {}, { today: '2026-09-03' }]);
    const term = { termStart: '2026-09-03', decisionNo };
    scenario(partyOrganisation)
      .given(absent)
      .when('changeTerm', term, told({ today: '2026-09-03' }))
      .then({ refused: 'committee-absent', rule: 'PBR18 committee', overridable: false });
    expect(
      scenario(partyOrganisation)
        .given(seven)
        .when('changeTerm', term, told({ today: '2026-09-03' })).result.events,
    ).toMatchObject([{ type: 'PartyTermChanged', termEnd: '2031-09-03' }]);
  });

  test('PBR18 committee · a branch without a secretary, and a committee where fewer than seven full members are left: told after the grace', () => {
    const seven = after(formed, ...members(7));
    expect(watched(seven)).toEqual(['secretary-absent', 'committee-absent']);
    const led = after(seven, post('secretary', 5), post('committee-member', 6), post('committee-member', 7));
    expect(watched(led)).toEqual([]);
    const six = after(led, ['unlistMember', { member: id(10_000) }]);
    expect(six.at(-1)).toMatchObject({ type: 'PartyThresholdPassed', threshold: 'committee-below', graceUntil: '2026-09-02' });
    const vacant = after(six, ['vacatePost', { post: 'secretary', person: id(5) }]);
    const { result } = scenario(partyOrganisation)
      .given(vacant)
      .when('warn', {}, told({ today: '2026-09-03' }));
    expect(result.events).toMatchObject([
      { type: 'PartyThresholdWarned', threshold: 'committee-below', rule: 'PBR18 committee', fullMembers: 6 },
      { type: 'PartyThresholdWarned', threshold: 'secretary-absent', rule: 'PBR18 committee' },
    ]);
    const resolved = ['vacatePost', { post: 'committee-member', person: id(6) }] as const;
    expect(watched(after(vacant, resolved, ['vacatePost', { post: 'committee-member', person: id(7) }]))).toEqual(['secretary-absent']);
  });

  test('PBR18 · below seven: one secretary, one deputy if needed, no committee', () => {
    const six = scenario(partyOrganisation).given(after(formed, ...members(6), post('secretary', 5), post('deputy-secretary', 6)));
    const fill = (kind: 'secretary' | 'deputy-secretary' | 'committee-member' | 'group-leader', person = 8) =>
      six.when('fillPost', { post: kind, person: id(person), concurrentOf: null }, told({ facts: { elsewhere: { status: 'none' } } }));
    fill('committee-member').then({ refused: 'no-committee-below', rule: 'PBR18 committee', overridable: false });
    fill('deputy-secretary').then({ refused: 'one-deputy', rule: 'PBR18 committee' });
    fill('secretary').then({ refused: 'post-held', rule: 'D-party-posts' });
    fill('group-leader').then({ refused: 'post-not-here', rule: 'D-party-posts' });
    six.when('vacatePost', { post: 'secretary', person: id(8) }, told()).then({ refused: 'post-not-held', rule: 'D-party-posts' });
  });

  test('PBR18 · three to five, generally not over seven: the sixth and the eighth warn', () => {
    const committee = (count: number) =>
      after(
        formed,
        ...members(9),
        post('secretary', 50),
        ...Array.from({ length: count - 1 }, (_, at) => post('committee-member', 51 + at)),
      );
    const next = (count: number) =>
      scenario(partyOrganisation)
        .given(committee(count))
        .when(
          'fillPost',
          { post: 'committee-member', person: id(90), concurrentOf: null },
          told({ facts: { elsewhere: { status: 'none' } } }),
        ).result;
    expect([next(4), next(5), next(7)].map(({ warnings }) => warnings)).toEqual([[], ['committee-large'], ['committee-over-seven']]);
    expect([next(5), next(7)].map(({ warnedBy }) => warnedBy)).toEqual([['PBR18 committee'], ['PBR18 committee']]);
  });

  test('R-096, R-097 · a concurrent post is held by who holds the other one', () => {
    const elsewhere = fold(
      partyOrganisation,
      after(standing(2, { level: 'branch', parent: id(900) }), ...members(7), post('committee-member', 5)),
    );
    const fill = (person: number) =>
      scenario(partyOrganisation)
        .given(formed)
        .when(
          'fillPost',
          { post: 'secretary', person: id(person), concurrentOf: { organisation: id(2), post: 'committee-member' } },
          told({ facts: { elsewhere } }),
        );
    expect(fill(5).result.events[0]).toMatchObject({ type: 'PartyPostFilled', concurrentOf: { organisation: id(2) } });
    fill(6).then({ refused: 'concurrent-not-held', rule: 'R-096', overridable: true });
  });

  test.each([
    ['R-087', 'group-below', 'group'],
    ['R-089', 'general-branch-below', 'general-branch'],
  ] as const)('%s · %s is told by its rule', (rule, threshold, level) => {
    const state = fold(partyOrganisation, standing(4, { level: 'general-branch', parent: id(900) }));
    if (state.status !== 'formed') throw new Error('not formed');
    expect(unmet({ ...state, level }, policy)).toEqual([{ threshold, rule, grace: true }]);
  });

  test('PBR18 committee, PBR18 size, PARTY-SIZE page · what a branch of a hundred reaches is told by its rules', () => {
    const state = fold(partyOrganisation, after(formed, ...members(100)));
    if (state.status !== 'formed') throw new Error('not formed');
    expect(unmet(state, policy).map(({ threshold, rule }) => `${threshold}: ${rule}`)).toEqual([
      'secretary-absent: PBR18 committee',
      'committee-absent: PBR18 committee',
      'branch-large: PBR18 size',
      'general-branch-reached: PARTY-SIZE page',
      'committee-reached: PARTY-SIZE page',
    ]);
  });

  test('a general branch with fewer than three branches is watched; its list follows what is formed below', () => {
    const general = standing(4, { level: 'general-branch', parent: id(900) });
    expect(watched(general)).toEqual(['general-branch-below']);
    const three = after(general, ...[11, 12, 13].map((n): readonly [string, object] => ['listBelow', { below: id(n) }]));
    expect(watched(three)).toEqual([]);
    expect(make(fold(partyOrganisation, three), ['listBelow', { below: id(11) }])).toEqual([]);
    expect(watched(after(three, ['unlistBelow', { below: id(11) }]))).toEqual(['general-branch-below']);
  });

  test('however members come and go: what is watched is exactly what the numbers ask for', () => {
    const step = fc.record({ n: fc.nat(12), move: fc.constantFrom('list', 'full', 'unlist') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state = fold(partyOrganisation, formed);
        for (const { n, move } of steps) {
          const [name, input] =
            move === 'unlist'
              ? (['unlistMember', { member: id(10_000 + n) }] as const)
              : member(n, move === 'full' ? 'full' : 'probationary');
          state = fold(partyOrganisation, make(state, [name, input]), state);
          if (state.status !== 'formed') throw new Error('ended by itself');
          expect(state.watched.map(({ threshold }) => threshold).sort()).toEqual(
            unmet(state, policy)
              .map(({ threshold }) => threshold)
              .sort(),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('4.1 · records and cadence', () => {
  const branch = after(formed, ...members(3));
  const checked = (today: string, ...steps: Parameters<typeof make>[1][]) =>
    make(fold(partyOrganisation, after(branch, ...steps)), ['checkCadence', {}, { today }]).flatMap((event) =>
      event.type === 'PartyCadenceChecked'
        ? event.findings.map(({ cadence, period, required, found, rule }) => `${cadence} ${period} ${found}/${required} ${rule}`)
        : [],
    );
  const activity = (kind: string, heldOn: string, hours = 2): readonly [string, object, Told] => [
    'recordActivity',
    { kind, heldOn, hours, attended: 10 },
    { today: heldOn },
  ];

  test('PMR19 16 · a month without theme day is found; the month of formation is not asked', () => {
    expect(checked('2026-04-01')).toEqual([]);
    expect(checked('2026-05-01')).toEqual(['theme-day 2026-04 0/1 PMR19 16']);
    expect(checked('2026-05-01', activity('theme-day', '2026-04-15'))).toEqual([]);
  });

  test('PMR19 17, PMR19 18, PMR19 20, R-102 · in January the year before is looked at', () => {
    const all = [
      'theme-day 2027-12 0/1 PMR19 16',
      'organisation-life 2027 0/1 PMR19 17',
      'democratic-assessment 2027 0/1 PMR19 18',
      'study 2027 0/32 PMR19 20',
      'new-members 2027 0/1 R-102',
    ];
    expect(checked('2028-01-01')).toEqual(all);
    const done = [
      activity('theme-day', '2027-12-10'),
      activity('organisation-life', '2027-06-10'),
      activity('democratic-assessment', '2027-06-10'),
      activity('study', '2027-03-01', 20),
      activity('study', '2027-09-01', 11),
      ['listMember', { member: id(20_000), standing: 'probationary', admitted: true }, { today: '2027-05-01' }] as const,
    ];
    expect(checked('2028-01-01', ...done)).toEqual(['study 2027 31/32 PMR19 20']);
  });

  test('R-107, R-108, R-109, R-110, R-111, R-294 · ten systems, two tables, six books, five files: fixed kinds', () => {
    const kinds = registry.get('PartyDocumentFiled')?.schema.shape['kind'] as unknown as { options: string[] };
    expect(kinds.options).toHaveLength(23);
    expect(partySystemKinds).toHaveLength(10);
    expect(kinds.options.slice(-5)).toEqual(['work-file', 'development-file', 'dues-file', 'activities-file', 'documents-from-above']);
    const filed = { kind: 'dues-file' as const, title: '党费' };
    expect(scenario(partyOrganisation).given(branch).when('fileDocument', filed, told()).result.state).toMatchObject({
      filed: { 'dues-file': 1 },
    });
    expect(partyOrganisation.moves.fileDocument.input.safeParse({ kind: 'other', title: '其他' }).success).toBe(false);
  });

  test('R-105, R-106 · joint meetings have units and minutes; nothing is recorded before it happens', () => {
    const meeting = { at: 'community' as const, heldOn: day, units: ['示例学校'], minutes: '商定项目一个' };
    const at = scenario(partyOrganisation).given(branch);
    at.when('holdJointMeeting', meeting, told()).then({ type: 'PartyJointMeetingHeld', ...meeting });
    at.when('holdJointMeeting', { ...meeting, heldOn: '2026-03-03' }, told()).then({ refused: 'date-not-fit', rule: 'R-106' });
    at.when('recordActivity', { kind: 'study', heldOn: '2026-03-03', hours: 1, attended: 1 }, told()).then({
      refused: 'date-not-fit',
      rule: 'D-party-organisation',
    });
  });
});
