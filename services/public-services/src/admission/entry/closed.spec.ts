import {
  activate,
  at,
  communities,
  entrusted,
  history,
  on,
  paidOut,
  paid,
  pay,
  sign,
  system,
  toActiveEntrusted,
  toListed,
  type Step,
} from '../admission.sample.js';
import { admission } from '../admission.js';
import { deadlines } from '../deadlines.js';

const [first, second] = communities;
/** On a day on which the second of the two communities has closed. */
const after = (day: string, facts: object = {}) =>
  on(day, { actor: system, facts: { standing: [first], area: null, untold: [], ...facts } });
/** Active; the agreement of the second ends before that of the first. */
const uneven: readonly Step[] = [...toListed(entrusted()), ...sign(first), ...sign(second, { to: '2026-12-31' }), ...paid, activate()];
const whole = pay(first, '银3', '175000', '2026-09-20');
const last = (...steps: readonly Step[]) => history(...steps).at(-1);

describe('5.1.4, D-admission-agreement · the agreement of a community that closed stops nobody else when it ends', () => {
  test('the day is then that of the others, and on it the matter stops', () => {
    const moved: Step = ['agreementTermOver', {}, after('2027-01-01')];
    expect(last(...uneven, moved)).toEqual({ type: 'AdmissionDueComputed', deadline: 'agreement', dueOn: '2027-05-05' });
    expect(deadlines['agreement']?.set.AdmissionDueComputed?.(last(...uneven, moved) as never)).toEqual({ dueOn: '2027-05-05' });
    expect(deadlines['money']?.set.AdmissionDueComputed?.(last(...uneven, moved) as never)).toBeUndefined();
    expect(at(...uneven, moved).state.status).toBe('active');
    at(...uneven)
      .when('agreementTermOver', {}, after('2026-12-31'))
      .then({ refused: 'not-due', rule: 'D-admission-agreement', facts: { until: '2027-05-05' } });
    at(...uneven)
      .when('agreementTermOver', {}, after('2027-01-01', { standing: [first, second] }))
      .then({ type: 'MatterSuspended', ground: 'agreement-over', reason: '委托协议已到期', on: '2027-01-01' });
  });

  test('a matter that it had stopped goes on, and a review is concluded without it', () => {
    const stopped: Step = ['agreementTermOver', {}, on('2027-01-01', { actor: system })];
    expect(last(...uneven, whole, stopped, ['resume', { reason: '继续' }, after('2027-01-05')])).toMatchObject({ type: 'MatterResumed' });
    const review: Step = ['startReview', { year: 2026 }, on('2027-01-10')];
    const concluded: Step = ['concludeReview', { outcome: 'kept', words: '保留' }, after('2027-01-20')];
    expect(last(...uneven, whole, review, concluded)).toMatchObject({ type: 'ReviewConcluded', moneyDue: null });
  });
});

describe('RCL25 43, D-admission-suspend · the money of a community that closed is late for nobody else', () => {
  // The second instalments were due on 2026-09-01; their grace ends on 2026-10-01.
  const half = [...toActiveEntrusted, whole];

  test('the matter is not suspended for it, by nobody; it is still for that of the others', () => {
    at(...half)
      .when('suspendLate', {}, after('2026-10-02'))
      .then([]);
    at(...half)
      .when('suspend', { ground: 'money-late', reason: '逾期' }, after('2026-10-02'))
      .then({ refused: 'money-in-time', rule: 'D-admission-suspend' });
    at(...toActiveEntrusted)
      .when('suspendLate', {}, after('2026-10-02'))
      .then({ type: 'MatterSuspended', ground: 'money-late', reason: '费用超过宽限期未到账', on: '2026-10-02' });
  });

  test('the day is then that of the others', () => {
    const plan = [
      { on: '2026-05-01', amount: '200000' },
      { on: '2026-11-01', amount: '175000' },
    ];
    const later = [...toListed(entrusted()), ...sign(first, { plan }), ...sign(second), ...paid, activate()];
    const moved: Step = ['suspendLate', {}, after('2026-10-02')];
    expect(last(...later, moved)).toEqual({ type: 'AdmissionDueComputed', deadline: 'money', dueOn: '2026-12-01' });
    at(...later, moved)
      .when('suspendLate', {}, after('2026-12-02'))
      .then({ type: 'MatterSuspended', ground: 'money-late', reason: '费用超过宽限期未到账', on: '2026-12-02' });
    // What arrives or goes back meanwhile looks at the money of the others alone.
    const [one, back] = [
      { community: first, amount: '1000', system: 'bank' as const, voucher: '银7', bankDate: '2026-09-02' },
      { community: first, amount: '1000', paid: { system: 'bank' as const, number: '银7', date: '2026-09-02' } },
    ];
    const word: Step = ['receiveInstalment', one, after('2026-10-03')];
    expect(last(...later, word)).toMatchObject({ type: 'InstalmentReceived', moneyDue: { dueOn: '2026-12-01' } });
    const gone: Step = [
      'returnInstalment',
      { ...back, voucher: { system: 'bank', number: '银8', date: '2026-10-04' } },
      after('2026-10-04'),
    ];
    expect(last(...later, word, gone)).toMatchObject({ type: 'InstalmentReturned', moneyDue: { dueOn: '2026-12-01' } });
    const untold = [{ ...one, returns: [] }];
    expect(last(...later, ['suspendLate', {}, after('2026-10-05', { untold })])).toMatchObject({ moneyDue: { dueOn: '2026-12-01' } });
  });

  test('a matter suspended for it goes on by hand, or with the money of the others', () => {
    const suspended: Step = ['suspendLate', {}, on('2026-10-02', { actor: system })];
    expect(last(...half, suspended, ['resume', { reason: '社区已撤销' }, after('2026-10-05')])).toMatchObject({
      ...{ type: 'MatterResumed', moneyDue: null },
    });
    const arrived = { community: first, amount: '175000', voucher: '银3', bankDate: '2026-10-05' };
    const told = paidOut('2026-10-05', arrived);
    const recorded: Step = ['recordInstalment', arrived, { ...told, facts: { ...(told.facts as object), standing: [first] } }];
    expect(last(...toActiveEntrusted, suspended, recorded)).toMatchObject({ type: 'MatterResumed', reason: '欠付费用已到账' });
  });
});

test.each([
  ['agreementTermOver', {}],
  ['concludeReview', {}],
  ['receiveInstalment', {}],
  ['returnInstalment', {}],
  ['recordInstalment', {}],
  ['suspendLate', {}],
  ['suspend', { community: null }],
  ['resume', { community: null }],
] as const)('D-admission-conditions · which communities stand is looked up in the book on the day: %s', async (move, input) => {
  const row = async (_table: unknown, key: string) =>
    communities.some((each) => each === key) ? { organisation: key, closedOn: key === second ? '2026-06-01' : null } : undefined;
  const { gather } = admission.moves[move];
  const given = { id: 'x', today: '2026-06-01', derived: {}, alias: {} };
  expect(await gather?.({ row } as never, input as never, at(...toActiveEntrusted).state, given)).toMatchObject({ standing: [first] });
});
