import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileStoreSuite } from './contract-suite.js';
import { addressOf, FilesUnavailable, folderFiles } from './index.js';

const folders: string[] = [];
async function fresh(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'files-'));
  folders.push(folder);
  return folder;
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

fileStoreSuite('a folder', async () => {
  const folder = await fresh();
  const files = folderFiles(folder);
  return { files, damage: (address, bytes) => writeFile(path.join(folder, address.slice(0, 2), address), bytes) };
});

test('a draft that a power cut left behind is no file', async () => {
  const folder = await fresh();
  const files = folderFiles(folder);
  const address = await files.put(Buffer.from('whole'));
  await writeFile(path.join(folder, address.slice(0, 2), `.${'b'.repeat(64)}.draft`), 'half');
  const found = [];
  for await (const one of files.list()) found.push(one.address);
  expect(found).toEqual([address]);
});

test('a draft is cleared once it is old; one that is being written, and every file, stays', async () => {
  const folder = await fresh();
  const files = folderFiles(folder);
  const address = await files.put(Buffer.from('whole'));
  const draft = path.join(folder, address.slice(0, 2), `.${'b'.repeat(64)}.draft`);
  await writeFile(draft, 'half');
  expect(await files.clearDrafts(new Date(Date.now() - 60_000))).toBe(0);
  expect(await files.clearDrafts(new Date(Date.now() + 60_000))).toBe(1);
  expect(await readdir(path.dirname(draft))).toEqual([address]);
});

test('what cannot take its place leaves no draft behind', async () => {
  const folder = await fresh();
  const bytes = Buffer.from('next');
  const address = addressOf(bytes);
  const below = path.join(folder, address.slice(0, 2));
  const files = folderFiles(folder);
  await mkdir(below, { recursive: true });
  await chmod(below, 0o500);
  const outcome = await files.put(bytes).then(
    () => 'stored',
    (error: unknown) => (error instanceof FilesUnavailable ? 'away' : 'other'),
  );
  await chmod(below, 0o700);
  expect((await readdir(below)).filter((name) => name.startsWith('.'))).toEqual([]);
  // Root writes where nobody may.
  expect(outcome).toBe(process.getuid?.() === 0 ? 'stored' : 'away');
});

test('a place that cannot be written is away, and says so', async () => {
  const folder = await fresh();
  await writeFile(path.join(folder, 'file'), '');
  const files = folderFiles(path.join(folder, 'file', 'below'));
  await expect(files.check()).rejects.toThrow(FilesUnavailable);
  await expect(files.put(Buffer.from('x'))).rejects.toThrow(FilesUnavailable);
});
