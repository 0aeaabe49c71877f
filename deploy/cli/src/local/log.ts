import { missingForKafka, runningLocalKafka, startLocalKafka } from '@yimen/local-kafka';
import type { LogChoice } from '@yimen/service-shell';
import path from 'node:path';
import { StartRefused } from './refused.js';

/** Where the services of one machine exchange their events. `local-kafka`: over a broker that is started with them. */
export type LocalLog = LogChoice | { readonly kind: 'local-kafka' };

/** The folder of the broker that is started with the system. */
export function kafkaFolder(data: string): string {
  return path.join(data, 'kafka');
}

/** Asked before anything is started. Throws StartRefused where a broker is wanted that this machine cannot run. */
export function requireBroker(log: LocalLog): void {
  if (log.kind !== 'local-kafka') return;
  const missing = missingForKafka();
  if (missing.length === 0) return;
  throw new StartRefused(
    `启动本机 Kafka 需要 Java 17 以上与 Maven，未找到 ${missing.join('、')}：请安装，或以 YIMEN_KAFKA_BROKERS 指定已有的 Kafka。`,
    `A Kafka of this machine needs Java 17 or newer and Maven, and ${missing.join(' and ')} was not found: install it, or name brokers by YIMEN_KAFKA_BROKERS.`,
  );
}

/** The log that the services are given; a broker of the system's own is started first and kept. Throws StartRefused where it does not come up. */
export async function startLog(log: LocalLog, data: string, keep: (part: { stop(): Promise<void> }) => void): Promise<LogChoice> {
  if (log.kind !== 'local-kafka') return log;
  const kafka = await startLocalKafka({ folder: kafkaFolder(data) }).catch((error: unknown) => {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new StartRefused(`本机 Kafka 未能启动：${why}。`, 'The Kafka of this machine did not start.');
  });
  keep(kafka);
  return { kind: 'kafka', brokers: kafka.brokers, replicationFactor: 1 };
}

/** The log of a system that runs on a data folder. Throws StartRefused where its broker has gone. */
export async function runningLog(log: LocalLog, data: string): Promise<LogChoice> {
  if (log.kind !== 'local-kafka') return log;
  const brokers = await runningLocalKafka(kafkaFolder(data));
  if (!brokers) throw new StartRefused(`数据文件夹 ${data} 的 Kafka 没有运行。`, `The Kafka of ${data} does not run.`);
  return { kind: 'kafka', brokers, replicationFactor: 1 };
}
