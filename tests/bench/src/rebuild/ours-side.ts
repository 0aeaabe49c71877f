// One rebuild of the hall's cases by the product, in a process of its own: `ours-side.js <admin url> <brokers, or nothing>`.
import { Upkeep } from '@yimen/projection-engine';
import { answering } from '../run/side.js';
import { openEngine } from './installation.js';

export interface Rebuild {
  /** Seconds until every row stood in the new generation and its places summed to the watermark. */
  readonly readSeconds: number;
  /** Seconds until it was proved equal to the live model, where there was one, and the pointer moved. */
  readonly seconds: number;
  /** Highest resident memory of the process so far, MB. */
  readonly peakMb: number;
  /** Processor time of the process, without PostgreSQL's. */
  readonly cpuSeconds: number;
}

const [adminUrl = '', brokers = ''] = process.argv.slice(2);
const { options, close } = openEngine(adminUrl, brokers);
const upkeep = new Upkeep({ ...options, holder: 'bench rebuild' });

async function rebuild(): Promise<Rebuild> {
  const began = performance.now();
  const cpu = process.cpuUsage();
  let read = began;
  await upkeep.rebuild('cases', {
    onProgress: ({ phase }) => {
      if (phase === 'reading') read = performance.now();
    },
  });
  const { user, system } = process.cpuUsage(cpu);
  return {
    readSeconds: (read - began) / 1000,
    seconds: (performance.now() - began) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    cpuSeconds: (user + system) / 1e6,
  };
}

answering<'rebuild', Rebuild>(rebuild, close);
