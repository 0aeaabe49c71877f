import { readSettings, storeChoice, storeSetting, tracesSetting, type Setting, type StoreChoice } from '@yimen/service-shell';
import path from 'node:path';
import { z } from 'zod';
import type { LocalLog } from './log.js';

/** Settings of a system on one machine; the README's table is made from it. */
export const localSettings = {
  port: {
    env: 'YIMEN_PORT',
    schema: z.coerce.number().int().min(0).max(65535),
    default: '8080',
    zh: '网关监听的本机端口',
    en: 'loopback port of the gateway',
  },
  data: { env: 'YIMEN_DATA', schema: z.string().min(1), default: '.yimen', zh: '数据文件夹', en: 'data folder' },
  logLevel: {
    env: 'YIMEN_LOG_LEVEL',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    default: 'warn',
    zh: '日志级别',
    en: 'level of logs',
  },
  drainSeconds: {
    env: 'YIMEN_DRAIN_SECONDS',
    schema: z.coerce.number().min(0).max(300),
    default: '0.2',
    zh: '停止前继续应答的秒数',
    en: 'seconds a stopping system still answers',
  },
  store: storeSetting,
  traces: tracesSetting,
} as const satisfies Record<string, Setting>;

export interface LocalSettings {
  readonly port: number;
  /** Absolute path. */
  readonly data: string;
  readonly logLevel: string;
  readonly drainSeconds: number;
  readonly store: StoreChoice;
  /** URL of a collector of traces, or `off`. */
  readonly traces: string;
  readonly log: LocalLog;
}

/** Brokers for `--kafka`; without them one is started with the system. */
const brokers = 'YIMEN_KAFKA_BROKERS';

/** Variables of tools and tests that are no settings of the system. */
const others = ['YIMEN_URL', 'YIMEN_TOKEN', 'YIMEN_TIER', 'YIMEN_TEST_RUN', brokers];

/** Reads the settings; throws BadConfiguration with one clear line. Relative data folders stand in the folder where npm was started. */
export function readLocalSettings(
  variables: Readonly<Record<string, string | undefined>>,
  log: 'postgres' | 'kafka' = 'postgres',
): LocalSettings {
  const settings = readSettings(localSettings, variables, others);
  return {
    ...settings,
    store: storeChoice(settings.store),
    log: log === 'kafka' ? kafkaOf(variables) : { kind: 'postgres' },
    data: path.resolve(variables['INIT_CWD'] ?? process.cwd(), settings.data),
  };
}

function kafkaOf(variables: Readonly<Record<string, string | undefined>>): LocalLog {
  const given = variables[brokers]?.trim();
  if (!given) return { kind: 'local-kafka' };
  return { kind: 'kafka', brokers: given.split(',').map((broker) => broker.trim()), replicationFactor: 1 };
}
