import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Packages } from './arrows.js';
import { filesBelow, projectOf, workspace } from './source.js';

/** Names of our packages by what their package.json says. */
export function packages(): Packages {
  const files = filesBelow().filter((file) => /^[^/]+\/[^/]+\/package\.json$/.test(file));
  return new Map(
    files.map((file) => [(JSON.parse(readFileSync(path.join(workspace, file), 'utf8')) as { name: string }).name, projectOf(file)]),
  );
}
