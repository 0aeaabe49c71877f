import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { RecordSeries, Sealed } from '@yimen/kernel';
import type pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import { Calls } from './calls.js';
import {
  areSealed,
  KEY_BYTES,
  keyOfBytes,
  openBytesParts,
  openParts,
  sealBytes,
  sealedBytesParts,
  sealedParts,
  sealText,
  subkey,
} from './cipher.js';
import { DestructionWatch } from './destruction-watch.js';
import { disclosureOf, personalSalt, randomSalt, type Disclosable, type Disclosed } from './disclosure.js';
import { WrongMasterKey } from './errors.js';
import { Fingerprints, type Fingerprint } from './fingerprints.js';
import { SeriesKeys, type SeriesKey } from './series-keys.js';

export interface VaultOptions {
  readonly pool: pg.Pool;
  /** 32 bytes, kept outside the database. Wraps every key and derives the blind indexes: without it nothing here can be read again. */
  readonly masterKey: Uint8Array;
  /** Clear keys held in memory (default 10 000), and for how long (default 2 000 ms: a destroyed key is dead everywhere after it). */
  readonly cachedKeys?: number;
  readonly cacheMs?: number;
  /** Milliseconds that one call to the database may take (default 4 000). */
  readonly callMs?: number;
  /** Calendar day of the system clock in Asia/Shanghai, which names the key of fingerprints. */
  readonly today?: () => string;
}

/**
 * Personal data under keys per person and record series (decision 2). Every method that asks the database throws VaultUnavailable where it is
 * away, and WrongMasterKey where the keys there are wrapped under another one.
 */
