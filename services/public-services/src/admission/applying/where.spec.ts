import { formSample } from '@yimen/contracts';
import { isRefusal } from '@yimen/kernel';
import type { OrganisationRow } from '@yimen/service-shell';
import { at, bodies, census, classified, communities, drafted, formPassed, funds, legal, on, submit } from '../admission.sample.js';
import { admission } from '../admission.js';
import { communitiesIn, completed, countyOf, whereOf } from './where.js';

const today = '2026-03-02';
const county = '320582000000';
const { department, office, justice: uncoded, review: elsewhere, contract: closed } = bodies;

const row = (organisation: string, kind: string, areaCode: string | null, closedOn: string | null = null) =>
  ({ organisation, kind, areaCode, closedOn }) as OrganisationRow;
const rows = [
  row(communities[0], 'community-committee', '320582100001'),
  row(communities[1], 'village-committee', '320582100201'),
  row(communities[2], 'community-committee', '320583100001'),
  row(communities[3], 'community-committee', '320582100002', '2026-03-01'),
  row(uncoded, 'community-committee', null),
  row(bodies.subDistrict, 'town', '320582100000'),
  row(elsewhere, 'sub-district', '320583001000'),
  row(closed, 'township', '320582103000', today),
];
const areas: Readonly<Record<string, string>> = { [department]: '320500000000', [office]: county, [uncoded]: '320582100000' };
const read = {
  rows: async (_table: unknown, { kind }: Partial<OrganisationRow>) => rows.filter((each) => each.kind === kind),
  row: async (_table: unknown, organisation: string) => rows.find((each) => each.organisation === organisation),
  area: async (organisation: string) => areas[organisation],
} as never;
const all = { communities: 'all' } as const;

test('13.1 · the registers of the county or city in which the office works: a town’s are those of its county', () => {
  expect(['320582100000', county, '320500000000', '441900003000'].map(countyOf)).toEqual([county, county, '320500000000', '441900000000']);
});

test('5.1.2, D-admission-order · “all communities” are those that stand in the county on the day, however many are typed', async () => {
  expect((await communitiesIn(read, county, today)).map(({ organisation }) => organisation)).toEqual([communities[0], communities[1]]);
  const where = await whereOf(read, { department, office, form: { scope: { communities: 'all', count: 29 } } }, today);
  expect(where).toEqual({ county, department: '320500000000', communities: 2, elsewhere: [] });
  expect(completed({ ...formSample, scope: { communities: 'all', count: 29 } }, where)).toMatchObject({
    scope: { communities: 'all', count: 2 },
  });
  const { county: _typed, ...untyped } = formSample;
  expect(completed({ ...untyped, scope: all }, where)).toMatchObject({ county, scope: { count: 2 } });
});

test('D-admission-register · the county is the office’s: another is refused, and so is a department of another county', () => {
  const where = { county, department: county, communities: 2, elsewhere: [] };
  const code = (given: object, form: object = {}) => {
    const answer = completed({ ...formSample, ...form }, { ...where, ...given });
    return isRefusal(answer) ? [answer.code, answer.rule] : answer.county;
  };
  expect(code({})).toBe(county);
  expect(code({ department: '320500000000' })).toBe(county);
  expect(code({ department: null })).toBe(county);
  expect(code({}, { county: '320583000000' })).toEqual(['county-differs', 'D-admission-register']);
  expect(code({ department: '320583000000' })).toEqual(['department-elsewhere', 'D-admission-order']);
  expect(code({ county: null })).toEqual(['county-unknown', 'D-admission-register']);
  expect(code({ communities: 0 }, { scope: all })).toEqual(['no-communities', 'D-admission-order']);
});

/** Drafts an application that names these. */
async function naming(...named: readonly string[]) {
  const form = census({ scope: { communities: 'named', named: [...named] } });
  const told = on(today, { facts: await whereOf(read, { department, office, form }, today) });
  return at().when('draft', { department, office, form }, told).result;
}

test('5.1.2 · an application names communities that stand in the county on the day; one without a code lies where the next above it does', async () => {
  const { events } = await naming(communities[0], communities[1], uncoded);
  expect(events).toMatchObject([{ type: 'ApplicationDrafted' }]);
});

test.each([
  ['of another county', communities[2]],
  ['closed', communities[3]],
  ['a town', bodies.subDistrict],
  ['in no book', office],
])('D-admission-order · an application that names what is no community of the county is refused: %s', async (_what, stranger) => {
  expect((await naming(communities[0], stranger)).refusal).toMatchObject({
    ...{ code: 'communities-elsewhere', rule: 'D-admission-order', overridable: false },
    facts: { county, communities: [stranger] },
  });
});

test('D-admission-opinion · who is asked is looked up in the book: communities of the county, and a town or sub-district of it', async () => {
  const { state } = at(drafted(census()), submit, formPassed, classified('ASSIST'), legal, funds);
  const found = async (subDistrict: string, asked: readonly string[] = []) =>
    admission.moves.askCommunities.gather?.(read, { communities: [...asked], subDistrict }, state, { today } as never);
  expect(await found(bodies.subDistrict, communities)).toEqual({ elsewhere: [communities[2], communities[3]], town: true });
  for (const other of [elsewhere, closed, communities[0], office]) expect(await found(other)).toEqual({ elsewhere: [], town: false });
});

test('D-admission-suspend · where a community lies that suspends a matter or lets it go on is looked up in the book', async () => {
  const { suspend, resume } = admission.moves;
  for (const { gather } of [suspend, resume] as const) {
    const lies = async (community: string | null) => gather?.(read, { community } as never, at().state, { today } as never);
    expect([await lies(uncoded), await lies(communities[0]), await lies(null)]).toEqual([
      { area: '320582100000', standing: [] },
      { area: null, standing: [] },
      { area: null, standing: [] },
    ]);
  }
});

test('a draft stands in the county of its office', () => {
  const { county: _typed, ...form } = formSample;
  at()
    .when('draft', { department, office, form: { ...form, scope: { communities: 'all' } } }, on(today))
    .then({ type: 'ApplicationDrafted', department, office, form: { ...formSample, scope: { communities: 'all', count: 29 } } });
});
