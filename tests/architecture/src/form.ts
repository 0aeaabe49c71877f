import ts from 'typescript';
import { lineOf, nodesOf, type Source } from './source.js';

const MOST_LINES = 300;

/** Files over 300 lines; `excused` maps a path to why it may be longer. An excuse that is not needed is a finding too. */
export function tooLong(files: readonly Source[], excused: Readonly<Record<string, string>>): string[] {
  const long = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 })).filter(({ lines }) => lines > MOST_LINES);
  const found = long.filter(({ path }) => !Object.hasOwn(excused, path)).map(({ path, lines }) => `${path} has ${lines} lines`);
  const idle = Object.keys(excused).filter((path) => !long.some((one) => one.path === path));
  return [...found, ...idle.map((path) => `${path} needs no excuse`)];
}

/** Words for layers of a program instead of subjects of the field. */
const layers = [
  ...['application', 'commands', 'common', 'controllers', 'core', 'domain', 'dto', 'dtos', 'entities', 'events', 'factories', 'handlers'],
  ...['helpers', 'infrastructure', 'interfaces', 'managers', 'middleware', 'models', 'modules', 'providers', 'queries', 'repositories'],
  ...['schemas', 'services', 'shared', 'types', 'util', 'utils', 'validators'],
];

/** Folders of files that are named after technical layers; `excused` maps a folder to why. */
export function layerFolders(paths: readonly string[], excused: Readonly<Record<string, string>>): string[] {
  const folders = new Set(paths.flatMap((path) => path.split('/').map((_part, at, parts) => parts.slice(0, at).join('/'))));
  return [...folders].filter((folder) => {
    const parts = folder.split('/');
    return parts.length > 1 && layers.includes(parts.at(-1) ?? '') && !Object.hasOwn(excused, folder);
  });
}

/** Declared names that say the kind of code instead of the thing. */
export function emptyNames(files: readonly Source[]): string[] {
  return files.flatMap((file) =>
    nodesOf(file).flatMap((node) => {
      const name = declared(node);
      return name && /(Command|Helper|Helpers|Impl|Manager|Util|Utils)$/.test(name)
        ? [`${file.path}:${lineOf(file.tree, node)} declares ${name}`]
        : [];
    }),
  );
}

function declared(node: ts.Node): string | undefined {
  if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node))
    return node.name?.text;
  return ts.isFunctionDeclaration(node) && node.parent.kind === ts.SyntaxKind.SourceFile ? node.name?.text : undefined;
}

const running = new Set(['test', 'it', 'describe']);

/** `only` anywhere; `skip`, `todo` and `x…` without a comment in the line above that says why. */
export function testsLeftOut(files: readonly Source[]): string[] {
  return files.flatMap((file) =>
    nodesOf(file).flatMap((node) => {
      const kind = leftOut(node);
      if (!kind) return [];
      const line = lineOf(file.tree, node);
      const above = file.text.split('\n')[line - 2]?.trim() ?? '';
      if (kind !== 'only' && above.startsWith('//') && above.length > 15) return [];
      return [`${file.path}:${line} has ${kind}${kind === 'only' ? '' : ' without a line that says why'}`];
    }),
  );
}

function leftOut(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && running.has(node.expression.text)) {
    const { text } = node.name;
    if (text === 'only' || text === 'skip' || text === 'todo') return text;
  }
  if (ts.isIdentifier(node) && /^(f|x)(it|test|describe)$/.test(node.text) && ts.isCallExpression(node.parent)) return node.text;
  return undefined;
}
