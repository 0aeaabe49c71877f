import { playFlow } from '../demo/flow/play.js';
import { runningUrl } from '../operate/connect.js';

/** `yimen demo`: one whole course of service against the running system; exit code 0 only if all was as expected. */
export async function demo({ other }: { readonly other?: string } = {}): Promise<void> {
  const url = await runningUrl();
  console.log(`在 ${url} 演示一次完整的办事流程。 One whole course of service at ${url}.`);
  if (!(await playFlow(url, (line) => console.log(line), other === undefined ? {} : { other: other.replace(/\/$/, '') })))
    process.exitCode = 1;
}
