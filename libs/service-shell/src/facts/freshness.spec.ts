import { Freshness } from './freshness.js';

/** A projection that stands at `applied` of `acknowledged` events in the one partition of one topic, at a time of the test's own. */
function projection() {
  const at = { current: 1, topic: 1, published: true, acknowledged: 0n, applied: 0n, now: 1_000_000 };
  const freshness = new Freshness(
    {
      generation: () =>
        Promise.resolve({ schema: 'facts_1', places: new Map([['organisations', { topic: at.topic, places: [at.applied] }]]) }),
    },
    {
      get: (_context, generation = at.current) =>
        Promise.resolve(
          at.published
            ? { topic: { context: 'organisations', generation }, sequence: at.acknowledged, places: [at.acknowledged] }
            : undefined,
        ),
    },
    ['organisations'],
  );
  const look = async () => {
    const real = Date.now;
    Date.now = () => at.now;
    try {
      await freshness.look();
    } finally {
      Date.now = real;
    }
  };
  return { at, look, lag: () => freshness.lagSeconds(at.now) };
}

describe('decision 18: how far facts lag', () => {
  test('steady writes do not make facts stale: the lag is the age of what is not applied yet', async () => {
    const { at, look, lag } = projection();
    for (let second = 0; second < 60; second += 1) {
      at.acknowledged += 25n;
      // Always one second behind the newest event.
      at.applied = at.acknowledged - 25n;
      await look();
      at.now += 1000;
    }
    expect(lag()).toBe(2);
  });

  test('facts that do not move are as old as the last look that they have reached', async () => {
    const { at, look, lag } = projection();
    await look();
    expect(lag()).toBe(0);
    at.acknowledged = 1n;
    for (let second = 0; second < 1000; second += 1) {
      at.now += 1000;
      await look();
    }
    expect(lag()).toBe(1000);
    at.applied = 1n;
    await look();
    await look();
    expect(lag()).toBe(0);
  });

  test('a topic that nobody has published yet is not caught up with', async () => {
    const { at, look, lag } = projection();
    at.published = false;
    await look();
    expect(lag()).toBeUndefined();
    at.published = true;
    await look();
    expect(lag()).toBe(0);
  });

  test('decision 10: facts that were moved to the next generation before it is current are measured on that one', async () => {
    const { at, look, lag } = projection();
    await look();
    at.topic = 2;
    for (let second = 0; second < 10; second += 1) {
      await look();
      at.now += 1000;
    }
    expect(lag()).toBe(1);
  });

  test('facts that still follow an earlier generation than the current one grow old, whatever their places are', async () => {
    const { at, look, lag } = projection();
    await look();
    at.current = 2;
    for (let second = 0; second < 10; second += 1) {
      at.now += 1000;
      await look();
    }
    expect(lag()).toBe(10);
    at.topic = 2;
    await look();
    expect(lag()).toBe(0);
  });

  test('before the first look nothing is known', () => {
    expect(projection().lag()).toBeUndefined();
  });
});
