import { account } from '../../hall.sample.js';
import {
  activate,
  agreement,
  at,
  bodies,
  communities,
  entrusted,
  history,
  on,
  paid,
  pay,
  receive,
  sign,
  signatories,
  system,
  toActiveEntrusted,
  toListed,
  type Step,
} from '../admission.sample.js';
import { deadlines } from '../deadlines.js';

const [first, second] = communities;
const bySystem = (day: string) => on(day, { actor: system });
/** Agreed with both communities, with one of them on other days. */
const agreed = (change: object): readonly Step[] => [...toListed(entrusted()), ...sign(first, change), ...sign(second)];
const active = (change: object): readonly Step[] => [...agreed(change), ...paid, activate()];
const over = (day: string): Step => ['agreementTermOver', {}, bySystem(day)];
const types = (...steps: readonly Step[]) => history(...steps).map(({ type }) => type);
const notRunning = { refused: 'agreement-not-running', rule: 'D-admission-agreement', overridable: false } as const;

describe('5.1.4, D-admission-agreement · what is entrusted is done under agreements that run', () => {
  test('an agreement that begins later starts the matter on its own first day', () => {
    const later = agreed({ from: '2026-05-10' });
    expect(history(...later).at(-1)).toMatchObject({ type: 'AgreementSigned', startsOn: '2026-05-10', runsUntil: '2027-05-05' });
    at(...later, ...paid)
      .when('activate', {}, bySystem('2026-05-06'))
      .then(notRunning);
    expect(at(...later, ...paid, activate('2026-05-10')).state.status).toBe('active');
    expect(types(...later, ...paid.slice(0, 3), receive(second, '银2', '2026-05-08')).at(-1)).toBe('ReceiptConfirmed');
    expect(types(...later, ...paid.slice(0, 3), receive(second, '银2', '2026-05-10')).at(-1)).toBe('MatterActivated');
  });

  test('the day after the first of them ends the matter stops', () => {
    const steps = active({ to: '2026-12-31' });
    expect(history(...agreed({ to: '2026-12-31' })).at(-1)).toMatchObject({ type: 'AgreementSigned', runsUntil: '2026-12-31' });
    at(...steps)
      .when('agreementTermOver', {}, bySystem('2026-12-31'))
      .then({ refused: 'not-due', rule: 'D-admission-agreement', facts: { until: '2026-12-31' } });
    at(...steps)
      .when('agreementTermOver', {}, bySystem('2027-01-01'))
      .then({ type: 'MatterSuspended', ground: 'agreement-over', reason: '委托协议已到期', on: '2027-01-01' });
    at(...steps, over('2027-01-01'))
      .when('resume', { reason: '继续' }, on('2027-01-02'))
      .then(notRunning);
  });

  test('over while the matter is reviewed: it stops when the review is concluded', () => {
    const review: Step = ['startReview', { year: 2026 }, on('2027-01-10')];
    const concluded: Step = ['concludeReview', { outcome: 'kept', words: '保留' }, on('2027-01-20')];
    expect(types(...active({ to: '2027-01-15' }), review, over('2027-01-16'), concluded).slice(-2)).toEqual([
      'ReviewConcluded',
      'MatterSuspended',
    ]);
    expect(types(...active({}), review, concluded).at(-1)).toBe('ReviewConcluded');
  });

  test('over while it stands still for late money: the money alone does not let it go on', () => {
    const late: Step = ['suspendLate', {}, bySystem('2026-10-02')];
    const both = [pay(first, '银3', '175000', '2026-10-05'), pay(second, '银4', '175000', '2026-10-05')];
    expect(at(...active({ to: '2026-10-04' }), late, ...both).state.status).toBe('suspended');
    expect(at(...active({}), late, ...both).state.status).toBe('active');
  });

  test('over before the start nothing is to be stopped; with the last day of the matter it expires', () => {
    at(...agreed({ to: '2026-12-31' }))
      .when('agreementTermOver', {}, bySystem('2027-01-01'))
      .then([]);
    at(...toActiveEntrusted)
      .when('agreementTermOver', {}, bySystem('2027-05-06'))
      .then([]);
  });

  test('both days are deadlines of the matter', () => {
    const signed = { startsOn: '2026-05-10', runsUntil: '2026-12-31' } as never;
    expect(deadlines['start']?.set.AgreementSigned?.(signed)).toEqual({ dueOn: '2026-05-09' });
    expect(deadlines['agreement']?.set.AgreementSigned?.(signed)).toEqual({ dueOn: '2026-12-31' });
    expect(deadlines['agreement']?.set.AgreementSigned?.({ to: '2027-05-05' } as never)).toEqual({ dueOn: '2027-05-05' });
  });
});

