import { execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './whole-system.js';

const run = promisify(execFile);

/** S3Proxy (Apache-2.0): a server of the S3 protocol over a folder, in use as a gateway; it checks signatures as S3 does. */
const S3PROXY = '2.6.0';
const cache = path.resolve(import.meta.dirname, '../../..', '.cache', 's3proxy');

export interface TestS3 {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Folder in which the server keeps its buckets, each a folder. */
  readonly data: string;
  stop(): Promise<void>;
}

/**
 * A real S3 server, started with Java from Maven Central's jars (kept in `.cache/s3proxy`) on a free loopback port. Undefined, with one line on
 * stderr, where Java or Maven is missing: the suite is then skipped. With `REQUIRE_S3=1` it throws instead.
 */
export async function testS3(): Promise<TestS3 | undefined> {
  const jars = path.join(cache, S3PROXY);
  const missing = ['java', ...(existsSync(jars) ? [] : ['mvn'])].filter((name) => spawnSync(name, ['-version']).status !== 0);
  if (missing.length > 0) {
    if (process.env['REQUIRE_S3'] === '1') throw new Error(`no S3 server: ${missing.join(' and ')} not found`);
    process.stderr.write(`SKIPPED the S3 suite: ${missing.join(' and ')} not found\n`);
    return undefined;
  }
  if (!existsSync(jars)) await fetchJars(jars);
  const folder = await mkdtemp(path.join(tmpdir(), 's3-'));
  const data = path.join(folder, 'data');
  await mkdir(data);
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const keys = { accessKeyId: 'access', secretAccessKey: 'secret' };
  const properties = path.join(folder, 's3.properties');
  const settings = {
    's3proxy.authorization': 'aws-v2-or-v4',
    's3proxy.endpoint': endpoint,
    's3proxy.identity': keys.accessKeyId,
    's3proxy.credential': keys.secretAccessKey,
    'jclouds.provider': 'filesystem-nio2',
    'jclouds.identity': 'local',
    'jclouds.credential': 'local',
    'jclouds.filesystem.basedir': data,
  };
  await writeFile(
    properties,
    Object.entries(settings).map(([name, value]) => `${name}=${value}\n`),
  );
  const java = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', `${jars}/*`];
  const server = spawn('java', [...java, 'org.gaul.s3proxy.Main', '--properties', properties], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries += 1) {
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return { endpoint, ...keys, data, stop };
    if (tries === 300 || server.exitCode !== null) {
      await stop();
      throw new Error('the S3 server did not start');
    }
    await sleep(100);
  }
}

/** Fetched beside its place and moved there: two that fetch at once do not disturb each other. */
async function fetchJars(jars: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'fetch-'));
  const dependency = `<dependency><groupId>org.gaul</groupId><artifactId>s3proxy</artifactId><version>${S3PROXY}</version></dependency>`;
  const project = `<modelVersion>4.0.0</modelVersion><groupId>yimen</groupId><artifactId>s3</artifactId><version>1</version>`;
  await writeFile(
    path.join(work, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0">${project}<dependencies>${dependency}</dependencies></project>`,
  );
  const target = path.join(work, 'jars');
  await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${target}`], { cwd: work });
  if (!existsSync(jars)) await rename(target, jars);
  await rm(work, { recursive: true, force: true });
}
