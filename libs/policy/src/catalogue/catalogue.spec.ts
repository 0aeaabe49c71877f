import { createHash } from 'node:crypto';
import { addDays } from '@yimen/kernel';
import { policyReader } from '../reader.js';
import {
  basisOn,
  catalogue,
  catalogueRelease,
  certificateException,
  findForbidden,
  findMatter,
  forbiddenCertificate,
  forbiddenCertificates,
  forbiddenMatters,
  isExcepted,
  purchasedMatters,
  statusOn,
  transferOf,
  type Basis,
  type Matter,
} from './index.js';

const get = (id: string): Matter => {
  const found = findMatter(id);
  if (!found) throw new Error(`${id} is in the catalogue`);
  return found;
};
const numbered = (letter: string, count: number) => Array.from({ length: count }, (_, n) => `${letter}${String(n + 1).padStart(2, '0')}`);

/** What dates of services are computed from, by release of the catalogue. */
const releases: Readonly<Record<number, string>> = {
  1: '09fcfa23c77555cc73d8e79710e53153cec2db921a3d64eb25117509a65a2cc1',
};

test('5.2 · a catalogue that changes raises its release, so that services hold what is active against it', () => {
  const laws = ({ law, article, validFrom, validTo }: Basis) => [law, article, validFrom, validTo];
  const rows = catalogue.map((each) => [each.id, each.status, laws(each), each.earlier.map(laws)]);
  expect(createHash('sha256').update(JSON.stringify(rows)).digest('hex')).toBe(releases[catalogueRelease]);
});

describe('5.2 · catalogue', () => {
  test('R-213, RCL25 10 · 94 matters: 34 of the committee, 58 assisted, 2 entrusted, each id once and in order', () => {
    expect(catalogue.map(({ id }) => id)).toEqual([...numbered('S', 34), ...numbered('A', 58), ...numbered('E', 2)]);
    expect(catalogue).toHaveLength(94);
    const classes = { S: 'SELF', A: 'ASSIST', E: 'ENTRUST' } as const;
    for (const each of catalogue) expect(each.class).toBe(classes[each.id[0] as 'S' | 'A' | 'E']);
  });

  test('each has lead, law, article, words, rhythm, cost bearer and status', () => {
    for (const { leadDept, law, article, words, rhythm, costBearer, status } of catalogue) {
      expect([leadDept, law, article, words, rhythm, costBearer.zh].every((text) => text.length > 0)).toBe(true);
      expect(article).toMatch(/^\d+$/);
      expect(words).toMatch(/^[\p{Script=Han}、，]+$/u);
      expect(['in-use', 'suspended', 'cancelled']).toContain(status);
    }
  });

  test.each(['A15', 'A17'])('%s lost its basis and is cancelled: a row of history', (id) => {
    expect(get(id).status).toBe('cancelled');
    expect(statusOn(get(id), '2026-03-02')).toBe('cancelled');
    // While its law was in force it was in use, and before that not yet.
    expect([statusOn(get(id), '2019-01-01'), statusOn(get(id), '2000-01-01')]).toEqual(['in-use', 'not-yet']);
    expect(basisOn(get(id), '2026-03-02')).toBeUndefined();
    expect(basisOn(get(id), '2019-01-01')).toMatchObject({ law: get(id).law });
  });

  test('one suspended, or cancelled while its law stands, is so on every day', () => {
    const [suspended, cancelled] = (['suspended', 'cancelled'] as const).map((status) => ({ ...get('A01'), status }));
    expect([statusOn(suspended!, '2026-03-02'), statusOn(cancelled!, '2026-03-02')]).toEqual(['suspended', 'cancelled']);
  });

  test('A15 · 疫苗流通和预防接种管理条例 was repealed on 2020-03-27', () => {
    expect([basisOn(get('A15'), '2020-03-26')?.article, basisOn(get('A15'), '2020-03-27')]).toEqual(['9', undefined]);
  });

  test.each([
    ['S33', '70', '599'],
    ['A53', '8', '549'],
  ])('%s changes its basis on 2026-08-15 and stays in use', (id, before, after) => {
    const day = '2026-08-15';
    expect(basisOn(get(id), addDays(day, -1))).toMatchObject({ law: '噪声污染防治法', article: before });
    expect(basisOn(get(id), day)).toMatchObject({ law: '生态环境法典', article: after, validFrom: day });
    expect([statusOn(get(id), addDays(day, -1)), statusOn(get(id), day)]).toEqual(['in-use', 'in-use']);
  });

  test('a law that is repealed later takes the matter out of use from the next day', () => {
    const repealed = { ...get('A56'), validTo: '2030-06-30' };
    expect(statusOn(repealed, '2026-03-29')).toBe('not-yet');
    expect([statusOn(repealed, '2030-06-30'), statusOn(repealed, '2030-07-01')]).toEqual(['in-use', 'basis-repealed']);
  });

  test.each(['S24', 'S28', 'A03', 'A04', 'A13', 'A20', 'A42'])('13.9 · %s is counted, never opened as a personal case', (id) => {
    expect(get(id)).toMatchObject({ restricted: true, dataFields: [] });
  });

  test('every personal field of a matter names its ground', () => {
    const withFields = catalogue.filter(({ dataFields }) => dataFields.length > 0);
    expect(withFields.length).toBeGreaterThan(10);
    for (const each of withFields) expect(each.dataFields.every(({ ground }) => ground === `${each.law} ${each.article}`)).toBe(true);
  });
});

