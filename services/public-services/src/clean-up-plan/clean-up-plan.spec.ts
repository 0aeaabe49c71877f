import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { ids, on } from '../hall.sample.js';
import { cleanUpPlan, type CleanUpEvent } from './clean-up-plan.js';

const id = `${ids.community}~2026`;
type Planned = Extract<CleanUpEvent, { type: 'CleanUpItemPlanned' }>;
const planned = (change: Partial<Planned> = {}): Planned => ({
  type: 'CleanUpItemPlanned',
  planner: ids.community,
  level: 'community',
  overseer: ids.other,
  year: 2026,
  item: 'L1',
  category: 'ledgers',
  name: '重复填报的台账',
  action: 'reduce',
  count: 12,
  target: 6,
  dueOn: '2026-06-30',
  on: '2026-03-02',
  ...change,
});
const plaque = planned({ item: 'P1', category: 'organisations', name: '挂牌', action: 'remove', count: 8, target: 0, dueOn: '2026-04-30' });
const adopted = (next: string): CleanUpEvent => ({
  type: 'CleanUpPlanAdopted',
  document: '清理计划〔2026〕1号',
  percents: { ledgers: 50 },
  nextDue: { dueOn: next },
  on: '2026-03-02',
});
const plan = (...more: CleanUpEvent[]) => scenario(cleanUpPlan).given([planned(), plaque], adopted('2026-04-30'), ...more);
const told = (day = '2026-03-02') => ({ ...on(day), id, facts: { stands: true, below: false } });
const input = ({ type: _type, on: _on, ...rest }: Planned) => rest;
const done = (nextDue: { dueOn: string } | null = { dueOn: '2026-06-30' }): CleanUpEvent => ({
  type: 'CleanUpItemDone',
  item: 'P1',
  remaining: 0,
  evidence: '已摘牌',
  inTime: true,
  nextDue,
  on: '2026-04-30',
});
const kept: CleanUpEvent = { type: 'CleanUpItemKept', item: 'L1', reason: '法律要求保留', nextDue: null, on: '2026-05-01' };
const closed: CleanUpEvent = { type: 'CleanUpPlanClosed', open: [], on: '2026-05-02' };

test('R-205 · the table of the plan holds; its items have their dates', () => {
  expect(cleanUpPlan.deadlines?.['item']?.rule).toBe('R-205');
  expect(checkSlice(cleanUpPlan as never, { histories: [[planned(), plaque, adopted('2026-04-30'), done(), kept, closed]] })).toEqual([]);
});

describe('R-205 · community, town and department each make a plan, item by item', () => {
  test.each(['community', 'town', 'department'] as const)('a %s plans an item for its year', (level) => {
    scenario(cleanUpPlan)
      .given()
      .when('plan', input(planned({ level })), told())
      .then(planned({ level }));
  });

  test('one plan has one organisation, level, overseer and year; an item stands in it once', () => {
    scenario(cleanUpPlan)
      .given()
      .when('plan', input(planned({ year: 2027 })), told())
      .then({ refused: 'plan-differs', rule: 'R-205' });
    const begun = scenario(cleanUpPlan).given(planned());
    begun.when('plan', input({ ...plaque, level: 'town' }), told()).then({ refused: 'plan-differs', rule: 'R-205' });
    begun.when('plan', input(planned()), told()).then({ refused: 'item-known', rule: 'R-205' });
    begun.when('plan', input(plaque), told()).then(plaque);
  });

  test('the overseer is another organisation: it lets items stay', () => {
    scenario(cleanUpPlan)
      .given()
      .when('plan', input(planned({ overseer: ids.community })), told())
      .then({ refused: 'overseer-is-planner', rule: 'R-205', overridable: false });
  });

  test('R-205 · a body below the planner oversees nothing: who acts for the planner would let its own items stay', async () => {
    const row = (parent: string | null, tree = 'government', closedOn: string | null = null) => ({ parent, tree, closedOn });
    const book: Readonly<Record<string, object>> = {
      [ids.hall]: row(null),
      [ids.body]: row(ids.hall),
      [ids.other]: row(ids.body),
      [ids.item]: row(ids.other),
      [ids.visit]: row(ids.hall, 'party'),
      [ids.case]: row(ids.hall, 'government', '2026-01-01'),
      [ids.community]: row(null, 'community'),
    };
    const read = { row: async (_table: unknown, key: string) => book[key] } as never;
    const planning = async (overseer: string, planner: string = ids.body) => {
      const of = input(planned({ planner, level: planner === ids.body ? 'department' : 'community', overseer }));
      const facts = await cleanUpPlan.moves.plan.gather?.(read, of, { status: 'none' }, {} as never);
      const { refusal } = scenario(cleanUpPlan)
        .given()
        .when('plan', of, { ...told(), id: `${planner}~2026`, facts }).result;
      return refusal && [refusal.code, refusal.rule, refusal.overridable];
    };
    expect(await planning(ids.other)).toEqual(['overseer-is-planner', 'R-205', false]);
    expect(await planning(ids.item)).toEqual(['overseer-is-planner', 'R-205', false]);
    expect(await planning(ids.hall)).toBeUndefined();
    expect(await planning(ids.body, ids.community)).toBeUndefined();
    // What the book has as no body of government would let nothing stay, and close nothing.
    for (const unknown of [ids.visit, ids.case, ids.person]) expect(await planning(unknown)).toEqual(['overseer-unknown', 'R-205', false]);
  });

  test('an adopted plan takes no further item', () => {
    expect(cleanUpPlan.moves.plan.from).toEqual(['none', 'draft']);
  });
});

