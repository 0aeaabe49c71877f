import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { at, committee, department, otherCommittee } from '../service/story.sample.js';
import { until, World } from '../service/world.sample.js';
import {
  census,
  county,
  exempt,
  financeOffice,
  living,
  office,
  preAccessStory,
  rejected,
  rejectedStory,
  town,
} from './pre-access.sample.js';

type Row = Record<string, unknown>;
let world: World;
let token: string;
const stranger = at(90);
/** A community of another county, 北京市西城区. */
const faraway = at(91);

beforeAll(async () => {
  world = await World.open();
  await world.organisation(town, null);
  for (const one of [committee, otherCommittee, faraway]) await world.organisation(one, town);
  const lies = { [committee]: '320582100001', [otherCommittee]: '320582100002', [faraway]: '110102001001' };
  for (const [one, areaCode] of Object.entries(lies))
    await world.say({ stream: `organisation/${one}`, event: { type: 'OrganisationIdentified', uscc: null, areaCode } as never });
  for (const one of [department, office, financeOffice, stranger]) await world.organisation(one, null, 'government');
  await world.account('officer', [['department', department]]);
  await world.account('office', [['department', office]]);
  await world.account('stranger', [['department', stranger]]);
  await world.account('director', [['director', committee]]);
  await world.account('other-director', [['director', otherCommittee]]);
  await world.account('faraway-director', [['director', faraway]]);
  // Who witnesses the agreement of the story.
  await world.account('witness', [['sub-district', department]]);
  await world.account('finance', [['finance', financeOffice]]);
  await world.account('kiosk', [['kiosk', committee]]);
  token = await world.say(...preAccessStory(), ...rejectedStory(at(320), '2026-03-03', stranger));
});
afterAll(() => world.close());

const ask = (view: string, query: Record<string, string> = {}, account?: string) =>
  world.get(`/api/views/${view}?${new URLSearchParams({ limit: '100', ...query }).toString()}`, account, { 'Read-After': token });
const rows = async (...given: Parameters<typeof ask>): Promise<Row[]> => (await ask(...given)).body.rows;
const column = (found: readonly Row[], name: string) => found.map((row) => row[name]);

describe('5b · the four registers as of any date', () => {
  const matters = async (on: string, more = {}) => column(await rows('matter-registers', { on, ...more }), 'matter');

  test('what the county adopted stands from its day; a matter whose law is repealed stands nowhere', async () => {
    expect(await matters('2026-01-14')).toEqual([]);
    // A15 was repealed in 2020: whatever was adopted, no law carries it.
    expect(await matters('2026-03-02')).toEqual(['A50', 'F01', 'S01', 'S33']);
    expect(await matters('2026-05-06')).toEqual(['A50', 'E01', 'F01', 'S01', 'S33']);
    expect(await matters('2027-02-01')).toEqual(['F01', 'S01', 'S33']);
  });

  test('S33 rests on another law from 2026-08-15, without any event', async () => {
    const law = async (on: string) => (await rows('matter-registers', { on, matter: 'S33' }))[0]?.['basis'];
    expect(await law('2026-08-14')).toMatchObject({ law: '噪声污染防治法', article: '70' });
    expect(await law('2026-08-15')).toMatchObject({ law: '生态环境法典', article: '599' });
  });

  test('the state of an entry is that of the day, and its source is told with words and force', async () => {
    const standing = async (on: string) => (await rows('matter-registers', { on, application: living }))[0]?.['standing'];
    expect(await standing('2026-05-06')).toBe('active');
    expect(await standing('2026-10-02')).toBe('suspended');
    expect(await standing('2026-10-20')).toBe('active');
    const [forbidden] = await rows('matter-registers', { on: '2026-03-02', list: 'negative' });
    expect(forbidden?.['source']).toMatchObject({ rule: 'MCA15', force: 'guidance', words: { text: expect.stringContaining('招商引资') } });
  });

  test('it is public, also without a token', async () => {
    expect((await ask('matter-registers', { on: '2026-03-02', community: committee, county })).body.total).toBe(4);
  });
});