test('13.1 · the negative list is F01–F12, none of them among the 94; five samples are bought', () => {
  expect(forbiddenMatters.map(({ id }) => id)).toEqual(numbered('F', 12));
  expect(forbiddenMatters.map(({ ground }) => ground)).toEqual([
    ...Array<string>(7).fill('MCA15'),
    ...Array<string>(3).fill('LZ24 15'),
    'CERT20',
    'R-197',
  ]);
  expect(findForbidden('F01')?.name.zh).toContain('招商引资');
  expect(forbiddenMatters.filter(({ id }) => findMatter(id))).toEqual([]);
  expect(purchasedMatters.map(({ id }) => id)).toEqual(numbered('B', 5));
  expect(purchasedMatters.map(({ ground }) => ground)).toEqual(['R-224', 'R-166', 'R-169', 'R-307', 'R-227']);
});

test('5.4 · 20 certificates nationwide; two more in Hubei only; adoption is the one exception', () => {
  const national = forbiddenCertificates.filter(({ jurisdiction }) => jurisdiction === '000000000000');
  expect([national.length, new Set(national.map(({ name }) => name)).size]).toEqual([20, 20]);
  expect(new Set(national.map(({ ground }) => ground))).toEqual(new Set(['CERT20']));
  expect(forbiddenCertificate('C05', '320582000000')?.name).toBe('无犯罪记录');
  expect([forbiddenCertificate('C21', '320582000000'), forbiddenCertificate('C21', '420106000000')?.name]).toEqual([
    undefined,
    '缴费票据遗失',
  ]);
  expect(certificateException.legalException).toBe('收养登记办法');
  expect([isExcepted('C08', '收养登记办法'), isExcepted('C01', '收养登记办法'), isExcepted('C08', null)]).toEqual([true, false, false]);
});

test.each([
  ['a statutory function stays with government', [true, false, true], 'FORBIDDEN', 'R-207'],
  ['what the department can do it does', [false, true, true], 'DEPARTMENT', 'R-207'],
  ['what it cannot is tendered', [false, false, true], 'PURCHASE', 'R-208'],
  ['what cannot be tendered is contracted with the community', [false, false, false], 'ENTRUST', 'R-209'],
] as const)('5.1.3 · %s', (_name, [statutoryFunction, directlyDone, tenderable], to, rule) => {
  expect(transferOf({ statutoryFunction, directlyDone, tenderable })).toEqual({ to, rule });
});

describe('parameters of 5.1 and 6 as looked up from an area', () => {
  const at = (area: string) => policyReader({ area, mode: 'production', on: '2026-03-02' });

  test.each([
    ['admission.ahead_days', 30, 'WD'],
    ['admission.form_check_days', 5, 'WD'],
    ['admission.decide_days', 20, 'WD'],
    ['opinion.sample', 3, 'count'],
    ['admission.opinion_days', 5, 'WD'],
    ['admission.returned_days', 30, 'CD'],
    ['exempt.register_days', 5, 'WD'],
    ['fund.grace', 30, 'CD'],
    ['admission.temporary_months', 6, 'M'],
    ['report.correct_days', 10, 'WD'],
    ['pay.dual.limit', 200_000, 'fen'],
    ['purchase.term_years_secured', 3, 'Y'],
  ])('%s is %d %s in Zhangjiagang', (key, value, unit) => {
    expect(at('320582000000').parameter(key)).toMatchObject({ value, unit });
  });

  test('Xicheng decides in 15 working days, Changsha pays 60,000 per community, the county report 65,000', () => {
    expect(at('110102000000').number('admission.decide_days')).toBe(15);
    expect(at('430100000000').number('finance.entitlement.upper_community_year')).toBe(6_000_000);
    expect(at('360822000000').number('finance.entitlement.community_year')).toBe(6_500_000);
    expect(() => at('320582000000').number('grant.new_build')).toThrow('no parameter');
  });

  test('13.8 · what has no source at all says so', () => {
    expect(at('320582000000').parameter('admission.decide_days')).toMatchObject({ source: 'D', verified: false, force: 'default' });
    expect(at('320582000000').parameter('admission.ahead_days')).toMatchObject({ force: 'model', verified: false });
  });
});
