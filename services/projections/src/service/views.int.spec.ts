import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeReadAfter } from '@yimen/service-shell';
import fc from 'fast-check';
import { moneyPages } from '../money/money-pages.sample.js';
import { openApi } from './openapi.js';
import { views } from '../projections.js';
import { at, caseStory, committee, department, hall, item, otherCommittee, queueStory, sampled, visitStory } from './story.sample.js';
import { World, type Answer, type Said } from './world.sample.js';

const town = at(9);
let world: World;
let token: string;
let phone: string;

/** A case received by the committee and handled by the department. */
const received = (id: string, fields: object = {}): Said => ({
  stream: `service-case/${id}`,
  event: sampled('CaseSubmitted', {
    hall,
    organisation: committee,
    body: department,
    item,
    visit: at(31),
    applicant: at(51),
    phone: undefined,
    ...fields,
  }),
});

beforeAll(async () => {
  world = await World.open({ patience: 3000 });
  await world.organisation(town, null);
  await world.organisation(committee, town);
  await world.organisation(otherCommittee, town);
  await world.organisation(department, null, 'government');
  await world.account('clerk', [['window-clerk', committee]]);
  await world.account('other-clerk', [['window-clerk', otherCommittee]]);
  await world.account('handler', [['case-handler', department]]);
  await world.account('auditor', [['auditor', town]]);
  await world.account('finance', [['finance', town]]);
  await world.account('resident', [], at(51));
  await world.account('stranger', [], at(52));
  const [sealed] = await world.vault.seal(at(51), 'hall', ['13800001111']);
  phone = String(sealed);
  token = await world.say(
    ...visitStory(),
    received(at(201), { phone }),
    received(at(202), { phone, itemName: '乙事项' }),
    { stream: `service-case/${at(202)}`, event: sampled('CaseAccepted', { due: { dueOn: '2026-03-01' } }) },
    received(at(203), { organisation: otherCommittee, applicant: at(52), personal: [], phone: undefined, itemName: '丙事项' }),
    received(at(204), { checkDue: { pending: { from: '2026-03-02', amount: 5, unit: 'WD' } } }),
    ...caseStory(at(205), { body: at(8) }),
  );
});
afterAll(() => world.close());

const get = (path: string, account?: string, headers: Record<string, string> = { 'Read-After': token }) =>
  world.get(path, account, headers);
const ids = ({ body }: Answer): string[] => body.rows.map((row: { id: string }) => row.id.slice(-3));

describe('13.3 · the board', () => {
  test('shows ticket numbers only: called first, then priority, then by order; no token needed', async () => {
    const board = queueStory(at(12)).slice(0, 6);
    const readAfter = await world.say(...board);
    const { body } = await get(`/api/views/hall-board?hall=${at(12)}`, undefined, { 'Read-After': readAfter });
    expect(body).toMatchObject({ total: 4, next: null, generation: 1 });
    expect(body.rows.map((row: { ticket: string; state: string }) => [row.ticket, row.state])).toEqual([
      ['A001', 'called'],
      ['A002', 'waiting'],
      ['A003', 'waiting'],
      ['A004', 'waiting'],
    ]);
    expect(Object.keys(body.rows[0]).sort()).toEqual(['calls', 'class', 'className', 'id', 'state', 'ticket', 'window']);
    const rest = await world.say(...queueStory(at(12)).slice(6));
    expect((await get(`/api/views/hall-board?hall=${at(12)}`, undefined, { 'Read-After': rest })).body).toMatchObject({ total: 1 });
  });
});

