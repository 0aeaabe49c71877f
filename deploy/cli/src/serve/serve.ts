import { startGateway } from '@yimen/gateway';
import { startProjections } from '@yimen/projections';
import { startRecordService, type Runner } from '@yimen/service-shell';
import { definitions } from '../local/installation.js';
import { answerParent } from './parent.js';
import { readGatewaySettings, readServeSettings } from './settings.js';

/** The services that a process can be, by the name that `yimen serve` takes. */
export const serviceNames: readonly string[] = [...definitions.map(({ context }) => context), 'projections', 'gateway'];

interface Running {
  readonly url: string;
  readonly runner?: Runner;
  stop(): Promise<void>;
}

/** `yimen serve NAME`: one service in this process, configured by environment, until SIGTERM, Ctrl-C or the end of the parent. */
export async function serve(name: string): Promise<void> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  process.once('disconnect', stop);
  const running = await started(name);
  try {
    const demo = process.env['YIMEN_MODE'] === 'demo';
    answerParent(running.url, demo && name === 'organisations' ? running.runner : undefined);
    if (!process.send) console.log(`ready ${running.url}`);
    await new Promise<void>((resolve) => {
      if (stopping.signal.aborted) resolve();
      stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    await running.stop();
    if (process.connected) process.disconnect();
  }
}

async function started(name: string): Promise<Running> {
  if (name === 'gateway') return startGateway(readGatewaySettings(process.env));
  if (name === 'projections') return startProjections(readServeSettings(process.env));
  const definition = definitions.find(({ context }) => context === name);
  if (!definition) throw new Error(`no service is named ${name}`);
  return startRecordService({ definition, ...readServeSettings(process.env) });
}
