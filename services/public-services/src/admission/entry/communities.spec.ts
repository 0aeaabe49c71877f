import { fold } from '@yimen/kernel';
import type { OrganisationRow } from '@yimen/service-shell';
import { account } from '../../hall.sample.js';
import {
  activate,
  agreement,
  at,
  census,
  communities,
  conditionsFor,
  drafted,
  entrusted,
  history,
  offer,
  on,
  own,
  pay,
  receive,
  sign,
  signatories,
  system,
  toListed,
  type Step,
} from '../admission.sample.js';
import { admission } from '../admission.js';
import { concernedOn } from './communities.js';

const [first, second, third, fourth] = communities;
const everywhere = { communities: 'all', count: 29 } as const;
const bySystem = (day: string) => on(day, { actor: system });
/** The steps on days when these communities stand. */
const seen = (standing: readonly string[], ...steps: readonly Step[]): readonly Step[] =>
  steps.map(([move, input, told]) => [move, input, { ...told, facts: { ...(told.facts as object), standing } }]);
const paid = (community: string, day?: string): readonly Step[] => [
  pay(community, `银${community}`),
  receive(community, `银${community}`, day),
];
const types = (...steps: readonly Step[]) => history(...steps).map(({ type }) => type);
const status = (...steps: readonly Step[]) => at(...steps).state.status;

/** Applied for when two communities stood. */
const form = entrusted({ scope: everywhere });
const where = { county: form.county, department: form.county, communities: 2, elsewhere: [] };
const listed: readonly Step[] = [['draft', drafted(form)[1], on('2026-03-02', { facts: where })], ...toListed(form).slice(1)];
const two = [first, second];
const three = [first, second, third];
const agreed = [...listed, ...seen(two, ...sign(first), ...sign(second))];
const funded = [...agreed, ...seen(two, ...paid(first), ...paid(second))];
const active = [...funded, ...seen(two, activate())];

describe('RCL25 43 · what is entrusted to all communities is entrusted to those that stand, each by its agreement and its money', () => {
  test('one that is founded before the start is waited for', () => {
    expect([status(...listed, ...seen(three, ...sign(first), ...sign(second))), status(...agreed), status(...funded)]).toEqual([
      'listed',
      'agreed',
      'funded',
    ]);
    const [[, input, told] = activate()] = seen(three, activate());
    at(...funded)
      .when('activate', input as never, told)
      .then({ refused: 'conditions-open', rule: 'RCL25 43' });
    const joined = [...funded, ...seen(three, ...sign(third))];
    expect(history(...joined).at(-1)).toMatchObject({ type: 'AgreementSigned', community: third, reached: 'agreed' });
    expect([status(...joined), status(...joined, ...seen(three, ...paid(third)))]).toEqual(['agreed', 'funded']);
    expect(types(...joined, ...seen(three, ...paid(third, '2026-05-06'))).at(-1)).toBe('MatterActivated');
  });

  test('one that is founded later signs while the matter goes on, and the others go on', () => {
    const suspended: Step = ['suspend', { ground: 'unlawful-content', reason: '违法' }, on('2026-06-01')];
    for (const steps of [active, [...active, suspended]]) {
      const joined = [...steps, ...seen(three, ...sign(third))];
      expect([history(...joined).at(-1), status(...joined)]).toMatchObject([
        { type: 'AgreementSigned', community: third, amount: '375000' },
        status(...steps),
      ]);
      expect(history(...joined).at(-1)).not.toHaveProperty('reached');
      expect(at(...joined, ...seen(three, ...paid(third))).state).toMatchObject({
        entry: { agreements: { [third]: { received: [{ amount: '200000', confirmed: true }] } } },
      });
    }
  });

  test('5.1.4 · its agreement begins on its own day and stops nobody; once begun and over it stops the matter', () => {
    const joined = [...active, ...seen(three, ...sign(third, { from: '2026-08-01', to: '2026-12-31' }))];
    expect(status(...joined)).toBe('active');
    const stopped: Step = ['suspend', { ground: 'unlawful-content', reason: '违法' }, on('2026-06-01')];
    expect(status(...joined, stopped, ...seen(three, ['resume', { reason: '已改' }, on('2026-06-05')]))).toBe('active');
    at(...joined)
      .when('agreementTermOver', {}, bySystem('2027-01-01'))
      .then({ type: 'MatterSuspended', ground: 'agreement-over', reason: '委托协议已到期', on: '2027-01-01' });
  });

  test('one of another county does not join', () => {
    const told = on('2026-06-01', { facts: { ...signatories, community: { kind: 'community-committee', area: '320583001001' } } });
    at(...active)
      .when('signAgreement', agreement(third), told)
      .then({ refused: 'community-not-affected', rule: 'D-admission-order' });
  });
});

