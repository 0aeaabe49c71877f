import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Sealed } from '@yimen/kernel';
import { SealedTextRejected } from './errors.js';

/** AES-256-GCM (NIST SP 800-38D): bytes of the key, of a random nonce per value, and of the tag. */
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const PREFIX = 'yv1.A256GCM';
const form = /^yv1\.A256GCM\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]+)$/;

/** Nonce, ciphertext and tag in one. */
export function encrypt(key: Uint8Array, clear: Uint8Array, associated: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(associated, 'utf8'));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined where a bit of it, of the associated text or of the key differs. */
export function decrypt(key: Uint8Array, box: Uint8Array, associated: string): Buffer | undefined {
  if (box.byteLength < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(associated, 'utf8'));
  decipher.setAuthTag(box.subarray(-TAG_BYTES));
  const clear = decipher.update(box.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([clear, decipher.final()]);
  } catch {
    return undefined;
  }
}

/** A purpose's own key (HKDF-SHA-256, RFC 5869), so that no key serves two purposes. */
export function subkey(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `yimen vault ${purpose}`, KEY_BYTES));
}

export function sealText(keyId: string, key: Uint8Array, value: string): Sealed {
  return `${PREFIX}.${keyId}.${encrypt(key, Buffer.from(value, 'utf8'), keyId).toString('base64url')}` as Sealed;
}

export interface SealedParts {
  readonly keyId: string;
  readonly box: Buffer;
}

/** Takes a sealed text apart; throws SealedTextRejected for one that is malformed. */
export function sealedParts(text: string): SealedParts {
  const [, keyId, box] = form.exec(text) ?? [];
  if (keyId === undefined || box === undefined) throw new SealedTextRejected('not a text of the form yv1.A256GCM.<key>.<value>');
  const bytes = Buffer.from(box, 'base64url');
  // Base64url of other spare bits decodes to the same bytes; only one text stands for them.
  if (bytes.toString('base64url') !== box) throw new SealedTextRejected('its base64url is not in the one valid form');
  return { keyId, box: bytes };
}

export function openParts({ keyId, box }: SealedParts, key: Uint8Array): string {
  const clear = decrypt(key, box, keyId);
  if (!clear) throw new SealedTextRejected(`it was changed, or not sealed under key ${keyId}`);
  return clear.toString('utf8');
}

/** Sealed bytes begin with these, then 16 bytes of the key's id, then nonce, ciphertext and tag as in a sealed text. */
const BYTES_PREFIX = Buffer.from('yv1.A256GCM.bytes\0', 'latin1');
const ID_BYTES = 16;

export function sealBytes(keyId: string, key: Uint8Array, clear: Uint8Array): Buffer {
  const id = Buffer.from(keyId.replaceAll('-', ''), 'hex');
  return Buffer.concat([BYTES_PREFIX, id, encrypt(key, clear, `bytes ${keyId}`)]);
}

/** Whether bytes say of themselves that they are sealed. */
export function areSealed(bytes: Uint8Array): boolean {
  return BYTES_PREFIX.equals(bytes.subarray(0, BYTES_PREFIX.length));
}

/** Takes sealed bytes apart; throws SealedTextRejected for what is not of that form. */
export function sealedBytesParts(bytes: Uint8Array): SealedParts {
  const box = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(BYTES_PREFIX.length + ID_BYTES);
  if (!areSealed(bytes) || box.length === 0) throw new SealedTextRejected('not bytes of the form yv1.A256GCM.bytes');
  return { keyId: keyOfBytes(bytes), box };
}

/** How many bytes of the beginning tell under which key they are sealed. */
export const SEAL_BYTES = BYTES_PREFIX.length + ID_BYTES;

/** Id of the key under which bytes say that they are sealed. */
export function keyOfBytes(bytes: Uint8Array): string {
  const id = Buffer.from(bytes.subarray(BYTES_PREFIX.length, SEAL_BYTES)).toString('hex');
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function openBytesParts({ keyId, box }: SealedParts, key: Uint8Array): Uint8Array {
  const clear = decrypt(key, box, `bytes ${keyId}`);
  if (!clear) throw new SealedTextRejected(`they were changed, or not sealed under key ${keyId}`);
  return clear;
}
