import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { testDatabase } from '@yimen/testing/servers';
import { digestOf } from './disclosure.js';
import { freshVault, type FreshVault } from './fresh-vault.js';
import type { Vault } from './index.js';

let fresh: FreshVault;
let vault: Vault;

beforeAll(async () => {
  fresh = await freshVault(await testDatabase());
  vault = fresh.open();
});
afterAll(() => fresh.close());

const person = (): string => randomUUID();

describe('blind index and alias', () => {
  test('the same number gives the same index in every process, another for the other kind and under another master key', () => {
    const number = '990101199001011234';
    expect(vault.blindIndex('identity', number)).toBe(fresh.open().blindIndex('identity', number));
    expect(vault.blindIndex('identity', number)).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.blindIndex('phone', number)).not.toBe(vault.blindIndex('identity', number));
    expect(fresh.open({ masterKey: randomBytes(32) }).blindIndex('identity', number)).not.toBe(vault.blindIndex('identity', number));
  });

  test('an alias is made once, also by many at the same time; looking does not make one', async () => {
    const index = vault.blindIndex('identity', person());
    expect(await vault.findAlias(index)).toBeUndefined();
    const aliases = await Promise.all(Array.from({ length: 20 }, () => vault.alias(index)));
    expect(new Set(aliases).size).toBe(1);
    expect(await fresh.open().findAlias(index)).toBe(aliases[0]);
    expect(await vault.alias(vault.blindIndex('phone', person()))).not.toBe(aliases[0]);
    expect(await vault.bindAlias(vault.blindIndex('phone', 'never seen'), person())).toBe(false);
  });
});

test('PIPL 6 · the alias of a number that never became a person is destroyed after a while, that of a person stays', async () => {
  const [mistyped, registered] = [vault.blindIndex('identity', person()), vault.blindIndex('identity', person())];
  await vault.alias(mistyped);
  const kept = await vault.alias(registered);
  await vault.bindAlias(registered, person());
  expect(await vault.destroyUnboundAliases(new Date(Date.now() - 60_000))).toBe(0);
  expect(await vault.destroyUnboundAliases(new Date(Date.now() + 60_000))).toBeGreaterThan(0);
  expect(await vault.findAlias(mistyped)).toBeUndefined();
  expect(await vault.findAlias(registered)).toBe(kept);
});

test('13.10 · an alias kept for another record leaves it to the person whose it is, before or after', async () => {
  const [index, taken] = [vault.blindIndex('identity', person()), vault.blindIndex('identity', person())];
  const alias = await vault.alias(index);
  const [record, resident] = [person(), person()];
  expect(await vault.bindAlias(index, record, { unlessBound: true })).toBe(true);
  await vault.destroyUnboundAliases(new Date(Date.now() + 60_000));
  expect(await vault.findAlias(index)).toBe(alias);
  await vault.bindAlias(index, resident);
  await vault.alias(taken);
  await vault.bindAlias(taken, resident);
  expect(await vault.bindAlias(taken, record, { unlessBound: true })).toBe(false);
  await vault.destroy(resident, null);
  expect([await vault.findAlias(index), await vault.findAlias(taken)]).toEqual([undefined, undefined]);
});

test('13.10 · with the series identity the aliases of its person go, with another series they stay; the number gets a new alias', async () => {
  const [index, someone] = [vault.blindIndex('identity', person()), person()];
  const alias = await vault.alias(index);
  await vault.bindAlias(index, someone);
  await vault.destroy(someone, 'contact');
  expect(await vault.findAlias(index)).toBe(alias);
  await vault.destroy(someone, 'identity');
  expect(await vault.findAlias(index)).toBeUndefined();
  const another = await vault.alias(index);
  expect(another).not.toBe(alias);
  expect(await vault.bindAlias(index, person())).toBe(true);
});

describe('disclosure (RFC 9901)', () => {
  test('the digest is that of the exact disclosure characters', async () => {
    const [disclosed] = await vault.disclose([{ eventId: randomUUID(), name: 'item', value: { code: '一', n: 1 } }]);
    const text = Buffer.from(JSON.stringify([disclosed?.salt, 'item', { code: '一', n: 1 }])).toString('base64url');
    expect(disclosed?.disclosure).toBe(text);
    expect(disclosed?.digest).toBe(createHash('sha256').update(text).digest('base64url'));
    expect(Buffer.from(disclosed?.salt ?? '', 'base64url')).toHaveLength(16);
  });

  test('the example of RFC 9901, section 4.2.3', () => {
    const disclosure = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0';
    expect(digestOf(disclosure)).toBe('X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0');
  });

  test('a personal salt is the same again for the same event and field, other elsewhere, and dies with the key', async () => {
    const someone = person();
    const field = { eventId: randomUUID(), name: 'name', value: '王小明', personal: { person: someone, series: 'identity' } } as const;
    const [one, two, otherEvent, otherField] = await vault.disclose([
      field,
      field,
      { ...field, eventId: randomUUID() },
      { ...field, name: 'phone' },
    ]);
    expect(two).toEqual(one);
    expect(new Set([one?.salt, otherEvent?.salt, otherField?.salt]).size).toBe(3);
    expect(await fresh.open().disclose([field])).toEqual([one]);
    await vault.destroy(someone, 'identity');
    expect((await vault.disclose([field]))[0]?.digest).not.toBe(one?.digest);
  });

  test('salts of fields that are not personal are random', async () => {
    const field = { eventId: randomUUID(), name: 'item', value: 1 };
    const [one, two] = await vault.disclose([field, field]);
    expect(one?.salt).not.toBe(two?.salt);
  });
});

describe('fingerprints of requests', () => {
  test('match under the key of their day, by every process, on later days too', async () => {
    const fingerprint = await fresh.open({ today: () => '2026-03-02' }).fingerprint('990101199001011234');
    const later = fresh.open({ today: () => '2026-03-09' });
    expect(await later.matches('990101199001011234', fingerprint)).toBe(true);
    expect(await later.matches('990101199001011235', fingerprint)).toBe(false);
    expect(await later.fingerprintUnder(fingerprint.keyId, '990101199001011234')).toBe(fingerprint.mac);
    expect((await later.fingerprint('990101199001011234')).keyId).not.toBe(fingerprint.keyId);
  });

  test('a day has one key, also when many processes begin it', async () => {
    const prints = await Promise.all(Array.from({ length: 8 }, () => fresh.open({ today: () => '2026-04-01' }).fingerprint('same')));
    expect(new Set(prints.map(({ keyId, mac }) => `${keyId} ${mac}`)).size).toBe(1);
  });

  test('keys are destroyed after 30 days, not before', async () => {
    const first = await fresh.open({ today: () => '2026-05-01' }).fingerprint('x');
    const second = await fresh.open({ today: () => '2026-05-02' }).fingerprint('x');
    await vault.destroyOldFingerprintKeys('2026-05-31');
    expect(await vault.matches('x', first)).toBe(true);
    expect(await vault.destroyOldFingerprintKeys('2026-06-01')).toBe(1);
    expect(await vault.matches('x', first)).toBeUndefined();
    expect(await vault.matches('x', second)).toBe(true);
  });
});
