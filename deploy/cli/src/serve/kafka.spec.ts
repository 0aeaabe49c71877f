import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kafkaLog } from './kafka.js';

const AUTHORITY = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n';

let folder: string;
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yimen-kafka-settings-'));
  for (const [name, text] of Object.entries({
    'ca.pem': AUTHORITY,
    'client.pem': AUTHORITY,
    'client.key': KEY,
    password: 'geheim\n',
    empty: '\n',
  }))
    await writeFile(at(name), text);
});
afterAll(() => rm(folder, { recursive: true }));

const read = (variables: Readonly<Record<string, string>>) => kafkaLog({ YIMEN_KAFKA_BROKERS: 'a:9092', ...variables }, []);

test('a cluster with TLS, user and password, its replicas and compression', () => {
  expect(
    read({
      YIMEN_KAFKA_TLS: 'on',
      YIMEN_KAFKA_CA_FILE: at('ca.pem'),
      YIMEN_KAFKA_SASL: 'scram-sha-512',
      YIMEN_KAFKA_USER: 'yimen',
      YIMEN_KAFKA_PASSWORD_FILE: at('password'),
      YIMEN_KAFKA_MIN_INSYNC: '2',
      YIMEN_KAFKA_COMPRESSION: 'gzip',
    }),
  ).toEqual({
    kind: 'kafka',
    brokers: ['a:9092'],
    replicationFactor: 3,
    minInsyncReplicas: 2,
    compression: 'gzip',
    ssl: { ca: AUTHORITY },
    sasl: { mechanism: 'scram-sha-512', username: 'yimen', password: 'geheim' },
  });
});

test('TLS with what the system trusts, and with a client certificate', () => {
  expect(read({ YIMEN_KAFKA_TLS: 'on' })).toMatchObject({ ssl: true });
  const own = { YIMEN_KAFKA_TLS: 'on', YIMEN_KAFKA_CERT_FILE: at('client.pem'), YIMEN_KAFKA_KEY_FILE: at('client.key') };
  expect(read(own)).toMatchObject({ ssl: { cert: AUTHORITY, key: KEY } });
});

const scram = () => ({ YIMEN_KAFKA_SASL: 'scram-sha-512', YIMEN_KAFKA_USER: 'yimen', YIMEN_KAFKA_PASSWORD_FILE: at('password') });

test.each<[string, () => Readonly<Record<string, string>>, string]>([
  ['a file that is not there', () => ({ YIMEN_KAFKA_TLS: 'on', YIMEN_KAFKA_CA_FILE: at('none.pem') }), 'YIMEN_KAFKA_CA_FILE: 无法读取'],
  ['a file that is no certificate', () => ({ YIMEN_KAFKA_TLS: 'on', YIMEN_KAFKA_CA_FILE: at('password') }), 'YIMEN_KAFKA_CA_FILE: 不是'],
  ['an authority without TLS', () => ({ YIMEN_KAFKA_CA_FILE: at('ca.pem') }), 'YIMEN_KAFKA_TLS is off'],
  ['a certificate without its key', () => ({ YIMEN_KAFKA_TLS: 'on', YIMEN_KAFKA_CERT_FILE: at('client.pem') }), 'YIMEN_KAFKA_KEY_FILE'],
  ['a mechanism without a user', () => ({ ...scram(), YIMEN_KAFKA_USER: '-' }), 'YIMEN_KAFKA_USER'],
  ['a mechanism without a password', () => ({ ...scram(), YIMEN_KAFKA_PASSWORD_FILE: '-' }), 'YIMEN_KAFKA_PASSWORD_FILE'],
  ['an empty password', () => ({ ...scram(), YIMEN_KAFKA_PASSWORD_FILE: at('empty') }), 'empty file'],
  ['a user without a mechanism', () => ({ YIMEN_KAFKA_USER: 'yimen' }), 'YIMEN_KAFKA_SASL is none'],
  ['a password sent in the clear', () => ({ ...scram(), YIMEN_KAFKA_SASL: 'plain' }), 'turn YIMEN_KAFKA_TLS on'],
  ['more in-sync replicas than replicas', () => ({ YIMEN_KAFKA_REPLICATION: '1', YIMEN_KAFKA_MIN_INSYNC: '2' }), 'more than 1 replicas'],
  ['a compression that kafkajs does not read', () => ({ YIMEN_KAFKA_COMPRESSION: 'zstd' }), 'YIMEN_KAFKA_COMPRESSION=zstd'],
])('%s: one line that names the setting, and no secret', (_what, variables, told) => {
  expect(() => read(variables())).toThrow(told);
  expect(() => read(variables())).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/\n|geheim|MII/) }));
});
