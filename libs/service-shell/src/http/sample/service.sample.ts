import { folderFiles } from '@yimen/attachments';
import { eventStoreMigrations, postgresEventStore, type EventStore } from '@yimen/event-store';
import type { Grant } from '@yimen/kernel';
import { describeRule } from '@yimen/policy';
import { policyOf, weekdays } from '@yimen/testing';
import { testDatabase } from '@yimen/testing/servers';
import { openVault, vaultMigrations, type Vault } from '@yimen/vault';
import { exportJWK, generateKeyPair, createLocalJWKSet, SignJWT } from 'jose';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { checkWith } from '../../auth/token.js';
import { serviceConfig } from '../../bootstrap/config.js';
import { startService, type RunningService, type ServiceParts } from '../../bootstrap/start-service.js';
import { FactsNotReady } from '../../runner/port.js';
import { serviceLog } from '../../observe/log.js';
import { sampleDefinition, sampleRegistry } from './loan.sample.js';

export const town = '11111111-1111-4111-8111-111111111111';
export const hall = '22222222-2222-4222-8222-222222222222';
export const otherHall = '33333333-3333-4333-8333-333333333333';
export const holder = '44444444-4444-4444-8444-444444444444';

const accounts: Readonly<Record<string, { person: string | null; grants: Grant[]; active: boolean }>> = {
  clerk: { person: null, grants: [{ role: 'window-clerk', organisation: hall }], active: true },
  'other-clerk': { person: null, grants: [{ role: 'window-clerk', organisation: otherHall }], active: true },
  manager: { person: null, grants: [{ role: 'hall-manager', organisation: town }], active: true },
  auditor: { person: null, grants: [{ role: 'auditor', organisation: town }], active: true },
  operator: { person: null, grants: [{ role: 'operator', organisation: null }], active: true },
  holder: { person: holder, grants: [{ role: 'resident', organisation: null }], active: true },
  stranger: { person: '55555555-5555-4555-8555-555555555555', grants: [{ role: 'resident', organisation: null }], active: true },
  retired: { person: null, grants: [{ role: 'window-clerk', organisation: hall }], active: false },
};

export interface Sample {
  readonly parts: ServiceParts;
  readonly service: RunningService;
  readonly store: EventStore;
  readonly vault: Vault;
  readonly lines: string[];
  token(account: string, change?: { issuer?: string; audience?: string; expires?: string; alg?: string }): Promise<string>;
  /** Lets the directory answer FactsNotReady. */
  lag(on: boolean): void;
  stop(): Promise<void>;
}

/** The sample service on a real PostgreSQL with a real store and vault. */
export async function startSample(over: Partial<ServiceParts> = {}, variables: Record<string, string> = {}): Promise<Sample> {
  const db = await testDatabase();
  for (const [schema, migrations] of [
    ['public_services', eventStoreMigrations('public_services')],
    ['vault', vaultMigrations()],
  ] as const) {
    await db.pool.query(`CREATE SCHEMA ${schema}`);
    const source = new DataSource({ type: 'postgres', url: db.url, schema, migrations, migrationsTableName: 'migration_sample' });
    await source.initialize();
    await source.runMigrations();
    await source.destroy();
  }
  const store = postgresEventStore({ pool: db.pool, listen: db.url, schema: 'public_services' });
  const vault = openVault({ pool: db.pool, masterKey: randomBytes(32) });
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'one' }] });
  const config = serviceConfig({
    YIMEN_OIDC_ISSUER: 'http://issuer.test/',
    YIMEN_OIDC_JWKS: 'http://issuer.test/jwks',
    YIMEN_DRAIN_SECONDS: '0.2',
    YIMEN_BODY_BYTES: '20000',
    YIMEN_FILE_BYTES: '40000',
    ...variables,
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'sample-files-'));
  const lines: string[] = [];
  let lagging = false;
  const parts: ServiceParts = {
    store,
    vault,
    registry: sampleRegistry,
    clock: { today: () => '2026-03-02', now: () => '2026-03-02T01:00:00.000Z' },
    facts: {
      find: () => Promise.resolve({ row: undefined }),
      select: () => Promise.resolve([]),
      area: () => Promise.resolve(undefined),
    },
    files: folderFiles(folder),
    names: { at: (organisations) => Promise.resolve(new Map(organisations.map((one) => [one, one === hall ? '示例大厅' : one]))) },
    policy: {
      reader: () => policyOf({ 'loan.days': 30, 'loan.numbers': 3 }),
      calendar: () => weekdays(2026),
      describe: (rule, on) => describeRule(rule, '320582000000', on),
    },
    directory: {
      find: (account) => (lagging ? Promise.reject(new FactsNotReady('account', 2)) : Promise.resolve(accounts[account])),
      isWithin: (organisation, ancestor) => Promise.resolve(organisation === ancestor || (ancestor === town && organisation === hall)),
    },
    tokens: checkWith({ issuer: config.token.issuer, audience: config.token.audience, toleranceSeconds: 0 }, keys),
    log: serviceLog('sample', 'info', { write: (line) => void lines.push(line) }),
    ...over,
  };
  const service = await startService(sampleDefinition, config, parts);
  return {
    parts,
    service,
    store,
    vault,
    lines,
    token: (account, { issuer = 'http://issuer.test/', audience = 'yimen', expires = '5m', alg = 'ES256' } = {}) =>
      new SignJWT({})
        .setProtectedHeader({ alg, kid: 'one' })
        .setSubject(account)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(privateKey),
    lag: (on) => {
      lagging = on;
    },
    stop: async () => {
      await service.stop();
      await store.close();
      await vault.close();
      await db.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