describe('5b · what a community may refuse, and why', () => {
  const one = async (query: Record<string, string>) => (await rows('refusable-tasks', { on: '2026-05-06', ...query }, 'director'))[0];

  test('on the negative list: refused with the rule that forbids it', async () => {
    expect(await one({ matter: 'F01' })).toMatchObject({ reason: 'NEGATIVE_LIST', refusable: true, source: { rule: 'MCA15' } });
    // Of the negative list also what no county has published.
    expect(await one({ matter: 'F12' })).toMatchObject({ reason: 'NEGATIVE_LIST', refusable: true, list: 'negative', fromOn: null });
  });

  test('on no list on the day: refused, and no score falls', async () => {
    expect(await one({ matter: 'A28' })).toMatchObject({ reason: 'NOT_ON_LIST', refusable: true, noScore: { rule: 'D-refusal-no-score' } });
    expect(await one({ matter: 'A15' })).toMatchObject({ reason: 'NOT_ON_LIST', basis: null });
    expect(await one({ application: rejected })).toMatchObject({ reason: 'NOT_ON_LIST', state: 'rejected' });
  });

  test('on a list on the day: not to be refused, and the answer says where it stands', async () => {
    expect(await one({ matter: 'S01' })).toMatchObject({ reason: null, refusable: false, list: 'self-government' });
    expect(await one({ application: living, community: otherCommittee })).toMatchObject({ refusable: false });
    expect(await one({ application: living, on: '2027-02-01' })).toMatchObject({ refusable: true, reason: 'NOT_ON_LIST' });
  });

  test('only what stands for that community counts', async () => {
    const on = '2026-05-06';
    expect(await one({ application: census, community: committee, on })).toMatchObject({ refusable: false });
    const other = await one({ application: census, community: otherCommittee, on });
    expect(other).toMatchObject({ refusable: true, reason: 'NOT_ON_LIST' });
  });

  test('decision 23 · “all communities” of a list are those of its county: what stands here does not stand for another county', async () => {
    const asked = { matter: 'S01', community: committee };
    await until(
      () => one(asked),
      (row) => row?.['refusable'] === false,
    );
    expect(await one({ ...asked, community: faraway })).toMatchObject({ refusable: true, reason: 'NOT_ON_LIST' });
    const standing = async (community: string) => (await ask('matter-registers', { on: '2026-03-02', community })).body.total;
    expect([await standing(committee), await standing(faraway)]).toEqual([4, 0]);
  });

  test('decision 23 · of applications only those that concern the viewer: neither other departments’ nor other communities’', async () => {
    const asked = { application: rejected, on: '2026-05-06' };
    expect(await rows('refusable-tasks', asked, 'stranger')).toEqual([]);
    expect(await rows('refusable-tasks', asked, 'officer')).toMatchObject([{ reason: 'NOT_ON_LIST' }]);
  });

  test('the list holds refusable tasks only, and is for staff', async () => {
    const all = await rows('refusable-tasks', { on: '2026-05-06' }, 'director');
    expect(all.every(({ refusable }) => refusable === true)).toBe(true);
    expect((await ask('refusable-tasks', {}, 'kiosk')).status).toBe(403);
    expect((await ask('refusable-tasks', { matter: 'X99' }, 'director')).status).toBe(400);
  });
});

