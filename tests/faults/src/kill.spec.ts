import { killed, storedWrong } from './kill.sample.js';
import { scopeOf, type Write } from './writers.sample.js';

test('killed twice under 30 writes a second, once with its database: every answered write is there exactly once', async () => {
  const { answered, restarts, refused, lost, wrong } = await killed({ times: 2, writers: 6, perSecond: 30, database: 2 });
  console.log(`${answered} writes answered, ready again after ${restarts.map((ms) => Math.round(ms)).join(', ')} ms`);
  expect({ refused, lost, wrong }).toEqual({ refused: [], lost: [], wrong: [] });
  expect(answered).toBeGreaterThan(10);
}, 180_000);

test('a write that is lost, or was done twice, is found', () => {
  const answer = { id: 'x', revision: '1', events: [{ id: 'a', type: 'T' }], readAfter: '', repeated: false };
  const write: Write = { kind: 'ticket', account: 'kiosk-1', path: '/p', key: 'k', body: {}, attempts: 1, answer };
  const scope = scopeOf(write);
  expect(storedWrong(write, new Map([[scope, ['a']]]))).toEqual([]);
  expect(storedWrong(write, new Map())).toHaveLength(1);
  expect(storedWrong(write, new Map([[scope, ['a', 'b']]]))).toHaveLength(1);
  expect(storedWrong(write, new Map([[scope, ['b']]]))).toHaveLength(1);
});
