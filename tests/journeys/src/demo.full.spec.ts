import { clear, command, dataFolder, freePort, Start } from '@yimen/testing/servers';

test('issue 3 point 1: the demo plays 20 times in succession on the same system', async () => {
  const data = await dataFolder();
  const system = new Start(data, await freePort());
  try {
    await system.ready();
    for (let run = 1; run <= 20; run += 1) {
      const { code, output } = await command(data, 'demo');
      expect({ run, code, output }).toEqual({ run, code: 0, output: expect.stringContaining('All as expected') });
    }
    expect(await system.stop()).toBe(0);
  } finally {
    await clear(data, system);
  }
}, 1_200_000);
