import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatDisk, javaArguments, nodeProperties, saysUp, type Listener } from '@yimen/local-kafka';
import type { Certificates } from './kafka-certificates.js';

/** What the nodes of one cluster share. */
export interface ClusterPlan {
  /** Folder with Kafka's jars. */
  readonly classes: string;
  readonly clusterId: string;
  /** `id@host:port` of each node's controller. */
  readonly voters: readonly string[];
  readonly heapMb: number;
  /** Listeners with TLS beside the plain one: one for users (SASL/SCRAM-SHA-512), one for clients with a certificate. */
  readonly secured?: { readonly users: Readonly<Record<string, string>>; readonly certificates: Certificates } | undefined;
}

export interface NodePorts {
  readonly plain: number;
  readonly controller: number;
  readonly scram: number;
  readonly mutual: number;
}

/** One Kafka process, broker and controller in one, on loopback. */
export class KafkaNode {
  private process: ChildProcess | undefined;
  private readonly properties: string;

  constructor(
    private readonly plan: ClusterPlan,
    readonly id: number,
    readonly ports: NodePorts,
    /** Holds settings, log and `data`. */
    readonly folder: string,
  ) {
    this.properties = path.join(folder, 'server.properties');
  }

  /** Where the broker keeps its log; a test may take it away while the broker is down. */
  get data(): string {
    return path.join(this.folder, 'data');
  }

  /** Makes an empty disk of the same cluster. */
  async format(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await rm(this.data, { recursive: true, force: true });
    await writeFile(this.properties, settings(this.plan, this.id, this.ports, this.data));
    const users = Object.entries(this.plan.secured?.users ?? {});
    const scram = users.flatMap(([name, password]) => ['--add-scram', `SCRAM-SHA-512=[name=${name},password=${password}]`]);
    await formatDisk(this.java(), { clusterId: this.plan.clusterId, properties: this.properties, more: scram });
  }

  /** Resolves when the broker answers. */
  async start(): Promise<void> {
    const file = path.join(this.folder, 'broker.log');
    const out = await open(file, 'w');
    const child = spawn('sh', ['-c', guard, 'sh', ...this.java(), 'kafka.Kafka', this.properties], {
      stdio: ['pipe', out.fd, out.fd],
      cwd: this.folder,
    });
    this.process = child;
    await out.close();
    for (let waited = 0; waited < 90_000; waited += 50) {
      const said = await readFile(file, 'utf8');
      if (saysUp(said)) return;
      if (child.exitCode !== null) throw new Error(`Kafka did not start:\n${said.slice(-2_000)}`);
      await sleep(50);
    }
    await this.kill();
    throw new Error(`Kafka was not up in time, see ${file}`);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.stdin?.end();
    await gone;
  }

  private java(): string[] {
    return javaArguments(this.plan.classes, this.plan.heapMb);
  }
}

/** The shell kills the broker when its standard input ends: at `kill`, and also when the test process is gone. */
const guard = 'exec 3<&0; java "$@" & broker=$!; (cat <&3 >/dev/null; kill -9 $broker 2>/dev/null) & wait $broker';

function settings({ voters, secured }: ClusterPlan, id: number, ports: NodePorts, data: string): string {
  const listeners: Listener[] = [{ name: 'PLAINTEXT', protocol: 'PLAINTEXT', port: ports.plain }];
  if (secured) {
    listeners.push({ name: 'USERS', protocol: 'SASL_SSL', port: ports.scram }, { name: 'MUTUAL', protocol: 'SSL', port: ports.mutual });
  }
  return nodeProperties({
    ...{ id, voters, listeners, data },
    controllerPort: ports.controller,
    // Tests that wait for a session to run out should not wait long.
    more: { 'group.min.session.timeout.ms': 1_000, ...(secured ? securitySettings(secured.certificates) : {}) },
  });
}

function securitySettings({ ca, broker }: Certificates): Record<string, string> {
  // In a properties file a value goes over several lines where each ends with a backslash; \n stands for the line break of the PEM text.
  const pem = (text: string) => text.trim().replaceAll('\n', '\\n\\\n');
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.key': pem(broker.key),
    'ssl.keystore.certificate.chain': pem(broker.cert),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.certificates': pem(ca),
    'listener.name.mutual.ssl.client.auth': 'required',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.users.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.users.scram-sha-512.sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
  };
}
