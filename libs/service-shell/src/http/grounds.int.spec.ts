import { calls } from './sample/calls.sample.js';
import { startSample, type Sample } from './sample/service.sample.js';

let sample: Sample;
beforeAll(async () => {
  sample = await startSample();
});
afterAll(() => sample.stop());
const { begun, events, get } = calls(() => sample);
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
