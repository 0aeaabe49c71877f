import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sealed as sealedField } from '@yimen/contracts';
import { testDatabase } from '@yimen/testing/servers';
import pg from 'pg';
import { freshVault, type FreshVault } from './fresh-vault.js';
import { areSealed, openVault, SEAL_BYTES, type Vault } from './index.js';

let fresh: FreshVault;
let vault: Vault;

beforeAll(async () => {
  fresh = await freshVault(await testDatabase());
  vault = fresh.open();
});
afterAll(() => fresh.close());

const person = (): string => randomUUID();

describe('sealing', () => {
  test('what is sealed is opened again, in its order, by another process too', async () => {
    const values = ['王小明', '990101199001011234', '', 'line\nbreak \u0000 🏛'];
    const sealed = await vault.seal(person(), 'identity', values);
    expect(await fresh.open().open(sealed)).toEqual(values);
    expect(await vault.open([...sealed].reverse())).toEqual([...values].reverse());
  });

  test('a sealed text has the form of the contracts and shows nothing of the value', async () => {
    const [sealed] = await vault.seal(person(), 'contact', ['13800000000']);
    expect(sealedField.parse(sealed)).toBe(sealed);
    expect(Buffer.from(sealed?.split('.')[3] ?? '', 'base64url').includes('13800000000')).toBe(false);
  });

  test('the bytes of a file: opened by another process, changed by nobody, gone with the key, and never shown by their hash', async () => {
    const someone = person();
    const file = randomBytes(70_000);
    const [one, two] = [await vault.sealBytes(someone, 'hall', file), await vault.sealBytes(someone, 'hall', file)];
    expect([areSealed(one), areSealed(file)]).toEqual([true, false]);
    expect(Buffer.compare((await fresh.open().openBytes(one))!, file)).toBe(0);
    expect(Buffer.compare(one, two)).not.toBe(0);
    expect(Buffer.from(one).includes(file.subarray(0, 8))).toBe(false);
    const head = one.subarray(0, SEAL_BYTES);
    const told = [vault.areSealedFor(someone, 'hall', head), fresh.open().areSealedFor(someone, 'hall', one)];
    expect(await Promise.all(told)).toEqual([true, true]);
    const others = [vault.areSealedFor(person(), 'hall', head), vault.areSealedFor(someone, 'identity', head)];
    expect(await Promise.all([...others, vault.areSealedFor(someone, 'hall', file)])).toEqual([false, false, false]);
    const changed = Buffer.from(one);
    changed[changed.length - 20]! ^= 1;
    await expect(vault.openBytes(changed)).rejects.toMatchObject({ name: 'SealedTextRejected' });
    await expect(vault.openBytes(file)).rejects.toMatchObject({ name: 'SealedTextRejected' });
    await vault.destroy(someone, 'hall');
    expect(await vault.openBytes(one)).toBeUndefined();
    // The next key of the series is another one.
    expect(await vault.areSealedFor(someone, 'hall', head)).toBe(false);
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
    await fresh.db.pool.query(
      `UPDATE vault.series_key SET wrapped = (SELECT wrapped FROM vault.series_key WHERE person = $1) WHERE person = $2`,
      [a, b],
    );
    await expect(fresh.open().open([ofB ?? ''])).rejects.toMatchObject({ name: 'WrongMasterKey' });
  });

  test('two processes that seal first for a person at the same time use one key', async () => {
    const someone = person();
    const processes = [fresh.open(), fresh.open(), fresh.open(), fresh.open()];
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
    const counting = new Proxy(fresh.db.pool, {
      get: (pool, name) => {
        if (name === 'query') queries += 1;
        const member: unknown = Reflect.get(pool, name);
        return typeof member === 'function' ? (member.bind(pool) as unknown) : member;
      },
    });
    const cold = fresh.open({ pool: counting });
    await cold.open(sealed.slice(0, 1));
    queries = 0;
    expect(await cold.open(sealed)).toEqual(Array.from({ length: 50 }, (_, index) => `人${index}`));
    expect(queries).toBe(1);
  });

  test('another master key is refused before it wraps anything', async () => {
    await vault.seal(person(), 'identity', ['x']);
    const stranger = fresh.open({ masterKey: randomBytes(32) });
    const someone = person();
    await expect(stranger.seal(someone, 'identity', ['x'])).rejects.toMatchObject({ name: 'WrongMasterKey' });
    const { rowCount } = await fresh.db.pool.query('SELECT FROM vault.series_key WHERE person = $1', [someone]);
    expect(rowCount).toBe(0);
    expect(() => fresh.open({ masterKey: randomBytes(16) })).toThrow(TypeError);
  });

  test('a database that is away is said to be away', async () => {
    const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', connectionTimeoutMillis: 500 });
    const away = openVault({ pool, masterKey: randomBytes(32) });
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
    const { rows } = await fresh.db.pool.query(
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
    await expect(fresh.open().seal(someone, 'contact', ['x'])).rejects.toMatchObject({ name: 'PersonForgotten' });
    expect(await vault.alias(index)).not.toBe(alias);
    await expect(vault.bindAlias(index, someone)).rejects.toMatchObject({ name: 'PersonForgotten' });
  });

  test("the other process's cache is told and forgets long before its time", async () => {
    const someone = person();
    const other = fresh.open({ cacheMs: 60_000 });
    const sealed = await other.seal(someone, 'identity', ['王小明']);
    await pause(100);
    expect(await other.open(sealed)).toEqual(['王小明']);
    await vault.destroy(someone, 'identity');
    const from = performance.now();
    while ((await other.open(sealed))[0] !== undefined) {
      expect(performance.now() - from).toBeLessThan(10_000);
      await pause(10);
    }
  });

  test("the other process's cache forgets within its time also where nothing is told", async () => {
    const someone = person();
    const other = fresh.open({ cacheMs: 300 });
    const sealed = await other.seal(someone, 'identity', ['王小明']);
    await pause(100);
    expect(await other.open(sealed)).toEqual(['王小明']);
    // Past the functions, and so without a notification.
    await fresh.db.pool.query('UPDATE vault.series_key SET wrapped = NULL, person = NULL, destroyed_at = now() WHERE person = $1', [
      someone,
    ]);
    await pause(350);
    expect(await other.open(sealed)).toEqual([undefined]);
  });

  test('destroyed stays destroyed while others seal for the same person', async () => {
    const someone = person();
    const sealed = await vault.seal(someone, 'hall', ['x']);
    const busy = Array.from({ length: 20 }, async (_, index) => {
      await pause(index);
      return fresh
        .open()
        .seal(someone, 'hall', ['y'])
        .catch((error: Error) => error.name);
    });
    await vault.destroy(someone, null);
    for (const outcome of await Promise.all(busy)) {
      if (outcome !== 'PersonForgotten') expect(await fresh.open().open(outcome as never)).toEqual([undefined]);
    }
    expect(await fresh.open().open(sealed)).toEqual([undefined]);
  });
});
