import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sealed as sealedField } from '@yimen/contracts';
import { testDatabase, type TestDatabase } from '@yimen/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { digestOf } from './disclosure.js';
import { openVault, vaultGrants, vaultMigrations, type Vault, type VaultOptions } from './index.js';

const masterKey = randomBytes(32);
let db: TestDatabase;
let vault: Vault;
const opened: Vault[] = [];

function open(over: Partial<VaultOptions> = {}): Vault {
  const one = openVault({ pool: db.pool, masterKey, ...over });
  opened.push(one);
  return one;
}

beforeAll(async () => {
  db = await testDatabase();
  await db.pool.query('CREATE SCHEMA vault');
  const source = new DataSource({
    type: 'postgres',
    url: db.url,
    schema: 'vault',
    migrations: vaultMigrations(),
    migrationsTableName: 'vault_migrations',
  });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
  vault = open();
});
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
  await db.drop();
});

const person = (): string => randomUUID();

describe('sealing', () => {
  test('what is sealed is opened again, in its order, by another process too', async () => {
    const values = ['王小明', '990101199001011234', '', 'line\nbreak \u0000 🏛'];
    const sealed = await vault.seal(person(), 'identity', values);
    expect(await open().open(sealed)).toEqual(values);
    expect(await vault.open([...sealed].reverse())).toEqual([...values].reverse());
  });

  test('a sealed text has the form of the contracts and shows nothing of the value', async () => {
    const [sealed] = await vault.seal(person(), 'contact', ['13800000000']);
    expect(sealedField.parse(sealed)).toBe(sealed);
    expect(Buffer.from(sealed?.split('.')[3] ?? '', 'base64url').includes('13800000000')).toBe(false);
  });

  test('the same value sealed twice gives two texts', async () => {
    const someone = person();
    const [one, two] = await vault.seal(someone, 'identity', ['王小明', '王小明']);
    expect(one).not.toBe(two);
  });

  test('the values of two people and of two series stand under keys of their own', async () => {
    const [a, b] = [person(), person()];
    const keyOf = async (who: string, series: 'identity' | 'contact') => (await vault.seal(who, series, ['x']))[0]?.split('.')[2];
    const ids = [await keyOf(a, 'identity'), await keyOf(a, 'contact'), await keyOf(b, 'identity')];
    expect(new Set(ids).size).toBe(3);
    expect(await keyOf(a, 'identity')).toBe(ids[0]);
    const [ofA] = await vault.seal(a, 'identity', ['王小明']);
    const underB = ofA?.replace(ids[0] ?? '', ids[2] ?? '') ?? '';
    await expect(vault.open([underB])).rejects.toMatchObject({ name: 'SealedTextRejected' });
  });

  test("a wrapped key moved to another person's row does not unwrap", async () => {
    const [a, b] = [person(), person()];
    await vault.seal(a, 'identity', ['x']);
    const [ofB] = await vault.seal(b, 'identity', ['李四']);
    await db.pool.query(
      `UPDATE vault.series_key SET wrapped = (SELECT wrapped FROM vault.series_key WHERE person = $1) WHERE person = $2`,
      [a, b],
    );
    await expect(open().open([ofB ?? ''])).rejects.toMatchObject({ name: 'WrongMasterKey' });
  });

  test('two processes that seal first for a person at the same time use one key', async () => {
    const someone = person();
    const processes = [open(), open(), open(), open()];
    const sealed = await Promise.all(processes.map((one) => one.seal(someone, 'hall', ['x'])));
    expect(new Set(sealed.map(([text]) => text?.split('.')[2])).size).toBe(1);
    expect(await vault.open(sealed.flat())).toEqual(['x', 'x', 'x', 'x']);
  });

  test.each([
    ['a changed character', (text: string) => `${text.slice(0, -5)}${text.at(-5) === 'A' ? 'B' : 'A'}${text.slice(-4)}`],
    ['a cut end', (text: string) => text.slice(0, -6)],
    ['another algorithm', (text: string) => text.replace('A256GCM', 'A128GCM')],
    ['a key that never was', (text: string) => text.replace(/[0-9a-f-]{36}/, randomUUID())],
    ['clear text', () => '王小明'],
    ['no value', (text: string) => `${text.slice(0, 49)}.AAAA`],
  ])('tampered text fails closed with a clear error: %s', async (_, tamper) => {
    const [good, other] = await vault.seal(person(), 'identity', ['王小明', '李四']);
    const opening = vault.open([other ?? '', tamper(good ?? '')]);
    await expect(opening).rejects.toMatchObject({ name: 'SealedTextRejected', message: expect.stringContaining('sealed value rejected') });
    await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('李四') });
  });

  test('50 values of 50 people are opened in one round trip', async () => {
    const sealed = (await Promise.all(Array.from({ length: 50 }, (_, index) => vault.seal(person(), 'identity', [`人${index}`])))).flat();
    let queries = 0;
    const counting = new Proxy(db.pool, {
      get: (pool, name) => {
        if (name === 'query') queries += 1;
        const member: unknown = Reflect.get(pool, name);
        return typeof member === 'function' ? (member.bind(pool) as unknown) : member;
      },
    });
    const cold = open({ pool: counting });
    await cold.open(sealed.slice(0, 1));
    queries = 0;
    expect(await cold.open(sealed)).toEqual(Array.from({ length: 50 }, (_, index) => `人${index}`));
    expect(queries).toBe(1);
  });

  test('another master key is refused before it wraps anything', async () => {
    await vault.seal(person(), 'identity', ['x']);
    const stranger = open({ masterKey: randomBytes(32) });
    const someone = person();
    await expect(stranger.seal(someone, 'identity', ['x'])).rejects.toMatchObject({ name: 'WrongMasterKey' });
    const { rowCount } = await db.pool.query('SELECT FROM vault.series_key WHERE person = $1', [someone]);
    expect(rowCount).toBe(0);
    expect(() => open({ masterKey: randomBytes(16) })).toThrow(TypeError);
  });

  test('a database that is away is said to be away', async () => {
    const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', connectionTimeoutMillis: 500 });
    const away = openVault({ pool, masterKey });
    await expect(away.seal(person(), 'identity', ['x'])).rejects.toMatchObject({ name: 'VaultUnavailable' });
    await away.close();
    await pool.end();
  });
});

