import { createServer } from 'node:net';
import { freePort, freePorts } from './index.js';

test('a free port is none that an outgoing connection could be given a moment later, and can be listened on', async () => {
  const port = await freePort();
  expect(port).toBeGreaterThanOrEqual(10_240);
  expect(port).toBeLessThan(32_768);
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  await new Promise((resolve) => server.close(resolve));
});

test('several free ports are all different', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
});
