import { ForkDetected, LogTruncated, LogUnavailable } from '@yimen/event-log';
import { logTrouble } from './log-trouble.js';

const topic = { context: 'residents', generation: 3 };

test('a fork is told by name with the commands that mend it, in their order', () => {
  expect(logTrouble(new ForkDetected(topic, 'store-behind', 'its store is at position 15'))).toEqual({
    zh: expect.stringMatching(
      /^fork（store-behind）：.*residents\.g3.*yimen store restored residents，再执行 yimen log republish residents$/,
    ),
    en: expect.stringMatching(/^fork \(store-behind\): .*`yimen store restored residents`, then `yimen log republish residents`.*g4/),
  });
  expect(logTrouble(new ForkDetected(topic, 'log-behind', 'it ends'))?.zh).not.toContain('store restored');
});

test('a beginning that is missing names the command; a broker that is away is nothing that a person mends', () => {
  expect(logTrouble(new LogTruncated(topic, 0, 1n, 4n))?.zh).toContain('yimen log republish residents');
  expect(logTrouble(new LogUnavailable('no broker'))).toBeUndefined();
});
