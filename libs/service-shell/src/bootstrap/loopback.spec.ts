import { BadConfiguration } from './config.js';
import { requireLoopback } from './loopback.js';

describe('decision 26 · a demo store listens on loopback only', () => {
  test.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('%s is this machine', (host) => {
    expect(() => requireLoopback('demo', host)).not.toThrow();
  });

  test.each(['0.0.0.0', '::', '192.168.1.10', '127.example.org', 'yimen.example.org'])(
    '%s is refused, and allowed in production',
    (host) => {
      expect(() => requireLoopback('demo', host)).toThrow(BadConfiguration);
      expect(() => requireLoopback('production', host)).not.toThrow();
    },
  );
});
