import { randomBytes } from 'node:crypto';
import { addressOf, FileDamaged, type FileStore } from './port.js';

/** A store under test, and a way to change what lies under an address behind its back. */
export interface Under {
  readonly files: FileStore;
  damage(address: string, bytes: Uint8Array): Promise<void>;
}

/** What every place of files promises. */
export function fileStoreSuite(name: string, open: () => Promise<Under>): void {
  describe(`${name}: every place of files`, () => {
    let under: Under;
    beforeAll(async () => {
      under = await open();
      await under.files.check();
    });
    afterAll(() => under.files.close());
    const listed = async () => {
      const found = new Map<string, string>();
      for await (const { address, storedAt } of under.files.list()) found.set(address, storedAt);
      return found;
    };

    test('gives back the bytes that were stored, under the SHA-256 of them', async () => {
      for (const size of [0, 1, 100_000, 6_000_000]) {
        const bytes = randomBytes(size);
        const address = await under.files.put(bytes);
        expect(address).toBe(addressOf(bytes));
        expect(await under.files.has(address)).toBe(true);
        expect(Buffer.compare((await under.files.get(address))!, bytes)).toBe(0);
        for (const most of [1, 34, 200_000])
          expect(Buffer.compare((await under.files.head(address, most))!, bytes.subarray(0, most))).toBe(0);
      }
    });

    test('stores the same bytes once, also when many do it at once', async () => {
      const bytes = randomBytes(50_000);
      const addresses = await Promise.all(Array.from({ length: 8 }, () => under.files.put(bytes)));
      expect(new Set(addresses)).toEqual(new Set([addressOf(bytes)]));
      expect(Buffer.compare((await under.files.get(addressOf(bytes)))!, bytes)).toBe(0);
    });

    test('has nothing under an address at which nothing was stored, and no path leads out of it', async () => {
      const address = addressOf(randomBytes(8));
      expect([await under.files.has(address), await under.files.get(address)]).toEqual([false, undefined]);
      expect(await under.files.head(address, 10)).toBeUndefined();
      await expect(under.files.get('../../etc/passwd')).rejects.toThrow(TypeError);
      await expect(under.files.head('../../etc/passwd', 10)).rejects.toThrow(TypeError);
      await expect(under.files.remove(`${address}/..`)).rejects.toThrow(TypeError);
    });

    test('removes a file for good; removing it again changes nothing', async () => {
      const address = await under.files.put(randomBytes(100));
      await under.files.remove(address);
      await under.files.remove(address);
      expect([await under.files.has(address), await under.files.get(address)]).toEqual([false, undefined]);
      expect((await listed()).has(address)).toBe(false);
    });

    test('never gives out bytes that were changed behind its back', async () => {
      const address = await under.files.put(randomBytes(100));
      await under.damage(address, randomBytes(100));
      await expect(under.files.get(address)).rejects.toThrow(new FileDamaged(address));
      await under.damage(address, new Uint8Array());
      await expect(under.files.get(address)).rejects.toThrow(FileDamaged);
      await under.files.remove(address);
    });

    test('mends what was damaged when the same bytes are stored again', async () => {
      const bytes = randomBytes(100);
      const address = await under.files.put(bytes);
      await under.damage(address, randomBytes(100));
      await under.files.put(bytes);
      expect(Buffer.compare((await under.files.get(address))!, bytes)).toBe(0);
    });

    test('lists what is there, with when it was stored', async () => {
      const before = Date.now();
      const address = await under.files.put(randomBytes(10));
      const at = Date.parse((await listed()).get(address)!);
      // S3 tells whole seconds.
      expect(at).toBeGreaterThanOrEqual(Math.floor(before / 1000) * 1000);
      expect(at).toBeLessThanOrEqual(Date.now() + 1000);
    });
  });
}
