import { readGatewaySettings, readServeSettings } from './settings.js';

const identity = { YIMEN_OIDC_ISSUER: 'https://id.example.cn', YIMEN_OIDC_JWKS: 'https://id.example.cn/keys' };
const service = {
  ...identity,
  YIMEN_MODE: 'production',
  YIMEN_AREA: '320582000000',
  YIMEN_DATABASE_URL: 'postgres://yimen_residents:x@127.0.0.1:5432/yimen',
  YIMEN_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
};

test('a service reads its installation, its database and its log', () => {
  const { databaseUrl, installation, config } = readServeSettings({ ...service, PATH: '/bin' });
  expect(databaseUrl).toBe(service.YIMEN_DATABASE_URL);
  expect(installation).toMatchObject({ mode: 'production', area: '320582000000', log: { kind: 'postgres' } });
  expect(installation.masterKey).toEqual(Buffer.alloc(32, 7));
  expect(installation.holder).toMatch(new RegExp(`/${process.pid}$`));
  expect(config.token).toMatchObject({ issuer: 'https://id.example.cn', audience: 'yimen' });
  const kafka = readServeSettings({ ...service, YIMEN_LOG: 'kafka', YIMEN_KAFKA_BROKERS: 'a:9092, b:9092' });
  expect(kafka.installation.log).toEqual({ kind: 'kafka', brokers: ['a:9092', 'b:9092'], replicationFactor: 3, compression: 'none' });
});

test.each([
  [{ YIMEN_AREA: '3205' }, 'YIMEN_AREA=3205'],
  [{ YIMEN_MASTER_KEY: 'c2hvcnQ=' }, '32 bytes in base64'],
  [{ YIMEN_MODE: 'test' }, 'YIMEN_MODE=test'],
  [{ YIMEN_LOG: 'kafka' }, 'missing setting: YIMEN_KAFKA_BROKERS'],
  [{ YIMEN_DATABASE_URL: undefined }, 'missing setting: YIMEN_DATABASE_URL'],
  [{ YIMEN_UPSTREAMS: 'residents=http://127.0.0.1:1' }, 'unknown setting: YIMEN_UPSTREAMS'],
])('%j: one line that names the setting', (variables, told) => {
  expect(() => readServeSettings({ ...service, ...variables })).toThrow(told);
});

test('a secret that is refused is not shown', () => {
  for (const name of ['YIMEN_MASTER_KEY', 'YIMEN_DATABASE_URL', 'YIMEN_DEVELOPMENT_KEY']) {
    const read = name === 'YIMEN_DEVELOPMENT_KEY' ? readGatewaySettings : readServeSettings;
    const variables = name === 'YIMEN_DEVELOPMENT_KEY' ? { ...identity, YIMEN_UPSTREAMS: 'a=http://127.0.0.1:1' } : service;
    expect(() => read({ ...variables, [name]: 'geheim' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('geheim') }),
    );
    expect(() => read({ ...variables, [name]: 'geheim' })).toThrow(name);
  }
});

test('the gateway reads where the services answer, and is its own identity provider only with a key', () => {
  const variables = { ...identity, YIMEN_UPSTREAMS: 'residents=http://127.0.0.1:1,public-services=http://10.0.0.2:8080/x=y' };
  const settings = readGatewaySettings(variables);
  expect(settings.upstreams).toEqual({ residents: 'http://127.0.0.1:1', 'public-services': 'http://10.0.0.2:8080/x=y' });
  expect(settings).not.toHaveProperty('development');
  expect(readGatewaySettings({ ...variables, YIMEN_DEVELOPMENT_KEY: '{"kty":"EC"}' })).toMatchObject({
    development: { issuer: identity.YIMEN_OIDC_ISSUER, privateKey: { kty: 'EC' } },
  });
  expect(() => readGatewaySettings({ ...variables, YIMEN_UPSTREAMS: 'residents' })).toThrow('name=url');
  expect(() => readGatewaySettings({ ...variables, YIMEN_DEVELOPMENT_KEY: 'x' })).toThrow('YIMEN_DEVELOPMENT_KEY');
});
