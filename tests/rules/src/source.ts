import path from 'node:path';
import ts from 'typescript';

export const workspace = path.resolve(import.meta.dirname, '../../..');

/** Every TypeScript file of the workspace, specs too, relative to it, with `/`. */
export function sourceFiles(): string[] {
  return configured('tsconfig.spec.json')
    .fileNames.map((file) => path.relative(workspace, file).replaceAll(path.sep, '/'))
    .sort();
}

/** Files that only specs use. */
export function isSpec(file: string): boolean {
  return /\.(spec|sample)\.ts$/.test(file) || file.includes('/fixture/') || /\/(contract-suite|fresh-\w+|sample-\w+)\.ts$/.test(file);
}

/** A program of the given files, with the workspace's own options and our packages by their sources. */
export function programOf(files: readonly string[]): ts.Program {
  return ts.createProgram([...files], {
    ...configured('tsconfig.base.json').options,
    composite: false,
    noEmit: true,
    customConditions: ['yimen-source'],
  });
}

/** The string literals that a type stands for; undefined where it is wider than that. */
export function literals(type: ts.Type, checker: ts.TypeChecker): readonly string[] | undefined {
  if (type.isStringLiteral()) return [type.value];
  if (type.isUnion()) {
    const parts = type.types.map((part) => literals(part, checker));
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  return undefined;
}

export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

function configured(name: string): ts.ParsedCommandLine {
  const config = ts.getParsedCommandLineOfConfigFile(path.join(workspace, name), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  });
  if (!config) throw new Error(`${name} cannot be read`);
  return config;
}
