import { createHash } from 'node:crypto';

/** Address of a stored file: SHA-256 of the bytes as they are stored, lower-case hex. Of a sealed file these are the sealed bytes. */
export type FileAddress = string;

/** Where files lie. What is stored under an address never changes; an address tells nothing about the text of a sealed file. */
export interface FileStore {
  /** Stores bytes and answers their address once they are safe; storing them again changes nothing, and mends what was damaged. Throws FilesUnavailable. */
  put(bytes: Uint8Array): Promise<FileAddress>;
  /** The bytes, checked against their address; undefined where there are none. Throws FileDamaged, FilesUnavailable. */
  get(address: FileAddress): Promise<Uint8Array | undefined>;
  has(address: FileAddress): Promise<boolean>;
  /** At most so many bytes from the beginning, not checked against the address; undefined where there are none. Throws FilesUnavailable. */
  head(address: FileAddress, most: number): Promise<Uint8Array | undefined>;
  /** Removes a file; one that is not there is removed already. */
  remove(address: FileAddress): Promise<void>;
  /** Every address with the instant (ISO) at which it was stored last, in no order. */
  list(): AsyncIterable<{ readonly address: FileAddress; readonly storedAt: string }>;
  /** Removes what an upload that was broken off before an instant left behind; answers how many. */
  clearDrafts(before: Date): Promise<number>;
  /** Whether files can be read and written now; throws FilesUnavailable. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The bytes under an address are not those that were stored there. */
export class FileDamaged extends Error {
  constructor(readonly address: FileAddress) {
    super(`the file ${address} is not what was stored`);
    this.name = 'FileDamaged';
  }
}

/** The place of files is away or late; the caller answers 503. */
export class FilesUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('the place of files is away', options);
    this.name = 'FilesUnavailable';
  }
}

const ADDRESS = /^[0-9a-f]{64}$/;

/** Whether a text can be an address. Adapters look before they make a path or key of it. */
export function isAddress(text: string): text is FileAddress {
  return ADDRESS.test(text);
}

export function addressOf(bytes: Uint8Array): FileAddress {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The bytes, or FileDamaged where they are not those of the address. */
export function checked(address: FileAddress, bytes: Uint8Array): Uint8Array {
  if (addressOf(bytes) !== address) throw new FileDamaged(address);
  return bytes;
}