describe('the desk list', () => {
  test('holds the open cases of the own organisation and those below, with what has to happen next', async () => {
    const { body } = await get('/api/views/desk', 'clerk');
    expect(body).toMatchObject({ total: 3, next: null });
    expect(
      body.rows.map((row: Record<string, unknown>) => [String(row['id']).slice(-3), row['dueOn'], row['overdue'], row['duePending']]),
    ).toEqual([
      ['202', '2026-03-01', true, false],
      ['201', '2026-03-09', false, false],
      ['204', null, false, true],
    ]);
    expect(body.rows[0]).toMatchObject({ window: '1', daysLeft: -1, stateLabel: { zh: '已受理' }, nextStep: { zh: '分拨或承办' } });
  });

  test('decision 23 · another hall sees its own, the body what it handles, those above everything below, others nothing', async () => {
    expect(ids(await get('/api/views/desk', 'other-clerk'))).toEqual(['203']);
    expect(ids(await get('/api/views/desk', 'handler')).sort()).toEqual(['201', '202', '203', '204']);
    expect(ids(await get('/api/views/desk', 'auditor')).sort()).toEqual(['201', '202', '203', '204']);
    expect(await get('/api/views/desk', 'finance')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await get('/api/views/desk', 'resident')).toMatchObject({ status: 403 });
    expect(await get('/api/views/desk')).toMatchObject({ status: 401 });
  });

  test('decision 2 · a sealed phone number is opened for the desk that works on the case, and for no auditor', async () => {
    const phoneOf = async (account: string) => (await get(`/api/views/desk?case=${at(201)}`, account)).body.rows[0].phone;
    expect(await phoneOf('clerk')).toBe('13800001111');
    expect(await phoneOf('handler')).toBe('13800001111');
    expect(await phoneOf('auditor')).toEqual({ sealed: true });
    expect(JSON.stringify((await get('/api/views/overdue', 'clerk')).body)).not.toContain('1380000');
    const { rows } = await world.pool.query<{ row: string }>('SELECT c::text AS row FROM projections_cases_g1."case" c');
    expect(rows.map(({ row }) => row).join()).not.toContain('13800001111');
  });

  test('overdue · only what is past its date, by the business date', async () => {
    expect(ids(await get('/api/views/overdue', 'clerk'))).toEqual(['202']);
    expect(ids(await get('/api/views/desk?overdue=false', 'clerk'))).toEqual(['201', '204']);
    expect(ids(await get('/api/views/desk?pending=true', 'clerk'))).toEqual(['204']);
  });

  test('my cases are my own, finished ones too', async () => {
    const { body } = await get('/api/views/my-cases', 'resident');
    expect(body.total).toBe(4);
    expect(body.rows.find((row: { id: string }) => row.id === at(201))).toMatchObject({ phone: '13800001111', state: 'submitted' });
    expect(ids(await get('/api/views/my-cases?open=false', 'resident'))).toEqual(['205']);
    expect(ids(await get('/api/views/my-cases', 'stranger'))).toEqual(['203']);
    expect(await get('/api/views/my-cases', 'clerk')).toMatchObject({ status: 403 });
  });

  test('XT23 · what could not be done stands in its own list', async () => {
    const readAfter = await world.say(
      { stream: `service-case/${at(201)}`, event: sampled('CannotDoLogged') },
      { stream: `service-case/${at(201)}`, event: sampled('CannotDoRouted', { to: otherCommittee }) },
    );
    const { body } = await get('/api/views/cannot-do?answered=false', 'clerk', { 'Read-After': readAfter });
    expect(body.rows).toMatchObject([{ id: at(201), cannotDo: 'open', cannotDoDueOn: '2026-03-13', routedTo: otherCommittee }]);
  });
});

moneyPages(() => world, town);

