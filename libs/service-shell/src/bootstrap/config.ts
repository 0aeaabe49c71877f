import { z } from 'zod';

/** One setting: its environment variable, what it accepts, its default as text, and what it is for. */
export interface Setting {
  readonly env: string;
  readonly schema: z.ZodType;
  /** Absent: must be given. */
  readonly default?: string;
  /** Its value is never shown. */
  readonly secret?: true;
  readonly zh: string;
  readonly en: string;
}

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** Where spans go. */
export const tracesSetting = {
  env: 'YIMEN_OTLP_TRACES',
  schema: z.union([z.literal('off'), z.url({ protocol: /^https?$/ })]),
  default: 'off',
  zh: '链路追踪的收集地址（OTLP/HTTP），off 为不发送',
  en: 'URL of the collector of traces (OTLP over HTTP); off: none',
} as const satisfies Setting;

/** Settings of every service that records facts; the README's table is made from it. */
export const serviceSettings = {
  host: { env: 'YIMEN_HOST', schema: z.string().min(1), default: '127.0.0.1', zh: '监听地址', en: 'address to listen on' },
  port: {
    env: 'YIMEN_SERVICE_PORT',
    schema: whole(0, 65535),
    default: '0',
    zh: '监听端口（0 为任一空闲端口）',
    en: 'port to listen on (0: any free one)',
  },
  issuer: { env: 'YIMEN_OIDC_ISSUER', schema: z.url(), zh: '身份提供方（OIDC issuer）', en: 'OIDC issuer' },
  audience: { env: 'YIMEN_OIDC_AUDIENCE', schema: z.string().min(1), default: 'yimen', zh: '令牌的受众', en: 'audience of tokens' },
  jwksUrl: { env: 'YIMEN_OIDC_JWKS', schema: z.url(), zh: '身份提供方公钥地址', en: "URL of the provider's keys" },
  toleranceSeconds: {
    env: 'YIMEN_OIDC_TOLERANCE',
    schema: whole(0, 300),
    default: '5',
    zh: '令牌时间容差（秒）',
    en: 'clock tolerance of tokens, seconds',
  },
  bodyBytes: {
    env: 'YIMEN_BODY_BYTES',
    schema: whole(1024, 10_485_760),
    default: '262144',
    zh: '请求正文上限（字节）',
    en: 'largest request body, bytes',
  },
  fileBytes: {
    env: 'YIMEN_FILE_BYTES',
    schema: whole(1024, 104_857_600),
    default: '10485760',
    zh: '附件上限（字节）',
    en: 'largest file, bytes',
  },
  uploadBytes: {
    env: 'YIMEN_UPLOAD_BYTES',
    schema: whole(1024, 1_073_741_824),
    default: '41943040',
    zh: '同时接收的附件合计上限（字节），占用内存约为其三倍',
    en: 'files that are being taken in at once, bytes; they take up to three times as much memory',
  },
  arrivalSeconds: {
    env: 'YIMEN_ARRIVAL_SECONDS',
    schema: whole(1, 600),
    default: '30',
    zh: '请求须在多少秒内送达',
    en: 'seconds until a request must have arrived',
  },
  drainSeconds: {
    env: 'YIMEN_DRAIN_SECONDS',
    schema: z.coerce.number().min(0).max(300),
    default: '5',
    zh: '停止前继续应答的秒数',
    en: 'seconds a stopping service still answers',
  },
  logLevel: {
    env: 'YIMEN_LOG_LEVEL',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    default: 'info',
    zh: '日志级别',
    en: 'level of logs',
  },
  traces: tracesSetting,
} as const satisfies Record<string, Setting>;

export interface ServiceConfig {
  readonly host: string;
  readonly port: number;
  readonly token: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string; readonly toleranceSeconds: number };
  readonly bodyBytes: number;
  /** Default 10 MiB. */
  readonly fileBytes?: number;
  /** Default 40 MiB. */
  readonly uploadBytes?: number;
  readonly arrivalSeconds: number;
  readonly drainSeconds: number;
  readonly logLevel: string;
  /** URL of a collector of traces, or `off`. */
  readonly traces: string;
}

/** A setting that is missing, unknown or not accepted; the message is one line for the operator. */
export class BadConfiguration extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadConfiguration';
  }
}

type Values<Table extends Record<string, Setting>> = { readonly [K in keyof Table]: z.output<Table[K]['schema']> };

/**
 * Reads the settings of a table from an explicit record of variables. Variables that begin with YIMEN_ must stand in the table or in `others`.
 * Throws BadConfiguration with one clear line.
 */
export function readSettings<const Table extends Record<string, Setting>>(
  table: Table,
  variables: Readonly<Record<string, string | undefined>>,
  others: readonly string[] = [],
): Values<Table> {
  const known = new Set([...Object.values(table).map(({ env }) => env), ...others]);
  const unknown = Object.keys(variables).filter((name) => name.startsWith('YIMEN_') && !known.has(name));
  if (unknown.length > 0) throw new BadConfiguration(`没有这个设置 / unknown setting: ${unknown.join(', ')}`);
  const values = Object.entries(table).map(([name, setting]) => [name, valueOf(setting, variables[setting.env])]);
  return Object.fromEntries(values) as Values<Table>;
}

function valueOf(setting: Setting, given: string | undefined): unknown {
  const text = given ?? setting.default;
  if (text === undefined) throw new BadConfiguration(`缺少设置 / missing setting: ${setting.env} (${setting.zh} / ${setting.en})`);
  const parsed = setting.schema.safeParse(text);
  if (parsed.success && text.trim() !== '') return parsed.data;
  const why = parsed.error?.issues[0]?.message ?? 'empty';
  const shown = setting.secret ? setting.env : `${setting.env}=${text}`;
  throw new BadConfiguration(`设置无效 / bad setting: ${shown}: ${why} (${setting.zh} / ${setting.en})`);
}

/** The configuration of a service from its variables. Throws BadConfiguration. */
export function serviceConfig(variables: Readonly<Record<string, string | undefined>>, others: readonly string[] = []): ServiceConfig {
  const { issuer, audience, jwksUrl, toleranceSeconds, ...rest } = readSettings(serviceSettings, variables, others);
  return { ...rest, token: { issuer, audience, jwksUrl, toleranceSeconds } };
}

/** Rows of the README's table. */
export function settingsTable(table: Readonly<Record<string, Setting>>): readonly (readonly [string, string, string])[] {
  return Object.values(table).map(({ env, default: value, zh, en }) => [env, value ?? '（必填 / required）', `${zh} / ${en}`]);
}
