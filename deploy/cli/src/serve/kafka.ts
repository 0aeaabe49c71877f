import { BadConfiguration, readSettings, type LogChoice, type Setting } from '@yimen/service-shell';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What stands for a setting that is not given. */
const NONE = '-';
const file = z.string().min(1);

/** Read where the log is Kafka. */
export const kafkaSettings = {
  brokers: { env: 'YIMEN_KAFKA_BROKERS', schema: z.string().min(1), zh: 'Kafka 地址，逗号分隔', en: 'Kafka brokers, separated by commas' },
  replicationFactor: {
    env: 'YIMEN_KAFKA_REPLICATION',
    schema: z.coerce.number().int().min(1).max(9),
    default: '3',
    zh: '新建主题的副本数',
    en: 'replicas of topics that are created',
  },
  minInsync: {
    env: 'YIMEN_KAFKA_MIN_INSYNC',
    schema: z.union([z.literal('auto'), z.coerce.number().int().min(1).max(9)]),
    default: 'auto',
    zh: '写入须有的同步副本数（auto 为副本数减一，至少 1）',
    en: 'replicas that must have a record (auto: one less than there are, at least 1)',
  },
  compression: {
    env: 'YIMEN_KAFKA_COMPRESSION',
    schema: z.enum(['none', 'gzip']),
    default: 'none',
    zh: '消息压缩',
    en: 'compression of what is sent',
  },
  tls: {
    env: 'YIMEN_KAFKA_TLS',
    schema: z.enum(['off', 'on']),
    default: 'off',
    zh: '以 TLS 连接 Kafka',
    en: 'TLS to Kafka',
  },
  ca: {
    env: 'YIMEN_KAFKA_CA_FILE',
    schema: file,
    default: NONE,
    zh: 'Kafka 证书颁发机构的 PEM 文件（- 为系统信任的机构）',
    en: "PEM file of the authority of Kafka's certificates (-: those the system trusts)",
  },
  cert: {
    env: 'YIMEN_KAFKA_CERT_FILE',
    schema: file,
    default: NONE,
    zh: '客户端证书的 PEM 文件（- 为不用）',
    en: 'PEM file of a client certificate (-: none)',
  },
  key: {
    env: 'YIMEN_KAFKA_KEY_FILE',
    schema: file,
    default: NONE,
    zh: '客户端证书私钥的 PEM 文件（- 为不用）',
    en: 'PEM file of its key (-: none)',
  },
  mechanism: {
    env: 'YIMEN_KAFKA_SASL',
    schema: z.enum(['none', 'plain', 'scram-sha-256', 'scram-sha-512']),
    default: 'none',
    zh: 'Kafka 用户认证方式（SASL）',
    en: 'how Kafka knows the user (SASL)',
  },
  user: { env: 'YIMEN_KAFKA_USER', schema: z.string().min(1), default: NONE, zh: 'Kafka 用户名', en: "user's name at Kafka" },
  password: {
    env: 'YIMEN_KAFKA_PASSWORD_FILE',
    schema: file,
    default: NONE,
    zh: '存放 Kafka 密码的文件',
    en: "file that holds the user's password at Kafka",
  },
} as const satisfies Record<string, Setting>;

/**
 * The log on Kafka as the environment configures it; `others`: variables that other tables read. Files are read now. Throws BadConfiguration with one
 * line, which never shows what stands in a file.
 */
export function kafkaLog(variables: Readonly<Record<string, string | undefined>>, others: readonly string[]): LogChoice {
  const settings = readSettings(kafkaSettings, variables, others);
  const { brokers, replicationFactor, minInsync, compression } = settings;
  if (minInsync !== 'auto' && minInsync > replicationFactor)
    throw refused('minInsync', `不能大于副本数 ${replicationFactor} / more than ${replicationFactor} replicas`);
  return {
    kind: 'kafka',
    brokers: brokers.split(',').map((broker) => broker.trim()),
    ...{ replicationFactor, compression },
    ...(minInsync !== 'auto' && { minInsyncReplicas: minInsync }),
    ...tlsOf(settings),
    ...saslOf(settings),
  };
}

type Values = ReturnType<typeof readSettings<typeof kafkaSettings>>;
type Connection = Pick<Extract<LogChoice, { readonly kind: 'kafka' }>, 'ssl' | 'sasl'>;

function tlsOf({ tls, ca, cert, key }: Values): Connection {
  const given = { ca, cert, key };
  if (tls === 'off') {
    for (const name of ['ca', 'cert', 'key'] as const)
      if (given[name] !== NONE) throw refused(name, '未启用 YIMEN_KAFKA_TLS / YIMEN_KAFKA_TLS is off');
    return {};
  }
  if (cert !== NONE && key === NONE) throw refused('key', '客户端证书需要私钥 / a client certificate needs its key');
  if (key !== NONE && cert === NONE) throw refused('cert', '私钥需要客户端证书 / a key needs its client certificate');
  const pem = (name: 'ca' | 'cert' | 'key', kind: RegExp) => (given[name] === NONE ? {} : { [name]: pemOf(name, given[name], kind) });
  const texts = { ...pem('ca', /BEGIN CERTIFICATE/), ...pem('cert', /BEGIN CERTIFICATE/), ...pem('key', /BEGIN [A-Z ]*PRIVATE KEY/) };
  return { ssl: Object.keys(texts).length === 0 ? true : texts };
}

function saslOf({ mechanism, user, password, tls }: Values): Connection {
  if (mechanism === 'none') {
    if (user !== NONE) throw refused('user', '未设 YIMEN_KAFKA_SASL / YIMEN_KAFKA_SASL is none');
    if (password !== NONE) throw refused('password', '未设 YIMEN_KAFKA_SASL / YIMEN_KAFKA_SASL is none');
    return {};
  }
  if (user === NONE) throw refused('user', `${mechanism} 需要用户名 / ${mechanism} needs a user`);
  if (password === NONE) throw refused('password', `${mechanism} 需要密码文件 / ${mechanism} needs a password`);
  if (mechanism === 'plain' && tls === 'off')
    throw refused('mechanism', 'plain 以明文传送密码，须启用 YIMEN_KAFKA_TLS / plain sends the password as it is: turn YIMEN_KAFKA_TLS on');
  const text = textOf('password', password).trim();
  if (text === '') throw refused('password', `文件为空 / empty file: ${password}`);
  return { sasl: { mechanism, username: user, password: text } };
}

function pemOf(name: keyof typeof kafkaSettings, path: string, kind: RegExp): string {
  const text = textOf(name, path);
  if (!kind.test(text)) throw refused(name, `不是所需的 PEM 文件 / not such a PEM file: ${path}`);
  return text;
}

function textOf(name: keyof typeof kafkaSettings, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw refused(name, `无法读取 / cannot read: ${path} (${(error as NodeJS.ErrnoException).code})`);
  }
}

function refused(name: keyof typeof kafkaSettings, why: string): BadConfiguration {
  const { env, zh, en } = kafkaSettings[name];
  return new BadConfiguration(`设置无效 / bad setting: ${env}: ${why} (${zh} / ${en})`);
}
