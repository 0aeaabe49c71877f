import { Reached } from './reached.js';

const batch = (generation: number, moved: readonly (readonly [string, string])[]) => ({
  projection: 'desk',
  generation,
  context: 'public-services',
  moved,
});

test('what a batch announced of a stream is known until a later batch announces more', () => {
  const reached = new Reached();
  reached.hear(batch(1, [['loan/1', '3']]));
  expect(reached.of('desk', 1, 'public-services', 'loan/1')).toBe(3n);
  reached.hear(batch(1, [['loan/1', '5']]));
  expect(reached.of('desk', 1, 'public-services', 'loan/1')).toBe(5n);
});

test('a revision holds for the generation, the read model and the context it was announced of, and for no other', () => {
  const reached = new Reached();
  reached.hear(batch(1, [['loan/1', '3']]));
  expect(reached.of('desk', 2, 'public-services', 'loan/1')).toBeUndefined();
  expect(reached.of('shelf', 1, 'public-services', 'loan/1')).toBeUndefined();
  expect(reached.of('desk', 1, 'residents', 'loan/1')).toBeUndefined();
  reached.hear(batch(2, [['loan/2', '1']]));
  expect(reached.of('desk', 2, 'public-services', 'loan/1')).toBeUndefined();
});

test('an announcement that was too large to name its streams says nothing of them', () => {
  const reached = new Reached();
  reached.hear(batch(1, [['loan/1', '3']]));
  reached.hear({ projection: 'desk', generation: 1 });
  expect(reached.of('desk', 1, 'public-services', 'loan/1')).toBe(3n);
});

test('the streams that were announced longest ago are forgotten first', () => {
  const reached = new Reached();
  for (let at = 0; at <= 20_000; at += 1) reached.hear(batch(1, [[`loan/${at}`, '1']]));
  expect(reached.of('desk', 1, 'public-services', 'loan/0')).toBeUndefined();
  expect(reached.of('desk', 1, 'public-services', 'loan/1')).toBe(1n);
});
