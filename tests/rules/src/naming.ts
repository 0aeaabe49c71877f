import ts from 'typescript';
import { lineOf } from './source.js';

/** One call of `test` or `test.each` that names ids, in its title, its table or its body. */
export interface NamingTest {
  readonly file: string;
  /** 1-based lines of the call; Jest says of a test one of them. */
  readonly line: number;
  readonly lastLine: number;
  readonly title: string;
  readonly ids: readonly string[];
}

/** Finds ids as whole words; of two that begin alike the longer one is meant (`MCA15 assessment`, not `MCA15`). */
export function finder(ids: readonly string[]): (text: string) => readonly string[] {
  const escaped = ids.toSorted((a, b) => b.length - a.length).map((id) => id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const any = new RegExp(`(?<![\\w-])(?:${escaped.join('|')})(?![\\w-])`, 'g');
  return (text) => [...new Set([...text.matchAll(any)].map(([id]) => id))];
}

/** The tests of a spec that name an id. */
export function namingTests(file: string, text: string, find: (text: string) => readonly string[]): NamingTest[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const found: NamingTest[] = [];
  const visit = (node: ts.Node, around: readonly string[]): void => {
    const kind = ts.isCallExpression(node) ? called(node.expression) : undefined;
    if (!kind) return ts.forEachChild(node, (child) => visit(child, around));
    const call = node as ts.CallExpression;
    const title = call.arguments[0] && ts.isStringLiteralLike(call.arguments[0]) ? call.arguments[0].text : '';
    if (kind === 'describe') return ts.forEachChild(call, (child) => visit(child, [...around, title]));
    const ids = find([...around, call.getText(tree)].join('\n'));
    if (ids.length > 0) found.push({ file, ...linesOf(tree, call), title: [...around, title].join(' › '), ids });
  };
  visit(tree, []);
  return found;
}

function linesOf(tree: ts.SourceFile, call: ts.Node): Pick<NamingTest, 'line' | 'lastLine'> {
  return { line: lineOf(tree, call), lastLine: tree.getLineAndCharacterOfPosition(call.end).line + 1 };
}

/** `test`, `test.each(…)`, `it` and `describe`, whatever is between. */
function called(expression: ts.Expression): 'test' | 'describe' | undefined {
  if (ts.isIdentifier(expression))
    return expression.text === 'test' || expression.text === 'it' ? 'test' : expression.text === 'describe' ? 'describe' : undefined;
  if (ts.isPropertyAccessExpression(expression) || ts.isCallExpression(expression)) return called(expression.expression);
  return undefined;
}
