import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartRefused } from './refused.js';

/** Asked before anything is started, so that a taken port is one clear line and changes nothing. Throws StartRefused. */
export async function requireFreePort(port: number): Promise<void> {
  await listenOnce(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    throw new StartRefused(
      `端口 ${port} 不可用（${error.code}）：请以 YIMEN_PORT 指定另一端口。`,
      `Port ${port} cannot be used (${error.code}): name another by YIMEN_PORT.`,
    );
  });
}

async function listenOnce(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

const READY_WITHIN_MS = 60_000;

/** Waits until every service behind the gateway says it is ready. Throws StartRefused after a minute, with what it waits for. */
export async function untilReady(url: string, signal: AbortSignal): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!signal.aborted) {
    const answer = (await (await fetch(`${url}/health/ready`)).json()) as { services: Record<string, { ready?: boolean }> };
    const waiting = Object.entries(answer.services).filter(([, { ready }]) => !ready);
    if (waiting.length === 0) return;
    if (Date.now() > until) {
      const names = waiting.map(([name]) => name).join(', ');
      throw new StartRefused(`服务未就绪：${names}，详见 ${url}/health/ready。`, `Not ready: ${names}; see ${url}/health/ready.`);
    }
    await sleep(50);
  }
}
