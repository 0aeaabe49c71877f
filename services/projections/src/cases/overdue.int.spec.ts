import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { at, committee, department, sampled } from '../service/story.sample.js';
import { World, type Answer, type Said } from '../service/world.sample.js';

let world: World;
const applicant = at(51);
const say = (id: string, type: string, fields: object = {}): Said => ({ stream: `service-case/${id}`, event: sampled(type, fields) });
const received = (id: string, fields: object = {}): Said =>
  say(id, 'CaseSubmitted', { organisation: committee, body: department, applicant, personal: [], phone: undefined, ...fields });
const get = (path: string, account: string, readAfter: string) => world.get(path, account, { 'Read-After': readAfter });
const ids = ({ body }: Answer): string[] => body.rows.map((row: { id: string }) => row.id.slice(-3));

beforeAll(async () => {
  world = await World.open();
  await world.organisation(committee, null);
  await world.account('clerk', [['window-clerk', committee]]);
  await world.account('supervisor', [['rating-supervisor', committee]]);
  await world.account('resident', [], applicant);
});
afterAll(() => world.close());

test('13.9 · no list of cases is asked by person: nobody gets the timeline of one across services', async () => {
  for (const view of ['desk', 'overdue', 'cannot-do', 'my-cases']) {
    const { status, body } = await world.get(`/api/views/${view}?applicant=${applicant}`, view === 'my-cases' ? 'resident' : 'clerk');
    expect([view, status, body.code]).toEqual([view, 400, 'invalid-input']);
  }
});

test('R-216, XT23 · a late hand-over and a promise that nobody checked stand in the overdue list, under their names', async () => {
  const readAfter = await world.say(
    received(at(206)),
    say(at(206), 'CaseAccepted', { handOverDue: { dueOn: '2026-02-27' } }),
    received(at(207)),
    say(at(207), 'DutyPromised', { checkDue: { dueOn: '2026-02-26' } }),
    ...['CaseAccepted', 'HandlingStarted', 'CaseDecided', 'ResultReady', 'CaseDelivered'].map((type) => say(at(207), type)),
  );
  const { body } = await get('/api/views/overdue', 'clerk', readAfter);
  expect(body.rows).toMatchObject([
    { id: at(207), state: 'delivered', late: [{ deadline: 'promise-check', dueOn: '2026-02-26' }] },
    {
      id: at(206),
      overdue: true,
      statutoryOverdue: false,
      late: [{ deadline: 'hand-over', label: { zh: '转后台' }, dueOn: '2026-02-27' }],
    },
  ]);
  expect(ids(await get('/api/views/desk?dueUntil=2026-02-27', 'clerk', readAfter))).toEqual(['207', '206']);
  // What the staff owe each other is not the applicant's date.
  const [own] = (await get(`/api/views/my-cases?case=${at(206)}`, 'resident', readAfter)).body.rows;
  expect(own).toMatchObject({ late: [] });
  expect(own).not.toHaveProperty('handOverDueOn');
});

test('13.8 · the date of a licence is shown as law, to desk and applicant alike; that of another matter as local configuration', async () => {
  const readAfter = await world.say(
    received(at(208), { taskType: '01', checkRule: 'ALL19 32' }),
    received(at(209), { taskType: '01' }),
    say(at(209), 'CaseAccepted', { statutoryRule: 'ALL19 42' }),
    received(at(210)),
  );
  const basisOf = async (view: string, account: string, id: string) => {
    const { dueBasis, statutoryBasis } = (await get(`/api/views/${view}?case=${id}`, account, readAfter)).body.rows[0];
    return [dueBasis, statutoryBasis];
  };
  const law = { heading: { zh: '法律依据' }, force: 'binding', source: { zh: '中华人民共和国行政许可法' }, adoptedBy: null };
  const configuration = { heading: { zh: '本地配置' }, force: 'default', adoptedBy: { zh: '张家港市本系统管理单位' } };
  for (const [view, account] of [
    ['desk', 'clerk'],
    ['my-cases', 'resident'],
  ] as const) {
    expect(await basisOf(view, account, at(208))).toMatchObject([{ ...law, rule: 'ALL19 32', article: '第三十二条' }, null]);
    expect(await basisOf(view, account, at(209))).toMatchObject([
      { ...configuration, rule: 'D-promised-limit' },
      { ...law, rule: 'ALL19 42', article: '第四十二条' },
    ]);
    expect(await basisOf(view, account, at(210))).toMatchObject([{ ...configuration, rule: 'D-supplement-once' }, null]);
  }
});

test('5.3.3 · a rating case that is late with a step is overdue as a late case is', async () => {
  const opened = (id: string, fields: object = {}): Said => ({
    stream: `rating-case/${id}`,
    event: sampled('BadRatingOpened', { organisation: committee, ...fields }),
  });
  const readAfter = await world.say(opened(at(271), { acceptDue: { dueOn: '2026-02-27' } }), opened(at(272)));
  const list = (query: string) => get(`/api/views/rating-cases?${query}`, 'supervisor', readAfter);
  const { body } = await list('overdue=true');
  expect(body.rows).toMatchObject([
    {
      id: at(271),
      stepKind: 'accept',
      overdue: true,
      late: [{ deadline: 'accept', dueOn: '2026-02-27' }],
      stepBasis: { rule: 'D-rating-case' },
    },
  ]);
  expect(ids(await list('overdue=false'))).toEqual(['272']);
  expect(ids(await list('open=true'))).toEqual(['271', '272']);
});
