import {
  BadConfiguration,
  filesSetting,
  readSettings,
  serviceSettings,
  storeChoice,
  storeSetting,
  type Installation,
  type ServiceConfig,
  type Setting,
} from '@yimen/service-shell';
import { hostname } from 'node:os';
import { z } from 'zod';
import { kafkaLog, kafkaSettings } from './kafka.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** What a service needs beside the settings of every service: which installation it belongs to, its database and its log. */
export const installationSettings = {
  mode: { env: 'YIMEN_MODE', schema: z.enum(['demo', 'production']), zh: '库的性质：演示或正式', en: 'kind of store' },
  area: {
    env: 'YIMEN_AREA',
    schema: z.string().regex(/^\d{12}$/),
    zh: '本地区划代码（12 位）',
    en: 'area code of the installation, 12 digits',
  },
  databaseUrl: {
    env: 'YIMEN_DATABASE_URL',
    schema: z.url(),
    secret: true,
    zh: '本服务角色的数据库连接',
    en: "connection string of the service's own role",
  },
  masterKey: {
    env: 'YIMEN_MASTER_KEY',
    schema: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, '32 bytes in base64'),
    secret: true,
    zh: '个人信息主密钥（32 字节，base64）',
    en: 'master key of personal data, 32 bytes in base64',
  },
  holder: {
    env: 'YIMEN_HOLDER',
    schema: z.string().transform((name) => (name === '-' ? `${hostname()}/${process.pid}` : name)),
    default: '-',
    zh: '租约中的进程名（- 为主机名与进程号）',
    en: 'name of the process in leases (-: host and process id)',
  },
  store: storeSetting,
  files: filesSetting,
  log: { env: 'YIMEN_LOG', schema: z.enum(['postgres', 'kafka']), default: 'postgres', zh: '事件日志', en: 'where events are exchanged' },
} as const satisfies Record<string, Setting>;

/** Settings of the gateway beside those of every service. */
export const gatewaySettings = {
  upstreams: {
    env: 'YIMEN_UPSTREAMS',
    schema: z.string().transform((text, context) => {
      const entries = text.split(',').map((one) => one.trim().split(/=(.*)/s, 2));
      const wrong = entries.find(([name, url]) => !name || !z.url().safeParse(url).success);
      if (wrong) context.addIssue({ code: 'custom', message: 'name=url,name=url,…' });
      return Object.fromEntries(entries) as Record<string, string>;
    }),
    zh: '各服务地址：名称=URL，逗号分隔',
    en: 'where the services answer: name=url, separated by commas',
  },
  upstreamSeconds: {
    env: 'YIMEN_UPSTREAM_SECONDS',
    schema: z.coerce.number().min(1).max(600),
    default: '60',
    zh: '服务多少秒不应答即视为离线',
    en: 'seconds after which a service that does not answer is away',
  },
} as const satisfies Record<string, Setting>;

/** Every setting of `yimen serve`, for the README's table. */
export const serveSettings: Readonly<Record<string, Setting>> = {
  ...serviceSettings,
  ...installationSettings,
  ...kafkaSettings,
  ...gatewaySettings,
};

/** Signs demonstration tokens; demo stores only. JWK as JSON. */
export const developmentKey = 'YIMEN_DEVELOPMENT_KEY';

const others = (table: Readonly<Record<string, Setting>>) => Object.values(table).map(({ env }) => env);

/** Settings of a service that keeps facts or read models. Throws BadConfiguration. */
export function readServeSettings(variables: Variables): { databaseUrl: string; installation: Installation; config: ServiceConfig } {
  const { issuer, audience, jwksUrl, toleranceSeconds, ...rest } = readSettings(
    serviceSettings,
    variables,
    others({ ...installationSettings, ...kafkaSettings }),
  );
  const { databaseUrl, masterKey, log, store, ...installation } = readSettings(
    installationSettings,
    variables,
    others({ ...serviceSettings, ...kafkaSettings }),
  );
  return {
    databaseUrl,
    installation: {
      ...installation,
      masterKey: Buffer.from(masterKey, 'base64'),
      store: storeChoice(store),
      log: log === 'postgres' ? { kind: log } : kafkaLog(variables, others({ ...serviceSettings, ...installationSettings })),
    },
    config: { ...rest, token: { issuer, audience, jwksUrl, toleranceSeconds } },
  };
}

/** Settings of the gateway. Throws BadConfiguration. */
export function readGatewaySettings(variables: Variables) {
  const { host, port, drainSeconds, issuer, audience, traces, fileBytes, uploadBytes } = readSettings(serviceSettings, variables, [
    ...others(gatewaySettings),
    developmentKey,
  ]);
  const { upstreams, upstreamSeconds } = readSettings(gatewaySettings, variables, [...others(serviceSettings), developmentKey]);
  const privateKey = developmentJwk(variables[developmentKey]);
  return {
    ...{ host, port, upstreams, traces, fileBytes, uploadBytes },
    ...(privateKey && { development: { issuer, audience, privateKey } }),
    graceMs: drainSeconds * 1000,
    upstreamTimeoutMs: upstreamSeconds * 1000,
  };
}

function developmentJwk(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  const jwk = z.record(z.string(), z.unknown()).safeParse(safeJson(text));
  if (!jwk.success) throw new BadConfiguration(`设置无效 / bad setting: ${developmentKey}: JWK`);
  return jwk.data;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: refused by the caller, without its text, which may be a key.
    return undefined;
  }
}