describe('R-204 · five kinds of burden are cleaned up by less', () => {
  test.each([
    [12, 12, 'not-less'],
    [12, 13, 'not-less'],
  ])('of %i to leave %i is no clean-up', (count, target, code) => {
    scenario(cleanUpPlan)
      .given()
      .when('plan', input(planned({ count, target })), told())
      .then({ refused: code, rule: 'R-204' });
  });

  test('the plan reaches the decrease that it sets itself, over all items of a category and to the last one', () => {
    const adopt = (target: number, percents: object) =>
      scenario(cleanUpPlan)
        .given(planned({ target }), planned({ item: 'L2', count: 8, target: 4 }), plaque)
        .when('adopt', { document: '清理计划〔2026〕1号', percents }, told());
    adopt(6, { ledgers: 50 }).then({ ...adopted('2026-04-30') });
    adopt(7, { ledgers: 50 }).then({ refused: 'target-not-reached', rule: 'D-burden' });
    adopt(7, { ledgers: 45 }).then({ ...adopted('2026-04-30'), percents: { ledgers: 45 } } as CleanUpEvent);
  });

  test('a second person may set the target aside', () => {
    scenario(cleanUpPlan)
      .given(planned({ target: 7 }))
      .when('adopt', { document: '清理计划〔2026〕1号', percents: { ledgers: 50 } }, { ...told(), overridden: ['target-not-reached'] })
      .then(adopted('2026-06-30'));
  });
});

describe('R-205 · 逐项抓好落实 · every item is followed to its end', () => {
  const carry = (item: string, remaining: number, day = '2026-04-30') =>
    plan().when('carryOut', { item, remaining, evidence: '已摘牌' }, told(day));

  test('carried out when no more remain than planned; the next item is due then', () => {
    carry('P1', 0).then(done());
    carry('P1', 1).then({ refused: 'more-than-target', rule: 'R-205' });
    carry('P1', 0, '2026-05-01').then({ ...done(), inTime: false, on: '2026-05-01' } as CleanUpEvent);
    carry('X', 0).then({ refused: 'item-not-open', rule: 'R-205' });
  });

  test('kept by the overseer only, with the reason; nothing is due once all are settled', () => {
    expect(cleanUpPlan.moves.keep.by).toEqual({ overseer: ['sub-district', 'department'] });
    plan(done()).when('keep', { item: 'L1', reason: '法律要求保留' }, told('2026-05-01')).then(kept);
    plan(done()).when('keep', { item: 'P1', reason: '法律要求保留' }, told()).then({ refused: 'item-not-open', rule: 'R-205' });
  });

  test('closed when all is settled, or when the year is over: then what is open is named, with a warning', () => {
    plan(done(), kept).when('close', {}, told('2026-05-02')).then(closed);
    plan(done()).when('close', {}, told('2026-12-31')).then({ refused: 'year-not-over', rule: 'R-205' });
    plan(done())
      .when('close', {}, told('2027-01-02'))
      .then({ events: [{ type: 'CleanUpPlanClosed', open: ['L1'], on: '2027-01-02' }], warnings: ['clean-up-open'], warnedBy: ['R-205'] });
  });
});
