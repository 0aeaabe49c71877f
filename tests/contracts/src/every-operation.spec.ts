import { TrialGround } from './every-operation.sample.js';

const SEED = Number(process.env['FC_SEED'] ?? 20_260_302);
const AT_LEAST = 2_000;

let ground: TrialGround;
beforeAll(async () => {
  ground = await TrialGround.open();
}, 300_000);
afterAll(() => ground.close(), 60_000);

test(`whatever is sent to any operation is answered with a problem or done, never with 500, and a refusal changes nothing (seed ${SEED})`, async () => {
  const each = Math.ceil(AT_LEAST / ground.operations.length);
  const { requests, operations, statuses, done, faults } = await ground.tryAll(SEED, each);
  console.log(`seed ${SEED}: ${requests} requests to ${operations} operations, ${done.size} of them done at least once`, statuses);
  expect([faults.slice(0, 20).join('\n'), faults.length]).toEqual(['', 0]);
  expect(requests).toBeGreaterThanOrEqual(AT_LEAST);
  // The trial is worth something only where it gets past the door.
  const missing = [200, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422].filter((status) => !statuses[status]);
  expect(missing).toEqual([]);
  expect(done.size).toBeGreaterThan(35);
  expect(ground.log).not.toContain('request failed');
}, 300_000);