export interface Vault {
  /** Seals values for a person and series, in their order; the key is made on first use. Throws PersonForgotten. */
  seal(person: string, series: RecordSeries, values: readonly string[]): Promise<Sealed[]>;
  /**
   * Opens values in their order, with one query however many keys they need; undefined where the key is destroyed.
   * Throws SealedTextRejected for all if one of them is malformed or changed.
   */
  open(values: readonly string[]): Promise<(string | undefined)[]>;
  /** Seals the bytes of a file for a person and series. Sealed twice they differ: what they hash to tells nothing about the file. Throws PersonForgotten. */
  sealBytes(person: string, series: RecordSeries, bytes: Uint8Array): Promise<Uint8Array>;
  /** Opens sealed bytes; undefined where the key is destroyed. Throws SealedTextRejected where they are malformed or changed. */
  openBytes(bytes: Uint8Array): Promise<Uint8Array | undefined>;
  /** Whether bytes, of which the first SEAL_BYTES are enough, say that they are sealed under the key of today of a person and series. Throws PersonForgotten. */
  areSealedFor(person: string, series: RecordSeries, bytes: Uint8Array): Promise<boolean>;
  /** HMAC-SHA-256 in hexadecimal; the same number as identity and as phone gives two indexes. */
  blindIndex(kind: 'identity' | 'phone', normalised: string): string;
  /** HMAC-SHA-256 in base64url under a key of the installation: fit to stand in what a caller keeps, such as a cursor, and nothing to be looked for. */
  mark(text: string): string;
  /** The random UUID that stands for a blind index, made on first use. */
  alias(blindIndex: string): Promise<string>;
  findAlias(blindIndex: string): Promise<string | undefined>;
  /**
   * Makes the alias die with the person. Call it once the identity is theirs; answers false where there is no alias. `unlessBound`: only where it is
   * nobody's yet, so that it is kept for a record of another series and still dies with the person who is registered under it; false also where it is
   * somebody's. Throws PersonForgotten.
   */
  bindAlias(blindIndex: string, person: string, options?: { readonly unlessBound?: boolean }): Promise<boolean>;
  /** Destroys the aliases made before an instant and never bound to a person (a number that was mistyped or refused); answers how many. */
  destroyUnboundAliases(before: Date): Promise<number>;
  /** Destroys the key of a series, with `identity` the aliases bound to the person too; null: of all series, and he never gets a key again. Repeating it changes nothing. */
  destroy(person: string, series: RecordSeries | null): Promise<void>;
  /** Salted digests of fields, in their order. A personal salt derives from the series key, event and name; others are random and the caller keeps them. */
  disclose(fields: readonly Disclosable[]): Promise<Disclosed[]>;
  /** HMAC of a request under the key of today. */
  fingerprint(text: string): Promise<Fingerprint>;
  /** HMAC under a former key; undefined once it is destroyed. */
  fingerprintUnder(keyId: string, text: string): Promise<string | undefined>;
  /** Whether a text has this fingerprint; undefined once the key is destroyed. */
  matches(text: string, fingerprint: Fingerprint): Promise<boolean | undefined>;
  /** Destroys the fingerprint keys of days more than 30 days before `today` (ISO date); answers how many. */
  destroyOldFingerprintKeys(today: string): Promise<number>;
  /** Whether the vault answers, under this master key; for readiness. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** A vault on the schema that `vaultMigrations` made. See docs/adr/0012-vault.md. */
export function openVault(options: VaultOptions): Vault {
  if (options.masterKey.byteLength !== KEY_BYTES)
    throw new TypeError(`the master key has ${KEY_BYTES} bytes, not ${options.masterKey.byteLength}`);
  const { masterKey } = options;
  const cacheMs = options.cacheMs ?? 2_000;
  const today = options.today ?? (() => Temporal.Now.plainDateISO('Asia/Shanghai').toString());
  const calls = new Calls(options.pool, options.callMs ?? 4_000);
  const keys = new SeriesKeys(calls, subkey(masterKey, 'wrap series key'), { most: options.cachedKeys ?? 10_000, keepMs: cacheMs });
  const fingerprints = new Fingerprints(calls, subkey(masterKey, 'wrap fingerprint key'), today, cacheMs);
  const indexKeys = { identity: subkey(masterKey, 'blind index identity'), phone: subkey(masterKey, 'blind index phone') };
  const markKey = subkey(masterKey, 'mark');
  const watch = new DestructionWatch(options.pool, forget);
  let checked: Promise<void> | undefined;

  function forget(): void {
    keys.forget();
    fingerprints.forget();
  }

  /** Before the first use of a key: that this is the master key of this vault. */
  function ready(): Promise<void> {
    watch.ensure();
    checked ??= checkMaster().catch((error: unknown) => {
      checked = undefined;
      throw error;
    });
    return checked;
  }

  async function checkMaster(): Promise<void> {
    const check = subkey(masterKey, 'check');
    const [row] = await calls.rows<[Buffer]>('master_check', 'SELECT vault.master_check($1)', [check]);
    if (!row || !timingSafeEqual(row[0], check)) throw new WrongMasterKey();
  }

  return {
    async seal(person, series, values) {
      if (values.length === 0) return [];
      await ready();
      const { id, key } = await keys.of(person, series);
      return values.map((value) => sealText(id, key, value));
    },

    async open(values) {
      const parts = values.map(sealedParts);
      if (parts.length === 0) return [];
      await ready();
      const found = await keys.byIds(new Set(parts.map(({ keyId }) => keyId)));
      return parts.map((part) => {
        const key = found.get(part.keyId);
        return key && openParts(part, key.key);
      });
    },

    async sealBytes(person, series, bytes) {
      await ready();
      const { id, key } = await keys.of(person, series);
      return sealBytes(id, key, bytes);
    },

    async openBytes(bytes) {
      const parts = sealedBytesParts(bytes);
      await ready();
      const found = (await keys.byIds(new Set([parts.keyId]))).get(parts.keyId);
      return found && openBytesParts(parts, found.key);
    },

    async areSealedFor(person, series, bytes) {
      if (!areSealed(bytes)) return false;
      await ready();
      return keyOfBytes(bytes) === (await keys.of(person, series)).id;
    },

    blindIndex: (kind, normalised) => createHmac('sha256', indexKeys[kind]).update(normalised, 'utf8').digest('hex'),

    mark: (text) => createHmac('sha256', markKey).update(text, 'utf8').digest('base64url'),

    async alias(blindIndex) {
      const [row] = await calls.rows<[string]>('alias_for', 'SELECT vault.alias_for($1, $2)', [blindIndex, randomUUID()]);
      if (!row) throw new Error('vault.alias_for answered nothing');
      return row[0];
    },

    async findAlias(blindIndex) {
      const [row] = await calls.rows<[string | null]>('find_alias', 'SELECT vault.find_alias($1)', [blindIndex]);
      return row?.[0] ?? undefined;
    },

    async bindAlias(blindIndex, person, { unlessBound = false } = {}) {
      const [bound] = await calls.about<[boolean]>(person, 'bind_alias', 'SELECT vault.bind_alias($2, $1, $3)', [blindIndex, unlessBound]);
      return bound;
    },

    async destroyUnboundAliases(before) {
      const [[destroyed] = [0]] = await calls.rows<[number]>('destroy_unbound_aliases', 'SELECT vault.destroy_unbound_aliases($1)', [
        before,
      ]);
      return destroyed;
    },

    async destroy(person, series) {
      await calls.rows('destroy_keys', 'SELECT vault.destroy_keys($1, $2)', [person, series]);
      forget();
    },

    async disclose(fields) {
      const salting = new Map<string, SeriesKey>();
      for (const { personal } of fields) {
        if (!personal || salting.has(nameOf(personal))) continue;
        await ready();
        salting.set(nameOf(personal), await keys.of(personal.person, personal.series));
      }
      return fields.map(({ eventId, name, value, personal }) => {
        const key = personal && salting.get(nameOf(personal));
        return disclosureOf(key ? personalSalt(key.key, eventId, name) : randomSalt(), name, value);
      });
    },

    async fingerprint(text) {
      await ready();
      return fingerprints.of(text);
    },

    async fingerprintUnder(keyId, text) {
      await ready();
      return fingerprints.under(keyId, text);
    },

    async matches(text, fingerprint) {
      await ready();
      return fingerprints.matches(text, fingerprint);
    },

    destroyOldFingerprintKeys: (day) => fingerprints.destroyOld(day),

    check: checkMaster,

    close: () => watch.close(),
  };
}

const nameOf = ({ person, series }: NonNullable<Disclosable['personal']>): string => `${series}/${person}`;
