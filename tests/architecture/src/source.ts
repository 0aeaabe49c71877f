import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** One TypeScript file of the workspace; `path` is relative to the workspace, with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

export const workspace = path.resolve(import.meta.dirname, '../../..');

const PLACES = ['libs', 'services', 'deploy', 'tests'];
const LEFT_OUT = new Set(['node_modules', 'dist']);

export function source(file: string, text: string): Source {
  return { path: file, text, tree: ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true) };
}

/** Files and folders below the four places of source, as they are on the disk now: what is not committed yet counts too. */
export function filesBelow(places: readonly string[] = PLACES): string[] {
  return places.flatMap((place) => walk(place)).sort();
}

function walk(folder: string): string[] {
  return readdirSync(path.join(workspace, folder), { withFileTypes: true }).flatMap((entry) => {
    const at = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) || entry.name.startsWith('.') ? [] : walk(at);
    return [at];
  });
}

let read: readonly Source[] | undefined;

/** Every TypeScript file of the workspace, read once. */
export function sources(): readonly Source[] {
  read ??= filesBelow()
    .filter((file) => file.endsWith('.ts'))
    .map((file) => source(file, readFileSync(path.join(workspace, file), 'utf8')));
  return read;
}

/** Files that only specs use. */
export function isSpec(file: string): boolean {
  return /\.(spec|sample)\.ts$/.test(file) || file.includes('/fixture/') || /\/(contract-suite|fresh-\w+|sample-\w+)\.ts$/.test(file);
}

/** `libs/kernel`, `services/residents`, `deploy/cli`, `tests/faults`. */
export function projectOf(file: string): string {
  return file.split('/').slice(0, 2).join('/');
}

export interface Import {
  readonly from: string;
  /** 1-based. */
  readonly line: number;
}

/** What a file imports, of values and of types, also by `export … from`, `import(…)` and `import('…')` types. */
export function importsOf({ tree }: Source): Import[] {
  const found: Import[] = [];
  const take = (node: ts.Node | undefined) => {
    if (node && ts.isStringLiteralLike(node)) found.push({ from: node.text, line: lineOf(tree, node) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) take(node.moduleSpecifier);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) take(node.argument.literal);
    else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || isNamed(node.expression, 'require')))
      take(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Every node of a file. */
export function nodesOf({ tree }: Source): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

export function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
