import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { SliceRunner } from '../../runner/runner.js';
import { calls, loanOf, loans } from '../sample/calls.sample.js';
import { sampleDefinition } from '../sample/loan.sample.js';
import { hall, startSample, type Sample } from '../sample/service.sample.js';

let sample: Sample;
beforeAll(async () => {
  sample = await startSample();
});
afterAll(() => sample.stop());
const { post, get, begun, events, meta } = calls(() => sample);

describe('moves', () => {
  test('a starting move answers 201 with Location, ETag and a read-after token; the item can be read', async () => {
    const made = await post(loans, loanOf());
    expect(made.body).toMatchObject({ slice: 'loan', revision: '1', status: 'open', repeated: false, events: [{ type: 'LoanStarted' }] });
    expect(made.status).toBe(201);
    expect(made.headers['location']).toBe(`${loans}/${made.body.id}`);
    expect(made.headers['etag']).toBe('"1"');
    expect(made.headers['read-after']).toBe(made.body.readAfter);
    const read = await get(made.headers['location'] as string);
    expect(read.status).toBe(200);
    expect(read.headers['etag']).toBe('"1"');
    expect(read.body).toMatchObject({ status: 'open', state: { name: '王小明', days: 10 }, revision: '1' });
    expect(read.body.open.map((one: { move: string }) => one.move)).toEqual(['extend', 'return']);
    expect(read.body.open[0].label.zh).toBe('延期');
    expect(read.body.open[0].input).toMatchObject({ type: 'object', additionalProperties: false });
  });

  test('the envelope has actor, organisation, party, policy, trace, digests and salts, and no personal value', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const made = await post(loans, loanOf(), 'manager', { traceparent });
    const [stored] = await events(made.body.id);
    const recorded = await meta(made.body.id);
    expect(recorded).toMatchObject({ actor: 'manager', move: 'start', onBehalfOf: hall, policy: ['loan.days@SCENARIO'] });
    expect(recorded['organisation']).toBe('11111111-1111-4111-8111-111111111111');
    expect(recorded['trace']).toContain('a'.repeat(32));
    expect(made.headers['traceparent']).toContain('a'.repeat(32));
    const payload = JSON.parse(Buffer.from(stored!.payload).toString()) as object;
    expect((recorded['digests'] as string[]).length).toBe(Object.keys(payload).length);
    expect((recorded['salts'] as (string | null)[])[Object.keys(payload).indexOf('name')]).toBeNull();
    expect(Buffer.concat([stored!.payload, stored!.meta]).includes('王小明')).toBe(false);
  });

  test('a soft limit that is met is recorded and answered as a warning', async () => {
    const made = await post(loans, loanOf({ days: 30 }));
    expect(made.body.warnings).toMatchObject([{ code: 'at-limit', detail: { zh: '已到上限' } }]);
    expect(await meta(made.body.id)).toMatchObject({ warnings: [{ code: 'at-limit' }], rules: ['D-hall'] });
  });

  test('a name is taken in its register first, unless the move is refused anyway; the register’s refusal is the answer, and nothing is recorded', async () => {
    const from = (key: string) => post(`${loans}/lend-numbered`, loanOf(), 'clerk', { 'Idempotency-Key': key });
    const numbers = [];
    const refused = await post(`${loans}/lend-numbered`, loanOf({ days: 400 }), 'clerk', { 'Idempotency-Key': 'n0' });
    expect([refused.status, refused.body.code]).toEqual([422, 'far-too-long']);
    for (const key of ['n1', 'n1', 'n2', 'n3']) {
      const made = await from(key);
      numbers.push((await get(`${loans}/${made.body.id}`)).body.state.number);
    }
    expect(numbers).toEqual(['001', '001', '002', '003']);
    const fourth = await from('n4');
    expect(fourth.status).toBe(422);
    expect(fourth.body.code).toBe('number-gone');
  });
});

test('a blind index stands sealed in the event, under its own series; the field itself is nowhere in clear', async () => {
  const ids = [await begun({ phone: '13800000000' }), await begun({ phone: '13800000000' })];
  const indexes = [];
  for (const id of ids) {
    const [stored] = await events(id);
    expect(Buffer.from(stored!.payload).includes('13800000000')).toBe(false);
    indexes.push((JSON.parse(Buffer.from(stored!.payload).toString()) as { phoneIndex: string }).phoneIndex);
  }
  expect(indexes[0]).not.toBe(indexes[1]);
  const clear = sample.vault.blindIndex('phone', '13800000000');
  expect(await sample.vault.open(indexes)).toEqual([clear, clear]);
});

test('an event that is newer than this release: 503 newer-event for moves and reads', async () => {
  const id = await begun();
  const [first] = await events(id);
  await sample.store.append(`loan/${id}`, 1n, [{ ...first!, id: randomUUID(), type: 'LoanSold' }]);
  for (const answer of [await get(`${loans}/${id}`), await post(`${loans}/${id}/extend`, { days: 1 })])
    expect([answer.status, answer.body.code]).toEqual([503, 'newer-event']);
});

