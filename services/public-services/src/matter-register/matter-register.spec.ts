import { fold } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell';
import { scenario } from '@yimen/testing';
import { on, system } from '../hall.sample.js';
import { linesOn, matterRegister, type MatterRegisterEvent } from './matter-register.js';

const county = '320582000000';
const office = '0198a3f0-0000-7000-8000-000000000102';
const application = '0198a3f0-0000-7000-8000-000000000201';
const told = { ...on('2026-03-02'), id: county };
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
const removed: MatterRegisterEvent = { type: 'RegisterEntryRemoved', application, to: '2026-12-31' };
const withdrawn: MatterRegisterEvent = { type: 'CatalogueMatterWithdrawn', matter: 'A01', reason: '动态调整', to: '2026-06-30' };

test('the table of the registers holds', () => {
  expect(checkSlice(matterRegister as never, { histories: [[added], [adopted('A01'), added, removed, withdrawn]] })).toEqual([]);
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

test('adopted once, from the catalogue and the negative list, and only while the law carries it', () => {
  const input = (...matters: string[]) => ({ office, matters, approval: '张政发〔2026〕5号', from: '2026-03-02' });
  const given = scenario(matterRegister).given(adopted('A01'));
  given.when('adopt', input('S05', 'F12'), told).then(adopted('S05', 'F12'));
  given.when('adopt', input('A01'), told).then({ refused: 'matter-listed', rule: 'D-admission-lists' });
  given.when('adopt', input('A99'), told).then({ refused: 'matter-unknown', rule: 'D-admission-lists' });
  given.when('adopt', input('A15'), told).then({ refused: 'matter-not-in-use', rule: 'D-admission-basis', overridable: true });
  given.when('adopt', input('A56'), told).then({ refused: 'matter-not-in-use', rule: 'D-admission-basis' });
});

test('entries of applications come and go by the system; what does not stand cannot leave', () => {
  const { type: _type, county: _county, ...entry } = added as Extract<MatterRegisterEvent, { type: 'RegisterEntryAdded' }>;
  const bySystem = { ...on('2026-03-02', system), id: county };
  scenario(matterRegister).given().when('add', entry, bySystem).then(added);
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
