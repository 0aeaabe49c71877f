import { areaLevels, encode, registry, type AreaLevel } from '@yimen/contracts';
import { fold } from '@yimen/kernel';
import { decide, scenario } from '@yimen/testing';
import fc from 'fast-check';
import { parentLevels } from './guards.js';
import { area } from './area.js';
import type { Area, AreaEvent } from './states.js';

const id = (n: number) => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const keeper = id(900);
const entry = (level: AreaLevel, code: string | null, parent: string | null): Extract<AreaEvent, { type: 'AreaRegistered' }> => ({
  type: 'AreaRegistered',
  level,
  name: '示例',
  code,
  parent,
  keeper,
  validFrom: '2026-01-01',
  decisionNo: null,
  cameFrom: [],
});
const county = entry('COUNTY', '320582000000', null);
const town = entry('TOWN', '320582001000', id(1));
const community = entry('COMMUNITY', '320582001001', id(2));
const standing = (event: AreaEvent): Area => fold(area, [event]);
const change = { effectiveOn: '2026-03-02', decisionNo: '张政发〔2026〕1号' };
const input = ({ type: _type, ...fields }: ReturnType<typeof entry>) => fields;

describe('an area is entered', () => {
  test.each([
    ['COUNTY', '320582000000', null],
    ['TOWN', '320582001000', county],
    ['COMMUNITY', '320582001001', town],
    ['GRID', '320582001001007', community],
    ['BUILDING', null, entry('GRID', '320582001001007', id(3))],
    ['UNIT', null, entry('BUILDING', null, id(4))],
    ['ROOM', null, entry('UNIT', null, id(5))],
    ['ROOM', null, entry('BUILDING', null, id(4))],
  ] as const)('1.1 · %s with code %s under its parent', (level, code, above) => {
    const wanted = entry(level, code, above ? id(7) : null);
    const parent: Area = above ? standing(above) : { status: 'none' };
    scenario(area).given().when('register', input(wanted), { facts: { parent } }).then(wanted);
  });

  test.each([
    ['TOWN', '320582001000', null, 'parent-missing', 'D-area-tree'],
    ['COMMUNITY', '320582001001', county, 'parent-level', 'D-area-tree'],
    ['ROOM', null, community, 'parent-level', 'D-area-tree'],
    ['COMMUNITY', null, town, 'code-missing', 'AREA-CODE'],
    ['COMMUNITY', '320582001000', town, 'code-level', 'AREA-CODE'],
    ['COMMUNITY', '320582100001', town, 'code-outside-parent', 'AREA-CODE'],
    ['COMMUNITY', '320582000001', town, 'code-invalid', 'AREA-CODE'],
    ['GRID', '320582001002007', community, 'code-outside-parent', 'AREA-CODE'],
    ['BUILDING', '320582001001', entry('GRID', '320582001001007', id(3)), 'code-not-used', 'AREA-CODE'],
  ] as const)('1.2 · %s with code %s: %#', (level, code, above, refused, rule) => {
    const parent: Area = above ? standing(above) : { status: 'none' };
    scenario(area)
      .given()
      .when('register', input(entry(level, code, above ? id(7) : null)), { facts: { parent } })
      .then({ refused, rule });
  });

  test('A1 · under a parent that has ended: refused', () => {
    const ended = fold(area, [town, { type: 'AreaAbolished', code: town.code, ...change }]);
    scenario(area)
      .given()
      .when('register', input(community), { facts: { parent: ended } })
      .then({ refused: 'parent-not-valid', rule: 'D-area-tree' });
  });

  test('A3 · from a date that has not come: refused', () => {
    scenario(area)
      .given()
      .when('register', input({ ...county, validFrom: '2026-03-03' }), { facts: { parent: { status: 'none' } } })
      .then({ refused: 'not-yet-effective', rule: 'D-area-lineage' });
  });

  test('13.5 · the code is reserved in its own register before', () => {
    expect(area.moves.register.reserve?.({ status: 'none' }, input(community) as never, {} as never, { id: id(1) })).toEqual({
      slice: 'area-code',
      id: '320582001001',
      move: 'reserve',
      input: { holder: id(1) },
    });
  });
});

