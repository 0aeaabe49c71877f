import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isSpec, workspace } from './source.js';

/** Quoted words of a project, and its templates in which a word completes a key: `retention.${series}.days`. */
interface Written {
  readonly words: ReadonlySet<string>;
  readonly templates: readonly (readonly [before: string, after: string])[];
}

/** What the code of each project writes; the sets themselves, specs and samples aside. No compiler, so that this stays quick. */
export function writtenByProject(): readonly Written[] {
  return ['libs', 'services', 'deploy'].flatMap((kind) =>
    readdirSync(path.join(workspace, kind), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => writtenIn(codeOf(`${kind}/${entry.name}`))),
  );
}

function codeOf(project: string): string[] {
  return readdirSync(path.join(workspace, project), { recursive: true, encoding: 'utf8' })
    .map((file) => `${project}/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => file.endsWith('.ts') && !isSpec(file) && !/\/(node_modules|dist)\/|\/policy\/src\/sets\//.test(file))
    .map((file) => readFileSync(path.join(workspace, file), 'utf8'));
}

/** The words and templates of some code. */
export function writtenIn(texts: readonly string[]): Written {
  const all = texts.join('\n');
  return {
    words: new Set([...all.matchAll(/'([^'\\\n]*)'/g)].map(([, word]) => word ?? '')),
    templates: [...all.matchAll(/`([\w.]+\.)\$\{[^}`]*\}([\w.]*)`/g)].map(([, before = '', after = '']) => [before, after] as const),
  };
}

/** Whether a project looks a value up: its key stands there whole, or as a template and the word that completes it. */
export const looksUp = ({ words, templates }: Written, key: string): boolean =>
  words.has(key) ||
  templates.some(
    ([before, after]) => key.startsWith(before) && key.endsWith(after) && words.has(key.slice(before.length, key.length - after.length)),
  );
