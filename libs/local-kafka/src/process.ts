import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';

/**
 * The process of the broker that was started with this properties file, whoever started it. Where the system lists no processes, the one that
 * the note names, if it is alive.
 */
export async function brokerProcess(properties: string, note: string): Promise<number | undefined> {
  const processes = await readdir('/proc').catch(() => undefined);
  if (!processes) {
    const noted = Number(await readFile(note, 'utf8').catch(() => ''));
    return noted > 0 && isAlive(noted) ? noted : undefined;
  }
  const found = await Promise.all(
    processes
      .filter((name) => /^\d+$/.test(name))
      .map(async (pid) => {
        const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
        return words.includes('kafka.Kafka') && words.includes(properties) ? Number(pid) : undefined;
      }),
  );
  return found.find((pid) => pid !== undefined && isAlive(pid));
}

/** Whether a process runs. One that has ended and that nobody has reaped yet counts as gone, where the system tells. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return stateOf(pid) !== 'Z';
}

/** The state of a process as Linux tells it: the letter after its name in brackets. */
function stateOf(pid: number): string | undefined {
  try {
    return /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
  } catch {
    // No such file: another system, or the process has just gone; the signal has told what can be known.
    return undefined;
  }
}