describe('idempotency (decision 7)', () => {
  test('a repeat answers what the first one answered and records nothing', async () => {
    const headers = { 'Idempotency-Key': 'same' };
    const first = await post(loans, loanOf({ days: 30 }), 'clerk', headers);
    await post(`${loans}/${first.body.id}/extend`, { days: 3 });
    const again = await post(loans, loanOf({ days: 30 }), 'clerk', headers);
    expect(again.status).toBe(201);
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(await events(first.body.id)).toHaveLength(2);
  });

  test('the order of fields makes no other request; another body does: 422', async () => {
    const headers = { 'Idempotency-Key': 'order' };
    const first = await post(loans, loanOf(), 'clerk', headers);
    const reversed = Object.fromEntries(Object.entries(loanOf()).reverse());
    expect((await post(loans, reversed, 'clerk', headers)).body.id).toBe(first.body.id);
    const other = await post(loans, loanOf({ days: 11 }), 'clerk', headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  test('the same key of another client or for another address is another request', async () => {
    const headers = { 'Idempotency-Key': 'shared' };
    const [one, two] = [await post(loans, loanOf(), 'clerk', headers), await post(loans, loanOf(), 'manager', headers)];
    expect(one.body.id).not.toBe(two.body.id);
    expect((await post(`${loans}/${one.body.id}/extend`, { days: 1 }, 'clerk', headers)).body.revision).toBe('2');
  });

  test('twenty at once: one is made, all get its answer', async () => {
    const headers = { 'Idempotency-Key': 'burst' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(loans, loanOf(), 'clerk', headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ body }) => !body.repeated)).toHaveLength(1);
    expect(await events(answers[0]!.body.id)).toHaveLength(1);
  });

  test('after 30 days the key of the fingerprint is gone: 422, because nobody can tell any more whether it is the same request', async () => {
    const headers = { 'Idempotency-Key': 'old' };
    await post(loans, loanOf(), 'clerk', headers);
    await sample.vault.destroyOldFingerprintKeys('2100-01-01');
    const late = await post(loans, loanOf(), 'clerk', headers);
    expect([late.status, late.body.code]).toEqual([422, 'idempotency-key-expired']);
  });

  test('a refusal is not remembered', async () => {
    const headers = { 'Idempotency-Key': 'refused' };
    expect((await post(loans, loanOf({ days: 40 }), 'clerk', headers)).status).toBe(422);
    expect((await post(loans, loanOf({ days: 20 }), 'clerk', headers)).status).toBe(201);
  });

  test('a write without a key, or with one that is none, is 400', async () => {
    const bare = await request(sample.service.url)
      .post(loans)
      .set('Authorization', `Bearer ${await sample.token('clerk')}`)
      .send(loanOf());
    expect([bare.status, bare.body.code]).toEqual([400, 'idempotency-key-missing']);
    expect(bare.body.detail).toContain('Idempotency-Key');
    expect((await post(loans, loanOf(), 'clerk', { 'Idempotency-Key': 'a b' })).body.code).toBe('invalid-header');
  });
});

describe('revisions', () => {
  test('If-Match of the revision that was read is accepted; a stale one is 412 and records nothing', async () => {
    const id = await begun();
    expect((await post(`${loans}/${id}/extend`, { days: 1 }, 'clerk', { 'If-Match': '"1"' })).status).toBe(200);
    const stale = await post(`${loans}/${id}/extend`, { days: 1 }, 'clerk', { 'If-Match': '"1"' });
    expect([stale.status, stale.body.code, stale.body.revision]).toEqual([412, 'stale-revision', '2']);
    expect((await post(`${loans}/${id}/extend`, { days: 1 }, 'clerk', { 'If-Match': 'two' })).body.code).toBe('invalid-header');
    expect(await events(id)).toHaveLength(2);
  });

  test('thirty moves of one item at once without If-Match: all are made, one after the other', async () => {
    const id = await begun();
    const answers = await Promise.all(Array.from({ length: 30 }, () => post(`${loans}/${id}/extend`, { days: 1 })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    expect((await get(`${loans}/${id}`)).body.state.days).toBe(40);
    expect(new Set(answers.map(({ body }) => body.revision)).size).toBe(30);
  });
});

test('two runners that know nothing of each other move one item forty times at once: all are made, none is lost', async () => {
  const id = await begun();
  const runners = [1, 2].map(() => new SliceRunner(sampleDefinition.slices, sample.parts));
  const actor = { kind: 'system', id: 'process:test' } as const;
  const extend = (at: number) => runners[at % 2]!.run({ slice: 'loan', id, move: 'extend', input: { days: 1 }, actor });
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => extend(at)));
  expect(answers.map(({ kind }) => kind)).toEqual(Array.from({ length: 40 }, () => 'made'));
  expect((await get(`${loans}/${id}`)).body).toMatchObject({ revision: '41', state: { days: 50 } });
});

describe('why an event stands', () => {
  const path = '/api/public-services/grounds';

  test('an operator is told why an event stands, by its id or its place, without its business data', async () => {
    const [event] = await events(await begun());
    const byId = await get(`${path}?event=${event!.id}`, 'operator');
    expect([byId.status, byId.body.event, byId.body.move, byId.body.by]).toEqual([
      200,
      {
        id: event!.id,
        type: event!.type,
        stream: event!.stream,
        revision: '1',
        happenedOn: '2026-03-02',
        recordedAt: event!.recordedAt,
      },
      'start',
      'person',
    ]);
    expect(byId.text).not.toContain('clerk');
    const byPlace = await get(`${path}?stream=${encodeURIComponent(event!.stream)}&revision=1`, 'operator');
    expect(byPlace.body).toEqual(byId.body);
  });

  test('it is for operators, of this service, and of events that exist', async () => {
    const nowhere = '99999999-9999-4999-8999-999999999999';
    const statuses = await Promise.all([
      get(`${path}?event=${nowhere}`, 'clerk'),
      get(`${path}?event=${nowhere}`, 'operator'),
      get(`${path}?stream=loan/none&revision=1`, 'operator'),
      get(`/api/residents/grounds?event=${nowhere}`, 'operator'),
      get(`${path}?event=x`, 'operator'),
      get(`${path}?event=${nowhere}&stream=loan/none&revision=1`, 'operator'),
      get(path, 'operator'),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([403, 404, 404, 404, 400, 400, 400]);
  });
});