describe('5.1.4, D-admission-conditions · a community that closes holds up nobody else', () => {
  const named = toListed(entrusted());
  const alone: readonly (readonly [string, readonly Step[]])[] = [
    ['of all communities', listed],
    ['of those named', named],
  ];

  test.each(alone)('before it signs, %s: the matter starts with the last of the others', (_whose, steps) => {
    const signed = [...steps, ...seen(two, ...sign(first))];
    expect(status(...signed)).toBe('listed');
    const money = [...signed, ...seen([first], ...paid(first))];
    expect([history(...money).at(-1), status(...money)]).toMatchObject([{ type: 'ReceiptConfirmed', reached: 'funded' }, 'funded']);
    expect(types(...signed, ...seen([first], ...paid(first, '2026-05-08'))).slice(-2)).toEqual(['ReceiptConfirmed', 'MatterActivated']);
    expect(status(...money, ...seen([first], activate()))).toBe('active');
  });

  test.each(alone)('as the last that was waited for, %s: the office starts the matter', (_whose, steps) => {
    const waiting = [...steps, ...seen(two, ...sign(first), ...paid(first, '2026-05-08'))];
    expect([status(...waiting), admission.moves.activate.by]).toEqual(['listed', { office: ['department'] }]);
    const [[, input, told] = activate()] = seen(two, activate('2026-06-01'));
    at(...waiting)
      .when('activate', input as never, told)
      .then({ refused: 'conditions-open', rule: 'RCL25 43' });
    expect(status(...waiting, ...seen([first], ['activate', {}, on('2026-06-01')]))).toBe('active');
  });

  test('after it signed: neither the days of its agreement nor its money are waited for', () => {
    const later = [...listed, ...seen(two, ...sign(second, { from: '2026-08-01' }), ...sign(first)), ...seen([first], ...paid(first))];
    expect(status(...later, ...seen([first], activate()))).toBe('active');
  });

  test('before the witness signs: its agreement comes into force no more', () => {
    const [witness] = seen([first], ...sign(second).slice(2));
    at(...listed, ...sign(second).slice(0, 2))
      .when('witnessAgreement', witness?.[1] as never, witness?.[2])
      .then({ refused: 'community-not-affected', rule: 'D-admission-order', overridable: false });
  });

  test('where none stands any more, nothing starts', () => {
    const [[, input, told] = activate()] = seen([], activate());
    at(...funded)
      .when('activate', input as never, told)
      .then({ refused: 'conditions-open', rule: 'RCL25 43' });
  });
});