describe('A3, R-142 · lineage', () => {
  const other = standing({ ...community, code: '320582001002' });

  test('a name, a code and a parent change by decision and date', () => {
    const steps = scenario(area).given(community);
    expect(steps.when('rename', { name: '新名', ...change }).then({ type: 'AreaRenamed', name: '新名', ...change }).state).toMatchObject({
      name: '新名',
      changedOn: '2026-03-02',
    });
    const coded = { type: 'AreaCodeChanged' as const, from: '320582001001', to: '320582001003', ...change };
    expect(steps.when('changeCode', { code: coded.to, ...change }, { facts: { parent: standing(town) } }).then(coded).state).toMatchObject({
      code: '320582001003',
    });
    const moved = { type: 'AreaMoved' as const, from: id(2), to: id(8), ...change };
    expect(steps.when('moveTo', { parent: id(8), ...change }, { facts: { parent: standing(town) } }).then(moved).state).toMatchObject({
      parent: id(8),
    });
  });

  test('1.2 · a code that does not lie under the new parent is told, until the change of the code is recorded', () => {
    const beyond = standing({ ...town, code: '320582100000' });
    const moved = { type: 'AreaMoved' as const, from: id(2), to: id(8), ...change };
    const { events } = scenario(area)
      .given(community)
      .when('moveTo', { parent: id(8), ...change }, { facts: { parent: beyond } })
      .then({ events: [moved], warnings: ['code-outside-parent'], warnedBy: ['AREA-CODE'] });
    const coded = { type: 'AreaCodeChanged' as const, from: '320582001001', to: '320582100003', ...change };
    scenario(area)
      .given(community, ...events)
      .when('changeCode', { code: coded.to, ...change }, { facts: { parent: beyond } })
      .then(coded);
    // What has no code of its own takes none along.
    const building = entry('BUILDING', null, id(4));
    scenario(area)
      .given(building)
      .when('moveTo', { parent: id(8), ...change }, { facts: { parent: standing(entry('GRID', '320582100003001', id(3))) } })
      .then({ ...moved, from: id(4) });
  });

  test('merger, division and abolition end it, with its successors', () => {
    const code = community.code;
    const steps = scenario(area).given(community);
    const merged = steps.when('mergeInto', { into: id(8), ...change }, { facts: { successors: [other] } });
    expect(merged.then({ type: 'AreaMerged', into: id(8), code, ...change }).state).toMatchObject({
      status: 'merged',
      successors: [id(8)],
    });
    const split = steps.when('splitInto', { into: [id(8), id(9)], ...change }, { facts: { successors: [other, other] } });
    expect(split.then({ type: 'AreaSplit', into: [id(8), id(9)], code, ...change }).state).toMatchObject({
      status: 'split',
      successors: [id(8), id(9)],
    });
    const abolished = steps.when('abolish', change).then({ type: 'AreaAbolished', code, ...change });
    expect(abolished.state).toMatchObject({ status: 'abolished', validTo: '2026-03-02', successors: [] });
  });

  test.each([
    ['mergeInto', { into: id(8) }, { successors: [standing(town)] }, 'successor-not-valid', 'D-area-lineage'],
    ['mergeInto', { into: id(8) }, { successors: [{ status: 'none' }] }, 'successor-not-valid', 'D-area-lineage'],
    ['mergeInto', { into: id(3) }, { successors: [other] }, 'own-successor', 'D-area-lineage'],
    ['splitInto', { into: [id(8), id(3)] }, { successors: [other, other] }, 'own-successor', 'D-area-lineage'],
    ['moveTo', { parent: id(2) }, { parent: standing(town) }, 'same-parent', 'D-area-tree'],
    ['changeCode', { code: '320582001001' }, { parent: standing(town) }, 'code-unchanged', 'AREA-CODE'],
  ] as const)('%s %j: %s', (move, given, facts, code, rule) => {
    const result = decide(area, standing(community), move, { ...given, ...change }, { id: id(3), facts });
    expect(result.refusal).toMatchObject({ code, rule });
  });

  test('a change may not reach back behind the last one', () => {
    scenario(area)
      .given(community, { type: 'AreaRenamed', name: '新名', ...change })
      .when('rename', { name: '旧名', effectiveOn: '2026-02-01', decisionNo: '补' })
      .then({ refused: 'before-last-change', rule: 'D-area-lineage', facts: { effectiveOn: '2026-02-01', changedOn: '2026-03-02' } });
  });
});

test('every parent is of a level further up, so no circle can close', () => {
  for (const [level, above] of Object.entries(parentLevels))
    for (const parent of above) expect(areaLevels.indexOf(parent)).toBeLessThan(areaLevels.indexOf(level as AreaLevel));
});

test('A1 · however areas are entered and moved, also on stale advice: one parent, of a fitting level, and no circle', () => {
  let moves = 0;
  const step = fc.record({ of: fc.nat(8), to: fc.nat(8), level: fc.constantFrom(...areaLevels), stale: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
      const now: Area[] = [
        standing(county),
        standing({ ...town, parent: id(0) }),
        standing({ ...town, parent: id(0) }),
        standing({ ...community, parent: id(1) }),
        standing(entry('GRID', '320582001001007', id(3))),
        standing(entry('BUILDING', null, id(4))),
        standing(entry('UNIT', null, id(5))),
        standing({ ...community, parent: id(2) }),
        { status: 'none' },
      ];
      let before = [...now];
      for (const { of, to, level, stale } of steps) {
        const parent = (stale ? before : now)[to] as Area;
        const state = now[of] as Area;
        before = [...now];
        const code = ['BUILDING', 'UNIT', 'ROOM'].includes(level) ? null : '320582000000';
        const told = { id: id(of), facts: { parent } };
        const result =
          state.status === 'none'
            ? decide(area, state, 'register', input(entry(level, code, level === 'COUNTY' ? null : id(to))), told)
            : decide(area, state, 'moveTo', { parent: id(to), ...change }, told);
        for (const event of result.events) encode(registry, event);
        if (result.events[0]?.type === 'AreaMoved') moves += 1;
        now[of] = result.state;
      }
      for (const [at] of now.entries()) {
        const seen = new Set<number>();
        let here = now[at] as Area;
        for (let place = at; here.status === 'valid' && here.parent !== null; here = now[place] as Area) {
          expect(seen.has(place)).toBe(false);
          seen.add(place);
          place = Number(here.parent.slice(-12));
          expect(parentLevels[here.level]).toContain((now[place] as Extract<Area, { status: 'valid' }>).level);
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(moves).toBeGreaterThan(50);
});
