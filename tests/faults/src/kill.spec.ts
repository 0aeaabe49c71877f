import { storedWrong } from './kill.sample.js';
import { scopeOf, type Write } from './writers.sample.js';

test('a write that is lost, or was done twice, is found', () => {
  const answer = { id: 'x', revision: '1', events: [{ id: 'a', type: 'T' }], readAfter: '', repeated: false };
  const write: Write = { kind: 'ticket', account: 'kiosk-1', path: '/p', key: 'k', body: {}, attempts: 1, answer };
  const scope = scopeOf(write);
  expect(storedWrong(write, new Map([[scope, ['a']]]))).toEqual([]);
  expect(storedWrong(write, new Map())).toHaveLength(1);
  expect(storedWrong(write, new Map([[scope, ['a', 'b']]]))).toHaveLength(1);
  expect(storedWrong(write, new Map([[scope, ['b']]]))).toHaveLength(1);
});
