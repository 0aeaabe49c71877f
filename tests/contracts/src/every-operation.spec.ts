import { TrialGround } from './every-operation.sample.js';

const SEED = Number(process.env['FC_SEED'] ?? 20_260_302);
const AT_LEAST = 2_000;

let ground: TrialGround;
beforeAll(async () => {
  ground = await TrialGround.open();
}, 180_000);
afterAll(() => ground.close(), 60_000);

test(`whatever is sent to any operation is answered with a problem or done, never with 500, and a refusal changes nothing (seed ${SEED})`, async () => {
  const each = Math.ceil(AT_LEAST / ground.operations.length);
  const { requests, operations, statuses, done, faults } = await ground.tryAll(SEED, each);
  console.log(`seed ${SEED}: ${requests} requests to ${operations} operations, ${done.size} of them done at least once`, statuses);
  if (process.env['FC_FAULTS']) (await import('node:fs')).writeFileSync(process.env['FC_FAULTS'], faults.join('\n') + ground.log);
  expect([faults.slice(0, 20).join('\n'), faults.length]).toEqual(['', 0]);
  expect(requests).toBeGreaterThanOrEqual(AT_LEAST);
  // The trial is worth something only where it gets past the door.
  for (const status of [200, 201, 400, 401, 403, 404, 405, 409, 415, 422])
    expect([status, statuses[status] ?? 0]).toEqual([status, expect.any(Number)]);
  expect(done.size).toBeGreaterThan(40);
  expect(ground.log).not.toContain('request failed');
}, 300_000);
