import { formSample } from '@yimen/contracts';
import { findMatter, type Matter } from '@yimen/policy';
import { scenario } from '@yimen/testing';
import { admission } from '../admission.js';
import { basisDue, changedSince } from './basis.js';
import {
  activate,
  at,
  bodies,
  census,
  communities,
  conditionsFor,
  history,
  on,
  own,
  system,
  toActiveCensus,
  toListed,
  type Step,
} from '../admission.sample.js';

const bySystem = (day: string) => on(day, { actor: system });

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
      .then({
        type: 'BasisChanged',
        law: '生态环境法典',
        article: '599',
        words: '应当及时劝阻、调解',
        basisUntil: null,
        matter: 'S33',
        on: '2026-08-15',
      });
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

  test('D-admission-basis · a matter whose basis was repealed before its start does not become active', () => {
    const vaccines = census({ matter: { id: 'A15', name: '预防接种宣传组织' }, flags: [] });
    const ready = history(...toListed(census()), ...communities.slice(0, 3).flatMap(conditionsFor));
    scenario(admission)
      .given(ready.map((event) => (event.type === 'ApplicationDrafted' ? { ...event, form: vaccines } : event)))
      .when('activate', {}, bySystem('2026-05-06'))
      .then({ refused: 'basis-not-in-force', rule: 'D-admission-basis', overridable: false });
  });

  test('nor does it by the last fact that it waited for: conditions, money or contract', () => {
    const vaccines = census({ matter: { id: 'A15', name: '预防接种宣传组织' }, flags: [] });
    const [last, ...others] = [...communities.slice(0, 3)].reverse();
    const waiting = history(...toListed(census()), ...others.flatMap(conditionsFor), conditionsFor(last!)[0]!);
    const given = scenario(admission).given(
      waiting.map((event) => (event.type === 'ApplicationDrafted' ? { ...event, form: vaccines } : event)),
    );
    given
      .when('confirmConditions', { community: last! }, on('2026-05-10'))
      .then({ type: 'ConditionsConfirmed', community: last!, on: '2026-05-10' });
  });

  test('a basis that changed between draft and start is told at the start, once', () => {
    const later = { ...noise, period: { from: '2026-08-20', to: null } };
    const started = history(...toListed(later), activate('2026-08-20'));
    expect(started.slice(-2)).toMatchObject([
      { type: 'MatterActivated', basisUntil: null },
      { type: 'BasisChanged', law: '生态环境法典', article: '599', on: '2026-08-20' },
    ]);
    expect(scenario(admission).given(started).state).toMatchObject({ status: 'active', basis: { law: '生态环境法典', article: '599' } });
    const today = { ...later, basis: { ...later.basis, law: '城市居民委员会组织法', article: '10' } };
    expect(changedSince(today, '2026-08-20')).toBeUndefined();
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

  describe('a later catalogue is held against what is active already', () => {
    const law = { matter: 'A50', law: '全国人口普查条例', article: '3', basisUntil: null, on: '2026-05-06' };
    const later = (change: Partial<Matter>) => (id: string) => ({ ...findMatter(id)!, ...change });
    const day = (dueOn: string) => ({ dueOn });

    test('what is told with the start and with a change: matter, law and article', () => {
      expect(history(...active).at(-1)).toMatchObject({ rests: { matter: 'S33', law: '噪声污染防治法', article: '70' } });
      const { set } = admission.deadlines!['basis']!;
      const [started] = history(...active).slice(-1);
      expect(set.MatterActivated!(started as never)).toEqual(day('2026-08-14'));
    });

    test('a law that ends: on its last day, or at once where the day has passed', () => {
      expect(basisDue(law)).toBeNull();
      expect(basisDue(law, later({ validTo: '2026-12-31' }))).toEqual(day('2026-12-31'));
      expect(basisDue(law, later({ validTo: '2026-05-01', status: 'cancelled' }))).toEqual(day('2026-05-06'));
    });

    test('A15, A17 · a repeal that a release takes back ends nothing', () => {
      for (const matter of ['A15', 'A17']) {
        const { law: name, article, validTo } = findMatter(matter)!;
        const resting = { matter, law: name, article, basisUntil: validTo, on: '2019-01-01' };
        expect(basisDue(resting)).toEqual(day(validTo!));
        expect(basisDue(resting, later({ validTo: null, status: 'in-use' }))).toBeNull();
      }
    });

    test('S33, A53 · another law takes the place, earlier or later than was known; one that did not is looked at again', () => {
      for (const matter of ['S33', 'A53']) {
        const found = findMatter(matter)!;
        const [before] = found.earlier;
        const resting = { matter, law: before!.law, article: before!.article, basisUntil: null, on: '2026-05-06' };
        expect(basisDue(resting)).toEqual(day('2026-08-14'));
        expect(basisDue(resting, later({ earlier: [{ ...before!, validTo: '2026-04-30' }], validFrom: '2026-05-01' }))).toEqual(
          day('2026-05-06'),
        );
        const changed = { matter, law: found.law, article: found.article, basisUntil: null, on: '2026-08-15' };
        expect(basisDue(changed)).toBeNull();
        const postponed = later({ earlier: [{ ...before!, validTo: '2026-12-31' }], validFrom: '2027-01-01' });
        expect(basisDue(changed, postponed)).toEqual(day('2026-08-15'));
        expect(basisDue({ ...resting, on: '2026-08-15' }, postponed)).toEqual(day('2026-12-31'));
      }
    });

    test('what never was the matter’s own law, or stands in no catalogue, keeps the day it was told', () => {
      expect(basisDue({ ...law, law: '统计法', article: '1' })).toBeNull();
      expect(basisDue({ ...law, matter: undefined, basisUntil: '2026-12-31' })).toEqual(day('2026-12-31'));
    });
  });
});
