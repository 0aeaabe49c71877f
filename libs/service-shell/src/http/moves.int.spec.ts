import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { hall, holder, otherHall, startSample, type Sample } from './service.sample.js';

let sample: Sample;
beforeAll(async () => {
  sample = await startSample();
});
afterAll(() => sample.stop());

const loans = '/api/public-services/loans';
const loanOf = (over: object = {}) => ({ organisation: hall, person: holder, name: '王小明', days: 10, ...over });

async function post(path: string, body: unknown, account = 'clerk', headers: Record<string, string> = {}) {
  return request(sample.service.url)
    .post(path)
    .set({ Authorization: `Bearer ${await sample.token(account)}`, 'Idempotency-Key': randomUUID(), ...headers })
    .send(body as object);
}
async function get(path: string, account = 'clerk') {
  return request(sample.service.url)
    .get(path)
    .set('Authorization', `Bearer ${await sample.token(account)}`);
}

test('a starting move answers 201 with Location, ETag and a read-after token; the item can be read', async () => {
  const made = await post(loans, loanOf());
  expect(made.body).toMatchObject({ slice: 'loan', revision: '1', status: 'open', repeated: false, events: [{ type: 'LoanStarted' }] });
  expect(made.status).toBe(201);
  expect(made.headers['location']).toBe(`${loans}/${made.body.id}`);
  expect(made.headers['etag']).toBe('"1"');
  expect(made.headers['read-after']).toBe(made.body.readAfter);
  const read = await get(made.headers['location'] as string);
  expect(read.status).toBe(200);
  expect(read.body).toMatchObject({ status: 'open', state: { name: '王小明', days: 10 }, revision: '1' });
  expect(read.body.open.map((one: { move: string }) => one.move)).toEqual(['extend', 'return']);
});
