import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isAlive } from './process.js';

const run = promisify(execFile);

/** Current operators for Kubernetes run 4.2 and 4.3. */
export const KAFKA = '4.3.1';
// Without a binding of the same major version slf4j is silent, and Kafka pins 1.7.
const SLF4J = '1.7.36';

// The same from `src` and from `dist`.
const cache = path.resolve(import.meta.dirname, '../../..', '.cache', 'kafka');
const folder = path.join(cache, KAFKA);

/** Commands that a broker of ours needs and this machine does not have: `java`, and `mvn` as long as Kafka has not been fetched. */
export function missingForKafka(): string[] {
  return ['java', ...(existsSync(folder) ? [] : ['mvn'])].filter(
    (name) => spawnSync(name, ['-version'], { stdio: 'ignore', env: process.env }).status !== 0,
  );
}

/** The folder with Kafka's jars, fetched from Maven Central once per workspace; processes that ask at once wait for each other. */
export async function kafkaJars(): Promise<string> {
  await mkdir(cache, { recursive: true });
  const unlock = await lock(path.join(cache, 'lock'));
  try {
    if (existsSync(folder)) return folder;
    const work = await mkdtemp(path.join(cache, 'fetch-'));
    await writeFile(path.join(work, 'pom.xml'), pom);
    await run(
      'mvn',
      ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${path.join(work, 'jars')}`],
      { cwd: work },
    );
    await rename(path.join(work, 'jars'), folder);
    await rm(work, { recursive: true });
    return folder;
  } finally {
    await unlock();
  }
}

const dependency = (group: string, artifact: string, version: string) =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>yimen</groupId><artifactId>local-kafka</artifactId><version>1</version>
<dependencies>${dependency('org.apache.kafka', 'kafka_2.13', KAFKA)}${dependency('org.slf4j', 'slf4j-simple', SLF4J)}</dependencies></project>`;

/** A file that holds its owner's pid; one whose owner is gone is taken over. */
async function lock(file: string): Promise<() => Promise<void>> {
  for (let waited = 0; waited < 300_000; waited += 100) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(await readFile(file, 'utf8').catch(() => ''));
      if (owner > 0 && !isAlive(owner)) await rm(file, { force: true });
      else await sleep(100);
    }
  }
  throw new Error(`${file} is held by another process for too long`);
}
