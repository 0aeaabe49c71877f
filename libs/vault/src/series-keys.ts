import { randomBytes, randomUUID } from 'node:crypto';
import type { RecordSeries } from '@yimen/kernel';
import type { Calls } from './calls.js';
import { decrypt, encrypt, KEY_BYTES } from './cipher.js';
import { SealedTextRejected, WrongMasterKey } from './errors.js';
import { KeyCache } from './key-cache.js';

export interface SeriesKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Keys per person and record series: wrapped in the vault, clear only here and for a short time. */
export class SeriesKeys {
  readonly #byId: KeyCache<SeriesKey>;
  readonly #byPerson: KeyCache<SeriesKey>;

  constructor(
    private readonly calls: Calls,
    private readonly wrapping: Buffer,
    cache: { readonly most: number; readonly keepMs: number },
  ) {
    this.#byId = new KeyCache(cache.most, cache.keepMs);
    this.#byPerson = new KeyCache(cache.most, cache.keepMs);
  }

  forget(): void {
    this.#byId.clear();
    this.#byPerson.clear();
  }

  /** The key that seals for a person and series; made on first use. Throws PersonForgotten. */
  async of(person: string, series: RecordSeries): Promise<SeriesKey> {
    const name = `${series}/${person}`;
    const known = this.#byPerson.get(name);
    if (known) return known;
    const { generation } = this.#byPerson;
    const id = randomUUID();
    const wrapped = encrypt(this.wrapping, randomBytes(KEY_BYTES), associated(id, person, series));
    const [keyId, wrappedKey] = await this.calls.about<[string, Buffer]>(
      person,
      'key_for',
      'SELECT key_id, wrapped_key FROM vault.key_for($1, $2, $3, $4)',
      [series, id, wrapped],
    );
    const found = this.#unwrap(keyId, person, series, wrappedKey);
    this.#byPerson.put(name, found, generation);
    this.#byId.put(keyId, found, generation);
    return found;
  }

  /** Keys by id in one round trip; undefined for a destroyed one. Throws SealedTextRejected for one that never was. */
  async byIds(ids: ReadonlySet<string>): Promise<Map<string, SeriesKey | undefined>> {
    const { generation } = this.#byId;
    const keys = new Map<string, SeriesKey | undefined>();
    const missing: string[] = [];
    for (const id of ids) {
      const known = this.#byId.get(id);
      if (known) keys.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0) return keys;
    type Row = [id: string, person: string | null, series: string, wrapped: Buffer | null];
    const rows = await this.calls.rows<Row>('keys', 'SELECT key_id, key_person, key_series, wrapped_key FROM vault.keys($1::uuid[])', [
      missing,
    ]);
    for (const [id, person, series, wrapped] of rows) {
      const found = person === null || wrapped === null ? undefined : this.#unwrap(id, person, series, wrapped);
      keys.set(id, found);
      if (found) this.#byId.put(id, found, generation);
    }
    const never = missing.find((id) => !keys.has(id));
    if (never !== undefined) throw new SealedTextRejected(`key ${never} was never in this vault`);
    return keys;
  }

  #unwrap(id: string, person: string, series: string, wrapped: Buffer): SeriesKey {
    const key = decrypt(this.wrapping, wrapped, associated(id, person, series));
    if (!key) throw new WrongMasterKey();
    return { id, key };
  }
}

/** A wrapped key is bound to its row: moved to another person's or series' row it does not unwrap. */
const associated = (id: string, person: string, series: string): string => JSON.stringify([id, person, series]);
