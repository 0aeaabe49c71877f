// Keeps the live model of cases following, as a running installation does: `follower-side.js <admin url> <brokers, or nothing>`.
import { setTimeout as sleep } from 'node:timers/promises';
import { startEngine } from '@yimen/projection-engine';
import { answering } from '../run/side.js';
import { openEngine } from './installation.js';

const [adminUrl = '', brokers = ''] = process.argv.slice(2);
const { options, close } = openEngine(adminUrl, brokers);
const engine = startEngine({ ...options, holder: 'bench follower' });

/** Answers when the live model has applied so many events. */
async function applied(events: bigint): Promise<void> {
  for (;;) {
    const [status] = await engine.status();
    // Before the relay's first start there is no topic to follow; everything else that it could wait for is trouble here.
    if (status?.error !== undefined && status.waitingFor !== 'topic') throw new Error(status.error);
    const places = status?.contexts.flatMap((context) => context.places) ?? [];
    if (places.reduce((sum, place) => sum + place, 0n) >= events) return;
    await sleep(100);
  }
}

answering<bigint, void>(applied, async () => {
  await engine.stop();
  await close();
});
