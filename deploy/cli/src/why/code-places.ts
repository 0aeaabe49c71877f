import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isRuleId } from '@yimen/policy';

/** Where the code refuses or records something. */
export interface CodePlace {
  /** `file:line`, from the root of the sources. */
  readonly at: string;
  /** Rule that a refusal cites there; null for an event, or where the rule is told by the matter. */
  readonly rule: string | null;
}

/** Root of the sources that this program was built from: four folders above `deploy/cli/src/why` and its build alike. */
export const sources = path.resolve(import.meta.dirname, '../../../..');

/** Every place where a service of these sources refuses with a code. Undefined where the sources are not beside the program. */
export function refusalPlaces(code: string, root = sources): readonly CodePlace[] | undefined {
  const call = new RegExp(`refuse\\(\\s*'${escaped(code)}',\\s*(?:'([^']+)'|([\\w.]+))`, 'g');
  return placesOf(root, call, (match, file) => {
    const [, literal, constant] = match;
    return literal ?? (constant === undefined ? null : ruleOf(constant, file, root));
  });
}

/** Every place where a service of these sources records an event of a type. */
export function eventPlaces(type: string, root = sources): readonly CodePlace[] | undefined {
  return placesOf(root, new RegExp(`type: '${escaped(type)}'`, 'g'), () => null);
}

function placesOf(root: string, wanted: RegExp, rule: (match: RegExpMatchArray, file: string) => string | null): CodePlace[] | undefined {
  if (!existsSync(path.join(root, 'services/public-services/src'))) return undefined;
  return codeFiles(root).flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return [...text.matchAll(wanted)].map((match) => ({
      at: `${file}:${text.slice(0, match.index).split('\n').length}`,
      rule: rule(match, file),
    }));
  });
}

function codeFiles(root: string): string[] {
  const folders = [...readdirSync(path.join(root, 'services')).map((name) => `services/${name}/src`), 'libs/service-shell/src'];
  return folders
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file.replaceAll(path.sep, '/')}`,
      ),
    )
    .filter((file) => file.endsWith('.ts') && !/\.(spec|sample)\.ts$/.test(file))
    .sort();
}

/** `rules.queue`: the rule that the tables of the same service give that name; null where they give it to several. */
function ruleOf(constant: string, file: string, root: string): string | null {
  const name = constant.split('.').at(-1) ?? '';
  const entry = new RegExp(`^\\s*${escaped(name)}: '([^']+)'`, 'gm');
  const service = file.split('/').slice(0, 3).join('/');
  const given = codeFiles(root)
    .filter((each) => each.startsWith(`${service}/`))
    .flatMap((each) => [...readFileSync(path.join(root, each), 'utf8').matchAll(entry)].map(([, id]) => id ?? ''))
    .filter(isRuleId);
  return new Set(given).size === 1 ? (given[0] ?? null) : null;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