describe('pages', () => {
  test('every row that was there is visited once while rows are added, in every order and page size', async () => {
    const added: string[] = [];
    let next = 1000;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('due', 'arrival', 'state', 'item', 'window'),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.constantFrom('2026-02-01', '2026-03-02', '2026-12-31'), { maxLength: 3 }),
        async (sort, limit, days) => {
          const before = (await get('/api/views/desk?limit=100', 'clerk')).body.rows.map((row: { id: string }) => row.id);
          const seen: string[] = [];
          let cursor: string | null = '';
          for (let page = 0; cursor !== null; page += 1) {
            const answer: Answer = await get(`/api/views/desk?sort=${sort}&limit=${limit}${cursor && `&cursor=${cursor}`}`, 'clerk');
            expect(answer.status).toBe(200);
            seen.push(...answer.body.rows.map((row: { id: string }) => row.id));
            cursor = answer.body.next;
            const day = days[page];
            if (day === undefined) continue;
            next += 1;
            added.push(at(next));
            token = await world.say(received(at(next), { receivedOn: day, checkDue: { dueOn: day }, itemName: `事项${day}` }));
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(before.filter((id: string) => !seen.includes(id))).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
    expect((await get('/api/views/desk?limit=1', 'clerk')).body.total).toBe(3 + added.length);
  }, 60_000);

  test.each([
    ['limit=0', 'query:limit'],
    ['limit=101', 'query:limit'],
    ['state=unheard', 'query:state'],
    ['hall=x', 'query:hall'],
    ['unknown=1', 'query:unknown'],
    ['state=submitted&state=checked', 'query:state'],
    ['handler=%00', 'query:handler'],
    ['cursor=abc', 'query:cursor'],
    ['sort=name', 'query:sort'],
  ])('400 · %s', async (query, pointer) => {
    const answer = await get(`/api/views/desk?${query}`, 'clerk');
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  test('a cursor of other filters or another order is refused', async () => {
    const { next } = (await get('/api/views/desk?limit=1', 'clerk')).body;
    expect((await get(`/api/views/desk?limit=5&cursor=${next}`, 'clerk')).status).toBe(200);
    expect((await get(`/api/views/desk?limit=1&state=submitted&cursor=${next}`, 'clerk')).status).toBe(400);
    expect((await get(`/api/views/desk?limit=1&sort=state&cursor=${next}`, 'clerk')).status).toBe(400);
  });

  test('an unknown view is 404', async () => {
    expect(await get('/api/views/nothing', 'clerk')).toMatchObject({ status: 404 });
    expect(await world.ask('POST', '/api/views/desk', 'clerk', {}, {})).toMatchObject({ status: 405 });
  });
});

describe('decision 22 · read after', () => {
  test('a write that is not there yet is waited for, then 503 not-yet; other services do not count', async () => {
    const future = (stream: string) => ({ 'Read-After': encodeReadAfter([{ context: 'public-services', stream, revision: 99n }]) });
    const started = Date.now();
    const late = await get('/api/views/desk', 'clerk', future(`service-case/${at(201)}`));
    expect(late).toMatchObject({ status: 503, body: { code: 'not-yet' } });
    expect(late.headers.get('retry-after')).toBe('1');
    expect(Date.now() - started).toBeGreaterThan(2500);
    expect(await get('/api/views/desk', 'clerk', future(`rating/visit~${at(31)}`))).toMatchObject({ status: 200 });
  });

  test('a token that is none is 400', async () => {
    const answer = await get('/api/views/desk', 'clerk', { 'Read-After': 'nonsense!' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-header', errors: [{ pointer: 'header:Read-After' }] } });
  });

  test('a parked event is 503 read-model-parked; operators see it, retry it, accept it', async () => {
    await world.account('operator', [['operator', town]]);
    // Accepted before it was submitted: no fold can take that.
    const readAfter = await world.say({ stream: `service-case/${at(299)}`, event: sampled('CaseAccepted') });
    const answer = await get('/api/views/desk', 'clerk', { 'Read-After': readAfter });
    expect(answer).toMatchObject({ status: 503, body: { code: 'read-model-parked' } });
    expect((await get('/api/projections/parked', 'clerk')).status).toBe(403);
    const { body } = await get('/api/projections/parked?name=cases', 'operator');
    expect(body.rows).toMatchObject([{ projection: 'cases', stream: `service-case/${at(299)}`, revision: '1', type: 'CaseAccepted' }]);
    const { id } = body.rows[0];
    expect((await world.ask('POST', `/api/projections/parked/${id}/redrive`, 'operator')).body).toEqual({ applied: 0, remaining: 1 });
    expect((await world.ask('POST', `/api/projections/parked/${id}/accept`, 'operator', {}, {})).status).toBe(400);
    const accepted = await world.ask('POST', `/api/projections/parked/${id}/accept`, 'operator', {}, { reason: '演示数据有误' });
    expect(accepted).toMatchObject({ status: 200, body: { applied: 1, remaining: 0 } });
    expect(await world.ask('POST', `/api/projections/parked/${id}/redrive`, 'operator')).toMatchObject({
      status: 409,
      body: { code: 'not-parked' },
    });
    expect((await get('/api/views/desk', 'clerk', { 'Read-After': readAfter })).status).toBe(200);
  });
});

test('OpenAPI: every view and operators’ endpoint, with parameters and rows', async () => {
  const { body } = await get('/openapi.json');
  expect(body).toEqual(JSON.parse(JSON.stringify(openApi([...views.values()]))));
  for (const name of views.keys()) expect(body.paths).toHaveProperty([`/api/views/${name}`, 'get']);
  const parameters = body.paths['/api/views/hall-board'].get.parameters;
  expect(parameters).toContainEqual({ name: 'hall', in: 'query', required: true, schema: expect.objectContaining({ format: 'uuid' }) });
});
