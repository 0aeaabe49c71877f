import { burdenCategory } from '@yimen/contracts';
import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { ids, on } from '../hall.sample.js';
import { burden, met, type BurdenEvent } from './burden.js';

const id = `${ids.community}~2026`;
const categories = ['organisations', 'venues', 'inspections', 'ledgers', 'stamps', 'meetings', 'reports'] as const;
const recorded = (category: (typeof categories)[number], count: number): BurdenEvent => ({
  type: 'BurdenRecorded',
  community: ids.community,
  subDistrict: ids.other,
  year: 2026,
  category,
  count,
  on: '2026-03-10',
});
const target: BurdenEvent = { type: 'BurdenTargetSet', category: 'ledgers', percent: 20, on: '2026-01-10' };
const whole = (ledgers: number) => categories.map((each) => recorded(each, each === 'ledgers' ? ledgers : 1));
const last = Object.fromEntries(categories.map((each) => [each, each === 'ledgers' ? 10 : 1]));
const close = (ledgers: number, facts: object = { last }, day = '2027-01-20') =>
  scenario(burden)
    .given(whole(ledgers), target)
    .when('close', {}, { ...on(day), id, facts });

test('the table of the burden holds', () => {
  const closed: BurdenEvent = {
    type: 'BurdenYearClosed',
    year: 2026,
    figures: { ...last } as never,
    last: { ...last } as never,
    missed: [],
    on: '2027-01-20',
  };
  expect(checkSlice(burden as never, { histories: [[recorded('ledgers', 8), target, closed]] })).toEqual([]);
});

const lying = { facts: { above: true } };

test('R-201, R-202, R-204 · five categories, meetings and reports, each of one community and year', () => {
  expect(burdenCategory.options).toEqual(categories);
  const { type: _type, on: _on, ...input } = recorded('ledgers', 8) as Extract<BurdenEvent, { type: 'BurdenRecorded' }>;
  scenario(burden)
    .given()
    .when('record', input, { ...on('2026-03-10'), id, ...lying })
    .then(recorded('ledgers', 8));
  scenario(burden)
    .given()
    .when('record', { ...input, year: 2027 }, { ...on('2026-03-10'), id, ...lying })
    .then({ refused: 'year-differs', rule: 'D-burden' });
  scenario(burden)
    .given(recorded('ledgers', 8))
    .when('setTarget', { category: 'ledgers', percent: 20 }, { ...on('2026-01-10'), id })
    .then(target);
});

describe('5.1.4 · the sub-district of a year is that in which the community lies', () => {
  const [former, unit, uncoded] = [ids.case, ids.item, ids.hall];
  const book: Readonly<Record<string, object>> = {
    [ids.community]: { kind: 'community-committee', areaCode: '320582100001', closedOn: null },
    [ids.other]: { kind: 'town', areaCode: '320582100000', closedOn: null },
    [ids.body]: { kind: 'sub-district', areaCode: '320582001000', closedOn: null },
    [former]: { kind: 'town', areaCode: '320582100000', closedOn: '2026-01-01' },
    [unit]: { kind: 'department-unit', areaCode: '320582100000', closedOn: null },
    [uncoded]: { kind: 'town', areaCode: null, closedOn: null },
  };
  const read = { row: async (_table: unknown, key: string) => book[key], area: async () => '320582000000' } as never;
  const recording = async (subDistrict: string, ...begun: BurdenEvent[]) => {
    const { type: _type, on: _on, ...rest } = recorded('ledgers', 8) as Extract<BurdenEvent, { type: 'BurdenRecorded' }>;
    const input = { ...rest, subDistrict };
    const facts = await burden.moves.record.gather?.(read, input, { status: 'none' }, { today: '2026-03-10' } as never);
    const given = scenario(burden).given(...begun);
    return [given.when('record', input, { ...on('2026-03-10'), id, facts })] as const;
  };

  test.each([
    ['another town', ids.body],
    ['one that was closed', former],
    ['a body of another kind', unit],
    ['a town whose area nobody knows', uncoded],
    ['in no book', ids.visit],
  ])('D-burden · refused: %s', async (_what, subDistrict) => {
    for (const begun of [[], [recorded('ledgers', 8)]])
      (await recording(subDistrict, ...begun))[0].then({ refused: 'sub-district-elsewhere', rule: 'D-burden', overridable: false });
  });

  test('D-burden · the next figure is recorded under the town that stands above it now, which has the whole year', async () => {
    const before = { ...recorded('stamps', 1), subDistrict: former } as BurdenEvent;
    const { state } = (await recording(ids.other, before))[0].then(recorded('ledgers', 8));
    expect(burden.parties(state)).toMatchObject({ subDistrict: { organisation: ids.other } });
  });
});

test('D-burden · a decrease of 20 percent of ten ledgers is eight, not nine', () => {
  expect(close(8).result.events).toMatchObject([{ type: 'BurdenYearClosed', missed: [] }]);
  expect(close(9).result).toMatchObject({ events: [{ missed: ['ledgers'] }], warnings: ['burden-not-lowered'], warnedBy: ['D-burden'] });
  expect([met(8, 10, 20), met(9, 10, 20), met(5, undefined, 20), met(0, 0, 20)]).toEqual([true, false, true, true]);
});

test('closed once the year is over and every figure is there', () => {
  close(8, { last: {} }, '2026-12-31').then({ refused: 'year-not-over', rule: 'D-burden' });
  scenario(burden)
    .given(recorded('ledgers', 8))
    .when('close', {}, { ...on('2027-01-20'), id, facts: { last } })
    .then({ refused: 'figures-missing', rule: 'D-burden', facts: { categories: categories.filter((each) => each !== 'ledgers') } });
});

test('last year is read from its own stream', async () => {
  const open = scenario(burden).given(recorded('ledgers', 8)).state;
  const asked: string[] = [];
  const read = {
    state: async (_slice: unknown, of: string) => (asked.push(of), { ...open, figures: { ledgers: 10 } }),
    row: async () => undefined,
  };
  await expect(burden.moves.close.gather?.(read as never, {}, open, { id, today: '2027-01-20', derived: {}, alias: {} })).resolves.toEqual({
    last: { ledgers: 10 },
  });
  expect(asked).toEqual([`${ids.community}~2025`]);
});
