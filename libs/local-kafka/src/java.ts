import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the broker writes into its log when it answers. */
const UP = 'Kafka Server started';

/** Arguments of `java` before the name of a class: a small machine's settings and Kafka's jars. */
export function javaArguments(classes: string, heapMb: number): string[] {
  return [`-Xmx${heapMb}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', `${classes}/*`];
}

/** Makes the empty disk of a node, as its properties file says. `more`: further arguments of Kafka's `StorageTool format`. Throws with what it said. */
export async function formatDisk(
  java: readonly string[],
  { clusterId, properties, more = [] }: { readonly clusterId: string; readonly properties: string; readonly more?: readonly string[] },
): Promise<void> {
  await run('java', [...java, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties, ...more]);
}

/** Whether the text of a broker's log says that it answers. */
export function saysUp(log: string): boolean {
  return log.includes(UP);
}
