import { killed } from './kill.sample.js';

test('killed 20 times under 50 writes a second, every fourth time with its database: every answered write is there exactly once', async () => {
  const { answered, asked, repeated, restarts, refused, lost, wrong } = await killed({
    times: 20,
    writers: 10,
    perSecond: 50,
    database: 4,
  });
  const slowest = Math.round(Math.max(...restarts));
  console.log(`${answered} writes answered, ${asked} asked again, ${repeated} of them had been done; slowest restart ${slowest} ms`);
  expect({ refused, lost, wrong }).toEqual({ refused: [], lost: [], wrong: [] });
  expect(answered).toBeGreaterThan(500);
  // Otherwise no kill met a write under way, and the test has shown nothing.
  expect(asked).toBeGreaterThan(20);
}, 900_000);
