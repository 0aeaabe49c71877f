import { fold } from '@yimen/kernel';
import { checkSlice } from '@yimen/service-shell/slice';
import { scenario } from '@yimen/testing';
import { ids, on } from '../hall.sample.js';
import { matterRegister } from '../matter-register/matter-register.js';
import { taskRefusal } from './task-refusal.js';

const county = '320582000000';
const application = '0198a3f0-0000-7000-8000-000000000201';
const register = fold(matterRegister, [
  { type: 'CatalogueAdopted', county, office: ids.body, matters: ['S05', 'A01', 'F01'], approval: '张政发〔2026〕5号', from: '2026-03-02' },
  {
    type: 'RegisterEntryAdded',
    county,
    application,
    matter: { id: 'E01', name: '低保' },
    list: 'entrusted-purchased',
    communities: [ids.community],
    from: '2026-03-02',
    to: '2026-12-31',
  },
]);
const asked = (change: object = {}) => ({
  county,
  community: ids.community,
  department: ids.body,
  task: '每月住户报表',
  matter: null as string | null,
  application: null as string | null,
  reason: 'NOT_ON_LIST' as 'NOT_ON_LIST' | 'NEGATIVE_LIST',
  ...change,
});

/** An application of the county, by the matter it asks for. */
const askingFor = (matter: string | null) => ({ status: 'draft', form: { county, matter: { id: matter } } });
const areas: Readonly<Record<string, string>> = { [ids.community]: '320582100001', [ids.item]: '320583100001' };

/** Refuses a task with what the register of the county says on the day. */
async function refusing(change: object, today = '2026-03-10', of = register, applied: string | null = 'E01', admitted: object = {}) {
  const input = asked(change);
  const states: Readonly<Record<string, object>> = { [county]: of, [application]: { ...askingFor(applied), ...admitted } };
  const read = {
    state: async (_slice: unknown, id: string) => states[id] ?? { status: 'none' },
    area: async (organisation: string) => areas[organisation],
  };
  const facts = await taskRefusal.moves.refuse.gather?.(
    read as never,
    input,
    { status: 'none' },
    { id: '', today, derived: {}, alias: {} },
  );
  // In an array: a scenario has a `then` of its own, which a promise would call.
  return [
    scenario(taskRefusal)
      .given()
      .when('refuse', input, on(today, undefined, { facts })),
  ] as const;
}

const refused = (change: object = {}) => ({
  type: 'TaskRefused' as const,
  ...asked(change),
  countsAgainst: false as const,
  on: '2026-03-10',
});

test('the table of a refusal holds', () => {
  expect(checkSlice(taskRefusal as never, { histories: [[refused()]] })).toEqual([]);
});

test('5.1.4, CD20 44, D-refusal-no-score · a task on no list is refused, and it lowers no score', async () => {
  (await refusing({}))[0].then(refused());
});

test.each([
  ['S05', 'self-government'],
  ['A01', 'assist'],
  ['E01', 'entrusted-purchased'],
])('13.1 · NOT_ON_LIST only if none of the four has it: %s stands in %s', async (matter, list) => {
  (await refusing({ matter }))[0].then({ refused: 'on-a-list', rule: 'D-admission-lists', facts: { list } });
});

test('an entry counts for its own communities and days only', async () => {
  expect((await refusing({ application }))[0].result.refusal?.code).toBe('on-a-list');
  expect((await refusing({ application, community: ids.other }))[0].result.refusal).toBeUndefined();
  expect((await refusing({ matter: 'E01' }, '2027-01-01'))[0].result.refusal).toBeUndefined();
});

test.each([
  ['entrusted, by no agreement', 'ENTRUST', {}, undefined],
  ['entrusted, by the agreement of another', 'ENTRUST', { [ids.other]: {} }, undefined],
  ['entrusted, by its own agreement', 'ENTRUST', { [ids.community]: {} }, 'on-a-list'],
  ['bought, which needs no agreement', 'PURCHASE', {}, 'on-a-list'],
])('RCL25 43, 5.1.1 · what is entrusted binds a community by its own agreement only: %s', async (_what, of, agreements, refused) => {
  const admitted = { status: 'active', class: of, entry: { agreements } };
  for (const named of [{ matter: 'E01' }, { application }])
    expect((await refusing(named, '2026-03-10', register, 'E01', admitted))[0].result.refusal?.code).toBe(refused);
});

