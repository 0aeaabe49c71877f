import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kafkaJars, missingForKafka } from '@yimen/local-kafka';
import { freePorts } from '@yimen/local-postgres';
import { makeCertificates, type Certificates } from './kafka-certificates.js';
import { dockerAnswers, dockerKafka } from './kafka-docker.js';
import { KafkaNode, type NodePorts } from './kafka-node.js';

export interface TestKafka {
  /** `host:port`, one or more. */
  readonly brokers: readonly string[];
  /** Kills the broker as a power cut would and starts it again on the same port and data. Undefined for a broker that is not ours. */
  readonly restart: (() => Promise<void>) | undefined;
  stop(): Promise<void>;
}

/** A cluster of the test's own, whose nodes it may kill, restart and rob of their disks. */
export interface TestCluster extends TestKafka {
  readonly nodes: readonly KafkaNode[];
  readonly restart: () => Promise<void>;
  /** With `users` only: brokers that take user and password over TLS, brokers that ask for a client certificate, and the certificates. */
  readonly secured:
    { readonly scram: readonly string[]; readonly mutual: readonly string[]; readonly certificates: Certificates } | undefined;
}

/**
 * A real Apache Kafka (KRaft): the brokers of `KAFKA_BROKERS` where it is set, else one node started with Java from Maven Central's jars (kept in
 * `.cache/kafka`), else one in Docker, on a free loopback port. Undefined, with one line on stderr, where there is none of them: the suite is then
 * skipped. With `REQUIRE_KAFKA=1` it throws instead. Topics are the caller's to remove from a broker that is not ours.
 */
export async function testKafka(): Promise<TestKafka | undefined> {
  const given = process.env['KAFKA_BROKERS'];
  if (given) return { brokers: given.split(','), restart: undefined, stop: () => Promise.resolve() };
  const missing = missingForKafka();
  if (missing.length === 0) return startCluster({ nodes: 1 });
  if (dockerAnswers()) return dockerKafka();
  return without(`${missing.join(' and ')} not found, no Docker, and KAFKA_BROKERS is not set`);
}

/**
 * A cluster of `nodes` KRaft nodes (default 1) that belongs to the caller, with Java and Maven only: faults are not tried on brokers of others. `users`
 * (name → password) adds listeners with TLS, and needs openssl. Undefined or an error like `testKafka` where something is missing.
 */
export async function testCluster(
  options: { readonly nodes?: 1 | 3; readonly users?: Readonly<Record<string, string>> } = {},
): Promise<TestCluster | undefined> {
  const missing = [...missingForKafka(), ...(options.users && !hasOpenssl() ? ['openssl'] : [])];
  if (missing.length > 0) return without(`${missing.join(' and ')} not found, which a broker of the test's own needs`);
  return startCluster(options);
}

function hasOpenssl(): boolean {
  return spawnSync('openssl', ['version'], { stdio: 'ignore', env: process.env }).status === 0;
}

function without(reason: string): undefined {
  if (process.env['REQUIRE_KAFKA'] === '1') throw new Error(`no Kafka: ${reason}`);
  process.stderr.write(`SKIPPED the Kafka suite: no Kafka: ${reason}\n`);
}

async function startCluster({
  nodes: count = 1,
  users,
}: {
  readonly nodes?: 1 | 3;
  readonly users?: Readonly<Record<string, string>>;
}): Promise<TestCluster> {
  const classes = await kafkaJars();
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-kafka-'));
  const certificates = users && (await makeCertificates(folder));
  const free = await freePorts(count * 4);
  const next = () => free.pop() ?? 0;
  const ports = Array.from({ length: count }, (): NodePorts => ({ plain: next(), controller: next(), scram: next(), mutual: next() }));
  const plan = {
    classes,
    // 16 bytes in base64url; a leading dash would be read as an option.
    clusterId: `A${randomBytes(16).toString('base64url').slice(1)}`,
    voters: ports.map(({ controller }, at) => `${at + 1}@127.0.0.1:${controller}`),
    heapMb: count === 1 ? 400 : 256,
    secured: users && certificates && { users, certificates },
  };
  const nodes = ports.map((own, at) => new KafkaNode(plan, at + 1, own, path.join(folder, `node-${at + 1}`)));
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    await rm(folder, { recursive: true, force: true });
  };
  const addresses = (kind: keyof NodePorts) => ports.map((own) => `127.0.0.1:${own[kind]}`);
  try {
    for (const node of nodes) await node.format();
    // A quorum comes up together.
    await Promise.all(nodes.map((node) => node.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers: addresses('plain'),
    nodes,
    secured: certificates && { scram: addresses('scram'), mutual: addresses('mutual'), certificates },
    restart: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      await Promise.all(nodes.map((node) => node.start()));
    },
    stop,
  };
}
