import { formSample } from '@yimen/contracts';
import { scenario } from '@yimen/testing';
import { admission } from '../admission.js';
import {
  activate,
  agreement,
  at,
  bodies,
  census,
  communities,
  conditionsFor,
  entrusted,
  history,
  number,
  on,
  own,
  purchased,
  pay,
  receive,
  sign,
  system,
  toActiveCensus,
  toActiveEntrusted,
  toActiveOwn,
  toAgreed,
  toFunded,
  toListed,
  type Step,
} from '../admission.sample.js';

const [first, second] = communities;
const bySystem = (day: string) => on(day, { actor: system });

test('9.9 · census: listed, active when the conditions are confirmed and the start is reached, expired at the end date', () => {
  const listed = toListed(census());
  expect(history(...listed).at(-1)).toMatchObject({
    type: 'MatterListed',
    list: 'assist',
    class: 'ASSIST',
    flags: ['TEMPORARY'],
    from: '2026-05-06',
    to: '2026-07-05',
    number,
  });
  at(...listed)
    .when('activate', {}, bySystem('2026-05-06'))
    .then({ refused: 'conditions-open', rule: 'RCL25 43' });
  const ready = [...listed, ...communities.slice(0, 3).flatMap(conditionsFor)];
  at(...ready)
    .when('activate', {}, bySystem('2026-05-05'))
    .then({ refused: 'start-not-reached', rule: 'D-admission-order' });
  expect(history(...toActiveCensus).at(-1)).toEqual({
    type: 'MatterActivated',
    endsOn: '2026-07-05',
    reviewDue: { dueOn: '2027-01-31' },
    basisUntil: null,
    on: '2026-05-06',
  });
  at(...toActiveCensus)
    .when('expire', {}, bySystem('2026-07-05'))
    .then({ refused: 'not-due', rule: 'D-admission-temporary' });
  at(...toActiveCensus)
    .when('expire', {}, bySystem('2026-07-06'))
    .then({ type: 'MatterExpired', county: '320582000000', on: '2026-07-06' });
});

test('ASSIST · conditions confirmed after the start date make it active at once', () => {
  const late = at(...toListed(census()), ...communities.slice(0, 2).flatMap(conditionsFor), conditionsFor(communities[2])[0]!);
  expect(late.when('confirmConditions', { community: communities[2] }, on('2026-05-10')).result.events.map(({ type }) => type)).toEqual([
    'ConditionsConfirmed',
    'MatterActivated',
  ]);
  late
    .when('confirmConditions', { community: communities[3] }, on('2026-05-10'))
    .then({ refused: 'conditions-unrecorded', rule: 'RCL25 43' });
});

test('a step of another class, or of a community that is not concerned, is refused', () => {
  at(...toListed(own()))
    .when('recordConditions', { community: first, people: '人', place: '地', equipment: '物', data: '数', money: '0' }, on('2026-04-01'))
    .then({ refused: 'class-needs-other', rule: 'D-admission-order' });
  at(...toListed(census()))
    .when(
      'recordConditions',
      { community: communities[3], people: '人', place: '地', equipment: '物', data: '数', money: '0' },
      on('2026-04-01'),
    )
    .then({ refused: 'community-not-affected', rule: 'D-admission-order' });
  at(...toListed(own()))
    .when('signAgreement', agreement(first), on('2026-04-01'))
    .then({ refused: 'class-needs-other', rule: 'D-admission-order' });
  at(...toListed(own()))
    .when('recordContract', { contract: bodies.contract, signedOn: '2026-04-01', publishedOn: '2026-04-01' }, on('2026-04-02'))
    .then({ refused: 'class-needs-other', rule: 'D-admission-order' });
});

