import { spawn } from 'node:child_process';
import { program, type Start } from '@yimen/testing/servers';

/** Plays the demonstration once: tickets, visits, cases, ratings and notices of many kinds and states are there afterwards. */
export async function busyHall({ data, port }: Start): Promise<void> {
  const env = { ...process.env, YIMEN_DATA: data, YIMEN_PORT: String(port) };
  const child = spawn(process.execPath, [program, 'demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the demonstration ended with ${String(code)}:\n${told}`);
}