describe('R-198 · what is assisted with needs the conditions of each community that stands', () => {
  const assisted = toListed(census({ scope: everywhere }));
  const given = (standing: readonly string[], ...those: readonly string[]) => seen(standing, ...those.flatMap(conditionsFor));

  test('one founded before the start is waited for, one that closed is not', () => {
    expect(status(...assisted, ...given(two, first, second), ...seen(two, activate()))).toBe('active');
    const [[, input, told] = activate()] = seen(three, activate());
    at(...assisted, ...given(two, first, second))
      .when('activate', input as never, told)
      .then({ refused: 'conditions-open', rule: 'RCL25 43' });
    const [recorded, confirmed] = conditionsFor(first) as [Step, Step];
    const late: Step = ['confirmConditions', { community: first }, on('2026-05-10')];
    expect(types(...assisted, recorded, ...seen([first], late)).slice(-2)).toEqual(['ConditionsConfirmed', 'MatterActivated']);
    expect(types(...assisted, recorded, ...seen(two, confirmed)).at(-1)).toBe('ConditionsConfirmed');
  });

  test('one founded later is given its conditions while the matter goes on', () => {
    const running = [...assisted, ...given(two, first, second), ...seen(two, activate())];
    const stopped: Step = ['suspend', { ground: 'conditions-not-given', reason: '无设备' }, on('2026-05-20')];
    for (const steps of [running, [...running, stopped]]) {
      const [recorded] = conditionsFor(third) as [Step];
      const after = [...steps, recorded, ...seen(three, ['confirmConditions', { community: third }, on('2026-05-25')])];
      expect(types(...after).slice(-2)).toEqual(['ConditionsRecorded', 'ConditionsConfirmed']);
      expect(at(...after).state).toMatchObject({ status: status(...steps), entry: { conditions: { [third]: { confirmed: true } } } });
    }
  });
});

test('D-admission-conditions · what was recorded before stays as it was: counted by the number of the application', () => {
  const before = history(...listed);
  const since = history(...funded).slice(before.length);
  const untold = since.map((event) => {
    const { reached: _reached, ...rest } = event as typeof event & { readonly reached?: unknown };
    return rest as typeof event;
  });
  const statuses = untold.map((_event, at) => fold(admission, [...before, ...untold.slice(0, at + 1)]).status);
  expect(statuses).toEqual([...Array<string>(5).fill('listed'), ...Array<string>(4).fill('agreed'), 'funded']);
});

describe('D-admission-conditions · which communities stand is looked up in the book on the day', () => {
  const day = '2026-05-06';
  const row = (organisation: string, areaCode: string, closedOn: string | null = null) =>
    ({ organisation, kind: 'community-committee', areaCode, closedOn }) as OrganisationRow;
  const rows = [
    row(first, '320582100001'),
    row(second, '320582100002', '2026-05-07'),
    row(third, '320582100003', day),
    row(fourth, '320583100001'),
  ];
  const read = {
    rows: async (_table: unknown, { kind }: Partial<OrganisationRow>) => rows.filter((each) => each.kind === kind),
    row: async (_table: unknown, organisation: string) => rows.find((each) => each.organisation === organisation),
  } as never;

  test('of all communities those of the county; of those named those that have not closed', async () => {
    expect(await concernedOn(read, at(...listed).state, day)).toEqual({ standing: [first, second] });
    const naming = (...named: readonly string[]) => at(...toListed(own({ scope: { communities: 'named', named: [...named] } }))).state;
    expect(await concernedOn(read, naming(first, third), day)).toEqual({ standing: [first] });
    expect(await concernedOn(read, naming(second, fourth), '2026-05-07')).toEqual({ standing: [fourth] });
    expect(await concernedOn(read, at().state, day)).toEqual({ standing: [] });
  });

  test.each(['activate', 'confirmConditions', 'confirmReceipt', 'witnessAgreement'] as const)('by %s', async (move) => {
    const { gather } = admission.moves[move];
    expect(await gather?.(read, {} as never, at(...listed).state, { today: day } as never)).toEqual({ standing: [first, second] });
  });
});

test('D-admission-agreement · a new committee countersigns for itself', () => {
  const [offered] = seen(three, offer(third)) as [Step];
  expect(
    at(...active, offered).when(
      'countersignAgreement',
      { community: third, document: 'b'.repeat(64) },
      on('2026-06-02', { actor: account('director-3') }),
    ).result.events,
  ).toMatchObject([{ type: 'AgreementCountersigned', community: third }]);
});
