import { deadlines } from '../deadlines.js';
import {
  activate,
  at,
  communities,
  entrusted,
  history,
  on,
  pay,
  receive,
  sign,
  system,
  toActiveEntrusted,
  toListed,
  type Step,
} from '../admission.sample.js';

const [first, second] = communities;
const bySystem = (day: string) => on(day, { actor: system });
const paid: readonly Step[] = [pay(first, '银1'), receive(first, '银1'), pay(second, '银2'), receive(second, '银2')];
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
  });
});