test('the negative list is a reason of its own', async () => {
  (await refusing({ matter: 'F01', reason: 'NEGATIVE_LIST' }))[0].then(refused({ matter: 'F01', reason: 'NEGATIVE_LIST' }));
  // Nobody has adopted F02, and another county has adopted nothing at all: they stand all the same.
  (await refusing({ matter: 'F02', reason: 'NEGATIVE_LIST' }))[0].then(refused({ matter: 'F02', reason: 'NEGATIVE_LIST' }));
  const nothing = matterRegister.initial;
  (await refusing({ matter: 'F12', reason: 'NEGATIVE_LIST' }, '2026-03-10', nothing))[0].then(
    refused({ matter: 'F12', reason: 'NEGATIVE_LIST' }),
  );
  (await refusing({ matter: 'F01' }))[0].then({ refused: 'on-negative-list', rule: 'D-admission-lists' });
  (await refusing({ matter: 'S05', reason: 'NEGATIVE_LIST' }))[0].then({ refused: 'not-on-negative-list', rule: 'D-admission-lists' });
});

describe('13.1 · an application is looked up by its matter as well', () => {
  const by = (applied: string | null, change: object = {}) => refusing({ application, ...change }, '2027-01-01', register, applied);

  test('one for a matter of the negative list is refused for that, and for nothing else', async () => {
    const reason = 'NEGATIVE_LIST';
    (await by('F01', { reason }))[0].then({ ...refused({ application, reason, matter: 'F01' }), on: '2027-01-01' });
    (await by('F12', { reason }))[0].then({ ...refused({ application, reason, matter: 'F12' }), on: '2027-01-01' });
    (await by('F01'))[0].then({ refused: 'on-negative-list', rule: 'D-admission-lists' });
    (await by(null, { reason }))[0].then({ refused: 'not-on-negative-list', rule: 'D-admission-lists' });
  });

  test('one for a matter that the county adopted asks for what stands in a list', async () => {
    (await by('A01'))[0].then({ refused: 'on-a-list', rule: 'D-admission-lists', facts: { list: 'assist' } });
    (await by('S05'))[0].then({ refused: 'on-a-list', rule: 'D-admission-lists', facts: { list: 'self-government' } });
    (await by('A02'))[0].then({ ...refused({ application, matter: 'A02' }), on: '2027-01-01' });
    (await by(null))[0].then({ ...refused({ application }), on: '2027-01-01' });
  });

  test.each([
    ['A02', 'A01'],
    ['F01', 'A02'],
    [null, 'A02'],
  ])('an application for %s is none for %s', async (applied, matter) => {
    const differs = { refused: 'matter-differs', rule: 'D-admission-lists', facts: { application, matter }, overridable: false };
    (await by(applied, { matter }))[0].then(differs);
  });

  test('both may be named where they are the same', async () => {
    (await by('A02', { matter: 'A02' }))[0].then({ ...refused({ application, matter: 'A02' }), on: '2027-01-01' });
  });
});

test('D-admission-lists · an id that nobody gave is refused, not recorded as a task on no list', async () => {
  const unknown = (task: string) => ({ refused: 'task-unknown', rule: 'D-admission-lists', facts: { task }, overridable: false });
  (await refusing({ matter: 'A99' }))[0].then(unknown('A99'));
  (await refusing({ matter: 'F13', reason: 'NEGATIVE_LIST' }))[0].then(unknown('F13'));
  (await refusing({ application: ids.case }))[0].then(unknown(ids.case));
  expect((await refusing({ matter: 'B01' }))[0].result.refusal).toBeUndefined();
});

test('13.1 · the lists are those of the county in which the community lies', async () => {
  (await refusing({ community: ids.item }))[0].then({
    refused: 'county-differs',
    rule: 'D-admission-lists',
    facts: { county: '320583000000' },
  });
  (await refusing({ application, county: '320583000000', community: ids.other }))[0].then({
    refused: 'task-unknown',
    rule: 'D-admission-lists',
  });
});
