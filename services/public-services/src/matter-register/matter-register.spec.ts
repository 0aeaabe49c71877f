import { fold } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { on, system } from '../hall.sample.js';
import { linesOn, matterRegister, type MatterRegisterEvent } from './matter-register.js';

const county = '320582000000';
const office = '0198a3f0-0000-7000-8000-000000000102';
const application = '0198a3f0-0000-7000-8000-000000000201';
const told = { ...on('2026-03-02'), id: county, facts: { officeIn: county, government: null } };
const adopted = (...matters: string[]): MatterRegisterEvent => ({
  type: 'CatalogueAdopted',
  county,
  office,
  matters,
  approval: '张政发〔2026〕5号',
  from: '2026-03-02',
});
const added: MatterRegisterEvent = {
  type: 'RegisterEntryAdded',
  county,
  application,
  matter: { id: 'E01', name: '城市低保日常管理、服务' },
  list: 'entrusted-purchased',
  communities: 'all',
  from: '2026-05-06',
  to: null,
};
const extended: MatterRegisterEvent = { type: 'RegisterEntryExtended', application, to: '2027-06-30' };
const removed: MatterRegisterEvent = { type: 'RegisterEntryRemoved', application, to: '2026-12-31' };
const withdrawn: MatterRegisterEvent = { type: 'CatalogueMatterWithdrawn', matter: 'A01', reason: '动态调整', to: '2026-06-30' };

test('the table of the registers holds', () => {
  expect(checkSlice(matterRegister as never, { histories: [[added], [adopted('A01'), added, extended, removed, withdrawn]] })).toEqual([]);
});

test('13.1, CD20 44 · four registers as of any day', () => {
  const register = fold(matterRegister, [adopted('S05', 'A01', 'F01'), added, removed, withdrawn]);
  const lists = (day: string) => linesOn(register, day).map(({ list, matter }) => `${list} ${matter}`);
  expect(lists('2026-03-01')).toEqual([]);
  expect(lists('2026-03-02')).toEqual(['self-government S05', 'assist A01', 'negative F01']);
  expect(lists('2026-05-06')).toEqual(['self-government S05', 'assist A01', 'negative F01', 'entrusted-purchased E01']);
  expect(lists('2026-07-01')).toEqual(['self-government S05', 'negative F01', 'entrusted-purchased E01']);
  expect(lists('2027-01-01')).toEqual(['self-government S05', 'negative F01']);
});

test('13.1 · the negative list stands: nothing of it is taken out', () => {
  scenario(matterRegister)
    .given(adopted('F01'))
    .when('withdraw', { matter: 'F01', reason: '动态调整', to: '2026-06-30' }, told)
    .then({ refused: 'negative-stands', rule: 'D-admission-lists', overridable: false });
});

test('5.2 · A15 and A17 stood while their law was in force, and stand nowhere after it', () => {
  const register = fold(matterRegister, [{ ...adopted('A15', 'A17'), from: '2012-01-01' } as MatterRegisterEvent]);
  const lists = (day: string) => linesOn(register, day).map(({ matter }) => matter);
  expect(lists('2020-03-26')).toEqual(['A15', 'A17']);
  expect(lists('2020-03-27')).toEqual(['A17']);
  expect(lists('2022-01-01')).toEqual([]);
});

test('13.1 · an extended matter stays in its list, until its second end', () => {
  const temporary: MatterRegisterEvent = { ...added, to: '2026-12-31' } as MatterRegisterEvent;
  const stands = (day: string, ...more: MatterRegisterEvent[]) => linesOn(fold(matterRegister, [temporary, ...more]), day).length;
  expect([stands('2026-12-31'), stands('2027-01-01')]).toEqual([1, 0]);
  expect([stands('2027-01-01', extended), stands('2027-06-30', extended), stands('2027-07-01', extended)]).toEqual([1, 1, 0]);
  const out: MatterRegisterEvent = { type: 'RegisterEntryRemoved', application, to: '2027-03-31' };
  expect([stands('2027-03-31', extended, out), stands('2027-04-01', extended, out)]).toEqual([1, 0]);
});

test('adopted once, from the catalogue and the negative list, and only while the law carries it', () => {
  const input = (...matters: string[]) => ({ office, matters, approval: '张政发〔2026〕5号', from: '2026-03-02' });
  const given = scenario(matterRegister).given(adopted('A01'));
  given.when('adopt', input('S05', 'F12'), told).then(adopted('S05', 'F12'));
  given.when('adopt', input('A01'), told).then({ refused: 'matter-listed', rule: 'D-admission-lists' });
  given.when('adopt', input('A99'), told).then({ refused: 'matter-unknown', rule: 'D-admission-lists' });
  given.when('adopt', input('A15'), told).then({ refused: 'matter-not-in-use', rule: 'D-admission-basis', overridable: true });
  given.when('adopt', input('A56'), told).then({ refused: 'matter-not-in-use', rule: 'D-admission-basis' });
  // What counts is the day from which it is to stand.
  given.when('adopt', { ...input('A56'), from: '2026-03-30' }, told).then({ ...adopted('A56'), from: '2026-03-30' } as MatterRegisterEvent);
  given.when('adopt', { ...input('A15'), from: '2020-03-26' }, told).then({ ...adopted('A15'), from: '2020-03-26' } as MatterRegisterEvent);
});

