import { readFileSync } from 'node:fs';
import path from 'node:path';
import { finder, namingTests, type NamingTest } from './naming.js';
import type { Registered } from './register.js';
import { workspace } from './source.js';

/** Every test of the fast tier in libs, services and deploy that names one of these rules, by id. */
export function testsByRule(known: readonly Registered[], files: readonly string[]): ReadonlyMap<string, readonly NamingTest[]> {
  const find = finder(known.map(({ id }) => id));
  const naming = new Map<string, NamingTest[]>();
  for (const file of files.filter(isFast))
    for (const test of namingTests(file, readFileSync(path.join(workspace, file), 'utf8'), find))
      for (const id of test.ids) naming.set(id, [...(naming.get(id) ?? []), test]);
  return naming;
}

const isFast = (file: string): boolean =>
  /^(libs|services|deploy)\//.test(file) && file.endsWith('.spec.ts') && !file.endsWith('.full.spec.ts');