describe('destruction', () => {
  test('one series: its values are gone for ever, the others stay, and no bytes of the key are left', async () => {
    const someone = person();
    const [identity] = await vault.seal(someone, 'identity', ['王小明']);
    const [contact] = await vault.seal(someone, 'contact', ['13800000000']);
    await vault.destroy(someone, 'contact');
    expect(await vault.open([identity ?? '', contact ?? ''])).toEqual(['王小明', undefined]);
    await vault.destroy(someone, 'contact');
    const [renewed] = await vault.seal(someone, 'contact', ['13900000000']);
    expect(await vault.open([contact ?? '', renewed ?? ''])).toEqual([undefined, '13900000000']);
    const { rows } = await db.pool.query(
      'SELECT person, wrapped, series, destroyed_at IS NOT NULL AS destroyed FROM vault.series_key WHERE id = $1',
      [contact?.split('.')[2]],
    );
    expect(rows).toEqual([{ person: null, wrapped: null, series: 'contact', destroyed: true }]);
  });

  test('a forgotten person: every series, the alias, and no new key', async () => {
    const someone = person();
    const index = vault.blindIndex('identity', someone);
    const alias = await vault.alias(index);
    expect(await vault.bindAlias(index, someone)).toBe(true);
    const sealed = [...(await vault.seal(someone, 'identity', ['王小明'])), ...(await vault.seal(someone, 'hall', ['A001']))];
    await vault.destroy(someone, null);
    await vault.destroy(someone, null);
    expect(await vault.open(sealed)).toEqual([undefined, undefined]);
    expect(await vault.findAlias(index)).toBeUndefined();
    await expect(vault.seal(someone, 'identity', ['x'])).rejects.toMatchObject({ name: 'PersonForgotten', person: someone });
    await expect(open().seal(someone, 'contact', ['x'])).rejects.toMatchObject({ name: 'PersonForgotten' });
    expect(await vault.alias(index)).not.toBe(alias);
    await expect(vault.bindAlias(index, someone)).rejects.toMatchObject({ name: 'PersonForgotten' });
  });

  test("the other process's cache forgets at once", async () => {
    const someone = person();
    const other = open({ cacheMs: 60_000 });
    const sealed = await other.seal(someone, 'identity', ['王小明']);
    const { rows } = await db.pool.query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'yimen vault watch'");
    expect(rows[0].n).toBeGreaterThan(0);
    await pause(200);
    expect(await other.open(sealed)).toEqual(['王小明']);
    await vault.destroy(someone, 'identity');
    await pause(200);
    expect(await other.open(sealed)).toEqual([undefined]);
  });

  test("the other process's cache forgets within its time also where nothing is told", async () => {
    const someone = person();
    const other = open({ cacheMs: 300 });
    const sealed = await other.seal(someone, 'identity', ['王小明']);
    // Past the functions, and so without a notification.
    await db.pool.query('UPDATE vault.series_key SET wrapped = NULL, person = NULL, destroyed_at = now() WHERE person = $1', [someone]);
    expect(await other.open(sealed)).toEqual(['王小明']);
    await pause(350);
    expect(await other.open(sealed)).toEqual([undefined]);
  });

  test('destroyed stays destroyed while others seal for the same person', async () => {
    const someone = person();
    const sealed = await vault.seal(someone, 'hall', ['x']);
    const busy = Array.from({ length: 20 }, async (_, index) => {
      await pause(index);
      return open()
        .seal(someone, 'hall', ['y'])
        .catch((error: Error) => error.name);
    });
    await vault.destroy(someone, null);
    for (const outcome of await Promise.all(busy)) {
      if (outcome !== 'PersonForgotten') expect(await open().open(outcome as never)).toEqual([undefined]);
    }
    expect(await open().open(sealed)).toEqual([undefined]);
  });
});