describe('5.1.4, D-admission-agreement · an agreement of the same community follows one that ends before its matter', () => {
  const document = 'b'.repeat(64);
  const plan = [{ on: '2027-03-01', amount: '375000' }];
  const by = (who: string, day: string) => on(day, { actor: account(who), facts: signatories });
  const offering = (day: string, change: object): Step => ['signAgreement', agreement(first, { plan, ...change }), by('department-1', day)];
  const following = (day: string, from: string): readonly Step[] => [
    offering(day, { from }),
    ['countersignAgreement', { community: first, document }, by('director-1', day)],
    ['witnessAgreement', { community: first, document, witness: bodies.subDistrict }, by('town-1', day)],
  ];
  const steps = active({ to: '2026-12-31' });
  const ended: readonly Step[] = [...steps, over('2027-01-01')];

  test('signed before the end the matter goes on without a break, and its money adds to what was agreed', () => {
    const ahead = [...steps, ...following('2026-12-01', '2027-01-01')];
    expect(history(...ahead).at(-1)).toMatchObject({ type: 'AgreementSigned', runsUntil: '2027-05-05' });
    expect(at(...ahead).state).toMatchObject({
      status: 'active',
      entry: { agreements: { [first]: { amount: '750000', plan: [{}, {}, { on: '2027-03-01' }], received: [{ voucher: '银1' }] } } },
    });
    at(...ahead)
      .when('agreementTermOver', {}, bySystem('2027-01-01'))
      .then({ refused: 'not-due', rule: 'D-admission-agreement', facts: { until: '2027-05-05' } });
  });

  test('signed after the end it lets the matter go on, at once or from its first day on', () => {
    // Instalments of the last agreement are still owed: that is looked at on the day after.
    expect(history(...ended, ...following('2027-02-01', '2027-02-01')).slice(-2)).toMatchObject([
      { type: 'AgreementSigned' },
      { type: 'MatterResumed', moneyDue: { dueOn: '2027-02-01' } },
    ]);
    const later = at(...ended, ...following('2027-02-01', '2027-02-15'));
    expect(later.state.status).toBe('suspended');
    later.when('resume', { reason: '继续' }, on('2027-02-14')).then(notRunning);
    expect(later.when('resume', { reason: '继续' }, on('2027-02-15')).result.events).toMatchObject([{ type: 'MatterResumed' }]);
  });

  test('signed after the end and before the matter was stopped: it stops all the same where there is a break', () => {
    expect(types(...steps, ...following('2027-01-01', '2027-01-05')).slice(-2)).toEqual(['AgreementSigned', 'MatterSuspended']);
    expect(types(...steps, ...following('2027-01-01', '2027-01-01')).at(-1)).toBe('AgreementSigned');
  });

  test('signed before the start, because the last one ended while money was awaited: the matter starts with it', () => {
    const waiting = [...agreed({ to: '2026-06-30' }), ...paid.slice(0, 3), receive(second, '银2', '2026-07-10')];
    expect(types(...waiting).at(-1)).toBe('ReceiptConfirmed');
    expect(types(...waiting, ...following('2026-07-20', '2026-07-20')).slice(-2)).toEqual(['AgreementSigned', 'MatterActivated']);
    const later = [...waiting, ...following('2026-07-20', '2026-08-01')];
    expect(history(...later).at(-1)).toMatchObject({ type: 'AgreementSigned', startsOn: '2026-08-01' });
    expect(at(...later, activate('2026-08-01')).state.status).toBe('active');
  });

  test('it ends no suspension for another ground', () => {
    const halted: Step = ['suspend', { ground: 'unlawful-content', reason: '违法' }, on('2026-11-01')];
    expect(at(...steps, halted, ...following('2026-12-01', '2027-01-01')).state.status).toBe('suspended');
  });

  test.each([
    ['over what runs', { from: '2026-12-31' }, 'agreement-signed', 'D-admission-order'],
    ['after a break, while the last one runs', { from: '2027-01-02' }, 'agreement-follows', 'D-admission-agreement'],
    ['paid in a year that is bound', { from: '2027-01-01', plan: [{ on: '2026-12-20', amount: '375000' }] }, 'agreement-year-bound', null],
    ['beyond the matter', { from: '2027-01-01', to: '2027-05-06' }, 'start-passed', 'D-admission-order'],
  ])('not %s', (_words, change, refused, rule) => {
    const [move, input, told] = offering('2026-12-01', change);
    expect(at(...steps).when(move as 'signAgreement', input as never, told).result.refusal).toMatchObject({
      ...{ code: refused, overridable: false },
      rule: rule ?? 'D-admission-agreement',
    });
  });
});
