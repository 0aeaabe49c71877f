import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { RecordSeries } from '@yimen/kernel';
import { subkey } from './cipher.js';

/** A publishable field of one event. `value` is what JSON says of it, clear. */
export interface Disclosable {
  readonly eventId: string;
  readonly name: string;
  readonly value: unknown;
  /** Whose key the salt derives from, for a personal field. */
  readonly personal?: { readonly person: string; readonly series: RecordSeries };
}

/** `disclosure` is base64url of the JSON `[salt, name, value]`; `digest` is base64url of the SHA-256 of those exact characters (RFC 9901, 4.2.3). */
export interface Disclosed {
  readonly salt: string;
  readonly disclosure: string;
  readonly digest: string;
}

/** RFC 9901 asks for at least 128 bits. */
const SALT_BYTES = 16;

/** The same for the same event and field as long as the key lives, and gone with it. */
export function personalSalt(key: Buffer, eventId: string, name: string): string {
  return createHmac('sha256', subkey(key, 'disclosure salt'))
    .update(JSON.stringify([eventId, name]), 'utf8')
    .digest()
    .subarray(0, SALT_BYTES)
    .toString('base64url');
}

export const randomSalt = (): string => randomBytes(SALT_BYTES).toString('base64url');

export function disclosureOf(salt: string, name: string, value: unknown): Disclosed {
  const disclosure = Buffer.from(JSON.stringify([salt, name, value]), 'utf8').toString('base64url');
  return { salt, disclosure, digest: digestOf(disclosure) };
}

export const digestOf = (disclosure: string): string => createHash('sha256').update(disclosure, 'ascii').digest('base64url');