describe('5.1.4 · who keeps the lists of a county', () => {
  const body = (last: number) => `0198a3f0-0000-7000-8000-00000000010${last}`;
  const [government, closed, town, elsewhere] = [body(1), body(3), body(4), body(5)] as const;
  const row = (organisation: string, kind: string, areaCode: string, closedOn: string | null = null) => ({
    ...{ organisation, kind, areaCode, closedOn },
  });
  const book = [
    row(closed, 'county-government', county, '2026-01-01'),
    row(town, 'town-communities', county),
    row(elsewhere, 'county-government', '320583000000'),
    row(government, 'county-government', county),
  ];
  const areas: Readonly<Record<string, string>> = { [office]: county, [town]: '320582100000', [elsewhere]: '320583000000' };
  const read = {
    area: async (organisation: string) => areas[organisation],
    rows: async (_table: unknown, { areaCode }: { areaCode: string }) => book.filter((each) => each.areaCode === areaCode),
  } as never;
  const { adopt } = matterRegister.moves;
  const input = (keeper: string, ...matters: string[]) => ({
    ...{ office: keeper, matters, approval: '张政发〔2026〕5号', from: '2026-03-02' },
  });
  const factsOf = async (keeper: string, id = county) =>
    (await adopt.gather?.(read, input(keeper, 'A27'), { status: 'none' }, { id, today: '2026-03-02' } as never))!;

  test('before any list is adopted the county or city government acts, no bureau that names itself', async () => {
    for (const begun of [[], [added]]) expect(matterRegister.parties(fold(matterRegister, begun))).toEqual({});
    const parties = async (keeper: string, id?: string) => adopt.parties?.(input(keeper, 'A27'), await factsOf(keeper, id));
    expect(await parties(office)).toEqual({ government: { organisation: government } });
    expect(await parties(elsewhere)).toEqual({ government: { organisation: government } });
    // A county whose government the book does not have: nobody approves its lists.
    expect(await parties(office, '320581000000')).toEqual({});
    expect(adopt.by).toEqual({ office: ['department'], government: ['department'] });
    expect(matterRegister.parties(fold(matterRegister, [adopted('A01')]))).toEqual({ office: { organisation: office } });
  });

  test('the office works in the county', async () => {
    const adopting = async (keeper: string, ...begun: MatterRegisterEvent[]) => [
      scenario(matterRegister)
        .given(...begun)
        .when('adopt', input(keeper, 'A27'), { ...told, facts: await factsOf(keeper) }),
    ];
    for (const keeper of [elsewhere, closed])
      for (const begun of [[], [added], [adopted('A01')]])
        (await adopting(keeper, ...begun))[0]!.then({
          ...{ refused: 'office-elsewhere', rule: 'D-admission-lists', facts: { county }, overridable: false },
        });
    (await adopting(office, added))[0]!.then(adopted('A27'));
    (await adopting(town))[0]!.then({ ...adopted('A27'), office: town } as MatterRegisterEvent);
  });

  test('once it keeps them, nobody hands them to another', () => {
    scenario(matterRegister)
      .given(adopted('A01'))
      .when('adopt', input(town, 'A27'), told)
      .then({ refused: 'other-office', rule: 'D-admission-lists', overridable: false });
  });
});

test('entries of applications come and go by the system; what does not stand cannot leave', () => {
  const { type: _type, county: _county, ...entry } = added as Extract<MatterRegisterEvent, { type: 'RegisterEntryAdded' }>;
  const bySystem = { ...on('2026-03-02', system), id: county };
  scenario(matterRegister).given().when('add', entry, bySystem).then(added);
  scenario(matterRegister).given(added).when('extend', { application, to: '2027-06-30' }, bySystem).then(extended);
  scenario(matterRegister)
    .given(adopted('A01'))
    .when('extend', { application, to: '2027-06-30' }, bySystem)
    .then({ refused: 'not-listed', rule: 'D-admission-lists' });
  scenario(matterRegister).given(added).when('remove', { application, to: '2026-12-31' }, bySystem).then(removed);
  scenario(matterRegister)
    .given(adopted('A01'))
    .when('remove', { application, to: '2026-12-31' }, bySystem)
    .then({ refused: 'not-listed', rule: 'D-admission-lists' });
  scenario(matterRegister)
    .given(adopted('A01'))
    .when('withdraw', { matter: 'A02', reason: '调整', to: '2026-06-30' }, told)
    .then({ refused: 'not-listed', rule: 'D-admission-lists' });
  scenario(matterRegister)
    .given(adopted('A01'))
    .when('withdraw', { matter: 'A01', reason: '动态调整', to: '2026-06-30' }, told)
    .then(withdrawn);
});
