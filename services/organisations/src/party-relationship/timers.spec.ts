import { memberTimers } from '@yimen/contracts';
import { fold, type DeadlineRule } from '@yimen/kernel';
import { scenario } from '@yimen/testing';
import { deadlines } from './deadlines.js';
import { partyRelationship, type PartyRelationshipEvent } from './party-relationship.js';
import { after, at, day, decisionNo, here, member, told, type Step } from './party-relationship.sample.js';

/** The day after the due date of a deadline: when the system acts. */
function firesOn(timer: string, events: readonly PartyRelationshipEvent[]): string | null {
  const { set, clear } = deadlines[timer] as DeadlineRule<PartyRelationshipEvent>;
  return events.reduce<string | null>((before, event) => {
    const due = (set[event.type] as ((event: PartyRelationshipEvent) => { dueOn?: string } | null | undefined) | undefined)?.(event);
    if (due === null) return null;
    if (due !== undefined) return new Date(Date.parse(due.dueOn ?? '') + 86_400_000).toISOString().slice(0, 10);
    return clear.includes(event.type) ? null : before;
  }, null);
}

describe('4.2 · timers give tasks for the branch, and nothing else by themselves', () => {
  const lost: Step[] = [['recordLost', { since: day }]];
  test.each<[string, string, Step[], string, string]>([
    [
      'PMR19 25 · away six months at a fixed place',
      'must-transfer',
      [['recordAway', { since: day, place: 'fixed', months: 8 }]],
      '2026-09-01',
      'transfer-membership',
    ],
    [
      'PMR19 32, FPM24 · floating six months',
      'floating',
      [['recordAway', { since: day, place: 'uncertain', months: null }]],
      '2026-09-01',
      'register-floating',
    ],
    ['PMR19 24 · lost six months', 'lost', lost, '2026-09-01', 'propose-stop'],
    [
      'PMR19 24 · study abroad of more than five years',
      'abroad-stop',
      [
        ['recordAway', { since: day, place: 'studies-abroad', months: 70 }],
        ['recordContact', { contactedOn: '2031-02-01' }, '2031-02-01'],
      ],
      '2031-03-02',
      'propose-stop',
    ],
    [
      'PMR19 33 · abroad: a contact each half year',
      'abroad-contact',
      [['recordAway', { since: day, place: 'abroad', months: 12 }]],
      '2026-09-01',
      'contact-abroad',
    ],
    ['PMR19 34 · graduate without a job', 'graduate', [['recordGraduation', { graduatedOn: day }]], '2028-03-02', 'transfer-membership'],
    [
      'PMR19 31 · six months without organisation life',
      'lapse-organisation-life',
      [['noteLapse', { lapse: 'organisation-life', since: day }]],
      '2026-09-01',
      'left-by-himself-procedure',
    ],
    [
      'PMR19 31 · six months without dues',
      'lapse-dues',
      [['noteLapse', { lapse: 'dues', since: day }]],
      '2026-09-01',
      'left-by-himself-procedure',
    ],
    [
      'PMR19 31 · six months without work',
      'lapse-work',
      [['noteLapse', { lapse: 'work', since: day }]],
      '2026-09-01',
      'left-by-himself-procedure',
    ],
    [
      'PMR19 30 · time to mend',
      'correction',
      [['orderCorrection', { until: '2027-03-01', decisionNo }]],
      '2027-03-02',
      'decide-after-correction',
    ],
    [
      'PMR19 24 · two years after the stop',
      'stopped',
      [...lost, ['recordSearch', { words: '走访' }], ['stop', { ground: 'lost', decisionNo }, '2026-09-01']],
      '2028-09-01',
      'propose-removal',
    ],
  ])('%s', (_name, timer, steps, on, task) => {
    const events = after(member, ...steps);
    expect(firesOn(timer, events)).toBe(on);
    const before = fold(partyRelationship, events);
    const { result } = scenario(partyRelationship).given(events).when('raiseTasks', {}, told(on));
    expect(
      result.events.map((event) => (event.type === 'MemberTaskRaised' ? [event.timer, event.task, event.branch] : event.type)),
    ).toEqual([[timer, task, here]]);
    expect(result.state.status).toBe(before.status);
    expect(firesOn(timer, [...events, ...result.events])).toBeNull();
    if (on > day) {
      const dayBefore = new Date(Date.parse(on) - 86_400_000).toISOString().slice(0, 10);
      scenario(partyRelationship)
        .given(events)
        .when('raiseTasks', {}, told(dayBefore))
        .then({ refused: 'nothing-due', rule: 'D-party-task' });
    }
  });

  test('D-party-task · every timer of the list has its deadline, and fires the one move that raises tasks: the system’s', () => {
    for (const timer of memberTimers) expect([timer, deadlines[timer]?.fires]).toEqual([timer, 'raiseTasks']);
    expect(partyRelationship.moves.raiseTasks.by).toBe('system');
  });

  test('PMR19 25 · a change of work unit or residence is a task at once', () => {
    const { result } = at().when('recordMoved', { ground: 'work-unit', since: day }, told());
    expect(result.events).toMatchObject([
      { type: 'MemberMoved' },
      { type: 'MemberTaskRaised', task: 'transfer-membership', rule: 'PMR19 25' },
    ]);
  });

  test('PMR19 24 · settled abroad is a task at once, and nothing else by itself', () => {
    const { result } = at().when('recordAway', { since: day, place: 'settled-abroad', months: null }, told());
    expect(result.events).toMatchObject([
      { type: 'MemberAway' },
      { type: 'MemberTaskRaised', timer: 'abroad-stop', task: 'propose-stop', rule: 'PMR19 24', since: day, branch: here },
    ]);
    expect(result.state.status).toBe('member');
  });

  test.each([
    ['fixed', 3, 'none'],
    ['fixed', 6, 'certificate'],
    ['fixed', 7, 'letter'],
    ['uncertain', null, 'floating-card'],
    // Nobody knows for how long: that is as uncertain as where to.
    ['fixed', null, 'floating-card'],
    ['uncertain', 4, 'floating-card'],
    // Six months at most, wherever he is.
    ['abroad', 6, 'certificate'],
    ['abroad', 60, 'letter'],
    ['studies-abroad', 7, 'letter'],
  ] as const)('COD04 credentials · %s, %s months: %s', (where, months, credential) => {
    expect(at().when('recordAway', { since: day, place: where, months }, told()).result.events[0]).toMatchObject({ credential });
  });

  test('being back, a contact, an end of a lapse stop their timers', () => {
    const away = after(member, ['recordAway', { since: day, place: 'fixed', months: 8 }]);
    expect(firesOn('must-transfer', after(away, ['recordBack', { since: day }]))).toBeNull();
    at().when('recordBack', { since: day }, told()).then({ refused: 'not-away', rule: 'D-party-record' });
    const abroad = after(member, ['recordAway', { since: day, place: 'abroad', months: 12 }]);
    expect(firesOn('abroad-contact', after(abroad, ['recordContact', { contactedOn: '2026-05-01' }, '2026-05-01']))).toBe('2026-11-01');
    const lapse = after(member, ['noteLapse', { lapse: 'dues', since: day }]);
    expect(firesOn('lapse-dues', after(lapse, ['endLapse', { lapse: 'dues', words: '已补缴' }]))).toBeNull();
    at().when('endLapse', { lapse: 'dues', words: '无' }, told()).then({ refused: 'not-noted', rule: 'PMR19 31' });
    at().when('registerFloatingOut', { place: '上海' }, told()).then({ refused: 'not-away', rule: 'PMR19 32' });
    at(['recordAway', { since: day, place: 'uncertain', months: null }])
      .when('registerFloatingOut', { place: '上海' }, told())
      .then({ type: 'FloatingOutRegistered', place: '上海', since: day, timers: { floating: null } });
    at()
      .when('recordAway', { since: '2026-03-02', place: 'fixed', months: 8 }, told())
      .then({ refused: 'date-not-fit', rule: 'D-party-record' });
  });

  test('PMR19 25, PMR19 33 · away again in another place: what ran for the place before stops', () => {
    const abroad = after(member, ['recordAway', { since: day, place: 'studies-abroad', months: 70 }]);
    const elsewhere = after(abroad, ['recordAway', { since: '2026-04-01', place: 'fixed', months: 8 }, '2026-04-01']);
    expect(['abroad-stop', 'abroad-contact', 'must-transfer'].map((timer) => firesOn(timer, elsewhere))).toEqual([
      null,
      null,
      '2026-10-01',
    ]);
    expect(fold(partyRelationship, elsewhere)).toMatchObject({ timers: { 'must-transfer': '2026-09-30' } });
    expect(Object.keys((fold(partyRelationship, elsewhere) as { timers: object }).timers)).toEqual(['must-transfer']);
  });

  test('PMR19 31 · who pays has no lapse of dues, and no ground for removal is left of it; since when it runs follows from the month paid', () => {
    const lapse = after(member, ['noteLapse', { lapse: 'dues', since: '2026-05-20' }, '2026-06-01']);
    expect(lapse.at(-1)).toMatchObject({ type: 'LapseNoted', since: '2026-03-01', timers: { 'lapse-dues': '2026-08-31' } });
    const raised = after(lapse, ['raiseTasks', {}, '2026-09-01']);
    const removal = { ground: 'removed' as const, lastDay: '2026-09-02', decisionNo, reason: '自行脱党' };
    expect(scenario(partyRelationship).given(raised).when('end', removal, told('2026-09-02')).result.state.status).toBe('ended');
    const paid = after(raised, ['recordDues', { paidThrough: '2026-09' }, '2026-09-02']);
    expect(paid.slice(-2)).toMatchObject([{ type: 'DuesRecorded' }, { type: 'LapseEnded', lapse: 'dues' }]);
    scenario(partyRelationship)
      .given(paid)
      .when('end', removal, told('2026-09-02'))
      .then({ refused: 'removal-too-early', rule: 'PMR19 31' });
    expect(firesOn('lapse-dues', after(lapse, ['recordDues', { paidThrough: '2026-06' }, '2026-06-02']))).toBeNull();
    at(['recordDues', { paidThrough: '2026-03' }])
      .when('noteLapse', { lapse: 'dues', since: day }, told())
      .then({ refused: 'dues-paid', rule: 'PMR19 31', overridable: false });
  });

  test('PMR19 24 · restored: what ran before the stop and still stands runs again, what the stop was for does not', () => {
    const before = [
      ['recordGraduation', { graduatedOn: day }],
      ['noteLapse', { lapse: 'work', since: day }],
    ] as const;
    const lost = [
      ['recordLost', { since: day }],
      ['recordSearch', { words: '走访' }],
    ] as const;
    const stop = ['stop', { ground: 'lost', decisionNo }, '2026-09-01'] as const;
    const stopped = after(member, ...before, ...lost, stop);
    expect([firesOn('graduate', stopped), firesOn('lapse-work', stopped)]).toEqual([null, null]);
    const restored = after(stopped, ['restore', { decisionNo }, '2026-10-01']);
    expect(['graduate', 'lapse-work', 'lost', 'stopped'].map((timer) => firesOn(timer, restored))).toEqual([
      ...['2028-03-02', '2026-09-01'],
      ...[null, null],
    ]);
    const settled = after(
      member,
      ['recordAway', { since: day, place: 'settled-abroad', months: null }],
      ['stop', { ground: 'settled-abroad', decisionNo }],
      ['restore', { decisionNo }, '2026-10-01'],
    );
    expect(firesOn('abroad-stop', settled)).toBeNull();
  });

  test('PMR19 24 · removed is who is still lost two years after: not who was reached, nor who was stopped for being abroad', () => {
    const removal = { ground: 'removed' as const, lastDay: '2029-01-01', decisionNo, reason: '自行脱党' };
    const tooEarly = { refused: 'removal-too-early', rule: 'PMR19 24' };
    const lost: Step[] = [
      ['recordLost', { since: day }],
      ['recordSearch', { words: '走访' }],
      ['stop', { ground: 'lost', decisionNo }, '2026-09-01'],
    ];
    // PMR19 24 · a contact of before he was lost finds nobody.
    for (const found of [lost.slice(0, 1), lost])
      scenario(partyRelationship)
        .given(after(member, ...found))
        .when('recordContact', { contactedOn: '2026-02-28' }, told('2027-01-01'))
        .then({ refused: 'date-not-fit', rule: 'D-party-record' });
    const reached = after(member, ...lost, ['recordContact', { contactedOn: '2027-01-01' }, '2027-01-01']);
    expect(firesOn('stopped', reached)).toBeNull();
    scenario(partyRelationship).given(reached).when('end', removal, told('2029-01-01')).then(tooEarly);
    const abroad = after(
      member,
      ['recordAway', { since: day, place: 'settled-abroad', months: null }],
      ['stop', { ground: 'settled-abroad', decisionNo }],
    );
    expect(firesOn('stopped', abroad)).toBeNull();
    scenario(partyRelationship).given(abroad).when('end', removal, told('2029-01-01')).then(tooEarly);
  });

  test('PMR19 30 · one year at most to mend', () => {
    at()
      .when('orderCorrection', { until: '2027-03-02', decisionNo }, told())
      .then({ refused: 'correction-too-long', rule: 'PMR19 30', overridable: false });
    const ordered = at(['orderCorrection', { until: '2027-03-01', decisionNo }]);
    ordered
      .when('decideCorrection', { outcome: 'mended', decisionNo }, told())
      .then({ type: 'CorrectionDecided', outcome: 'mended', decisionNo, timers: { correction: null } });
    at().when('decideCorrection', { outcome: 'mended', decisionNo }, told()).then({ refused: 'not-noted', rule: 'PMR19 30' });
  });

  test('PMR19 24 · stopped by the committee above only, after six months and a search; restored; removed two years later', () => {
    expect(partyRelationship.moves.stop.by).toEqual({ committee: ['party-officer', 'organisation-admin'] });
    const stop = { ground: 'lost' as const, decisionNo };
    at(['recordLost', { since: day }])
      .when('stop', stop, told('2026-09-01'))
      .then({ refused: 'stop-too-early', rule: 'PMR19 24', overridable: false });
    const searched = [
      ['recordLost', { since: day }],
      ['recordSearch', { words: '走访' }],
    ] as const;
    at(...searched)
      .when('stop', stop, told('2026-08-31'))
      .then({ refused: 'stop-too-early', rule: 'PMR19 24' });
    at(['recordAway', { since: day, place: 'studies-abroad', months: 70 }])
      .when('stop', { ...stop, ground: 'studies-abroad' }, told('2031-03-01'))
      .then({ refused: 'stop-too-early', rule: 'PMR19 24' });
    const stopped = at(...searched, ['stop', stop, '2026-09-01']);
    expect(stopped.state.status).toBe('stopped');
    const removal = { ground: 'removed' as const, lastDay: '2028-08-31', decisionNo, reason: '自行脱党' };
    stopped.when('end', removal, told('2028-08-31')).then({ refused: 'removal-too-early', rule: 'PMR19 24' });
    expect(stopped.when('end', { ...removal, lastDay: '2028-09-01' }, told('2028-09-01')).result.state.status).toBe('ended');
    expect(stopped.when('restore', { decisionNo }, told('2026-10-01')).result.state).toMatchObject({ status: 'member', stoppedOn: null });
    at()
      .when('end', { ...removal, lastDay: day }, told())
      .then({ refused: 'removal-too-early', rule: 'PMR19 31' });
  });

  test('an end has its decision, but for death, and does not lie in the future', () => {
    const end = { ground: 'death' as const, lastDay: day, decisionNo: null, reason: '死亡证明' };
    expect(at().when('end', end, told()).result.state).toMatchObject({ status: 'ended', branch: null });
    at()
      .when('end', { ...end, ground: 'resigned' }, told())
      .then({ refused: 'decision-missing', rule: 'D-party-record' });
    at()
      .when('end', { ...end, lastDay: '2026-03-02' }, told())
      .then({ refused: 'date-not-fit', rule: 'D-party-record' });
    at().when('recordSearch', { words: '走访' }, told()).then({ refused: 'not-noted', rule: 'PMR19 24' });
  });
});
