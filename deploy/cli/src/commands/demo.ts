import { playFlow } from '../demo/flow/play.js';
import { findRunning } from '../local/data-folder.js';
import { StartRefused } from '../local/refused.js';
import { readLocalSettings } from '../local/settings.js';

/** `yimen demo`: one whole course of service against the running system; exit code 0 only if all was as expected. */
export async function demo(): Promise<void> {
  const url = process.env['YIMEN_URL'] ?? (await runningOn(readLocalSettings(process.env).data));
  console.log(`在 ${url} 演示一次完整的办事流程。 One whole course of service at ${url}.`);
  const asExpected = await playFlow(url, (line) => console.log(line));
  if (!asExpected) process.exitCode = 1;
}

async function runningOn(folder: string): Promise<string> {
  const running = await findRunning(folder);
  if (!running?.url) {
    throw new StartRefused(
      `${folder} 上没有运行中的一门系统：请先 npm start，或以 YIMEN_URL 指定地址。`,
      `No Yimen runs on ${folder}: npm start first, or name its address by YIMEN_URL.`,
    );
  }
  return running.url;
}
