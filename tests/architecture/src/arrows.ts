import path from 'node:path';
import { importsOf, isSpec, projectOf, type Source } from './source.js';

/** Where a package of ours stands. */
export type Packages = ReadonlyMap<string, string>;

/** Imports against the arrows of architecture section 1, as sentences. */
export function wrongArrows(files: readonly Source[], packages: Packages): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ from, line }) => {
      const target = targetOf(file.path, from, packages);
      const why = target && refusal(file.path, target);
      return why ? [`${file.path}:${line} imports ${from}: ${why}`] : [];
    }),
  );
}

/** Project that an import leads to; undefined for packages of others and for files of the same project. */
function targetOf(file: string, from: string, packages: Packages): string | undefined {
  if (from.startsWith('.')) {
    const target = projectOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), from)));
    return target === projectOf(file) ? undefined : target;
  }
  const name = /^@yimen\/[^/]+/.exec(from)?.[0];
  return name === undefined ? undefined : (packages.get(name) ?? name);
}

function refusal(file: string, target: string): string | undefined {
  const own = projectOf(file);
  const [place, into] = [own.split('/')[0], target.split('/')[0]];
  if (target === own) return 'a project imports its own files by path';
  if (place === 'tests') return undefined;
  if (into === 'tests') return 'nothing but tests imports the tests';
  if (into === 'services' && place === 'services') return 'no service imports another';
  if (into === 'services' && place === 'libs') return 'libraries do not know the services';
  if (into === 'deploy') return 'nothing but tests imports the programs';
  if (target === 'libs/testing') return isSpec(file) ? undefined : 'only specs use libs/testing';
  if (own === 'libs/kernel' || own === 'libs/contracts') return isSpec(file) ? undefined : 'kernel and contracts import nothing of ours';
  return into === 'libs' || (place === 'deploy' && into === 'services') ? undefined : `there is no project ${target}`;
}

/** A way round through the projects' imports, or undefined where there is none. */
export function cycle(files: readonly Source[], packages: Packages): readonly string[] | undefined {
  const arrows = new Map<string, Set<string>>();
  for (const file of files.filter(({ path: at }) => !isSpec(at))) {
    const to = arrows.get(projectOf(file.path)) ?? new Set();
    for (const { from } of importsOf(file)) {
      const target = targetOf(file.path, from, packages);
      if (target) to.add(target);
    }
    arrows.set(projectOf(file.path), to);
  }
  const done = new Set<string>();
  const follow = (at: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(at)) return [...way.slice(way.indexOf(at)), at];
    if (done.has(at)) return undefined;
    for (const next of arrows.get(at) ?? []) {
      const found = follow(next, [...way, at]);
      if (found) return found;
    }
    done.add(at);
    return undefined;
  };
  for (const project of arrows.keys()) {
    const found = follow(project, []);
    if (found) return found;
  }
  return undefined;
}
