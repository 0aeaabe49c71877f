import { admission } from '../admission.js';
import {
  agreement,
  at,
  bodies,
  communities,
  entrusted,
  history,
  on,
  paidOut,
  pay,
  receive,
  sign,
  signatories,
  system,
  toActiveEntrusted,
  toAgreed,
  toFunded,
  toListed,
  type Step,
} from '../admission.sample.js';

const [first, second] = communities;
const bySystem = (day: string) => on(day, { actor: system });

describe('R-199, R-211, RCL25 43 · ENTRUST: all cost by agreement', () => {
  const signing = (change: object, given = at(...toListed(entrusted()))) =>
    given.when('signAgreement', agreement(first, change), on('2026-04-01', { facts: signatories }));

  test('amount, plan, period and community of an agreement', () => {
    signing({ amount: '374999' }).then({ refused: 'money-split', rule: 'RCL25 43', facts: { needed: '375000', amount: '374999' } });
    signing({ plan: [{ on: '2026-05-01', amount: '374999' }] }).then({ refused: 'plan-differs', rule: 'D-admission-order' });
    signing({ from: '2026-05-05' }).then({ refused: 'start-passed', rule: 'D-admission-order' });
    signing({ to: '2027-05-06' }).then({ refused: 'start-passed', rule: 'D-admission-order' });
    signing({ community: communities[2] }).then({ refused: 'community-not-affected', rule: 'D-admission-order' });
    signing({}, at(...toListed(entrusted()), ...sign(first))).then({ refused: 'agreement-signed', rule: 'D-admission-order' });
    expect(history(...toListed(entrusted()), ...sign(first)).slice(-3)).toMatchObject([
      { type: 'AgreementOffered', terms: { community: first } },
      { type: 'AgreementCountersigned', community: first },
      { type: 'AgreementSigned', finance: bodies.finance, budgetLine: '2026-MZ-03', moneyDue: { dueOn: '2026-06-01' } },
    ]);
  });

  test('every instalment is more than nothing, and later than the one before', () => {
    const { input } = admission.moves.signAgreement;
    const planned = (...plan: readonly (readonly [string, string])[]) =>
      input.safeParse(agreement(first, { plan: plan.map(([on, amount]) => ({ on, amount })) })).success;
    expect(planned(['2026-05-01', '200000'], ['2026-09-01', '175000'])).toBe(true);
    expect(planned(['2026-05-01', '0'], ['2026-09-01', '375000'])).toBe(false);
    expect(planned(['2026-05-01', '-1'], ['2026-09-01', '375001'])).toBe(false);
    expect(planned(['2026-09-01', '175000'], ['2026-05-01', '200000'])).toBe(false);
    expect(planned(['2026-05-01', '200000'], ['2026-05-01', '175000'])).toBe(false);
  });

  test('PIPL 21 · no agreement without its clause on the protection of data', () => {
    const { input } = admission.moves.signAgreement;
    expect(input.safeParse(agreement(first)).success).toBe(true);
    expect(input.safeParse(agreement(first, { dataProtection: undefined })).success).toBe(false);
  });

  test('agreed when every community has signed, funded when every first instalment is there and confirmed', () => {
    const status = (...steps: readonly Step[]) => at(...steps).state.status;
    expect([status(...toListed(entrusted()), ...sign(first)), status(...toAgreed)]).toEqual(['listed', 'agreed']);
    expect(status(...toAgreed, pay(first, '银1'), receive(first, '银1'), pay(second, '银2'))).toBe('agreed');
    expect(status(...toFunded)).toBe('funded');
    expect(status(...toAgreed, pay(first, '银1', '199999'), receive(first, '银1'), pay(second, '银2'), receive(second, '银2'))).toBe(
      'agreed',
    );
    at(...toAgreed)
      .when('activate', {}, bySystem('2026-05-06'))
      .then({ refused: 'conditions-open', rule: 'RCL25 43' });
    expect(status(...toActiveEntrusted)).toBe('active');
  });

  test('a receipt confirmed after the start makes it active at once', () => {
    const paid = at(...toAgreed, pay(first, '银1'), receive(first, '银1'), pay(second, '银2'));
    expect(
      paid.when('confirmReceipt', { community: second, voucher: '银2' }, on('2026-05-08')).result.events.map(({ type }) => type),
    ).toEqual(['ReceiptConfirmed', 'MatterActivated']);
  });

  test('a voucher counts once, never more than agreed, and only where there is an agreement', () => {
    const given = at(...toAgreed, pay(first, '银1'));
    const paying = (community: string, voucher: string, amount: string) =>
      given.when('recordInstalment', { community, amount, voucher, bankDate: '2026-05-02' }, on('2026-05-02'));
    paying(first, '银1', '1').then({ refused: 'voucher-known', rule: 'D-admission-order' });
    paying(first, '银2', '175001').then({ refused: 'more-than-agreed', rule: 'D-admission-order' });
    const nothing = { community: first, amount: '0', voucher: '银2', bankDate: '2026-05-02' };
    expect(admission.moves.recordInstalment.input.safeParse(nothing).success).toBe(false);
    paying(communities[2], '银2', '1').then({ refused: 'agreement-missing', rule: 'D-admission-order' });
    given
      .when('confirmReceipt', { community: first, voucher: '银9' }, on('2026-05-02'))
      .then({ refused: 'voucher-unknown', rule: 'D-admission-order' });
  });

  test('late beyond 30 days: suspended, paid, resumed', () => {
    // The second instalments were due on 2026-09-01; the grace ends on 2026-10-01 and runs on over the weekday calendar.
    const given = at(...toActiveEntrusted);
    given
      .when('suspendLate', {}, bySystem('2026-10-01'))
      .then({ refused: 'money-in-time', rule: 'D-admission-suspend', overridable: false });
    given
      .when('suspend', { ground: 'money-late', reason: '逾期' }, on('2026-10-01'))
      .then({ refused: 'money-in-time', rule: 'D-admission-suspend', overridable: true });
    given
      .when('suspendLate', {}, bySystem('2026-10-02'))
      .then({ type: 'MatterSuspended', ground: 'money-late', reason: '费用超过宽限期未到账', on: '2026-10-02' });
    const late: readonly Step[] = [...toActiveEntrusted, ['suspendLate', {}, bySystem('2026-10-02')]];
    at(...late)
      .when('resume', { reason: '已付' }, on('2026-10-05'))
      .then({ refused: 'money-still-late', rule: 'RCL25 43' });
    at(...late, pay(first, '银3', '175000', '2026-10-05'))
      .when('resume', { reason: '已付' }, on('2026-10-05'))
      .then({ refused: 'money-still-late', rule: 'RCL25 43' });
    expect(at(...late, pay(first, '银3', '175000', '2026-10-05'), pay(second, '银4', '175000', '2026-10-05')).state.status).toBe('active');
  });

  test('the matter goes on by itself with the payment that it lacked; money paid in time and told late makes the suspension void', () => {
    const late = at(...toActiveEntrusted, ['suspendLate', {}, bySystem('2026-10-02')], pay(first, '银3', '175000', '2026-10-05'));
    const told = (bankDate: string) =>
      late.when(
        'receiveInstalment',
        { community: second, amount: '175000', voucher: '银4', bankDate },
        on('2026-10-06', { actor: system }),
      );
    expect(told('2026-10-05').result.events).toMatchObject([
      { type: 'InstalmentReceived', moneyDue: null },
      { type: 'MatterResumed', reason: '欠付费用已到账', on: '2026-10-06' },
    ]);
    expect(told('2026-10-01').result.events).toMatchObject([
      { type: 'InstalmentReceived' },
      { type: 'MatterResumed', reason: expect.stringContaining('暂停自始不成立') },
    ]);
  });

  test('what finance has paid is not late, although the word of it has not come yet', () => {
    const paid = (community: string, voucher: string) => ({ community, amount: '175000', system: 'bank', voucher, bankDate: '2026-09-30' });
    const word = (community: string, voucher: string, ...returns: readonly object[]) => ({ ...paid(community, voucher), returns });
    const looking = (...untold: readonly object[]) =>
      at(...toActiveEntrusted).when('suspendLate', {}, { ...bySystem('2026-10-02'), facts: { standing: communities, untold } });
    expect(looking(word(first, '银3'), word(second, '银4')).result.events.map(({ type }) => type)).toEqual([
      'InstalmentReceived',
      'InstalmentReceived',
    ]);
    expect(looking(word(first, '银3')).result.events.map(({ type }) => type)).toEqual(['InstalmentReceived', 'MatterSuspended']);
    const gone = { amount: '1', voucher: { system: 'bank', number: '银8', date: '2026-09-30' } };
    expect(looking(word(first, '银3'), word(second, '银4', gone)).result.events).toMatchObject([
      { type: 'InstalmentReceived' },
      { type: 'InstalmentReceived' },
      { type: 'InstalmentReturned', amount: '1', paid: { number: '银4' }, confirmed: false },
      { type: 'MatterSuspended' },
    ]);
    // The word comes after all, and finds it recorded.
    at(...toActiveEntrusted, [
      'suspendLate',
      {},
      { ...bySystem('2026-10-02'), facts: { standing: communities, untold: [word(first, '银3'), word(second, '银4')] } },
    ])
      .when('receiveInstalment', paid(first, '银3') as never, bySystem('2026-10-02'))
      .then([]);
  });

  test('the matter says what finance has bound for it, and why it could not', () => {
    const noted = {
      community: first,
      commitment: bodies.contract,
      amount: '375000',
      outcome: 'refused' as const,
      because: 'not-enough-money',
    };
    const given = at(...toAgreed, ['noteCommitment', noted, bySystem('2026-04-02')]);
    expect(given.state).toMatchObject({
      entry: { agreements: { [first]: { commitments: { [bodies.contract]: { outcome: 'refused', because: 'not-enough-money' } } } } },
    });
    given.when('noteCommitment', { ...noted, community: communities[2] }, bySystem('2026-04-02')).then([]);
    const after: Step = ['noteCommitment', { ...noted, outcome: 'committed', because: null }, bySystem('2026-04-03')];
    expect(at(...toAgreed, ['noteCommitment', noted, bySystem('2026-04-02')], after).state).toMatchObject({
      entry: { agreements: { [first]: { commitments: { [bodies.contract]: { outcome: 'committed' } } } } },
    });
  });

  test('what was on its way when the matter ended is recorded and confirmed after it, and wakes nothing', () => {
    const paid = { community: first, amount: '175000', voucher: '银3', bankDate: '2026-06-02' };
    const exited: Step = ['exit', { ground: 'task-done', reason: '完成' }, on('2026-06-01')];
    const expired: Step = ['expire', {}, bySystem('2027-05-06')];
    for (const end of [exited, expired]) {
      const word: Step = ['receiveInstalment', paid, bySystem('2027-05-07')];
      const given = at(...toActiveEntrusted, end, word);
      expect(given.state).toMatchObject({ status: end === exited ? 'exited' : 'expired' });
      expect(history(...toActiveEntrusted, end, word).at(-1)).toMatchObject({ type: 'InstalmentReceived', moneyDue: null });
      const { state, events } = given.when('confirmReceipt', { community: first, voucher: '银3' }, on('2027-05-08')).result;
      expect([events.map(({ type }) => type), state.status]).toEqual([['ReceiptConfirmed'], given.state.status]);
    }
  });

  test('D-finance-mirrored · what is recorded by hand is a payment of the department’s books: same community, amount and paper', () => {
    const paid = { community: first, amount: '200000', voucher: '银1', bankDate: '2026-05-02' };
    const recording = (booked: object) =>
      at(...toAgreed).when('recordInstalment', paid as never, paidOut('2026-05-03', { ...paid, ...booked })).result.refusal;
    expect(recording({})).toBeUndefined();
    const others = [{ community: second }, { amount: '199999' }, { voucher: '银2' }, { bankDate: '2026-05-03' }, { system: 'treasury' }];
    expect(others.map((other) => recording(other))).toEqual(
      others.map(() => expect.objectContaining({ code: 'payment-not-booked', rule: 'D-finance-mirrored', overridable: false })),
    );
    expect(
      at(...toAgreed).when('recordInstalment', paid as never, on('2026-05-03', { facts: { standing: communities, paidOut: [] } })).result
        .refusal?.code,
    ).toBe('payment-not-booked');
  });

  test('D-finance-mirrored · a paper is one by system, number and date', () => {
    const given = at(...toAgreed, pay(first, '银1', '1000'));
    const recording = (change: object) =>
      given.when(
        'recordInstalment',
        { community: first, amount: '1', voucher: '银1', bankDate: '2026-05-02', ...change } as never,
        paidOut('2026-05-03', { community: first, amount: '1', voucher: '银1', bankDate: '2026-05-02', ...change }),
      ).result.refusal?.code;
    expect([recording({}), recording({ system: 'treasury' }), recording({ bankDate: '2026-05-03' })]).toEqual([
      'voucher-known',
      undefined,
      undefined,
    ]);
    const treasury: Step = [
      'recordInstalment',
      { community: first, amount: '200000', system: 'treasury', voucher: '国1', bankDate: '2026-05-02' },
      paidOut('2026-05-02', { community: first, amount: '200000', system: 'treasury', voucher: '国1', bankDate: '2026-05-02' }),
    ];
    const both = at(...toAgreed, treasury);
    both
      .when('confirmReceipt', { community: first, voucher: '国1' }, on('2026-05-04'))
      .then({ refused: 'voucher-unknown', rule: 'D-admission-order' });
    expect(
      both.when('confirmReceipt', { community: first, system: 'treasury', voucher: '国1' }, on('2026-05-04')).result.events,
    ).toMatchObject([{ type: 'ReceiptConfirmed', system: 'treasury', bankDate: '2026-05-02' }]);
  });
});
