import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Calls } from './calls.js';
import { decrypt, encrypt, KEY_BYTES } from './cipher.js';
import { WrongMasterKey } from './errors.js';
import { KeyCache } from './key-cache.js';

/** HMAC-SHA-256 of a request, base64url, and the id of the day's key. */
export interface Fingerprint {
  readonly keyId: string;
  readonly mac: string;
}

/** How long a key of request fingerprints lives, in days (decision 7). */
const KEEP_DAYS = 30;

interface DayKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Fingerprints of requests under a key per calendar day, destroyed after 30 days: a plain hash would give an identity number back in a second. */
export class Fingerprints {
  readonly #keys: KeyCache<DayKey>;

  constructor(
    private readonly calls: Calls,
    private readonly wrapping: Buffer,
    private readonly today: () => string,
    keepMs: number,
  ) {
    this.#keys = new KeyCache(64, keepMs);
  }

  forget(): void {
    this.#keys.clear();
  }

  async of(text: string): Promise<Fingerprint> {
    const { id, key } = await this.#ofDay(this.today());
    return { keyId: id, mac: mac(key, text) };
  }

  /** Undefined once the key is destroyed. */
  async under(keyId: string, text: string): Promise<string | undefined> {
    const { generation } = this.#keys;
    const known = this.#keys.get(keyId);
    if (known) return mac(known.key, text);
    const [row] = await this.calls.rows<[Buffer | null]>('fingerprint_key_of', 'SELECT vault.fingerprint_key_of($1)', [keyId]);
    const wrapped = row?.[0];
    if (!wrapped) return undefined;
    const key = this.#unwrap(keyId, wrapped);
    this.#keys.put(keyId, { id: keyId, key }, generation);
    return mac(key, text);
  }

  async matches(text: string, fingerprint: Fingerprint): Promise<boolean | undefined> {
    const now = await this.under(fingerprint.keyId, text);
    if (now === undefined) return undefined;
    const [left, right] = [Buffer.from(now), Buffer.from(fingerprint.mac)];
    return left.length === right.length && timingSafeEqual(left, right);
  }

  async destroyOld(today: string): Promise<number> {
    const before = Temporal.PlainDate.from(today).subtract({ days: KEEP_DAYS }).toString();
    const [row] = await this.calls.rows<[number]>('destroy_fingerprint_keys', 'SELECT vault.destroy_fingerprint_keys($1)', [before]);
    this.forget();
    return row?.[0] ?? 0;
  }

  async #ofDay(day: string): Promise<DayKey> {
    const known = this.#keys.get(day);
    if (known) return known;
    const { generation } = this.#keys;
    const id = randomUUID();
    const [row] = await this.calls.rows<[string, Buffer]>(
      'fingerprint_key_for',
      'SELECT key_id, wrapped_key FROM vault.fingerprint_key_for($1, $2, $3)',
      [day, id, encrypt(this.wrapping, randomBytes(KEY_BYTES), associated(id))],
    );
    if (!row) throw new Error('vault.fingerprint_key_for answered nothing');
    const found = { id: row[0], key: this.#unwrap(row[0], row[1]) };
    this.#keys.put(day, found, generation);
    this.#keys.put(found.id, found, generation);
    return found;
  }

  #unwrap(id: string, wrapped: Buffer): Buffer {
    const key = decrypt(this.wrapping, wrapped, associated(id));
    if (!key) throw new WrongMasterKey();
    return key;
  }
}

const associated = (id: string): string => `fingerprint ${id}`;

const mac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text, 'utf8').digest('base64url');