describe('5b · one application with reasons and their sources', () => {
  test('a rejection shows title, article, words and force of every guard', async () => {
    const steps = await rows('admission-timeline', { application: rejected }, 'officer');
    expect(column(steps, 'type')).toEqual(['ApplicationDrafted', 'ApplicationRejected']);
    const hits = steps[1]?.['hits'] as Row[];
    expect(hits.map(({ guard, binding }) => [guard, binding])).toEqual([
      ['G10', true],
      ['G11', false],
      ['G12', false],
    ]);
    expect(hits[0]?.['source']).toMatchObject({ force: 'binding', article: expect.any(String), words: { text: expect.any(String) } });
    expect(hits[1]?.['source']).toMatchObject({ force: 'guidance', overridable: true });
  });

  test('decision 23 · another department sees neither the application nor its steps', async () => {
    expect((await ask('admission-timeline', { application: rejected }, 'stranger')).body.total).toBe(0);
    expect(column(await rows('admissions', {}, 'stranger'), 'application')).toEqual([at(320)]);
    expect((await ask('admissions', {}, 'kiosk')).status).toBe(403);
    expect(column(await rows('admissions', { state: 'rejected' }, 'office'), 'application').sort()).toEqual([rejected, at(320)].sort());
  });

  test('5.1.4, decision 23 · communities read what they are asked about and what is listed for them, and the witness what he signs', async () => {
    const seen = async (account: string) => column(await rows('admissions', {}, account), 'application').sort();
    expect(await seen('director')).toEqual([census, living].sort());
    expect(await seen('other-director')).toEqual([census, living].sort());
    expect(await seen('witness')).toEqual([living]);
    expect(await seen('faraway-director')).toEqual([]);
    // What was rejected before anybody was asked, and reviews that are due, are no business of theirs.
    expect((await ask('admission-timeline', { application: rejected }, 'director')).body.total).toBe(0);
    expect((await ask('matter-reviews', {}, 'director')).status).toBe(403);
  });

  test('decision 23 · of opinions, agreements and money a community reads its own, and the witness those he signs', async () => {
    const told = async (account: string, application: string, type: string) => {
      const steps = await rows('admission-timeline', { application }, account);
      const found = column(
        steps.filter((step) => step['type'] === type),
        'facts',
      );
      return (found as Row[]).map(({ community, organisation }) => community ?? organisation);
    };
    expect(await told('director', census, 'OpinionGiven')).toEqual([committee]);
    expect(await told('other-director', census, 'OpinionGiven')).toEqual([]);
    expect(await told('other-director', census, 'ConditionsRecorded')).toEqual([]);
    for (const account of ['director', 'witness']) {
      expect(await told(account, living, 'AgreementOffered')).toEqual([committee]);
      expect(await told(account, living, 'AgreementSigned')).toEqual([committee]);
    }
    expect(await told('other-director', living, 'AgreementOffered')).toEqual([]);
    expect(await told('other-director', living, 'AgreementSigned')).toEqual([otherCommittee]);
    expect(await told('officer', living, 'AgreementSigned')).toEqual([committee, otherCommittee]);
  });

  test('refusals are seen by the community and by the department concerned', async () => {
    for (const account of ['director', 'officer'])
      expect(await rows('task-refusals', {}, account)).toMatchObject([{ countsAgainst: false }]);
    expect(await rows('task-refusals', {}, 'stranger')).toEqual([]);
  });
});

describe('5b · money promised and received per entry', () => {
  test('as of a day: due by the plan, received, confirmed, open', async () => {
    const entry = async (on: string, account = 'officer') =>
      (await rows('matter-money', { on, by: 'entry', application: living }, account))[0];
    expect(await entry('2026-05-02')).toMatchObject({
      ...{
        promised: '750000',
        committed: '375000',
        due: '400000',
        received: '200000',
        confirmed: '0',
        open: '200000',
        communities: 2,
        nextOn: '2026-09-01',
      },
      source: { rule: 'RCL25 43', force: 'binding' },
    });
    expect(await entry('2026-05-03')).toMatchObject({ confirmed: '200000' });
    expect(await entry('2026-09-01')).toMatchObject({
      due: '750000',
      received: '199000',
      confirmed: '199000',
      open: '551000',
      nextOn: null,
    });
    expect(await entry('2026-05-02', 'finance')).toMatchObject({ promised: '750000' });
  });

  test('a community sees its own money', async () => {
    const own = await rows('matter-money', { on: '2026-05-02' }, 'director');
    expect(new Set(column(own, 'community'))).toEqual(new Set([committee]));
    expect(own.find(({ kind }) => kind === 'agreement')).toMatchObject({ promised: '375000', open: '0' });
  });
});

test('5b · figures: the department its own, the office all that it oversees; no report of the running year', async () => {
  const [own] = await rows('admission-figures', { year: '2026' }, 'officer');
  expect(own).toMatchObject({ department, rejected: 1, guards: { G10: 1, G11: 1, G12: 1 }, reportFigures: { shown: false } });
  expect(own).not.toHaveProperty('reports');
  expect(column(await rows('admission-figures', { year: '2026' }, 'office'), 'department').sort()).toEqual([department, stranger].sort());
});

test('5b · reviews due', async () => {
  token = await world.say({
    stream: `admission/${exempt}`,
    event: { type: 'MatterActivated', endsOn: null, reviewDue: { dueOn: '2026-01-31' }, basisUntil: null, on: '2026-03-04' } as never,
  });
  const due = await rows('matter-reviews', {}, 'office');
  expect(due).toMatchObject([{ application: exempt, reviewDueOn: '2026-01-31', reviewOverdue: true }]);
});