describe('rights', () => {
  test('a role sees no table; a stranger calls nothing, a reader opens, and only a service that records seals and destroys', async () => {
    const suffix = randomUUID().slice(0, 8);
    const roles = { stranger: `stranger_${suffix}`, reader: `reader_${suffix}`, recorder: `recorder_${suffix}` };
    const client = new pg.Client({ connectionString: db.url });
    await client.connect();
    try {
      for (const role of Object.values(roles)) await client.query(`CREATE ROLE ${role}; GRANT USAGE ON SCHEMA vault TO ${role}`);
      await client.query(`GRANT EXECUTE ON ALL ROUTINES IN SCHEMA vault TO ${roles.reader}, ${roles.recorder}`);
      for (const grant of [...vaultGrants(roles.reader, 'open'), ...vaultGrants(roles.recorder, 'record')]) await client.query(grant);
      const tables = (
        await client.query<{ name: string }>("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'vault'")
      ).rows;
      expect(tables.length).toBeGreaterThanOrEqual(5);
      const calls = {
        seal: "SELECT * FROM vault.key_for(gen_random_uuid()::text, 'identity', gen_random_uuid(), '\\x00')",
        open: 'SELECT * FROM vault.keys(ARRAY[gen_random_uuid()])',
        destroy: "SELECT vault.destroy_keys('nobody', NULL)",
      };
      const allowed: Record<string, readonly string[]> = { stranger: [], reader: ['open'], recorder: ['seal', 'open', 'destroy'] };
      for (const [kind, role] of Object.entries(roles)) {
        await client.query(`SET ROLE ${role}`);
        for (const { name } of tables) {
          await expect(client.query(`SELECT * FROM vault.${name}`)).rejects.toMatchObject({ code: '42501' });
          await expect(client.query(`DELETE FROM vault.${name}`)).rejects.toMatchObject({ code: '42501' });
        }
        const may: string[] = [];
        for (const [call, sql] of Object.entries(calls)) {
          await client.query(sql).then(
            () => may.push(call),
            (error: { code?: string }) => expect(error.code).toBe('42501'),
          );
        }
        expect([kind, may]).toEqual([kind, allowed[kind]]);
        await client.query('RESET ROLE');
      }
    } finally {
      await client.query('RESET ROLE');
      for (const role of Object.values(roles)) await client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
      await client.end();
    }
  });
});

describe('blind index and alias', () => {
  test('the same number gives the same index in every process, another for the other kind and under another master key', () => {
    const number = '990101199001011234';
    expect(vault.blindIndex('identity', number)).toBe(open().blindIndex('identity', number));
    expect(vault.blindIndex('identity', number)).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.blindIndex('phone', number)).not.toBe(vault.blindIndex('identity', number));
    expect(open({ masterKey: randomBytes(32) }).blindIndex('identity', number)).not.toBe(vault.blindIndex('identity', number));
  });

  test('an alias is made once, also by many at the same time; looking does not make one', async () => {
    const index = vault.blindIndex('identity', person());
    expect(await vault.findAlias(index)).toBeUndefined();
    const aliases = await Promise.all(Array.from({ length: 20 }, () => vault.alias(index)));
    expect(new Set(aliases).size).toBe(1);
    expect(await open().findAlias(index)).toBe(aliases[0]);
    expect(await vault.alias(vault.blindIndex('phone', person()))).not.toBe(aliases[0]);
    expect(await vault.bindAlias(vault.blindIndex('phone', 'never seen'), person())).toBe(false);
  });
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
    expect(await open().disclose([field])).toEqual([one]);
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
    const fingerprint = await open({ today: () => '2026-03-02' }).fingerprint('990101199001011234');
    const later = open({ today: () => '2026-03-09' });
    expect(await later.matches('990101199001011234', fingerprint)).toBe(true);
    expect(await later.matches('990101199001011235', fingerprint)).toBe(false);
    expect(await later.fingerprintUnder(fingerprint.keyId, '990101199001011234')).toBe(fingerprint.mac);
    expect((await later.fingerprint('990101199001011234')).keyId).not.toBe(fingerprint.keyId);
  });

  test('a day has one key, also when many processes begin it', async () => {
    const prints = await Promise.all(Array.from({ length: 8 }, () => open({ today: () => '2026-04-01' }).fingerprint('same')));
    expect(new Set(prints.map(({ keyId, mac }) => `${keyId} ${mac}`)).size).toBe(1);
  });

  test('keys are destroyed after 30 days, not before', async () => {
    const first = await open({ today: () => '2026-05-01' }).fingerprint('x');
    const second = await open({ today: () => '2026-05-02' }).fingerprint('x');
    await vault.destroyOldFingerprintKeys('2026-05-31');
    expect(await vault.matches('x', first)).toBe(true);
    expect(await vault.destroyOldFingerprintKeys('2026-06-01')).toBe(1);
    expect(await vault.matches('x', first)).toBeUndefined();
    expect(await vault.matches('x', second)).toBe(true);
  });
});
