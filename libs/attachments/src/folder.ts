import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { addressOf, checked, FilesUnavailable, isAddress, type FileStore } from './port.js';

/** `.{address}.{uuid}`: a file that is being written. */
const DRAFT = /^\.[0-9a-f]{64}\./;

/**
 * Files in a folder, 256 folders below it. A file is written under a name of its own, forced to the disk, and then renamed: under its address it
 * is whole or not there, also after a power cut.
 */
export function folderFiles(folder: string): FileStore {
  const placeOf = (address: string) => {
    if (!isAddress(address)) throw new TypeError('not the address of a file');
    return path.join(folder, address.slice(0, 2), address);
  };
  const belows = async () => (await reach(() => orNothing(readdir(folder))))?.filter((below) => /^[0-9a-f]{2}$/.test(below)) ?? [];
  const has = (address: string) => reach(() => exists(placeOf(address)));

  return {
    put: (bytes) =>
      reach(async () => {
        const address = addressOf(bytes);
        const place = placeOf(address);
        const now = new Date();
        const standing = await orNothing(readFile(place));
        // What lies there damaged is written anew.
        if (standing && addressOf(standing) === address) {
          // Young again: a sweep that has looked at its age leaves it.
          await utimes(place, now, now);
          return address;
        }
        const below = path.dirname(place);
        await mkdir(below, { recursive: true });
        const draft = path.join(below, `.${address}.${randomUUID()}`);
        try {
          await written(draft, bytes);
          await rename(draft, place);
        } catch (error) {
          await rm(draft, { force: true });
          throw error;
        }
        for (const one of [below, folder]) await forced(one);
        return address;
      }),
    get: (address) =>
      reach(async () => {
        const bytes = await orNothing(readFile(placeOf(address)));
        return bytes && checked(address, bytes);
      }),
    has,
    head: (address, most) => reach(() => orNothing(beginning(placeOf(address), most))),
    remove: (address) =>
      reach(async () => {
        await rm(placeOf(address), { force: true });
      }),
    async clearDrafts(before) {
      let cleared = 0;
      for (const below of await belows())
        for (const name of await reach(() => readdir(path.join(folder, below)))) {
          const draft = path.join(folder, below, name);
          if (!DRAFT.test(name)) continue;
          const found = await reach(() => orNothing(stat(draft)));
          if (!found || found.mtime >= before) continue;
          await reach(() => rm(draft, { force: true }));
          cleared += 1;
        }
      return cleared;
    },
    async *list() {
      for (const below of await belows()) {
        for (const address of await reach(() => readdir(path.join(folder, below)))) {
          if (!isAddress(address)) continue;
          const found = await reach(() => orNothing(stat(placeOf(address))));
          if (found) yield { address, storedAt: found.mtime.toISOString() };
        }
      }
    },
    check: () =>
      reach(async () => {
        await mkdir(folder, { recursive: true });
        await access(folder, constants.R_OK | constants.W_OK);
      }),
    close: () => Promise.resolve(),
  };
}

async function written(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function beginning(file: string, most: number): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Makes the names in a folder survive a power cut, as fsync does for what a file holds. */
async function forced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function exists(file: string): Promise<boolean> {
  return (await orNothing(stat(file))) !== undefined;
}

/** A disk that is full, read-only or gone is a place that is away. */
async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error)?.startsWith('E')) throw new FilesUnavailable({ cause: error });
    throw error;
  }
}
