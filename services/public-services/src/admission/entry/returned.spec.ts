import { admission } from '../admission.js';
import {
  at,
  communities,
  history,
  on,
  pay,
  receive,
  system,
  toActiveEntrusted,
  toAgreed,
  toFunded,
  type Step,
} from '../admission.sample.js';

const [first, second] = communities;
const bySystem = (day: string) => on(day, { actor: system });
const paper = (number: string, date: string) => ({ system: 'bank' as const, number, date });
const back = (amount: string, day = '2026-07-01') => ({
  ...{ community: first, amount, paid: paper('银1', '2026-05-02'), voucher: paper('银8', day) },
});
const returning = (amount: string, day = '2026-07-01'): Step => ['returnInstalment', back(amount, day), bySystem(day)];
const last = (...steps: readonly Step[]) => history(...steps).at(-1);
const reviewing: Step = ['startReview', { year: 2026 }, on('2027-01-10')];
const halted: Step = ['suspend', { ground: 'conditions-not-given', reason: '条件未落实' }, on('2026-09-15')];

describe('R-199 · what goes back is due again', () => {
  test('money falls, and the matter is looked at on the next day, since the instalment’s day has passed', () => {
    expect(last(...toActiveEntrusted, returning('1000'))).toMatchObject({
      ...{ type: 'InstalmentReturned', amount: '1000', confirmed: true, moneyDue: { dueOn: '2026-07-01' } },
    });
    expect(at(...toActiveEntrusted, returning('1000')).state).toMatchObject({
      entry: { agreements: { [first]: { received: [{ amount: '199000', voucher: '银1', confirmed: true }] } } },
    });
    at(...toActiveEntrusted, returning('1000'))
      .when('suspendLate', {}, bySystem('2026-07-02'))
      .then({ type: 'MatterSuspended', ground: 'money-late', reason: '费用超过宽限期未到账', on: '2026-07-02' });
    const again = at(
      ...toActiveEntrusted,
      returning('1000'),
      ['suspendLate', {}, bySystem('2026-07-02')],
      pay(first, '银9', '1000', '2026-07-03'),
    );
    expect(again.state.status).toBe('active');
  });

  test('the same word twice, of a paper that never came, or of more than came, changes nothing', () => {
    at(...toActiveEntrusted, returning('1000'))
      .when('returnInstalment', back('1000'), bySystem('2026-07-02'))
      .then([]);
    at(...toActiveEntrusted)
      .when('returnInstalment', { ...back('1000'), paid: paper('银7', '2026-05-02') }, bySystem('2026-07-02'))
      .then([]);
    at(...toActiveEntrusted)
      .when('returnInstalment', back('200001'), bySystem('2026-07-02'))
      .then([]);
  });

  test('13.1 · funded no more when the first instalment goes back before the start; funded again when it is paid anew', () => {
    const gone: readonly Step[] = [...toFunded, returning('200000', '2026-05-05')];
    expect(at(...gone).state.status).toBe('agreed');
    at(...gone)
      .when('confirmReceipt', { community: first, voucher: '银1' }, on('2026-05-05'))
      .then({ refused: 'voucher-unknown', rule: 'D-admission-order' });
    expect(at(...gone, pay(first, '银9', '200000', '2026-05-05'), receive(first, '银9', '2026-05-05')).state.status).toBe('funded');
  });

  test('13.1 · funded still where what goes back is of a later instalment', () => {
    const more = [pay(first, '银9', '175000', '2026-05-04'), receive(first, '银9', '2026-05-04')];
    const gone = { community: first, amount: '1000', paid: paper('银9', '2026-05-04'), voucher: paper('银8', '2026-05-05') };
    expect(at(...toFunded, ...more, ['returnInstalment', gone, bySystem('2026-05-05')]).state.status).toBe('funded');
  });

  test('what goes back before it is confirmed is confirmed no more', () => {
    const given = at(...toAgreed, pay(first, '银1'), returning('50000', '2026-05-03'));
    expect(given.when('confirmReceipt', { community: first, voucher: '银1' }, on('2026-05-04')).result.events).toMatchObject([
      { type: 'ReceiptConfirmed', amount: '150000' },
    ]);
  });
});

describe('5.1.4 · late money is looked at again when the matter goes on', () => {
  // The second instalments were due on 2026-09-01, their grace ended on 2026-10-01 while the matter could not be suspended for it.
  test.each<[string, string, readonly Step[]]>([
    ['reviewed', '2027-01-12', [reviewing, ['concludeReview', { outcome: 'kept', words: '保留' }, on('2027-01-12')]]],
    ['suspended for another ground', '2026-11-02', [halted, ['resume', { reason: '条件已落实' }, on('2026-11-02')]]],
  ])('%s meanwhile: on %s it has a day of its own, on which it is found', (_name, day, steps) => {
    const event = last(...toActiveEntrusted, ...steps);
    expect(event).toMatchObject({ moneyDue: { dueOn: day } });
    const { set } = admission.deadlines!['money']!;
    expect(set[event!.type as 'MatterResumed']?.(event as never)).toEqual({ dueOn: day });
    expect(at(...toActiveEntrusted, ...steps).when('suspendLate', {}, bySystem(day)).result.events).toMatchObject([
      { type: 'MatterSuspended', ground: 'money-late' },
    ]);
  });

  test('in time, the day of the plan stands; paid, there is none', () => {
    const resumed: Step = ['resume', { reason: '条件已落实' }, on('2026-09-20')];
    expect(last(...toActiveEntrusted, halted, resumed)).toMatchObject({ moneyDue: { dueOn: '2026-10-01' } });
    const paid = [first, second].map((community, at) => pay(community, `银${at + 3}`, '175000', '2026-09-01'));
    expect(last(...toActiveEntrusted, ...paid, halted, resumed)).toMatchObject({ moneyDue: null });
  });
});
