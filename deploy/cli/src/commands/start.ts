import { demoAccounts } from '../demo/accounts.js';
import { loadDemonstration } from '../demo/load.js';
import { inThisProcess } from '../local/all-in-one.js';
import { startLocal, type LocalSystem } from '../local/local-system.js';
import { readLocalSettings } from '../local/settings.js';
import { inTheirOwnProcesses } from '../local/split.js';

export interface StartOptions {
  /** Each service as a process of its own. */
  readonly split?: boolean;
  /** Events over Kafka instead of PostgreSQL. */
  readonly kafka?: boolean;
}

/** `yimen start`: the whole system on this machine until Ctrl-C. */
export async function start({ split = false, kafka = false }: StartOptions): Promise<void> {
  const settings = readLocalSettings(process.env, kafka ? 'kafka' : 'postgres');
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  console.log(`启动一门，数据在 ${settings.data}… Starting Yimen on ${settings.data} …`);
  const system = await startLocal(settings, split ? inTheirOwnProcesses : inThisProcess);
  try {
    await system.whenReady(stopping.signal);
    if (!(await system.isDemonstrationLoaded()) && !stopping.signal.aborted) {
      console.log('载入演示数据… Loading the demonstration data …');
      await loadDemonstration(system, (line) => console.log(`  ${line}`));
      await system.demonstrationLoaded();
    }
    if (!stopping.signal.aborted) announce(system);
    await new Promise<void>((resolve) => {
      if (stopping.signal.aborted) resolve();
      stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    console.log('停止… Stopping …');
  } finally {
    await system.stop();
  }
}

function announce({ url }: LocalSystem): void {
  console.log('\n演示账户（无密码，仅演示库）Demonstration accounts (no password, demo store only):');
  for (const { account, label } of demoAccounts) console.log(`  ${account.padEnd(14)} ${label.zh} ${label.en}`);
  console.log('  resident-1…4   居民 residents');
  console.log('\n试一试 Try:');
  console.log('  npm run demo                          # 一次完整的办事流程 one whole course of service');
  console.log('  npm run yimen -- projections list     # 读模型与进度 read models and how far they are');
  console.log('  npm run yimen -- clock advance --to 2026-03-16   # 推进业务日期 move the business date');
  console.log(`\nready ${url}`);
}
