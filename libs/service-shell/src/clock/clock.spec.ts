import { MirroredClock, SystemClock } from './clock.js';

test('a mirrored date never goes back', () => {
  const clock = new MirroredClock('2026-03-02');
  expect(clock.advanceTo('2026-03-05')).toBe(true);
  expect(clock.advanceTo('2026-03-04')).toBe(false);
  expect(clock.today()).toBe('2026-03-05');
});

test('the business time lies on the business date of Asia/Shanghai, whatever the hour', () => {
  const clock = new MirroredClock('2026-03-02');
  const begins = Date.parse('2026-03-01T16:00:00.000Z');
  const now = Date.parse(clock.now());
  expect(now).toBeGreaterThanOrEqual(begins);
  expect(now).toBeLessThan(begins + 86_400_000);
});

test('in production the business clock is the system clock', () => {
  const before = Date.now();
  const now = Date.parse(new SystemClock().now());
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now - before).toBeLessThan(1000);
});