describe('ENTRUST · all cost by agreement (RCL25 43)', () => {
  const signing = (change: object, given = at(...toListed(entrusted()))) =>
    given.when('signAgreement', agreement(first, change), on('2026-04-01'));

  test('amount, plan, period and community of an agreement', () => {
    signing({ amount: '374999' }).then({ refused: 'money-split', rule: 'RCL25 43', facts: { needed: '375000', amount: '374999' } });
    signing({ plan: [{ on: '2026-05-01', amount: '374999' }] }).then({ refused: 'plan-differs', rule: 'D-admission-order' });
    signing({ from: '2026-05-05' }).then({ refused: 'start-passed', rule: 'D-admission-order' });
    signing({ to: '2027-05-06' }).then({ refused: 'start-passed', rule: 'D-admission-order' });
    signing({ community: communities[2] }).then({ refused: 'community-not-affected', rule: 'D-admission-order' });
    signing({}, at(...toListed(entrusted()), sign(first))).then({ refused: 'agreement-signed', rule: 'D-admission-order' });
    expect(signing({}).result.events).toMatchObject([
      { type: 'AgreementSigned', finance: bodies.finance, budgetLine: '2026-MZ-03', moneyDue: { dueOn: '2026-06-01' } },
    ]);
  });

  test('agreed when every community has signed, funded when every first instalment is there and confirmed', () => {
    const status = (...steps: readonly Step[]) => at(...steps).state.status;
    expect([status(...toListed(entrusted()), sign(first)), status(...toAgreed)]).toEqual(['listed', 'agreed']);
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
    paying(first, '银2', '0').then({ refused: 'more-than-agreed', rule: 'D-admission-order' });
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
    const paid = (community: string, voucher: string) => ({ community, amount: '175000', voucher, bankDate: '2026-09-30' });
    const looking = (...untold: readonly object[]) =>
      at(...toActiveEntrusted).when('suspendLate', {}, { ...bySystem('2026-10-02'), facts: { untold } });
    expect(looking(paid(first, '银3'), paid(second, '银4')).result.events.map(({ type }) => type)).toEqual([
      'InstalmentReceived',
      'InstalmentReceived',
    ]);
    expect(looking(paid(first, '银3')).result.events.map(({ type }) => type)).toEqual(['InstalmentReceived', 'MatterSuspended']);
    // The word comes after all, and finds it recorded.
    at(...toActiveEntrusted, [
      'suspendLate',
      {},
      { ...bySystem('2026-10-02'), facts: { untold: [paid(first, '银3'), paid(second, '银4')] } },
    ])
      .when('receiveInstalment', paid(first, '银3'), bySystem('2026-10-02'))
      .then([]);
  });

  test('the matter says what finance has bound for it, and why it could not', () => {
    const noted = { community: first, commitment: bodies.contract, amount: '375000', outcome: 'refused' as const, because: 'not-enough-money' };
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

  test('what comes after the end of the matter is finance’s own: nothing is recorded here', () => {
    at(...toActiveEntrusted, ['exit', { ground: 'task-done', reason: '完成' }, on('2026-06-01')])
      .when('receiveInstalment', { community: first, amount: '175000', voucher: '银3', bankDate: '2026-06-02' }, bySystem('2026-06-02'))
      .then([]);
  });
});

test('PURCHASE · active by a signed and published contract, then the start date', () => {
  const listed = toListed(purchased());
  const contract = (signedOn: string, publishedOn: string): Step => [
    'recordContract',
    { contract: bodies.contract, signedOn, publishedOn },
    on('2026-04-10'),
  ];
  at(...listed)
    .when('recordContract', { contract: bodies.contract, signedOn: '2026-04-05', publishedOn: '2026-04-01' }, on('2026-04-10'))
    .then({ refused: 'start-not-reached', rule: 'D-admission-order' });
  at(...listed)
    .when('activate', {}, bySystem('2026-05-06'))
    .then({ refused: 'conditions-open', rule: 'RCL25 43' });
  expect(
    history(...listed, contract('2026-04-01', '2026-04-05'), activate())
      .map(({ type }) => type)
      .slice(-2),
  ).toEqual(['MatterContracted', 'MatterActivated']);
  expect(history(...listed)).toContainEqual(expect.objectContaining({ type: 'MatterListed', list: 'entrusted-purchased' }));
});

test('office or community suspends for conditions or content; a community that is not concerned does not', () => {
  const given = at(...toActiveCensus);
  given
    .when('suspend', { community: first, ground: 'conditions-not-given', reason: '无设备' }, on('2026-05-20'))
    .then({ type: 'MatterSuspended', ground: 'conditions-not-given', reason: '无设备', on: '2026-05-20' });
  given
    .when('suspend', { community: communities[3], ground: 'unlawful-content', reason: '违法' }, on('2026-05-20'))
    .then({ refused: 'community-not-affected', rule: 'D-admission-suspend' });
});

test('reviewed every year: kept, amended, or out', () => {
  const review = (year: number): Step => ['startReview', { year }, on('2027-01-10')];
  at(...toActiveOwn)
    .when('startReview', { year: 2025 }, on('2027-01-10'))
    .then({ refused: 'review-year', rule: 'D-admission-review' });
  const under = at(...toActiveOwn, review(2026));
  under
    .when('concludeReview', { outcome: 'amended', words: '调整' }, on('2027-01-20'))
    .then({ type: 'ReviewConcluded', year: 2026, outcome: 'amended', words: '调整', reviewDue: { dueOn: '2028-01-31' }, on: '2027-01-20' });
  under
    .when('concludeReview', { outcome: 'exit', words: '退出' }, on('2027-01-20'))
    .then({ type: 'MatterExited', county: '320582000000', ground: 'review', reason: '退出', on: '2027-01-20' });
  expect(at(...toActiveOwn, review(2026), ['concludeReview', { outcome: 'amended', words: '调整' }, on('2027-01-20')]).state.status).toBe(
    'amended',
  );
});

test('a temporary matter is extended once, by six months at most', () => {
  const extend = (endsOn: string, given = at(...toActiveCensus)) =>
    given.when('extendTemporary', { endsOn, reason: '未完' }, on('2026-07-01'));
  extend('2027-01-06').then({ refused: 'extension-too-long', rule: 'D-admission-temporary', facts: { until: '2027-01-05' } });
  extend('2026-07-05').then({ refused: 'period-reversed', rule: 'D-admission-temporary' });
  extend('2027-01-05').then({ type: 'TemporaryExtended', endsOn: '2027-01-05', reason: '未完', on: '2026-07-01' });
  extend('2026-08-02', at(...toActiveCensus, ['extendTemporary', { endsOn: '2026-08-01', reason: '未完' }, on('2026-07-01')])).then({
    refused: 'extended-already',
    rule: 'D-admission-temporary',
  });
  extend('2026-08-02', at(...toActiveOwn)).then({ refused: 'not-temporary', rule: 'D-admission-temporary' });
});

describe('5.2 · a basis that changes or is repealed', () => {
  const noise = own({
    matter: { id: 'S33', name: '劝阻、调解社会生活噪声' },
    basis: { ...formSample.basis, law: '噪声污染防治法', article: '70', words: '应当及时劝阻、调解' },
  });
  const active: readonly Step[] = [...toListed(noise), activate()];

  test('S33 moves to 生态环境法典 on 2026-08-15 and stays active', () => {
    expect(history(...active).at(-1)).toMatchObject({ type: 'MatterActivated', basisUntil: '2026-08-14' });
    at(...active)
      .when('renewBasis', {}, bySystem('2026-08-14'))
      .then({ refused: 'basis-stands', rule: 'D-admission-basis' });
    const { state } = at(...active)
      .when('renewBasis', {}, bySystem('2026-08-15'))
      .then({ type: 'BasisChanged', law: '生态环境法典', article: '599', words: '应当及时劝阻、调解', basisUntil: null, on: '2026-08-15' });
    expect(state.status).toBe('active');
  });

  test('A15 was active until its regulation was repealed on 2020-03-27, then it leaves', () => {
    const vaccines = census({
      matter: { id: 'A15', name: '预防接种宣传组织' },
      flags: [],
      basis: { ...formSample.basis, law: '疫苗流通和预防接种管理条例', article: '9' },
    });
    const past = history(...toActiveCensus).map((event) => (event.type === 'ApplicationDrafted' ? { ...event, form: vaccines } : event));
    const given = scenario(admission).given(past);
    given.when('renewBasis', {}, bySystem('2020-03-26')).then({ refused: 'basis-stands', rule: 'D-admission-basis' });
    expect(given.when('renewBasis', {}, bySystem('2020-03-27')).result.events).toMatchObject([
      { type: 'MatterExited', ground: 'basis-repealed' },
    ]);
  });

  test('a matter whose basis is not in force does not become active', () => {
    const funeral = census({
      matter: { id: 'A56', name: '殡葬相关工作' },
      flags: [],
      basis: { ...formSample.basis, law: '殡葬管理条例', article: '4', words: '居民委员会依法做好殡葬相关工作，予以配合' },
    });
    expect(
      at(['draft', { department: bodies.department, office: bodies.office, form: funeral }, on('2026-03-02')]).when(
        'submit',
        {},
        on('2026-03-02'),
      ).result.refusal?.code,
    ).toBe('guards-hit');
  });
});
